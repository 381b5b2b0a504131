"""The chain of a document's versions: opened, verified, returned, set. Rule: docs/rules/versi-rencana.md."""

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.access.models import Decree
from binaan.access.permissions import Permission
from binaan.kit import files
from binaan.kit.models import StoredFile
from binaan.planning.actions.copying import copy_tree
from binaan.planning.choices import VersionState
from binaan.planning.models import Document, Version
from binaan.planning.queries import demands
from binaan.planning.queries.sealing import fingerprint

OUTSIDE = "Dokumen ini di luar wilayah atau kantor tugas Anda."
CLOSED = {
    VersionState.VERIFIED: (
        "Versi ini sudah diverifikasi, jadi isinya tidak bisa diubah. Minta yang memverifikasi "
        "atau yang menetapkan mengembalikannya menjadi rancangan."
    ),
    VersionState.SET: (
        "Versi ini sudah ditetapkan, jadi isinya tidak bisa diubah. Buka perubahan dari "
        "halaman dokumennya."
    ),
    VersionState.REPLACED: (
        "Versi ini sudah diganti versi yang lebih baru, jadi isinya tidak bisa diubah. "
        "Tulis pada versi yang terbaru."
    ),
}
CHANGED = "Isi rencana ini berubah sejak halaman ini Anda buka. Lihat lagi isinya, lalu ulangi."
OWN = "Versi yang Anda buat sendiri harus diverifikasi dan ditetapkan orang lain."


class Basis(NamedTuple):
    """A new decree, as typed: Peraturan Wali Kota 12 of 2026, say. `upload`: its PDF."""

    number: str
    title: str
    signed_on: date
    signer: str = ""


def locked(version: Version) -> Version:
    """The version as it stands now, locked until the transaction ends: two at once queue up here."""
    found = Version.objects.select_for_update(of=("self",)).select_related(
        "document__office__place"
    )
    return found.get(pk=version.pk)


def must_be_open(version: Version) -> Version:
    """The one guard before every write into a version: the version, locked, still a draft.

    Call it first inside the action's transaction and write through what it returns. Raises
    ValidationError, which says what to do, once the version is verified, set or replaced.
    """
    found = locked(version)
    if not found.is_open:
        raise ValidationError(CLOSED[VersionState(found.state)])
    return found


def must_reach(version: Version, *, by, permission: Permission) -> None:
    """Raises PermissionDenied when the version is not within this permission of this user.

    Asked after the write, inside the transaction, so that a refusal undoes it. `by` a name is
    whoever runs the machine (access.md) and reaches everything.
    """
    if not _reaches(version, by, permission):
        raise PermissionDenied(OUTSIDE)


@transaction.atomic
def open_version(document: Document, *, reason: str, by) -> Version:
    """Open a perubahan: a copy of the version in force, with the same keys, as a draft.

    Raises ValidationError without a reason, without a version in force, and while another is open.
    """
    reason = _said(reason, "reason", "Tuliskan alasan perubahan.")
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    versions = list(document.versions.order_by("number"))
    if any(one.state in (VersionState.DRAFT, VersionState.VERIFIED) for one in versions):
        raise ValidationError("Masih ada versi yang belum ditetapkan. Selesaikan dulu versi itu.")
    source = next((one for one in versions if one.state == VersionState.SET), None)
    if source is None:
        raise ValidationError("Belum ada versi yang ditetapkan, jadi belum ada yang diubah.")
    made = Version(
        document=document, number=versions[-1].number + 1, era=source.era, copied_from=source,
        reason=reason, vision=source.vision, mission=source.mission, created_by=_name(by),
        first_party=source.first_party, second_party=source.second_party,
        second_party_name=source.second_party_name,
        second_party_position=source.second_party_position,
    )  # fmt: skip
    keep(made)
    nodes = copy_tree(source, made)
    note("plan.version_opened", made, by=by, permission=Permission.PLAN_EDIT,
         payload={"from": source.label, "reason": reason, "nodes": nodes})  # fmt: skip
    return made


@transaction.atomic
def verify(version: Version, *, seen: str = "", by) -> Version:
    """Say that a draft is complete; from now on nothing in it is written.

    `seen`: the fingerprint of what was looked at. Raises ValidationError when it changed meanwhile
    or something is missing, PermissionDenied for a version of one's own.
    """
    found = must_be_open(version)
    _must_be_another(found, by)
    _must_be_as_seen(found, seen)
    if lacking := demands.missing(found):
        raise ValidationError(lacking)
    found.state = VersionState.VERIFIED
    found.verified_at, found.verified_by = timezone.now(), _name(by)
    found.save(update_fields=["state", "verified_at", "verified_by"])
    payload = {"past_changes": demands.past_changes(found), **demands.waiting(found)._asdict()}
    note("plan.verified", found, by=by, permission=Permission.PLAN_VERIFY, payload=payload)
    return found


@transaction.atomic
def return_to_draft(version: Version, *, reason: str, by) -> Version:
    """Give a verified version back for more work, with the reason; by who may verify or set."""
    reason = _said(reason, "reason", "Tuliskan apa yang harus diperbaiki.")
    found = locked(version)
    if found.state != VersionState.VERIFIED:
        raise ValidationError("Hanya versi yang sudah diverifikasi yang bisa dikembalikan.")
    found.state, found.verified_at, found.verified_by = VersionState.DRAFT, None, ""
    found.save(update_fields=["state", "verified_at", "verified_by"])
    sets = _reaches(found, by, Permission.PLAN_SET)
    permission = Permission.PLAN_SET if sets else Permission.PLAN_VERIFY
    note("plan.returned", found, by=by, permission=permission, payload={"reason": reason})
    return found


@transaction.atomic
def set_version(
    version: Version,
    *,
    effective_on: date,
    decree: Decree | None = None,
    basis: Basis | None = None,
    file: StoredFile | None = None,
    upload=None,
    despite: str = "",
    seen: str = "",
    by,
) -> Version:
    """Set a verified version: decree or signed file, effective date, hash; the one before is replaced.

    `decree` is one already noted, `basis` a new one; `file` is kept already, `upload` a PDF sent
    now. `despite`: why it is set with errors of the checker still open. Raises ValidationError with
    what is missing, PermissionDenied for a version of one's own.
    """
    Document.objects.select_for_update(of=("self",)).get(pk=version.document_id)
    found = locked(version)
    if found.state != VersionState.VERIFIED:
        raise ValidationError(CLOSED.get(found.state, "Versi ini belum diverifikasi."))
    _must_be_another(found, by)
    _must_be_as_seen(found, seen)
    waiting = demands.waiting(found)
    despite = _must_be_settable(found, waiting.errors, despite)
    before = found.document.versions.filter(state=VersionState.SET).first()
    _must_be_timely(found, before, effective_on)
    found.file = _kept(upload, by) if upload else file
    found.decree = _noted(basis, found, by) if basis else decree
    _must_have_basis(found)
    _replace(before)
    found.effective_on, found.state = effective_on, VersionState.SET
    found.set_at, found.set_by, found.hash = timezone.now(), _name(by), "-"
    found.save()
    found.hash = fingerprint(found)
    found.save(update_fields=["hash"])
    note("plan.set", found, by=by, permission=Permission.PLAN_SET, payload={
        "hash": found.hash, "effective_on": effective_on.isoformat(), "despite": despite,
        "decree": str(found.decree or ""), "file": found.file_id, **waiting._asdict(),
    })  # fmt: skip
    return found


def note(verb: str, version: Version, *, by, permission: Permission, payload: dict) -> None:
    """Write the event of an act on a whole version, after asking whether it was within reach."""
    must_reach(version, by=by, permission=permission)
    document = version.document
    said = {"document": document.title, "version": version.label, **payload}
    audit.record(verb, version, by=by, payload=said, place=document.place, office=document.office)


def _reaches(version: Version, by, permission: Permission) -> bool:
    if isinstance(by, str):
        return True
    return Version.objects.permitted(by, permission).filter(pk=version.pk).exists()


def _name(by) -> str:
    return getattr(by, "username", by)


def _said(text: str, field: str, message: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ValidationError({field: message})
    return text


def _must_be_another(version: Version, by) -> None:
    if not isinstance(by, str) and version.created_by == by.username:
        raise PermissionDenied(OWN)


def _must_be_as_seen(version: Version, seen: str) -> None:
    if seen and seen != fingerprint(version):
        raise ValidationError(CHANGED)


def _must_be_settable(version: Version, errors: int, despite: str) -> str:
    """The reason for setting in spite of open errors, "" where there are none."""
    if lacking := demands.missing(version):
        raise ValidationError(lacking)
    if not errors:
        return ""
    return _said(despite, "despite", f"Masih ada {errors} temuan kesalahan yang belum diputus. "
                 "Tuliskan mengapa versi ini tetap ditetapkan.")  # fmt: skip


def _must_be_timely(version: Version, before: Version | None, effective_on: date) -> None:
    last = date(version.document.last_year, 12, 31)
    if effective_on > last:
        raise ValidationError({"effective_on": "Tanggal ini sesudah tahun terakhir dokumen."})
    if before and before.effective_on and effective_on < before.effective_on:
        raise ValidationError({
            "effective_on": f"Versi {before.label} baru berlaku sesudah tanggal ini. "
            "Isi tanggal yang sama atau sesudahnya."
        })  # fmt: skip


def _must_have_basis(version: Version) -> None:
    if version.document.kind in demands.BY_DECREE and version.decree is None:
        raise ValidationError({"decree": "Pilih atau catat peraturan yang menetapkannya."})
    if version.decree is None and version.file is None:
        raise ValidationError(
            {"upload": "Unggah naskah yang ditandatangani, atau pilih keputusannya."}
        )


def _kept(upload, by) -> StoredFile:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        for block in upload.chunks():
            copy.write(block)
        copy.flush()
        return files.keep(Path(copy.name), name=upload.name, by=_name(by))


def _noted(basis: Basis, version: Version, by) -> Decree:
    """The decree is noted by who sets the plan; the file of the plan is its file."""
    office = version.document.office
    decree = Decree(
        number=" ".join(basis.number.split()), title=" ".join(basis.title.split()),
        signed_on=basis.signed_on, signer=basis.signer, office=office, file=version.file,
    )  # fmt: skip
    keep(decree)
    payload = {"number": decree.number, "title": decree.title,
               "signed_on": basis.signed_on.isoformat(), "file": decree.file_id}  # fmt: skip
    audit.record("decree.added", decree, by=by, payload=payload, place=office.place, office=office)
    return decree


def _replace(before: Version | None) -> None:
    if before is not None:
        before.state, before.replaced_at = VersionState.REPLACED, timezone.now()
        before.save(update_fields=["state", "replaced_at"])

"""Asking for a sheet, cancelling it, fetching it: each by its owner."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import jobs
from binaan.web.models import Download
from binaan.web.taking import sheets, shelf
from binaan.web.taking.choosing import Choice
from binaan.web.taking.columns import CHOICES, Chosen

AT_ONCE = 2_000
KIND = "directory.export"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
SHORTEST, LONGEST = 5, 200
LONGEST_QUERY = 4_000


def start(
    choice: Choice, *, format: str, columns: Iterable[str], personal: bool, reason: str,
    token: str, by: User,
) -> Download:  # fmt: skip
    """Write a sheet of the selection, or leave it to the worker when it is long.

    `token`: of the form that was sent; the same form sent twice gives the same sheet. Raises
    ValidationError with a sentence, PermissionDenied without the right to export.
    """
    _must_export(by)
    choice.must_be_read()
    mark = mark_of(by, token)
    if before := Download.objects.filter(mark=mark, user=by).first():
        return before
    made = _asked(choice, format=format, columns=columns, personal=personal, reason=reason, by=by)
    made.mark = mark
    first = list(choice.ids(by, Permission.EXPORT, AT_ONCE + 1))
    if not first:
        raise ValidationError("Pilihan ini kosong: tidak ada usaha yang dapat diunduh.")
    waits = len(first) > AT_ONCE
    try:
        with transaction.atomic():
            if waits:
                made.job = jobs.enqueue(KIND, {"download": str(made.pk)}, by=by.username)
            made.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at the same moment
        return Download.objects.get(mark=mark, user=by)
    if waits:
        return made
    try:
        sheets.write(made, lambda done, total, message: None)
    except sheets.Refused as error:
        shelf.remove(made)
        raise ValidationError(str(error)) from None
    except BaseException:
        shelf.remove(made)
        raise
    return made


def _must_export(by: User) -> None:
    if not by.may(Permission.EXPORT):
        raise PermissionDenied("Tugas Anda tidak mencakup mengekspor data.")


def _asked(choice: Choice, *, format, columns, personal, reason, by) -> Download:
    """What was asked, checked and not yet saved."""
    keys = list(dict.fromkeys(columns))
    if strange := [key for key in keys if key not in CHOICES]:
        raise ValidationError(f"Kolom {', '.join(strange[:3])} tidak dikenal.")
    if len(choice.query) > LONGEST_QUERY:
        raise ValidationError("Saringan ini terlalu panjang; lepaskan sebagian pilihannya.")
    if format not in Download.Format.values:
        raise ValidationError("Pilih bentuk berkas: XLSX atau CSV.")
    full = personal and bool(Chosen.of(keys).personal)
    why = " ".join(reason.split()) if full else ""
    if full and not by.may(Permission.PERSONAL_READ):
        raise ValidationError("Tugas Anda tidak mencakup membaca data pribadi secara utuh.")
    if full and not SHORTEST <= len(why) <= LONGEST:
        raise ValidationError(
            f"Tuliskan untuk apa data pribadi dibutuhkan, {SHORTEST} sampai {LONGEST} huruf."
        )
    ticked = " ".join(pk.hex for pk in choice.ticked or ())
    return Download(
        user=by, format=format, query=choice.query, chosen=ticked, columns=keys, personal=full,
        reason=why,
    )  # fmt: skip


def mark_of(by: User, token: str) -> str:
    """K7QF-3MZP: eight signs from a form and who sent it, 40 bits."""
    digest = hashlib.sha256(f"{by.pk}\x1f{token}".encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    signs = "".join(SIGNS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


@jobs.job(KIND)
def export(job, beat) -> None:
    """The worker's part; begins anew when a worker before it died."""
    download = Download.objects.get(pk=UUID(job.arguments["download"]))
    sheets.write(download, beat)


@transaction.atomic
def cancel(download: Download, *, by: User) -> Download:
    """Stop a sheet that is not ready; its worker writes nothing more."""
    held = Download.objects.select_for_update().get(pk=download.pk, user=by)
    if held.ready_at is not None:
        raise ValidationError("Lembar ini sudah selesai disusun.")
    if held.removed_at is None:
        if held.job is not None:
            jobs.cancel(held.job)
        shelf.remove(held)
        audit.record("directory.export_cancelled", held, by=by, payload={"mark": held.mark})
    held.refresh_from_db()
    return held


def fetch(download: Download, *, by: User) -> Path:
    """The file of a sheet, for its owner while it lies there. Raises ValidationError."""
    try:
        sheets.must_be_allowed(by, personal=download.personal)
    except sheets.Refused as error:
        raise PermissionDenied(str(error)) from None
    path = shelf.path_of(download)
    if download.ready_at is None:
        raise ValidationError("Lembar ini belum selesai disusun.")
    if shelf.is_over(download) or not path.exists():
        raise ValidationError("Berkas ini sudah dihapus; berkas unduhan disimpan satu hari.")
    Download.objects.filter(pk=download.pk, taken_at=None).update(taken_at=timezone.now())
    return path

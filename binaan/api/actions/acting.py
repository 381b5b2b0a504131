"""What was done on a phone without signal, carried out once when it arrives.

Each act brings its own number: sent again, it answers as the first time and does nothing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.api.telling import UNREAD, Told
from binaan.intake.models import ClientAct, Device
from binaan.kit.dates import long_date
from binaan.kit.papers import keep_paper
from binaan.programmes.actions import attending, cases, following, supervising
from binaan.programmes.choices import PresenceWay
from binaan.programmes.queries import staying, taking_part
from binaan.programmes.queries.supervising import visits
from binaan.programmes.rules.attending import FULL, Mark
from binaan.vendors.actions import street
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.queries import named
from binaan.vendors.queries.street import locations as spots

GONE = "Yang dicatat ini tidak ada lagi dalam tugas Anda; mungkin diberikan kepada petugas lain."
OTHER = "Catatan dengan nomor ini sudah diterima dan isinya lain."
NOBODY = "Tidak ada PKL atau TDU dengan nomor itu dalam tugas Anda; periksa angkanya."


@transaction.atomic
def act(told: Told, *, photo: Path | None = None, device: Device, by) -> dict[str, Any]:
    """Do what was told, once. Raises ValidationError and PermissionDenied as the act itself does."""
    if told.kind not in KINDS:
        raise ValidationError(UNREAD)
    row, new = ClientAct.objects.select_for_update(of=("self",)).get_or_create(
        pk=told.id,
        defaults={"kind": told.kind, "user": by, "device": device, "sha256": told.fingerprint,
                  "happened_at": told.happened},
    )  # fmt: skip
    if not new:
        if (row.user_id, row.sha256) != (by.pk, told.fingerprint):
            raise ValidationError(OTHER)
        return row.result
    row.result = {"words": KINDS[told.kind](told, photo, by)}
    row.save(update_fields=["result"])
    return row.result


def _one(found, key: UUID):
    """The row it is about; within reach, else it is gone for him."""
    row = found.filter(pk=key).first()
    if row is None:
        raise ValidationError(GONE)
    return row


def _kept(photo: Path | None, by):
    return keep_paper(photo, name=photo.name, by=by) if photo else None


def _done(told: Told, photo: Path | None, by) -> str:
    row = _one(staying.follow_ups(by, staying.FOLLOW), told.about)
    said = following.Contact(told.on, told.text("way"), told.text("outcome"), _kept(photo, by))
    following.done(row, said=said, by=by)
    return f"Tindak lanjut {row.business} tercatat."


def _failed(told: Told, _photo: Path | None, by) -> str:
    row = _one(staying.follow_ups(by, staying.FOLLOW), told.about)
    following.failed(row, on=told.on, note=told.text("note"), by=by)
    return f"Upaya menemui {row.business} tercatat."


def _step_done(told: Told, photo: Path | None, by) -> str:
    step = _one(staying.steps(by, staying.FOLLOW), told.about)
    cases.step_done(step, on=told.on, result=told.text("result"), evidence=_kept(photo, by), by=by)
    return f"Hasil langkah kasus {step.case.business} tercatat."


def _agreed(told: Told, _photo: Path | None, by) -> str:
    row = _one(staying.cases(by, staying.FOLLOW), told.about)
    due = told.day_said("due")
    cases.agree(row, action=told.text("action"), due=due, by=by)
    return f"Kesepakatan dengan {row.business} sampai {long_date(due)} tercatat."


def _visited(told: Told, photo: Path | None, by) -> str:
    row = _one(visits(by, staying.FOLLOW), told.about)
    seen = supervising.Seen(told.on, told.text("finding"), _kept(photo, by))
    supervising.visited(row, seen=seen, by=by)
    return f"Kunjungan ke {row.business} tercatat."


def _present(told: Told, _photo: Path | None, by) -> str:
    session = _one(taking_part.session_of(by), told.about)
    row = _one(taking_part.expected(by, session.activity), told.key("row"))
    way = PresenceWay.QR if told.text("way") == PresenceWay.QR else PresenceWay.NAME
    attending.attend(session, marks={row.pk: Mark(FULL)}, way=way, by=by)
    return f"{row.business} hadir."


def _found(told: Told, photo: Path | None, by) -> str:
    if told.text("offence") not in Offence.values or told.text("step") not in FindingStep.values:
        raise ValidationError(UNREAD)
    spot = _one(spots(by, street.CHECK), told.key("location")) if told.text("location") else None
    seen = street.Seen(
        told.text("offence"), told.text("step"), told.happened, vendor=_vendor(told, by),
        location=spot, position=told.position, note=told.text("note"), photo=_kept(photo, by),
        card=told.text("card").rpartition("#")[2], client_id=told.id,
    )  # fmt: skip
    return f"Temuan tercatat: {street.record(seen, by=by).get_offence_display()}."


def _vendor(told: Told, by):
    """The vendor by his number or that of his TDU; None where nobody was named."""
    who = told.text("who")
    if not who:
        return None
    permit = named.permit(by, who, street.CHECK)
    vendor = permit.vendor if permit else named.vendor(by, who, street.CHECK)
    if vendor is None:
        raise ValidationError(NOBODY)
    return vendor


KINDS: dict[str, Callable[[Told, Path | None, Any], str]] = {
    "follow_up.done": _done, "follow_up.failed": _failed, "case.step_done": _step_done,
    "case.agreed": _agreed, "visit.done": _visited, "presence": _present, "finding": _found,
}  # fmt: skip

"""Lists of activities (`kegiatan`) and old attendance lists (`peserta`) that offices hand in."""

import re
from uuid import UUID

from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.intake.kinds import Kind, Named, sign_up
from binaan.programmes.queries import activities, taking_part
from binaan.programmes.sheets.arriving import fields
from binaan.programmes.sheets.arriving.applying import Foreteller, apply, mend, unmend
from binaan.programmes.sheets.arriving.reading import ActivityReader, AttendanceReader
from binaan.registry.rules import amending

SHORT = re.compile(r"\s*U-?\s*\d{1,15}\s*", re.I)
OF_ACTIVITY = re.compile(r"\s*K-?\s*\d{1,15}\s*", re.I)
WHO = dict.fromkeys(("number", "nik", "nib"))
# Lines above the rows: "Kegiatan : …", "DAFTAR HADIR PESERTA …", "Tanggal : 6 April 2026".
ABOVE = {
    "activity": r"(?:nama\s+)?(?:kegiatan|acara)\s+(\S.*)$"
    r"|daftar\s+hadir\s+(?:peserta\s+)?(?:kegiatan\s+)?(\S.*)$"
    r"|(?:pelatihan|bimtek|bimbingan\s+teknis|sosialisasi|pendampingan|magang)\s+\S.*$",
    "on": r"(?:tanggal|tgl\.?)\s+(\d{1,2}(?:\s+[a-z]+\s+|[-/.]\d{1,2}[-/.])\d{4})$",
}


def amend(field: str, value: str) -> dict[str, str | None]:
    """What a person's value says: a number of the business beside a name, of an activity, a place."""
    digits = re.sub(r"[\s.]", "", value)
    if field in ("name", "owner_name", "number"):
        if SHORT.fullmatch(value):
            return WHO | {"number": value}
        if digits.isdigit() and len(digits) in (13, 16):
            return WHO | {"nik" if len(digits) == 16 else "nib": digits}
    if field in ("activity", "activity_code"):
        named = OF_ACTIVITY.fullmatch(value) is not None
        return {"activity_code": value if named else None, **({} if named else {"activity": value})}
    return dict(amending.amend(field, value))


def _activities(user, records) -> dict[UUID, Named]:
    found = activities.activities(user).filter(pk__in=records)
    return {
        one.pk: Named(one.title, one.short_number, one.place.name, reverse("activity_detail", args=[one.pk]))
        for one in found
    }  # fmt: skip


def _participations(user, records) -> dict[UUID, Named]:
    found = taking_part.participations(user).filter(pk__in=records)
    return {
        one.pk: Named(
            one.business.name, one.activity.title, one.place.name,
            reverse("participant_detail", args=[one.pk]),
        )
        for one in found
    }  # fmt: skip


KEGIATAN = Kind(
    key="kegiatan", label="Daftar kegiatan", fields=fields.ACTIVITY, reader=ActivityReader,
    apply=apply, foretell=Foreteller, permission=Permission.PROGRAMME_EDIT, amend=amend, mend=mend,
    unmend=unmend, naming=_activities, lasting=False,
)  # fmt: skip
PESERTA = Kind(
    key="peserta", label="Daftar hadir kegiatan", fields=fields.ATTENDANCE, reader=AttendanceReader,
    apply=apply, foretell=Foreteller, permission=Permission.ATTENDANCE_RECORD, amend=amend, mend=mend,
    unmend=unmend, naming=_participations, bands=ABOVE, lasting=False,
    naming_fields=("owner_name", "name", "number", "nik", "nib"),
)  # fmt: skip


def start() -> None:
    """Called once when the room is ready."""
    sign_up(KEGIATAN)
    sign_up(PESERTA)

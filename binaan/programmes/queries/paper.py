"""What papers of an office carry: its letterhead, who signs for it on a day, words for codes."""

from datetime import date
from typing import Any

from django.db.models import Q

from binaan.access.models import Appointment, Office, Official, User
from binaan.kit.dates import long_date
from binaan.places.models import IndustryGroup, Place
from binaan.places.scope import within
from binaan.programmes.rules.facilitation import KINDS
from binaan.registry.rules.size import UMKM

HEADS = ("kepala dinas", "kepala badan", "kepala perangkat daerah")


def letterhead(user: User, office: Office) -> dict[str, str]:
    """Government, name and address of an office, as a letter's head prints them."""
    region = office.place.name.upper()
    return {
        "government": f"PEMERINTAH {region}",
        "office": office.name.upper(),
        "address": office.address,
    }


def head(user: User, office: Office, on: date) -> Official | None:
    """Who led the office on that day, by the officials' register; None where nobody is in it."""
    held = Official.objects.filter(office=office, division=None, valid_from__lte=on)
    held = held.filter(Q(valid_until=None) | Q(valid_until__gte=on)).order_by("-valid_from", "pk")
    return next((one for one in held if one.position.lower().startswith(HEADS)), None)


def dated(user: User, office: Office, on: date) -> str:
    """The town a letter is dated from and the day: the kecamatan its address names, else its own."""
    districts = Place.objects.filter(within("path", office.place), level=Place.Level.DISTRICT)
    named = [one for one in districts.values_list("name", flat=True) if one in office.address]
    town = max(named, key=len, default=office.place.name)
    return f"{town.removeprefix('Kabupaten ').removeprefix('Kota ')}, {long_date(on)}"


def signature(user: User, office: Office, on: date) -> dict[str, Any]:
    """The block of the office's head for the templates of typesetting; dots where nobody is known."""
    signer = head(user, office, on)
    if signer is None:
        position = f"Kepala {office.name}"
        return {"dated": dated(user, office, on), "position": position, "name": "", "rank": "",
                "nip": ""}  # fmt: skip
    acting = "" if signer.appointment == Appointment.DEFINITIVE else (
        f"{signer.get_appointment_display()} "
    )  # fmt: skip
    held = signer.position
    position = f"Kepala {office.name}" if held.lower() in HEADS else held
    return {"dated": dated(user, office, on), "position": f"{acting}{position}",
            "name": signer.name, "rank": signer.rank, "nip": signer.nip}  # fmt: skip


def labels(user: User) -> dict[str, str]:
    """What people call groups, sizes and certificates."""
    groups = dict(IndustryGroup.objects.values_list("pk", "label"))
    return groups | UMKM | {key: kind.short for key, kind in KINDS.items()}

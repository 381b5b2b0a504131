"""Who signs a report for an office on a day, and where it is signed."""

from datetime import date

from django.db.models import Q

from binaan.access.models import Appointment, Office, Official
from binaan.kit.dates import long_date
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.reports.sheet import Signature

HEADS = ("kepala dinas", "kepala badan", "kepala perangkat daerah")
NOBODY = "(……………………………………)"
PLANNERS = ("perencanaan pembangunan", "bappeda", "bapperida", "bappelitbang", "baperlitbang")


def head(user, office: Office, on: date) -> Official | None:
    """Who led the office on that day, by the officials' register; the newest where two did."""
    held = Official.objects.filter(office=office, division=None, valid_from__lte=on)
    held = held.filter(Q(valid_until=None) | Q(valid_until__gte=on)).order_by("-valid_from", "pk")
    return next((one for one in held if one.position.lower().startswith(HEADS)), None)


def signed_at(user, office: Office) -> str:
    """The town a letter of the office is dated from: the kecamatan its address names, else its own.

    "Desa Sukamahi, Kecamatan Cikarang Pusat, …" is Cikarang Pusat.
    """
    districts = Place.objects.filter(within("path", office.place), level=Place.Level.DISTRICT)
    named = [one for one in districts.values_list("name", flat=True) if one in office.address]
    if named:
        return max(named, key=len)
    for word in ("Kabupaten ", "Kota "):
        if office.place.name.startswith(word):
            return office.place.name.removeprefix(word)
    return office.place.name


def dated(user, office: Office, on: date) -> str:
    """Cikarang Pusat, 22 November 2026."""
    return f"{signed_at(user, office)}, {long_date(on)}"


def head_signature(user, office: Office, on: date) -> Signature:
    """The block of the office's head; without one in the register, dots to write on."""
    return block(user, head(user, office, on), office, dated(user, office, on))


def evaluator(user, office: Office, on: date) -> Signature:
    """The block of the head of Bappeda of the same region, who evaluates and dates it himself."""
    there = Office.objects.filter(place=office.place).exclude(pk=office.pk)
    named = [one for one in there if any(word in one.name.lower() for word in PLANNERS)]
    above = ("Dievaluasi", f"{'…' * 10}, {'…' * 10}")
    if named:
        return block(user, head(user, named[0], on), named[0], *above)
    return Signature((*above, f"Kepala Bappeda {office.place.name},".upper()), NOBODY)


def block(user, official: Official | None, office: Office, *above: str) -> Signature:
    """A signature block for an official; `above`: lines over the position ("Pihak Pertama")."""
    if official is None:
        return Signature((*above, f"Kepala {office.name},".upper()), NOBODY)
    lines = (*above, f"{position(user, official)},")
    return Signature(lines, official.name, official.rank, official.nip)


def title(user, official: Official) -> str:
    """Plt. Kepala Dinas Perindustrian …: the position with its office, and how it is held."""
    held = official.position
    if held.lower() in HEADS:
        held = f"Kepala {official.office.name}"
    definitive = official.appointment == Appointment.DEFINITIVE
    return held if definitive else f"{official.get_appointment_display()} {held}"


def position(user, official: Official) -> str:
    """KEPALA DINAS PERINDUSTRIAN …, with "Plt." or "Plh." before it where that is so."""
    definitive = official.appointment == Appointment.DEFINITIVE
    acting = "" if definitive else f"{official.get_appointment_display()} "
    return f"{acting}{title(user, official).removeprefix(acting).upper()}"

"""What follows from a step of a TDU: it is issued, renewed, moved, revoked, restored, given up."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from binaan.access import audit, parameters
from binaan.access.models import Office, User
from binaan.kit.counting import take
from binaan.kit.models import StoredFile
from binaan.kit.stepping import Said
from binaan.kit.workflow import Step
from binaan.vendors.actions import standing
from binaan.vendors.actions.reach import locked
from binaan.vendors.models import Location, Permit, PermitStep, Pitch, Vendor
from binaan.vendors.parameters import ISSUE_DAYS
from binaan.vendors.queries.spots import schedule_of, spot_of
from binaan.vendors.rules import permits as rules
from binaan.vendors.rules.schedule import Schedule

TOO_LONG = "TDU berlaku paling lama 2 tahun; isi tanggal yang lebih awal."
NOT_EMPTY = "Tempatnya kosong belum 1 bulan pada tanggal itu."
NOWHERE = "Catat dulu PKL ini menempati lokasi barunya."
HELD = "PKL ini sudah punya TDU lain yang berlaku ({number})."
REGENCY = 5  # "32.75"


class Asked(NamedTuple):
    """What is applied for: where, when it is traded there, whose photo goes on the card."""

    location: Location
    pitch: Pitch | None = None
    schedule: Schedule = Schedule()
    photo: StoredFile | None = None
    officer: User | None = None


def must_be_possible(row: Permit, step: Step, said: Said, by) -> None:
    """Raises ValidationError for what the place, the time or another TDU forbids."""
    if step.event in ("lokasi_layak", "terbitkan"):
        locked(row.location)  # so that two do not get the last place
        spot = spot_of(by, row.location, row.pitch, row.vendor, said.on)
        if found := rules.hindrances(spot, schedule_of(by, row)):
            raise ValidationError(found)
    empty = said.filled.get("kosong_sejak", "")
    if empty and not rules.abandoned_long_enough(date.fromisoformat(empty), on=said.on):
        raise ValidationError({"kosong_sejak": NOT_EMPTY})
    if step.effect in (rules.EFFECT_ISSUE, rules.EFFECT_RESTORE):
        _must_be_the_only(row, said.on)


def follow(row: Permit, step: Step, said: Said, by) -> Permit | None:
    """Writes what follows into the row (which the caller saves); a new TDU where one is made."""
    if step.effect == rules.EFFECT_ISSUE:
        _issue(row, said)
    elif step.effect == rules.EFFECT_RENEW:
        row.valid_until = rules.renewed_until(row.valid_until)
        row.token = ""  # the card is signed anew; its serial stays
    elif step.effect == rules.EFFECT_MOVE:
        _end(row, said.on, "Diganti karena pindah lokasi.")
        return _moved(row, said, by)
    elif step.effect == rules.EFFECT_REVOKE:
        _end(row, said.on, said.filled["alasan"])
    elif step.effect == rules.EFFECT_RESTORE:
        row.ended_on, row.ended_at, row.ended_why = None, None, ""
    elif step.effect == rules.EFFECT_LEAVE:
        _end(row, said.on, said.filled["alasan"])
        standing.give_up(row.vendor, on=said.on, by=by)
    return None


def _must_be_the_only(row: Permit, on: date) -> None:
    for one in row.vendor.permits.exclude(pk=row.pk):
        if rules.state_on(one.state, one.valid_until, on=on) in rules.COUNTS:
            raise ValidationError(HELD.format(number=one))


def _issue(row: Permit, said: Said) -> None:
    row.issued_on, row.issued_at = said.on, timezone.now()
    row.valid_until = rules.expires(said.on)
    if asked := said.filled.get("berlaku_sampai", ""):
        until = date.fromisoformat(asked)
        if until > row.valid_until:
            raise ValidationError({"berlaku_sampai": TOO_LONG})
        row.valid_until = until
    row.number = _number(row, said)


def _number(row: Permit, said: Said) -> str:
    """The number given, else the next of the regency's year. Raises ValidationError for one in use."""
    given = " ".join(said.filled.get("nomor", "").split()).upper()
    if not given:
        regency = row.place_id[:REGENCY]
        year = said.on.year
        return rules.number(regency, year, take(f"tdu-{regency}-{year}"))
    if Permit.objects.filter(office=row.office, number=given).exclude(pk=row.pk).exists():
        raise ValidationError({"nomor": "TDU dengan nomor ini sudah ada."})
    return given


def _moved(old: Permit, said: Said, by) -> Permit:
    """A new TDU for the place the vendor stands at now; it lasts as long as the old one would have."""
    there = (
        old.vendor.standings.filter(until__isnull=True).select_related("location", "pitch").first()
    )
    if there is None or there.location is None or there.location_id == old.location_id:
        raise ValidationError(NOWHERE)
    spot = spot_of(by, there.location, there.pitch, old.vendor, said.on)
    asked = schedule_of(by, old)
    schedule = asked if asked.within(spot.hours) else spot.hours
    if found := rules.hindrances(spot, schedule):
        raise ValidationError(found)
    made = Permit(
        vendor=old.vendor, place=old.place, office=old.office, location=there.location,
        pitch=there.pitch, registration=registration(old.vendor, said.on), state="terbit",
        since=said.on, applied_on=said.on, issued_on=said.on, issued_at=timezone.now(),
        valid_until=old.valid_until, renews=old, photo=old.photo, made_by=by.username,
        **schedule._asdict(),
    )  # fmt: skip
    made.number = _number(made, said)
    made.save()
    PermitStep.objects.create(
        permit=made, event="tempati", was="", now="terbit", on=said.on, by=by.username,
        at=timezone.now(), file=said.file,
    )  # fmt: skip
    return made


def _end(row: Permit, on: date, why: str) -> None:
    row.ended_on, row.ended_why, row.ended_at = on, why.strip()[:300], timezone.now()


def due(office: Office, state: str, since: date, asked_on: date) -> date | None:
    """By when the next step is due at this office."""
    workdays = int(parameters.number(ISSUE_DAYS, office=office, on=asked_on))
    return rules.due(state, since, asked_on, workdays)


def registration(vendor: Vendor, on: date) -> str:
    """How an application is named before it has a number."""
    regency = vendor.place_id[:REGENCY]
    return rules.registration(regency, on.year, take(f"tdu-application-{regency}-{on.year}"))


def note(verb: str, row: Permit, by, payload: dict) -> None:
    """One event of the trail about a TDU."""
    payload = {"vendor": str(row.vendor_id)} | payload
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)

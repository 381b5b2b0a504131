"""TDU of those who were placed: most in force, some at their end, some on each step of the way."""

from datetime import date, timedelta
from random import Random

from binaan.access import audit
from binaan.demo.lists import SEED
from binaan.demo.street import appealing, gathering, seen
from binaan.demo.street.cast import Cast
from binaan.demo.street.days import workdays_ago
from binaan.kit.counting import take
from binaan.kit.dates import today
from binaan.kit.stepping import Said
from binaan.kit.workdays import after_workdays, is_workday
from binaan.kit.workflow import months_after
from binaan.vendors.actions import cards, permits
from binaan.vendors.actions.issuing import Asked
from binaan.vendors.models import Location, Permit, PermitStep, Standing
from binaan.vendors.rules import permits as rules
from binaan.vendors.rules.schedule import Schedule
from binaan.vendors.rules.ways import STATEMENTS

REGENCY = "32.75"
# Days from today to the last day: in force, about to lapse, over.
FAR, SOON, OVER = range(75, 700, 6), range(4, 54, 5), range(-230, 0, 23)
ALL_SAID = {"pernyataan": " ".join(STATEMENTS)}
WAY = (
    ("pendataan", "", "terdata"), ("ajukan_tdu", "terdata", "diajukan"),
    ("berkas_lengkap", "diajukan", "lengkap"), ("lokasi_layak", "lengkap", "layak"),
    ("terbitkan", "layak", "terbit"),
)  # fmt: skip
# How far applications have come, each with the working days since it came in.
APPLYING = (
    (12, ()), (3, ()), (0, ()), (6, ("berkas_kurang",)), (7, ("berkas_kurang", "lengkapi")),
    (5, ("berkas_lengkap",)), (3, ("berkas_lengkap",)), (6, ("berkas_lengkap", "lokasi_layak")),
    (4, ("berkas_lengkap", "lokasi_layak")), (8, ("berkas_lengkap", "lokasi_tidak_layak")),
    (24, ("berkas_lengkap", "lokasi_tidak_layak", "tolak")), (15, ("batalkan",)),
)  # fmt: skip
TOLD = {
    "berkas_kurang": {"kekurangan": "Pas foto 4x6"}, "lokasi_layak": {"hasil": "Sesuai keadaannya."},
    "lokasi_tidak_layak": {"alasan": "Lapaknya dipakai saluran air."},
    "tolak": {"alasan": "Lapaknya dipakai saluran air; lokasi lain belum dipilih."},
    "batalkan": {"alasan": "Pindah ke kota lain."},
}  # fmt: skip


def give(where: dict[str, Location], cast: Cast) -> int:
    """Everything about TDU, what was seen and what is objected to; answers how many there are."""
    placed = _placed()
    Random(SEED + 12).shuffle(placed)
    turn = iter(placed)
    issued = [_permit(next(turn), days, cast) for days in (*FAR, *SOON, *OVER)]
    gone = [_permit(one, 170 + 40 * at, cast) for at, one in enumerate(gathering.left_lately())]
    issued = [*issued[:-1], *gone, issued[-1]]
    _number(issued)
    Permit.objects.bulk_create(issued)
    _write_steps(issued, cast)
    audit.record("tdu.stepped", None, by=cast.head, place=cast.office.place, office=cast.office,
                 payload={"permits": len(issued)})  # fmt: skip
    # In force, over, and of those who went back to the road: each answer of a check has its card.
    for one in (*issued[: len(seen.LADDERS) + 2], *gone, issued[-1]):
        cards.sign_card(one, by=cast.head)
    ended = [seen.climb(one, how, cast) for one, how in zip(issued, seen.LADDERS, strict=False)]
    seen.walk(where, issued[len(ended) :], cast)
    asked = [_apply(next(turn), *how, cast) for how in APPLYING]
    appealing.object_to(refused=asked[-2], revoked=ended[4:7], cast=cast)
    return len(issued) + len(asked)


def _placed() -> list[Standing]:
    """Who stands on a pitch of a location for all days, by number."""
    found = Standing.objects.filter(until=None, pitch__isnull=False, location__kind="permanen")
    return list(found.select_related("vendor", "location", "pitch").order_by("vendor__number"))


def _permit(stood: Standing, days: int, cast: Cast) -> Permit:
    """One whose last day lies so many days from today, or a little later."""
    issued = months_after(today() + timedelta(days=days), -rules.MONTHS)
    while not is_workday(issued):
        issued += timedelta(days=1)
    location = stood.location
    return Permit(
        vendor=stood.vendor, place=location.place, office=cast.office, location=location,
        pitch=stood.pitch, state="terbit", since=issued, applied_on=issued - timedelta(days=6),
        issued_on=issued, valid_until=rules.expires(issued), issued_at=cast.knew(issued),
        days=location.days, begins=location.begins, ends=location.ends, filled=ALL_SAID,
        made_by=cast.staff.username,
    )  # fmt: skip


def _number(rows: list[Permit]) -> None:
    """Numbers of the year, in the order of days."""
    for one in sorted(rows, key=lambda row: row.issued_on):
        asked, issued = one.applied_on.year, one.issued_on.year
        one.registration = rules.registration(
            REGENCY, asked, take(f"tdu-application-{REGENCY}-{asked}")
        )
        one.number = rules.number(REGENCY, issued, take(f"tdu-{REGENCY}-{issued}"))


def _write_steps(rows: list[Permit], cast: Cast) -> None:
    made = []
    for one in rows:
        days = _days(one)
        for (event, was, now), on in zip(WAY, days, strict=True):
            filled = ALL_SAID if event == "ajukan_tdu" else TOLD.get(event, {})
            by = cast.head if event == "terbitkan" else cast.staff
            made.append(PermitStep(permit=one, event=event, was=was, now=now, on=on, filled=filled,
                                   by=by.username, at=cast.knew(on)))  # fmt: skip
    PermitStep.objects.bulk_create(made, batch_size=500)


def _days(one: Permit) -> tuple[date, ...]:
    listed, asked = one.vendor.registered_on, one.applied_on
    return (listed, asked, after_workdays(asked, 1), after_workdays(asked, 2), one.issued_on)


def _apply(stood: Standing, ago: int, steps: tuple[str, ...], cast: Cast) -> Permit:
    """An application as it lies on somebody's desk."""
    location, on = stood.location, workdays_ago(ago)
    asked = Asked(location, stood.pitch, Schedule(location.days, location.begins, location.ends))
    permit = permits.apply_for(stood.vendor, asked=asked, said=Said(on, ALL_SAID), by=cast.staff)
    for number, event in enumerate(steps, 1):
        said = Said(after_workdays(on, number), TOLD.get(event, {}))
        by = cast.head if event == "tolak" else cast.staff
        permit = permits.take_step(permit, event=event, said=said, by=by)
    return permit

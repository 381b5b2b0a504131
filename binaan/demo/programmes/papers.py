"""Facilitations in every stage of their ways, and certificates that lapse soon."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from binaan.demo.programmes import people_helped
from binaan.demo.programmes.cast import Cast
from binaan.kit import workflow
from binaan.kit.dates import today
from binaan.kit.workflow import Step
from binaan.programmes.actions.certificates import Issued, add_certificate
from binaan.programmes.actions.facilitating import Opened, Said, open_facilitation, take_step
from binaan.programmes.rules.facilitation import FIELDS, KINDS, WORKFLOWS
from binaan.registry.models import Business

WAYS = ("halal_sd", "spp_irt", "merek", "kemasan")
PRODUCTS = ("Keripik tempe", "Dodol", "Sambal botol", "Roti manis", "Kue kering")
ANSWERS = {"percent": "32.5", "yes": "ya", "food": "06", "packaging": "2"}
TEXTS = {
    "bahan": "Kedelai, minyak kelapa sawit, garam", "alasan": "Daftar bahan belum lengkap",
    "hasil": "Sudah sesuai", "kelas": "30", "kebutuhan": "Standing pouch 250 gram",
}  # fmt: skip
APART = 9  # days between two steps
LATE = 3  # NIB nobody went on with
# Days from today to the last day of certificates brought along; one of them is over.
ENDING = (("spp_irt", -20), ("spp_irt", 12), ("spp_irt", 64), ("spp_irt", 140), ("tkdn_ik", 27),
          ("bpom_md", 85))  # fmt: skip


def bring(cast: Cast) -> None:
    """One business in each state of each way, then certificates near their end."""
    firms = _firms(cast)
    for kind in WAYS:
        for number, state in enumerate(WORKFLOWS[kind].states):
            way = _way_to(kind, state)
            if way is not None:
                _walk(kind, way, PRODUCTS[number % len(PRODUCTS)], firms, cast)
    _late(cast)
    for number, (kind, days) in enumerate(ENDING, 1):
        last = today() + timedelta(days=days)
        issued = workflow.months_after(last, -12 * (KINDS[kind].years or 1))
        add_certificate(
            next(firms), office=cast.office, by=cast.staff,
            issued=Issued(kind, _number(kind, number, last), issued, last, PRODUCTS[number % 5]),
        )  # fmt: skip


def _late(cast: Cast) -> None:
    """NIB begun and left lying: the term is over."""
    holders = people_helped.with_nib(cast, cast.office.place_id).values("business")
    rows = people_helped.running(cast, cast.office.place_id).exclude(business__in=holders)
    for number, one in enumerate(rows[:LATE]):
        said = Said(today() - timedelta(days=12 + number))
        opened = Opened("nib", cast.office, officer=cast.staff)
        open_facilitation(one.business, opened=opened, said=said, by=cast.staff)


def _firms(cast: Cast) -> Iterator[Business]:
    """Food makers with a NIB and little sold, by number."""
    found = people_helped.with_nib(cast, cast.office.place_id).filter(group="pangan")
    little = Q(sales_low=None) | Q(sales_low__lte=500_000_000)
    small = found.filter(little, Q(capital_low=None) | Q(capital_low__lte=2_000_000_000))
    return (one.business for one in small[60:200])


def _way_to(kind: str, state: str) -> tuple[Step, ...] | None:
    """The shortest way to a state; None where only years of a calendar lead there."""
    found = []
    for way in WORKFLOWS[kind].ways():
        for count, step in enumerate(way, 1):
            if step.now == state:
                found.append(way[:count])
                break
    best = min(found, key=len, default=None)
    years = KINDS[kind].years or 0
    return None if best is None or (best[-1].by_itself and years > 5) else best


def _walk(kind: str, way: tuple[Step, ...], product: str, firms, cast: Cast) -> None:
    """The steps of a way, the last of them some days ago."""
    day = _begin(kind, way)
    row = None
    for number, step in enumerate(way):
        if step.by_itself:
            continue
        if step.within.startswith(workflow.NOT_BEFORE):
            after = workflow.after(step.within.removeprefix(workflow.NOT_BEFORE), day)
            day = after + timedelta(days=1)
        said = _said(kind, step, day, number)
        if row is None:
            row = _open(kind, product, said, firms, cast)
        else:
            row = take_step(row, event=step.event, said=said, by=cast.staff)
        day += timedelta(days=APART)


def _open(kind: str, product: str, said: Said, firms, cast: Cast):
    """The next business that may begin this."""
    opened = Opened(kind, cast.office, product=product, officer=cast.staff)
    while True:
        try:
            return open_facilitation(next(firms), opened=opened, said=said, by=cast.staff)
        except ValidationError:
            continue


def _begin(kind: str, way: tuple[Step, ...]) -> date:
    clock = [step for step in way if step.by_itself]
    if clock:
        ends = today() + timedelta(days=-30 if clock[-1].event == "lewat" else 100)
        issued = workflow.months_after(ends, -12 * (KINDS[kind].years or 1))
        return issued - timedelta(days=APART)
    days = 6 + APART * len(way)
    for step in way:
        if step.within.startswith(workflow.NOT_BEFORE):
            term = step.within.removeprefix(workflow.NOT_BEFORE)
            days += (workflow.after(term, today()) - today()).days + 4
    return today() - timedelta(days=days)


def _said(kind: str, step: Step, on: date, number: int) -> Said:
    filled = {}
    for one in step.asks:
        usual = TEXTS.get(one.key, f"CONTOH-{number + 1:03d}")
        filled[one.key] = ANSWERS.get(FIELDS[one.key].kind, usual)
    ends = workflow.months_after(on, 12 * (KINDS[kind].years or 1))
    if "nomor" in filled:
        filled["nomor"] = _number(kind, 100 + on.toordinal() % 900, ends)
    if "berlaku_sampai" in filled:
        filled["berlaku_sampai"] = ends.isoformat()
    return Said(on, filled, fee=step.fee, fee_paid_by="APBD" if step.fee else "")


def _number(kind: str, count: int, ends: date) -> str:
    """A number of the right shape that is nobody's."""
    if KINDS[kind].number == "pirt":
        return f"206321699{count:04d}{ends.year % 100:02d}"
    if KINDS[kind].number == "halal":
        return f"ID99{count:015d}"
    return f"CONTOH/{kind.upper()}/{ends.year}/{count:03d}"

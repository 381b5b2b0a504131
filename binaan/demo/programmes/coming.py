"""What is going on today: planned, open, waiting to be set, invited, running, handed over."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from binaan.demo.programmes import content, holding
from binaan.demo.programmes.cast import Cast
from binaan.demo.programmes.content import FOOD, PRACTICE, Subject
from binaan.demo.programmes.holding import Planned
from binaan.kit.dates import today
from binaan.programmes.actions import (
    activities,
    answering,
    attending,
    handing_over,
    inviting,
    messaging,
    nominating,
    overriding,
    selecting,
)
from binaan.programmes.actions.handing_over import Given, Goods
from binaan.programmes.actions.nominating import OWNER, Written
from binaan.programmes.choices import MessageChannel, Outcome, ParticipationState, PresenceWay
from binaan.programmes.models import Activity, Participation
from binaan.programmes.rules.attending import Mark
from binaan.registry.models import Business

SITE = "http://127.0.0.1:8000"
BALANCED = (
    {"mark": "bukan_anggota", "least": 14}, {"mark": "perempuan", "least": 10},
)  # fmt: skip
TOOLS = Subject("Bantuan alat pengemas", "bantuan", "alat pengemas", FOOD, "Nia Kurniasih, S.T.P.")
SEALER = Goods("Mesin pengemas pedal 30 cm", Decimal(1), "unit", Decimal(1_250_000))


def go_on(cast: Cast, rng: Random) -> int:
    """All of it; answers how many activities."""
    _planned(cast)
    _open(cast)
    _waiting(cast)
    _invited(cast)
    _running(cast)
    _handed_over(cast, rng)
    return 6


def _day(after: int) -> date:
    return holding.workday(today() + timedelta(days=after))


def _plan(number: int, place: str, days: tuple[date, ...], **more) -> Planned:
    subject = PRACTICE[number]
    asked = {"groups": [subject.group]} if subject.group else {}
    return Planned(subject, days[0].year, place, days, Decimal(4), asked, **more)


def _planned(cast: Cast) -> None:
    holding.plan(_plan(3, "32.16.16", (_day(60),)), cast, opened=False)


def _open(cast: Cast) -> None:
    """Owners put themselves forward on the public page, the staff write one down."""
    plan = _plan(5, "32.16.06", (_day(30), _day(31)), until=_day(12))
    row = holding.plan(plan, cast)
    put_forward(row, list(_makers("32.16.06")[:6]), cast)


def _makers(place: str):
    found = Business.objects.present().filter(
        group=FOOD, place__path__startswith=f"{place}.", guidance__office__key="disperin-kab-bekasi"
    )
    return found.order_by("-number").select_related("place")


def put_forward(row: Activity, firms: list[Business], cast: Cast) -> None:
    """Some by their owners, as they would write it, and not found in the register yet; one by staff."""
    *alone, helped = firms
    for number, firm in enumerate(alone):
        owner = firm.roles.select_related("owner").first().owner
        written = Written(owner.name, firm.name, f"08451234570{number}", firm.place.name,
                          "Ingin belajar mengemas supaya masuk toko oleh-oleh.")  # fmt: skip
        nominating.nominate(row, written=written, by=OWNER)
    owner = helped.roles.select_related("owner").first().owner
    written = Written(owner.name, helped.name, "", helped.place.name, "Disampaikan saat kunjungan.")
    nominating.nominate(row, written=written, business=helped, by=cast.staff)


def _waiting(cast: Cast) -> None:
    """A list computed over everybody who makes food, with one exception; the head sets it."""
    plan = _plan(0, "32.16", (_day(21), _day(22)), quotas=BALANCED, until=_day(9), seats=25)
    row = holding.plan(plan, cast)
    firms = list(_makers("32.16.08")[:5])
    put_forward(row, firms, cast)
    for one in row.nominations.filter(business=None)[:2]:
        business = next(firm for firm in firms if firm.name == one.business_name)
        nominating.match(one, business=business, by=cast.staff)
    made = holding.select(row, plan, cast)
    selecting.declare(row, business=None, note="", by=cast.staff)
    first = made.candidates.filter(outcome=Outcome.WAITING).order_by("place_in_line").first()
    if first is not None:
        overriding.override(
            made, candidate=first, by=cast.staff,
            reason="Penyandang disabilitas; dapur produksinya dipakai sebagai tempat praktik.",
        )  # fmt: skip


def _invited(cast: Cast) -> None:
    """Invited with a message that nobody has sent yet; some answered, one seat was filled again."""
    plan = _plan(2, "32.16.07", (_day(6),), seats=12)
    row, invited = _settled(plan, cast)
    if not invited:
        return
    for one in invited[:5]:
        answering.answer(one, comes=True, by=cast.staff)
    why = "Ada pesanan yang harus diselesaikan"
    answering.answer(invited[-1], comes=False, why=why, by=cast.staff)
    inviting.refill(row, on=today(), by=cast.staff)
    messaging.write(row, channel=MessageChannel.WHATSAPP, site=SITE, by=cast.staff)


def _settled(plan: Planned, cast: Cast) -> tuple[Activity, list[Participation]]:
    row = holding.plan(plan, cast)
    made = holding.select(row, plan, cast)
    if not made.candidates.filter(outcome=Outcome.CHOSEN).exists():
        return row, []
    return row, holding.settle(row, made, plan, cast)


def _running(cast: Cast) -> None:
    """The first day is over, the second to come."""
    first = holding.workdays_to(today() - timedelta(days=2), 1)[0]
    plan = _plan(3, "32.16.19", (first, _day(5)), seats=15)
    row, invited = _settled(plan, cast)
    if not invited:
        return
    activities.step(row, key="mulai", on=first, by=cast.staff)
    marks = {one.pk: Mark("hadir") for one in invited[:-2]}
    session = row.sessions.order_by("on").first()
    attending.attend(session, marks=marks, way=PresenceWay.QR, by=cast.staff)


def _handed_over(cast: Cast, rng: Random) -> None:
    """Aid in kind, each with its BAST."""
    on = holding.workdays_to(today() - timedelta(days=25), 1)[0]
    plan = Planned(
        TOOLS, content.BETTER, "32.16.13", (on,), Decimal(0), {"groups": [FOOD]}, seats=6
    )
    row = holding.hold(plan, cast, rng)
    if row is None:
        return
    there = row.participations.filter(state=ParticipationState.PASSED).select_related("owner")
    for number, one in enumerate(there.order_by("candidate__rank"), 1):
        given = Given(
            f"BAST/{number:03d}/CONTOH/{on.year}", on, cast.head.get_full_name(),
            one.owner.name if one.owner else "Pemilik usaha", (SEALER,),
        )  # fmt: skip
        handing_over.hand_over(one, given=given, by=cast.staff)

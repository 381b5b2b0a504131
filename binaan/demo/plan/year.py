"""The demo office's year 2026: what was filled, checked, approved, closed and paid."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from binaan.access.models import User
from binaan.demo import visits
from binaan.demo.plan import content
from binaan.kit.dates import today
from binaan.kit.romans import roman
from binaan.planning.actions import achieving, closing, spending
from binaan.planning.models import CashPlan, Document, Indicator, Node, Target, Version
from binaan.planning.rules import calendar
from binaan.planning.rules.sp2d import Payment

CHECKER, APPROVER, PLANNER = "kabid", "kadis", "perencana"


def live(renja: Document, dpa: Document) -> None:
    """Two quarters closed, a third that waits, money until October, and late news of the second."""
    for quarter in filter(is_over, content.CLOSED):
        _fill(renja, quarter)
        _check(renja, quarter)
        achieving.approve(
            renja, year=content.YEAR, quarter=quarter, keys=_keys(renja), by=_user(APPROVER)
        )
        closing.close(renja, year=content.YEAR, quarter=quarter, by=_user(PLANNER))
    if is_over(content.OPEN):
        _fill(
            renja, content.OPEN, leave=("Nilai AKIP", "Persentase layanan penunjang yang terpenuhi")
        )
    _pay(dpa)
    visits.record_late(*content.LATE_CLOSED)


def is_over(quarter: int) -> bool:
    """Whether a quarter of the year has ended: what is to come is never told."""
    return calendar.last_day(content.YEAR, quarter) < today()


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _keys(document: Document) -> list[UUID]:
    return list(
        Indicator.objects.filter(node__version__document=document).values_list("key", flat=True)
    )


def _version(document: Document) -> Version:
    return document.versions.get()


def _fill(renja: Document, quarter: int, leave: tuple[str, ...] = ()) -> None:
    """Measured ones are counted, the others typed after a report; `leave` waits for somebody."""
    planner = _user(PLANNER)
    achieving.count(renja, year=content.YEAR, quarter=quarter, by=planner)
    found = Indicator.objects.filter(node__version=_version(renja), citation={})
    for indicator in found.select_related("node__version__document"):
        if indicator.name in leave:
            continue
        value = _typed(indicator, quarter)
        behind = value is not None and quarter > 1 and indicator.kind == "cumulative"
        given = achieving.Given(
            typed=value, document_note=content.TYPED_NOTE.format(roman=roman(quarter)),
            obstacle=content.OBSTACLE if behind else "",
            follow_up=content.FOLLOW_UP if behind else "",
        )  # fmt: skip
        achieving.fill(indicator, year=content.YEAR, quarter=quarter, given=given, by=planner)


def _typed(indicator: Indicator, quarter: int) -> Decimal | None:
    target = Target.objects.filter(indicator=indicator, year=content.YEAR, quarter=0).first()
    whole = target.value if target and target.value is not None else Decimal(0)
    if indicator.kind != "cumulative":
        return (whole * Decimal("0.97")).quantize(Decimal("0.01"))
    due = whole * content.PACE[quarter - 1]
    return (due * content.REACHED[quarter - 1]).quantize(Decimal(1))


def _check(renja: Document, quarter: int) -> None:
    achieving.check(renja, year=content.YEAR, quarter=quarter, keys=_keys(renja), by=_user(CHECKER))


def _pay(dpa: Document) -> None:
    """One SP2D a sub kegiatan and month, a little below the plan; physical progress beside it."""
    planner, payments = _user(PLANNER), []
    for node in Node.objects.filter(version=_version(dpa), level="subkegiatan").order_by("order"):
        planned = dict(CashPlan.objects.filter(node=node).values_list("month", "amount"))
        paid = [_payment(node, month, planned[month]) for month in range(1, content.PAID_UNTIL + 1)]
        payments += [one for one in paid if one.paid_on <= today()]
        _progress(
            node, sum(planned.values(), Decimal(0)), sum((one.amount for one in paid), Decimal(0))
        )
    spending.record_list(dpa, payments=payments, name="SP2D 2026 (contoh)", by=planner)


def _payment(node: Node, month: int, planned: Decimal) -> Payment:
    day = date(content.YEAR, month, 10 + (node.order * 3 + month) % 16)
    number = f"{node.order:02d}{month:02d}/SP2D/CONTOH/{content.YEAR}"
    amount = (planned * content.PAID_SHARE).quantize(Decimal(1000))
    return Payment("", day, number, node.key, amount, "Pembayaran bulanan (contoh)")


def _progress(node: Node, whole: Decimal, paid: Decimal) -> None:
    """What was done runs a little ahead of what was paid."""
    if date(content.YEAR, content.PAID_UNTIL, 1) > today():
        return
    share = min((paid / whole * 104).quantize(Decimal("0.1")), Decimal(100))
    spending.progress(
        node, year=content.YEAR, month=content.PAID_UNTIL, percent=share, by=_user(PLANNER)
    )

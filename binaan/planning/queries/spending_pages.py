"""Pages of money: which rows of the tree are shown, one sub kegiatan with its entries, months of the year."""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from binaan.access import queries as access
from binaan.access.permissions import Permission
from binaan.kit.day_names import MONTHS, SHORT_MONTHS
from binaan.kit.numbers import rounded, rupiah
from binaan.planning.choices import Level
from binaan.planning.models import Document, Node, Shift, Spending
from binaan.planning.queries import ceilings, periods, spending
from binaan.planning.queries.spending import ZERO, Money, Sheet

LEVELS = (Level.PROGRAM, Level.KEGIATAN, Level.SUBKEGIATAN)
USUAL = Level.SUBKEGIATAN
LONG = 60  # rows, from which on only programmes are shown at first


def levels(user, sheet: Sheet, query) -> list[dict]:
    """How deep the table goes, to choose from."""
    chosen = _level(sheet, query)
    return [
        {"label": f"Sampai {level.label.lower()}", "url": f"?tingkat={level}", "active": level == chosen}
        for level in LEVELS
    ]  # fmt: skip


def visible(user, sheet: Sheet, query) -> list[Money]:
    """The rows from program down to the level chosen; ?program= opens one of them wholly."""
    inside, wanted = False, query.get("program", "")
    shown = LEVELS[: LEVELS.index(_level(sheet, query)) + 1]
    found = []
    for row in sheet.rows:
        level = row.node.level
        if level in (Level.TUJUAN, Level.SASARAN):
            continue
        if level == Level.PROGRAM:
            inside = str(row.node.key) == wanted
        if level in shown or inside:
            found.append(row)
    return found


def _level(sheet: Sheet, query) -> str:
    asked = query.get("tingkat", "")
    if asked in LEVELS:
        return asked
    return Level.PROGRAM if len(sheet.rows) > LONG else USUAL


class Month(NamedTuple):
    """A month of the whole office, running totals: paid and planned rupiah, percent of the ceiling."""

    label: str
    paid: Decimal
    so_far: Decimal
    share: Decimal | None


def months(user, sheet: Sheet) -> list[Month]:
    """Twelve months; those to come are left out."""
    found, so_far = [], ZERO
    for number in range(1, sheet.until + 1):
        paid = sheet.total.months.get(number, ZERO)
        so_far += paid
        share = so_far / sheet.total.after * 100 if sheet.total.after else None
        found.append(Month(SHORT_MONTHS[number - 1], paid, so_far, share))
    return found


def notes(user, sheet: Sheet) -> dict[str, str]:
    """Sentences beside the office's figures."""
    total = sheet.total
    planned = (
        f"RAK {_of_hundred(total.plan_share)}" if total.plan_share is not None else "tanpa RAK"
    )
    return {
        "plan_note": planned,
        "done_note": f"{total.done.rows} melapor, {total.done.left_out} belum",
        "shift_note": f"Jumlah pergeseran tahun ini {rupiah(total.shift)}; di dalam satu kantor "
        "seharusnya 0. Periksa apakah pasangannya sudah dicatat.",
        "until": MONTHS[sheet.until - 1],
    }


def _of_hundred(value: Decimal) -> str:
    """A percent as people read it."""
    return f"{rounded(value)} %"


def years(user, document: Document, year: int) -> list[dict]:
    """The years of the document, to choose from."""
    return [
        {"label": str(one), "url": reverse("spending_detail", args=[document.pk, one]),
         "active": one == year}
        for one in document.years
    ]  # fmt: skip


def leaf(user, document: Document, year: int, key: UUID) -> Node | None:
    """A sub kegiatan of the version that counts in a year, by its key."""
    version = periods.version_for(user, document, year)
    found = Node.objects.permitted(user, Permission.PLAN_VIEW).filter(version=version, key=key)
    return (
        found.filter(level=Level.SUBKEGIATAN).select_related("version__document", "parent").first()
    )


def entries(user, permission: Permission = Permission.PLAN_VIEW):
    """Payments this user may touch, voided ones too."""
    return Spending.objects.permitted(user, permission).select_related("office")


def place_of(user, payment: Spending) -> tuple[Document, Node]:
    """The document and sub kegiatan a payment is shown at: the newest that has it."""
    found = Node.objects.permitted(user, Permission.PLAN_VIEW).filter(
        key=payment.node_key, version__document__office=payment.office
    )
    node = found.select_related("version__document").order_by("version__created_at").last()
    return node.version.document, node


class Stated(NamedTuple):
    """Physical progress at the end of a month."""

    month_name: str
    percent: Decimal
    note: str


class Entry(NamedTuple):
    """A payment, what was paid with it in all, and who recorded it (of a voided one: who voided)."""

    payment: Spending
    so_far: Decimal
    by: str


class NodePage(NamedTuple):
    """A sub kegiatan in a year: its money, its payments with running totals, shifts and progress."""

    money: Money
    payments: list[Entry]
    voided: list[Entry]
    shifts: list[Shift]
    progress: list[Stated]


def node_page(user, document: Document, year: int, key: UUID) -> NodePage:
    """Everything recorded at one sub kegiatan."""
    sheet = spending.sheet(user, document, year)
    money = next(row for row in sheet.rows if row.node.key == key)
    mine = entries(user).filter(office=document.office, node_key=key, paid_on__year=year)
    voided = list(mine.exclude(void_at=None))
    counting = list(mine.filter(void_at=None).order_by("paid_on", "recorded_at"))
    people = access.names(
        user, {by for one in counting + voided for by in (one.recorded_by, one.void_by)}
    )
    running, so_far = [], ZERO
    for one in counting:
        so_far += one.amount
        running.append(Entry(one, so_far, people.get(one.recorded_by, one.recorded_by)))
    stated = spending.physical(user, document, [key], year).get(key, {})
    return NodePage(
        money, running[::-1], [Entry(one, ZERO, people.get(one.void_by, one.void_by)) for one in voided],
        list(ceilings.shifts(user, document, year).filter(node_key=key)),
        [
            Stated(MONTHS[month - 1], stated[month].percent, stated[month].note)
            for month in sorted(stated, reverse=True)
        ],
    )  # fmt: skip

"""Recording what was paid, shifted and done at a sub kegiatan. Rule: docs/rules/realisasi.md."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.access.permissions import Permission
from binaan.kit.dates import MONTHS, today
from binaan.kit.numbers import id_number, rupiah
from binaan.planning.actions.versions import OUTSIDE
from binaan.planning.choices import Level
from binaan.planning.models import Document, Node, Progress, Shift, Spending
from binaan.planning.queries import ceilings, owners
from binaan.planning.rules.sp2d import Imported, Payment, Problem

FILL = Permission.ACHIEVEMENT_FILL
OF_OTHERS = "Sub kegiatan ini milik bidang lain."
NOT_A_LEAF = "Realisasi dicatat pada sub kegiatan, bukan di atasnya."


class Beyond(ValidationError):
    """More than the ceiling, or less than nothing: recorded only when the person says so again."""


@transaction.atomic
def pay(
    node: Node, *, paid_on: date, number: str, amount: Decimal, by, fund: str = "apbd",
    note: str = "", beyond: bool = False,
) -> Spending:  # fmt: skip
    """Record one SP2D; a return is negative. `beyond`: the warning about the ceiling was read.

    Raises Beyond, and ValidationError for a number already recorded here, a day to come, a zero.
    """
    document = _leaf(node)
    if paid_on > today():
        raise ValidationError({"paid_on": "Tanggal ini belum terjadi."})
    if paid_on.year not in document.years:
        raise ValidationError({"paid_on": f"Tahun {paid_on.year} di luar dokumen ini."})
    if not amount:
        raise ValidationError({"amount": "Tulis nilainya; pengembalian ditulis dengan minus."})
    _must_reach(node, document, by)  # before anything of its ceiling is told
    Node.objects.select_for_update(of=("self",)).get(pk=node.pk)  # two payments at once queue up
    if not beyond:
        _within_ceiling(node, document, paid_on.year, amount, by)
    row = Spending(
        office=document.office, place=document.place, node_key=node.key, paid_on=paid_on,
        number=" ".join(number.split()), amount=amount, fund=fund, note=note.strip(),
        recorded_by=by.username,
    )  # fmt: skip
    keep(row)
    _must_reach(node, document, by)
    _note("spending.recorded", row, by, {"number": row.number, "amount": f"{amount:f}"})
    return row


@transaction.atomic
def void(payment: Spending, *, why: str, by) -> Spending:
    """Take a payment back with a reason; it stays to be read. Raises ValidationError without one."""
    row = Spending.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if row.void_at is not None:
        raise ValidationError("Realisasi ini sudah dibatalkan.")
    row.void_at, row.void_by, row.void_why = timezone.now(), by.username, _reason(why)
    row.save()
    if not Spending.objects.permitted(by, FILL).filter(pk=row.pk).exists():
        raise PermissionDenied(OUTSIDE)
    _must_be_mine(row.office_id, {row.node_key}, by)
    _note("spending.voided", row, by, {"number": row.number, "why": row.void_why})
    return row


@transaction.atomic
def shift(node: Node, *, shifted_on: date, amount: Decimal, basis: str, by) -> Shift:
    """Move the ceiling of a sub kegiatan up or down within the year of the day."""
    document = _leaf(node)
    if shifted_on.year not in document.years:
        raise ValidationError({"shifted_on": f"Tahun {shifted_on.year} di luar dokumen ini."})
    if not amount:
        raise ValidationError({"amount": "Tulis tambahan, atau pengurangan dengan minus."})
    Node.objects.select_for_update(of=("self",)).get(pk=node.pk)  # two shifts at once queue up
    row = Shift(
        office=document.office, place=document.place, node_key=node.key, year=shifted_on.year,
        shifted_on=shifted_on, amount=amount, basis=basis.strip(), recorded_by=by.username,
    )  # fmt: skip
    keep(row)
    after = ceilings.after_shifts(by, document, [node.key], row.year).get(node.key)
    if after is not None and after < 0:
        raise ValidationError({"amount": f"Pagu menjadi {rupiah(after)}: kurang dari nol."})
    _must_reach(node, document, by)
    _note("spending.shifted", row, by, {"amount": f"{amount:f}", "basis": row.basis})
    return row


@transaction.atomic
def progress(
    node: Node, *, year: int, month: int, percent: Decimal, by, note: str = ""
) -> Progress:
    """State what part of the year's output was done by the end of a month; falling needs a reason."""
    document = _leaf(node)
    if date(year, month, 1) > today():
        raise ValidationError({"month": f"{MONTHS[month - 1]} {year} belum mulai."})
    rows = Progress.objects.filter(office=document.office, node_key=node.key, year=year)
    note = note.strip()
    if not note:
        _must_not_fall(rows.select_for_update(of=("self",)), month, percent)
    row = rows.filter(month=month).first() or Progress(
        office=document.office, place=document.place, node_key=node.key, year=year, month=month
    )
    row.percent, row.note, row.recorded_by = percent, note, by.username
    keep(row)
    _must_reach(node, document, by)
    _note("spending.progress", row, by, {"month": month, "percent": f"{percent:f}", "note": note})
    return row


@transaction.atomic
def record_list(document: Document, *, payments: list[Payment], name: str, by) -> Imported:
    """Record the payments of a list that are not there yet; with any contradiction nothing of it."""
    there = _recorded(document, {one.number for one in payments})
    problems, fresh = [], []
    for one in payments:
        row = there.get((one.number, one.node))
        if row is None:
            fresh.append(one)
        elif (row.paid_on, row.amount) != (one.paid_on, one.amount):
            told = f"{one.number} sudah dicatat {rupiah(row.amount)}; batalkan dahulu bila keliru."
            problems.append(Problem(one.where, told))
    if problems or not fresh:
        return Imported(0, 0 if problems else len(payments), problems)
    Spending.objects.bulk_create(_row(document, one, by) for one in fresh)
    if not Document.objects.permitted(by, FILL).filter(pk=document.pk).exists():
        raise PermissionDenied(OUTSIDE)
    _must_be_mine(document.office_id, {one.node for one in fresh}, by)
    added = {"file": name, "added": len(fresh), "amount": f"{sum(one.amount for one in fresh):f}"}
    audit.record("spending.recorded", f"planning.Document:{document.pk}", by=by, payload=added,
                 place=document.place, office=document.office)  # fmt: skip
    return Imported(len(fresh), len(payments) - len(fresh), [])


def _recorded(document: Document, numbers: set[str]) -> dict:
    rows = Spending.objects.filter(office=document.office, number__in=numbers, void_at=None)
    return {(row.number, row.node_key): row for row in rows}


def _row(document: Document, one: Payment, by) -> Spending:
    return Spending(
        office=document.office, place=document.place, node_key=one.node, paid_on=one.paid_on,
        number=one.number, amount=one.amount, note=one.note, recorded_by=by.username,
    )  # fmt: skip


def _within_ceiling(node: Node, document: Document, year: int, amount: Decimal, by) -> None:
    rows = Spending.objects.filter(
        office=document.office, node_key=node.key, paid_on__year=year, void_at=None
    )
    paid = (rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)) + amount
    if paid < 0:
        raise Beyond(f"Pengembalian ini melebihi yang sudah dibayar ({rupiah(paid - amount)}).")
    ceiling = ceilings.after_shifts(by, document, [node.key], year).get(node.key)
    if amount > 0 and ceiling is None:
        raise Beyond(f"Sub kegiatan ini tidak punya pagu tahun {year}.")
    if amount > 0 and paid > ceiling:
        more = rupiah(paid - ceiling)
        raise Beyond(f"Dengan ini realisasi melebihi pagu {rupiah(ceiling)} sebesar {more}.")


def _must_not_fall(rows, month: int, percent: Decimal) -> None:
    for row in rows:
        if row.month < month and row.percent > percent:
            told = f"{MONTHS[row.month - 1]} sudah {id_number(row.percent)} %"
        elif row.month > month and row.percent < percent:
            told = f"{MONTHS[row.month - 1]} baru {id_number(row.percent)} %"
        else:
            continue
        raise ValidationError({"note": f"{told}. Bila memang turun, tuliskan alasannya."})


def _leaf(node: Node) -> Document:
    if node.level != Level.SUBKEGIATAN:
        raise ValidationError(NOT_A_LEAF)
    return node.version.document


def _reason(why: str) -> str:
    why = " ".join(why.split())
    if len(why) < 5:
        raise ValidationError("Tuliskan alasannya.")
    return why


def _must_reach(node: Node, document: Document, by) -> None:
    """Asked after the write, inside the transaction, so that a refusal undoes it."""
    if not Document.objects.permitted(by, FILL).filter(pk=document.pk).exists():
        raise PermissionDenied(OUTSIDE)
    if not owners.node_is_mine(by, node, FILL):
        raise PermissionDenied(OF_OTHERS)


def _must_be_mine(office, keys: set, by) -> None:
    """The same for sub kegiatan known by their keys, as the newest version with each says."""
    found = Node.objects.filter(key__in=keys, version__document__office_id=office)
    nodes = found.select_related("version__document__place", "parent").order_by(
        "version__created_at"
    )
    for node in {one.key: one for one in nodes}.values():
        if not owners.node_is_mine(by, node, FILL):
            raise PermissionDenied(OF_OTHERS)


def _note(verb: str, row, by, more: dict) -> None:
    payload = {"node": str(row.node_key), "year": _year(row), **more}
    audit.record(verb, f"planning.Spending:{row.pk}", by=by, payload=payload, place=row.place,
                 office=row.office)  # fmt: skip


def _year(row) -> int:
    return row.paid_on.year if isinstance(row, Spending) else row.year

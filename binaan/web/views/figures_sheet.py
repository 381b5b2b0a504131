"""A figure as the table that is taken along: all that its page shows, and who took it when."""

from decimal import Decimal

from django.utils import timezone

from binaan.kit.dates import moment
from binaan.kit.measures import Asked
from binaan.web import comparing
from binaan.web.queries import figures_compared as compared
from binaan.web.views.figures_shown import HIDDEN, Asking, counted, known, when

BLANK = "Belum ada rekaman"


def sheet(ask: Asking) -> list[tuple]:
    """Lines of words and numbers; the first says which question, who took it and when."""
    figure, first = compared.side(ask.user, ask.measure, ask.asked)
    second = compared.side(ask.user, ask.measure, ask.other)[1] if ask.other else None
    rows = compared.parts(ask.user, ask.measure, ask.asked, ask.dimension, other=ask.other)
    return [
        _first(ask),
        _heading(ask),
        *(_line(row.label, row.first, row.second) for row in rows),
        _line("Seluruhnya" if ask.measure.reckoned else "Jumlah", first, second),
        *_crossed(ask),
        ("Rumus", ask.measure.formula, ask.measure.edition),
        *([("Tidak diketahui", _plain(figure.unknown))] if figure.unknown else []),
        ("Binaan", f"{counted(ask.measure, ask.asked)}; {known_line(ask.asked)}",
         str(ask.asked.office or "")),
    ]  # fmt: skip


def known_line(asked: Asked) -> str:
    return f"sebagaimana diketahui {known(asked)}"


def _first(ask: Asking) -> tuple:
    place = ask.asked.place
    taken = f"Diekspor oleh {ask.user.username} pada {moment(timezone.now())}"
    dates = " dibanding ".join(when(one) for one in (ask.asked, ask.other) if one)
    where = f"{place.name} ({place.code})"
    return (ask.measure.label, where, dates, known_line(ask.asked), taken)


def _heading(ask: Asking) -> tuple:
    label = ask.measure.dimension(ask.dimension).label
    if ask.other is None:
        return (label, ask.measure.unit, "Catatan")
    sides = (f"{ask.measure.unit}, {when(one)}" for one in (ask.asked, ask.other))
    return (label, *sides, "Selisih", "Selisih (%)", "Catatan")


def _line(label: str, first, second) -> tuple:
    if second is None:
        return (label, _plain(first.value), _note(first))
    change = comparing.change(first, second)
    share = "" if change.share is None else round(change.share * 100, 1)
    note = _note(first) or _note(second)
    return (label, _plain(first.value), _plain(second.value), _plain(change.value), share, note)


def _note(side) -> str:
    return HIDDEN if side.hidden else BLANK if side.blank else ""


def _crossed(ask: Asking) -> list[tuple]:
    """The cross table of each date, below the rows."""
    lines: list[tuple] = []
    if not ask.column:
        return lines
    across = ask.measure.dimension(ask.column)
    down = ask.measure.dimension(ask.dimension)
    for asked in (ask.asked, ask.other):
        if asked is None:
            continue
        found = ask.measure.table(ask.user, asked, rows=down.key, columns=across.key)
        lines.append((f"{down.label} × {across.label}", when(asked)))
        lines.append((down.label, *(one.label for one in found.columns), "Jumlah"))
        for row in found.rows:
            cells = [found.cell(row.key, one.key) for one in found.columns]
            lines.append((row.label, *(_told(cell) for cell in [*cells, row.total])))
        total = ask.measure.value(ask.user, asked)
        sums = [*(one.total for one in found.columns), total]
        lines.append(("Jumlah", *(_told(cell) for cell in sums)))
    return lines


def _told(cell) -> int | Decimal | str:
    return "disembunyikan" if cell.hidden else _plain(cell.value)


def _plain(value) -> int | Decimal | str:
    """A number as it is, so that a spreadsheet adds it up."""
    return "" if value is None else value

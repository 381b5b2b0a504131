"""A sheet as a table of the page: merged headings, each figure a link to its evidence.

Written as text rather than by a template: the tree of an office has tens of thousands of boxes.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from binaan.reports.drawing.grid import Box, Grid, grid
from binaan.reports.sheet import TEXT, Sheet

ROWS = 300  # of one page
A_MM = 4.8  # pixels on the screen for a millimetre of the declared widths


def table(sheet: Sheet, *, part: int = 1, label: str = "") -> SafeString:
    """The table with rows of one part (from 1); `label` names it for a screen reader."""
    laid = grid(sheet)
    rows = laid.rows[(part - 1) * ROWS : part * ROWS]
    body = "".join(_row(sheet, row) for row in rows)
    widths = [round(width * A_MM) for width in laid.widths]
    columns = "".join(f'<col width="{width}">' for width in widths)
    return mark_safe(  # every text went through escape()
        f'<table class="form-sheet" width="{sum(widths)}">'
        f'<caption class="visually-hidden">{escape(label)}</caption>'
        f"<colgroup>{columns}</colgroup>"
        f"<thead>{_heads(sheet, laid)}</thead><tbody>{body}</tbody></table>"
    )


def parts(sheet: Sheet) -> int:
    """How many pages the rows fill, at least one."""
    return max(1, -(-len(sheet.rows) // ROWS))


def _heads(sheet: Sheet, laid: Grid) -> str:
    lines: list[list[str]] = [[] for _ in range(laid.head_rows)]
    for head in laid.heads:
        spans = f' rowspan="{head.rows}"' if head.rows > 1 else ""
        spans += f' colspan="{head.columns}"' if head.columns > 1 else ""
        if head.top == laid.head_rows - 1 and head.text.startswith("("):
            lines[head.top].append(f'<td class="no"{spans}>{escape(head.text)}</td>')
            continue
        scope = "colgroup" if head.columns > 1 else "col"
        year = sheet.columns[head.left].year if _is_year(sheet, head) else 0
        said = f' <span class="year num">{year}</span>' if year else ""
        lines[head.top].append(f'<th scope="{scope}"{spans}>{escape(head.text)}{said}</th>')
    return "".join(f"<tr>{''.join(line)}</tr>" for line in lines)


def _is_year(sheet: Sheet, head) -> bool:
    """Whether this heading stands for the year of its columns and does not say it already."""
    column = sheet.columns[head.left]
    if not column.year or str(column.year) in head.text:
        return False
    return any(letter.isdigit() for letter in head.text)


def _row(sheet: Sheet, boxes: Iterable[Box]) -> str:
    return f"<tr>{''.join(_box(sheet, box) for box in boxes)}</tr>"


def _box(sheet: Sheet, box: Box) -> str:
    names = [
        {"right": "r num", "center": "c", "left": ""}[box.align],
        "b" if box.bold else "",
        f"s{box.shade}" if box.shade else "",
        "open" if box.open else "",
        "on" if box.goes_on else "",
        f"i{box.cell.indent}" if box.cell.indent else "",
    ]
    said = " ".join(name for name in names if name)
    attributes = f' class="{said}"' if said else ""
    attributes += f' colspan="{box.wide}"' if box.wide > 1 else ""
    return f"<td{attributes}>{_inside(box)}</td>"


def _inside(box: Box) -> str:
    cell = box.cell
    text = escape(cell.text)
    if cell.evidence and cell.text:
        name = "" if cell.type == TEXT else ' class="figure"'
        text = f'<a{name} href="{escape(cell.evidence)}">{text}</a>'
    if cell.printed:
        text += f'<span class="printed">tercetak {escape(cell.printed)}</span>'
    return text

"""A sheet as a PDF/A made by typst, in the font of the house and no other."""

from pathlib import Path

from binaan.kit.typesetting import qr, typeset
from binaan.reports.drawing.grid import Grid, Imprint, grid
from binaan.reports.drawing.workbook import spaced
from binaan.reports.sheet import Sheet, Signature

TEMPLATE = Path(__file__).resolve().parents[1] / "typesetting" / "sheet.typ"
TAGGED = 200  # rows; a larger PDF without tags for screen readers is a tenth of the size


def pdf(sheet: Sheet, imprint: Imprint, office: str = "") -> bytes:
    """The bytes of the file. Raises kit.typesetting.NoFonts where ./run has not prepared them."""
    tags = len(sheet.rows) <= TAGGED
    return typeset(TEMPLATE, _data(sheet, imprint, office), made_on=imprint.made_on, tags=tags)


def _data(sheet: Sheet, imprint: Imprint, office: str) -> dict:
    laid = grid(sheet)
    return {
        "name": f"{sheet.code} {sheet.title}",
        "office": office,
        "paper": sheet.paper,
        "orientation": sheet.orientation,
        "size": _size(laid, sheet),
        "made_on": [imprint.made_on.year, imprint.made_on.month, imprint.made_on.day],
        "code": imprint.code,
        "address": imprint.address,
        "qr": qr(imprint.address) if imprint.code else "",
        "line": imprint.line,
        "edition": imprint.edition,
        "choices": "; ".join(imprint.choices),
        "statement": list(sheet.statement),
        "cover": _headline(sheet),
        **(_headline(sheet) | ({"label": "LAMPIRAN"} if sheet.statement else {})),
        **_body(sheet, laid),
        "annex": _body(sheet.annex, grid(sheet.annex)) if sheet.annex else None,
        "signatures": [_signature(one) for one in sheet.signatures],
    }


def _headline(sheet: Sheet) -> dict:
    label = f"Tabel {sheet.code}" if sheet.code.startswith("T-C.") else ""
    return {"label": label, "title": sheet.title.upper(), "subtitle": list(sheet.subtitle)}


def _body(sheet: Sheet, laid: Grid) -> dict:
    return {
        "above": list(sheet.above),
        "widths": list(laid.widths),
        "head_rows": laid.head_rows,
        "heads": [
            head._asdict() | {"number": head.top == laid.head_rows - 1 and head.text[:1] == "("}
            for head in laid.heads
        ],
        "rows": [
            [
                {
                    "text": box.cell.text, "left": box.left, "wide": box.wide, "open": box.open,
                    "goes_on": box.goes_on, "align": box.align, "bold": box.bold,
                    "indent": box.cell.indent, "shade": box.shade,
                }
                for box in row
            ]
            for row in laid.rows
        ],
        "footer": [list(pair) for pair in sheet.footer],
        "notes": list(sheet.notes),
    }  # fmt: skip


def _signature(one: Signature) -> dict:
    return one._asdict() | {"lines": list(one.lines), "nip": spaced(one.nip)}


def _size(laid: Grid, sheet: Sheet) -> float:
    """Points of the table's text: the more columns on the paper, the smaller."""
    room = {"a4": 186, "f4": 191, "a3": 273} if sheet.orientation == "portrait" else {
        "a4": 273, "f4": 306, "a3": 396,
    }  # fmt: skip
    return round(min(8.5, max(5.6, 7.2 * room[sheet.paper] / sum(laid.widths))), 2)

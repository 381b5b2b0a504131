"""A sheet as a workbook."""

from pathlib import Path

from binaan.kit.sheets import forms
from binaan.reports.drawing.grid import Grid, Imprint, grid
from binaan.reports.sheet import Sheet, Signature

GAP = 4  # empty lines for the signature


def write(sheet: Sheet, imprint: Imprint, out: Path, by: str = "") -> None:
    """Write the sheet, and its annex on a worksheet of its own, to `out`."""
    made = [_form(sheet, imprint)]
    if sheet.annex:
        made.append(_form(sheet.annex, imprint))
    foot = f"{imprint.line}\n{imprint.edition}"
    if imprint.code:
        foot = f"Kode cetak {imprint.code} ({imprint.address})\n{foot}"
    forms.write_forms(out, forms.Imprint(sheet.title, by, imprint.code, foot), made)


def _form(sheet: Sheet, imprint: Imprint) -> forms.Form:
    laid = grid(sheet)
    choices = [f"Pilihan kantor: {'; '.join(imprint.choices)}."] if imprint.choices else []
    return forms.Form(
        name=sheet.code,
        title=(f"Tabel {sheet.code}" if sheet.code.startswith("T-") else "", *_title(sheet)),
        above=(*sheet.statement, *sheet.above),
        heads=[forms.Mark(*head) for head in laid.heads],
        head_rows=laid.head_rows,
        rows=_fields(laid),
        widths=laid.widths,
        below=sheet.footer,
        notes=(*sheet.notes, *choices),
        signatures=[signature_lines(one) for one in sheet.signatures],
        landscape=sheet.orientation != "portrait",
        paper=sheet.paper,
    )


def _title(sheet: Sheet) -> list[str]:
    return [sheet.title.upper(), *sheet.subtitle]


def _fields(laid: Grid) -> list[list[forms.Field]]:
    return [
        [
            forms.Field(
                box.cell.text, box.cell.value, box.cell.type, box.left, box.wide, box.align,
                box.bold, box.open, box.cell.indent, box.shade, box.goes_on,
            )
            for box in row
        ]
        for row in laid.rows
    ]  # fmt: skip


def signature_lines(one: Signature) -> list[str]:
    """The lines of a block with room to sign in the middle."""
    below = [one.name, one.rank, f"NIP {spaced(one.nip)}" if one.nip else ""]
    return [*one.lines, *[""] * GAP, *[line for line in below if line]]


def spaced(nip: str) -> str:
    """196803121994031901 as officials write it: 19680312 199403 1 901."""
    if len(nip) != 18:
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"

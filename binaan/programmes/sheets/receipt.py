"""The fairness receipt as a PDF for the file and as a CSV that gives the seal again."""

import csv
import io
from datetime import date
from pathlib import Path

from binaan.access.models import User
from binaan.kit.dates import long_date
from binaan.kit.sheets.cells import escaped
from binaan.kit.typesetting import typeset
from binaan.programmes.queries import paper
from binaan.programmes.queries.receipt import Line, Receipt
from binaan.programmes.rules import receipts

TEMPLATE = Path(__file__).resolve().parents[1] / "typesetting" / "receipt.typ"
TAGGED = 200  # rows; beyond it tags for screen readers make the file ten times as large


def pdf(user: User, made: Receipt, *, on: date) -> bytes:
    """The bytes of the file. Raises kit.typesetting.NoFonts where ./run has not prepared them."""
    return typeset(TEMPLATE, data(user, made, on), made_on=on, tags=len(made.lines) <= TAGGED)


def data(user: User, made: Receipt, on: date) -> dict:
    """What the template reads."""
    selection = made.selection
    activity = selection.activity
    signed = selection.set_at.date() if selection.set_at else on
    return {
        "activity": f"{activity.title} ({activity.short_number})",
        "head": paper.letterhead(user, activity.office),
        "set": bool(selection.set_at), "sha256": selection.sha256,
        "printed": f"dicetak {long_date(on)} oleh {user.username}",
        "facts": [list(one) for one in made.facts], "terms": made.terms, "quotas": made.quotas,
        "overrides": [
            f"{one.business} ({one.business.short_number}) "
            f"{'dimasukkan' if one.taken_in else 'dikeluarkan'} oleh {who}: {one.reason}"
            for one, who in made.overrides
        ],
        "interests": [f"{who}: {what}" for who, what in made.interests],
        "runs": made.runs, "rows": [_row(one) for one in made.lines],
        "sign": paper.signature(user, activity.office, signed),
    }  # fmt: skip


def _row(line: Line) -> list[str]:
    row = line.row
    return [
        str(row.rank), f"U-{row.number:06d}", line.name, line.kecamatan,
        line.place, str(row.services),
        f"{row.last_served:%d-%m-%Y}" if row.last_served else "belum",
        _number(row.need), _number(row.fit), _number(row.total) if row.total else "–", row.draw,
        row.reason + (f" (kuota: {line.quota})" if line.quota else ""),
    ]  # fmt: skip


def _number(value) -> str:
    return f"{value:.2f}".replace(".", ",")


def table(made: Receipt) -> str:
    """The CSV: the fields of the seal, then the name. Semicolons, as the office's Excel opens it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*receipts.FIELDS, "nama_usaha"])
    for line in made.lines:
        writer.writerow([*(escaped(one) for one in receipts.texts(line.row)), escaped(line.name)])
    return out.getvalue()

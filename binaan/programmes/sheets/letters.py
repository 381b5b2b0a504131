"""Invitations and BAST as PDFs for an office's file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from binaan.access.models import User
from binaan.kit.dates import DAYS, long_date
from binaan.kit.numbers import id_number, rupiah
from binaan.kit.typesetting import qr, typeset
from binaan.programmes.models import Activity, Handover, Participation
from binaan.programmes.queries import invitations, paper

FOLDER = Path(__file__).resolve().parents[1] / "typesetting"
TAGGED = 100  # letters; beyond it tags for screen readers make the file ten times as large


def letters(
    user: User, activity: Activity, rows: list[Participation], *, on: date, site: str
) -> bytes:
    """One letter a page for each participant, with a QR code to answer and to be marked present by."""
    data = {
        "head": paper.letterhead(user, activity.office) | {"name": activity.office.name},
        "title": activity.title,
        "kind": activity.get_kind_display(), "when": invitations.when(user, activity),
        "venue": activity.venue, "sessions": invitations.sessions(user, activity),
        "sign": paper.signature(user, activity.office, on),
        "letters": [_letter(user, one, site) for one in rows],
    }  # fmt: skip
    return typeset(FOLDER / "letters.typ", data, made_on=on, tags=len(rows) <= TAGGED)


def _letter(user: User, one: Participation, site: str) -> dict:
    said = invitations.letter(user, one, site)
    return said | {"qr": qr(said["link"])}


def handover(user: User, row: Handover, *, on: date) -> bytes:
    """The BAST of one handover, two signatures, the head of the office beside."""
    items = list(row.items.all())
    total = sum((one.volume * one.price for one in items), Decimal(0))
    activity = row.activity
    data = {
        "head": paper.letterhead(user, row.office), "number": row.number,
        "day": DAYS[row.on.weekday()], "on": long_date(row.on), "title": activity.title,
        "activity": activity.short_number, "fund": activity.get_fund_source_display(),
        "year": str(activity.year), "sub": str(activity.sub_activity or ""),
        "given_by": row.given_by, "received_by": row.received_by, "business": row.business.name,
        "business_number": row.business.short_number, "place": row.place.name,
        "office": row.office.name, "venue": activity.venue,
        "items": [
            [str(number), one.label, id_number(one.volume.normalize()), one.unit,
             rupiah(one.price), rupiah(one.volume * one.price)]
            for number, one in enumerate(items, 1)
        ],
        "total": rupiah(total), "sign": paper.signature(user, row.office, row.on),
    }  # fmt: skip
    return typeset(FOLDER / "handover.typ", data, made_on=on)

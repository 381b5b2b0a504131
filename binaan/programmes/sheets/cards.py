"""Kartu binaan and paper codes as PDF."""

from datetime import date
from pathlib import Path

from binaan.access.models import Office, User
from binaan.kit.dates import long_date
from binaan.kit.typesetting import qr, typeset
from binaan.programmes.models import Activity
from binaan.programmes.queries import paper
from binaan.programmes.queries.cards import Card
from binaan.programmes.rules import paper_codes

FOLDER = Path(__file__).resolve().parents[1] / "typesetting"


def card_pdf(user: User, card: Card, *, link: str, until: date, office: Office | None) -> bytes:
    """The card, with the link that opens once as a QR code."""
    data = {
        "head": paper.letterhead(user, office) if office else None,
        "name": card.business.name, "number": card.business.short_number,
        "facts": [list(one) for one in card.facts], "stage": card.stage, "officer": card.officer,
        "recorded": [[one.day, one.title, one.note] for one in card.recorded],
        "certificates": [[one.title, one.note, one.day] for one in card.certificates],
        "coming": [[one.day, one.title, one.note] for one in card.coming],
        "missing": card.missing, "percent": card.percent, "qr": qr(link), "link": link,
        "until": long_date(until), "on": long_date(card.on),
    }  # fmt: skip
    return typeset(FOLDER / "card.typ", data, made_on=card.on)


def papers_pdf(user: User, activity: Activity, codes: list[str], *, page: str, on: date) -> bytes:
    """Papers to cut apart, ten on a page. `page`: the public address where a code is entered."""
    until = activity.nominate_until
    when = long_date(activity.starts_on) if activity.starts_on else ""
    data = {
        "office": activity.office.name, "title": activity.title, "number": activity.short_number,
        "when": when, "venue": activity.venue, "until": long_date(until) if until else "",
        "page": page.split("://", 1)[-1],
        "codes": [[paper_codes.shown(one), qr(f"{page}?kode={one}")] for one in codes],
    }  # fmt: skip
    return typeset(FOLDER / "paper_codes.typ", data, made_on=on)

"""Cards of TDU on paper: one of a bank's size with front and back, or eight on a sheet of A4."""

import base64
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from PIL import Image, ImageOps

from binaan.kit import files
from binaan.kit.dates import long_date
from binaan.kit.typesetting import pictures, qr, typeset
from binaan.registry.queries.facts import current_owner
from binaan.vendors.models import Permit
from binaan.vendors.queries.cards import statement_of
from binaan.vendors.rules import hours

TEMPLATE = Path(__file__).resolve().parents[1] / "typesetting" / "tdu_card.typ"
PAGE = "cek-tdu/"
PORTRAIT = (450, 600)  # 3 x 4, of some 450 dots an inch
CORNER = 3  # millimetres, as of a bank's card; a sheet is cut by hand, so its corners are square


def card_pdf(user, permits: Iterable[Permit], *, site: str, on: date, sheet: bool = False) -> bytes:
    """The cards as PDF. `site`: the public address, with a slash at its end; every one is signed."""
    return typeset(TEMPLATE, _said(user, permits, site, sheet), made_on=on)


def card_pictures(user, permit: Permit, *, site: str) -> list[bytes]:
    """Front and back of one card as PNG."""
    return pictures(TEMPLATE, _said(user, [permit], site, sheet=False))


def _said(user, permits: Iterable[Permit], site: str, sheet: bool) -> dict:
    page = f"{site.split('://', 1)[-1]}{PAGE}"
    cards = [_card(user, one, f"{site}{PAGE}#{one.token}") for one in permits]
    title = "Kartu TDU" if len(cards) != 1 else f"Kartu TDU {cards[0]['number']}"
    return {"title": title, "sheet": sheet, "page": page, "cards": cards,
            "radius": 0 if sheet else CORNER, "edge": 0.3 if sheet else 0}  # fmt: skip


def _card(user, permit: Permit, link: str) -> dict:
    said, owner = statement_of(user, permit), current_owner(user, permit.vendor.business)
    days = " ".join(hours.DAYS[int(one) - 1] for one in said.days)
    days = "" if len(said.days) == len(hours.DAYS) else days
    return {
        "office": permit.office.name, "name": (owner or permit.vendor.business).name,
        "number": said.number, "trade": said.trade, "code": said.code, "place": said.place,
        "pitch": f", lapak {permit.pitch.number}" if permit.pitch else "",
        "time": hours.told(days, said.begins, said.ends), "since": long_date(said.since),
        "until": long_date(said.until), "qr": qr(link), "photo": _photo(permit),
    }  # fmt: skip


def _photo(permit: Permit) -> str:
    """The portrait inside an SVG, for typst reads no file beside its template; "" where none is."""
    if permit.photo is None or permit.photo.erased_at is not None:
        return ""
    try:
        with Image.open(files.path_of(permit.photo.sha256)) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError):  # a scan as PDF, or a file that is broken
        return ""
    small = io.BytesIO()
    ImageOps.fit(upright, PORTRAIT).save(small, "JPEG", quality=85)
    data = base64.b64encode(small.getvalue()).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4">'
        f'<image width="3" height="4" href="data:image/jpeg;base64,{data}"/></svg>'
    )

"""What the page of the staff map shows before its script runs, and what it tells the script."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from binaan.access.models import User
from binaan.kit.dates import month_year, today
from binaan.kit.mapping import ground
from binaan.places import outlines
from binaan.places.models import Place
from binaan.vendors.choices import Trade
from binaan.vendors.queries import mapped
from binaan.vendors.queries.mapped import Asked
from binaan.vendors.rules.measuring import POSITIONS

INDONESIA = [95.0, -11.0, 141.0, 6.0]
NOBODY = "00000000-0000-0000-0000-000000000000"
MONTHS_OF_YEAR = 12


def context(user: User, asked: Asked) -> dict[str, Any]:
    """Filters, tables, legend, and the settings of the script."""
    rows = mapped.stood(user, asked)
    placed = sum(one.lat is not None for one in rows)
    return {
        "asked": asked, "today": today(), "positions": POSITIONS, "trades": Trade.choices,
        "places": mapped.kecamatan_of(user), "table": mapped.by_kecamatan(user, rows),
        "filled": mapped.filled(user, asked), "total": len(rows), "unplaced": len(rows) - placed,
        "months": _months(mapped.first_day(user), asked.at), "outlined": outlines.source(),
        "settings": json.dumps(settings(user, asked), separators=(",", ":")),
        "query": _query(asked),
    }  # fmt: skip


def _query(asked: Asked) -> str:
    """The filters as an address says them; today and nothing are left out."""
    said = {
        "per": "" if asked.at == today() else asked.at.isoformat(), "kedudukan": asked.position,
        "bidang": asked.trade, "kecamatan": asked.kecamatan,
    }  # fmt: skip
    return urlencode({key: value for key, value in said.items() if value})


def _months(first: date | None, at: date) -> dict[str, Any]:
    """The slider: from the month of the first listing to this one, counted in months."""
    last = today()
    begin = first or last
    count = (last.year - begin.year) * MONTHS_OF_YEAR + last.month - begin.month
    now = (at.year - begin.year) * MONTHS_OF_YEAR + at.month - begin.month
    return {
        "since": f"{begin:%Y-%m}", "count": count, "now": min(max(now, 0), count),
        "from": month_year(begin), "to": month_year(last), "word": month_year(at),
    }  # fmt: skip


def settings(user: User, asked: Asked) -> dict[str, Any]:
    """Addresses, the window to open on, the base map."""
    return {
        "spots": f"{reverse('vendor_map_spots')}?{_query(asked)}",
        "bubble": f"{reverse('vendor_map_bubble', args=[NOBODY])}?{_query(asked)}",
        "outlines": reverse("map_outlines", args=["LEVEL"]), "kecamatan": asked.kecamatan,
        "box": box(user, asked), "base": ground.described(reverse("map_base")),
        "words": list(POSITIONS.values()),
    }  # fmt: skip


def box(user: User, asked: Asked) -> list[float]:
    """The kecamatan asked for, else all there are."""
    paths = (
        [asked.kecamatan] if asked.kecamatan else [path for path, _ in mapped.kecamatan_of(user)]
    )
    found = outlines.box_of(list(Place.objects.filter(path__in=paths))) if paths else None
    return list(found) if found else INDONESIA

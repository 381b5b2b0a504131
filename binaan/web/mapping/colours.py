"""A value for each part of a place, the classes it falls into, and what no record names."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.db.models.functions import Substr
from django.urls import reverse

from binaan.access import queries as access
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import measures
from binaan.kit.dates import long_date, today
from binaan.kit.measures import Asked, Measure, Row, parse_period
from binaan.kit.numbers import id_number
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.selecting import asking
from binaan.registry.selecting.selection import Selection
from binaan.web.addresses import evidence_url, figure_url
from binaan.web.mapping import points

CHOSEN = "pilihan"  # the businesses of the selection, counted by place
CLASSES = 5
HIDDEN, BLANK, ZERO = "tersembunyi", "kosong", "nol"
PARTS = {"country": "province", "province": "regency", "regency": "district", "district": "village"}
UNNAMED = "Bagian wilayah tidak disebut"
# How long the path of a part is: "32.16" has parts like "32.16.06".
LENGTHS = {"country": 2, "province": 5, "regency": 8}
Parts = dict[str, tuple[str, str]]
OUTLINED = {"regency": "kabupaten", "district": "kecamatan", "village": "desa"}


class Part(NamedTuple):
    """`group`: "1" to "5", nol, tersembunyi or kosong. `url`: the records behind it, or "".

    `code`: of the place it is; "" for what named no part of the place.
    """

    path: str
    code: str
    label: str
    value: int | Decimal | None
    text: str
    group: str
    url: str


class Swatch(NamedTuple):
    group: str
    text: str


class Colours(NamedTuple):
    """`level`: the outlines to colour; "" where there are none. `url`: the page of the figure."""

    label: str
    unit: str
    when: str
    place: Place
    level: str
    parts: list[Part]
    legend: list[Swatch]
    url: str

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label, "unit": self.unit, "when": self.when, "level": self.level,
            "place": self.place.code,
            "parts": [
                {**one._asdict(), "value": None if one.value is None else float(one.value)}
                for one in self.parts
            ],
            "legend": [one._asdict() for one in self.legend],
        }  # fmt: skip


def choices() -> list[tuple[str, str]]:
    """What the map can be coloured by."""
    by_place = [one for one in measures.all_measures() if "place" in one.dimensions]
    return [(CHOSEN, "Usaha dalam pilihan ini"), *((one.key, one.label) for one in by_place)]


def of_selection(user: User, selection: Selection, place: Place) -> Colours:
    """How many businesses of the selection stand in each part of the place."""
    counts = _counted(user, selection, place)
    rows = [Row(path, path, count, count) for path, count in sorted(counts.items())]
    rows = [row._replace(label=UNNAMED) if row.key == place.path else row for row in rows]
    address = reverse("business_list")
    links = {row.key: f"{address}?{selection.query(wilayah=row.key)}" for row in rows}
    head = Colours("Usaha dalam pilihan ini", "usaha", "", place, "", [], [], "")
    named = set(_counted(user, Selection(), place)) if selection.narrowed or selection.q else counts
    return _coloured(head, _parts(user, place), rows, links, named)


def _counted(user: User, selection: Selection, place: Place) -> dict[str, int]:
    """Businesses by the path of the part they stand in."""
    found = points.bounded(asking.cards(user, selection).filter(within("path", place)))
    counted = found.annotate(part=Substr("path", 1, LENGTHS.get(place.level, 13)))
    return dict(counted.values_list("part").annotate(count=Count("pk")).order_by())


def of_measure(user: User, key: str, asked: Asked) -> Colours:
    """A measure by place; ValidationError for one that is unknown or cannot be divided so."""
    measure = measures.get(key)
    asked = _timed(measure, asked)
    rows = measure.rows(user, asked, "place")
    opens = user.may(measure.opens_with)
    links = {row.key: evidence_url(key, asked, "place", row.key) if opens else "" for row in rows}
    when = asked.period.label if asked.period else f"Keadaan {long_date(asked.at)}"
    head = Colours(
        measure.label, measure.unit, when, asked.place, "", [], [], figure_url(key, asked, "place")
    )
    named = set(_counted(user, Selection(), asked.place))
    return _coloured(head, _parts(user, asked.place), rows, links, named)


def _timed(measure: Measure, asked: Asked) -> Asked:
    """The kind of time the measure takes: today, or this year, unless another was asked."""
    if measure.is_stock:
        return asked.but(at=asked.at or today(), period=None)
    period = asked.period or parse_period(str(today().year))
    return asked.but(at=None, known=None, period=period)


def _coloured(head: Colours, names: Parts, rows: list[Row], links: dict, named) -> Colours:
    """The parts this user reaches, those without a record too, then what named no part.

    `named`: paths of the parts where this user's register names any business; others are blank.
    """
    edges = borders([row.value for row in rows if row.value])
    known = {row.key: row for row in rows}
    parts = []
    for path, (code, name) in names.items():
        nothing = Row(path, name, 0, 0) if path in named else None
        parts.append(_part(path, code, name, known.get(path, nothing), edges))
    parts += [_part(row.key, "", row.label, row, edges) for row in rows if row.key not in names]
    parts = [one._replace(url=links.get(one.path, "")) for one in parts]
    level = OUTLINED.get(PARTS.get(head.place.level, ""), "")
    legend = _legend(edges, {one.group for one in parts}, head.unit)
    return head._replace(level=level, parts=parts, legend=legend)


def _part(path: str, code: str, label: str, row: Row | None, edges: list) -> Part:
    if row is None:
        return Part(path, code, label, None, "tidak ada rekaman", BLANK, "")
    if row.hidden:
        return Part(path, code, label, None, "disembunyikan", HIDDEN, "")
    if row.value is None:
        return Part(path, code, label, None, "tidak diketahui", BLANK, "")
    group = str(1 + sum(row.value > edge for edge in edges[:-1])) if row.value else ZERO
    return Part(path, code, label, row.value, id_number(row.value), group, "")


def borders(values: list) -> list:
    """The highest value of each class: quantiles, at most CLASSES, each once."""
    ordered = sorted(values)
    if not ordered:
        return []
    cuts = [ordered[-(-len(ordered) * step // CLASSES) - 1] for step in range(1, CLASSES + 1)]
    return sorted(set(cuts))


def _legend(edges: list, groups: set[str], unit: str) -> list[Swatch]:
    """Only what is on the map; the lowest class starts at the smallest thing there is."""
    found = [Swatch(ZERO, f"0 {unit}")] if ZERO in groups else []
    before = None
    for number, edge in enumerate(edges, start=1):
        low = "" if before is None else f"lebih dari {id_number(before)} "
        found.append(Swatch(str(number), f"{low}sampai {id_number(edge)} {unit}"))
        before = edge
    if HIDDEN in groups:
        found.append(Swatch(HIDDEN, "Disembunyikan: kurang dari 5 usaha"))
    if BLANK in groups:
        found.append(Swatch(BLANK, "Tidak diketahui: tidak ada rekaman"))
    return found


def _parts(user: User, place: Place) -> Parts:
    """Code and name, by path, of the parts of the place within this user's reach."""
    mine = access.places(user, Permission.FIGURE_VIEW) | access.places(
        user, Permission.BUSINESS_VIEW
    )
    found = mine.filter(within("path", place), level=PARTS.get(place.level, ""), valid_until=None)
    listed = found.distinct().order_by("name", "code").values_list("path", "code", "name")
    return {path: (code, name) for path, code, name in listed}


def read_day(text: str):
    """A day of the address, or None; a wrong one is refused."""
    return measures.parse_day(text) if text else None


def asked_of(place: Place, given) -> Asked:
    """The question from the words of an address (per, diketahui, periode); ValidationError."""
    known = read_day(given.get("diketahui", ""))
    period = given.get("periode", "")
    if len(period) > 40:
        raise ValidationError("Periode ini tidak terbaca.")
    return Asked(
        place=place,
        at=read_day(given.get("per", "")),
        known=measures.end_of(known) if known else None,
        period=parse_period(period) if period else None,
    )

"""Published figures beside the register: what came, went, waits (docs/rules/reconciliation.md)."""

from datetime import date
from typing import NamedTuple

from django.db.models import Min, Sum

from binaan.access import queries as access
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.intake.models import Source, SourceVersion
from binaan.kit import measures
from binaan.kit.dates import today
from binaan.kit.measures import Asked, between
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.measures.flows import REASONS_IN, REASONS_OUT
from binaan.registry.models import Business
from binaan.registry.queries import undecided
from binaan.registry.rules import published
from binaan.registry.rules.published import Published


class Term(NamedTuple):
    """A line of the sum. `sign`: "", "+", "−", "±" or "="; `key`, `asked`… name its records."""

    sign: str
    label: str
    value: int | None
    note: str = ""
    key: str = ""
    asked: Asked | None = None
    dimension: str = ""
    row: str | None = None


class Between(NamedTuple):
    """Today's count could be as low as `low`, were all `pairs` that nobody has decided one business.

    `apart`: pairs of the place that nobody has decided and that cannot change this count.
    """

    low: int
    high: int
    pairs: int
    apart: int
    key: str
    asked: Asked


class Compared(NamedTuple):
    """A published figure, and the way from it to what the register says today.

    `between`: None where nothing is undecided, or would be told of too few.
    """

    published: Published
    place: Place
    office: Office | None
    start: int
    terms: list[Term]
    waiting: Term
    between: Between | None


class Side(NamedTuple):
    """The two definitions on one date; None where the register knows nothing of that date."""

    at: date
    asked: Asked
    recorded: int | None
    running: int | None


class Quarrel(NamedTuple):
    """1,400 or 300? Both definitions on every date the register can answer for."""

    recorded: Published
    active: Published
    place: Place
    sides: list[Side]
    states: list[measures.Row]
    earliest: date | None


def compared(user: User) -> list[Compared]:
    """Each published figure whose whole place and office this user sees, with its sum."""
    found = []
    for item in published.FIGURES:
        seen = _seen(user, item)
        if seen is not None:
            found.append(_compared(user, item, *seen))
    return found


def _seen(user: User, item: Published) -> tuple[Place, Office | None] | None:
    """The place and office of a published figure; None when this user sees only a part of them."""
    place = access.places(user, Permission.FIGURE_VIEW).filter(pk=item.place).first()
    if place is None:
        return None
    office = Office.objects.filter(place=place, key__startswith=item.office_key).first()
    for held in user.holdings(Permission.FIGURE_VIEW):
        whole = Place.objects.filter(within("path", held.place), pk=place.pk)
        if held.office_id in (None, office and office.pk) and whole.exists():
            return place, office
    return None


def _compared(user: User, item: Published, place: Place, office: Office | None) -> Compared:
    start_asked = Asked(place=place, at=item.as_of, office=office)
    asked = start_asked.but(at=today())
    part = ("group", item.group) if item.group else ("", None)
    measure = measures.get(_comparable(item.measure, office))
    start = measure.value(user, start_asked, dimension=part[0], row=part[1]).value or 0
    end = measure.value(user, asked, dimension=part[0], row=part[1])
    moved = _movements(user, measure, item, place, office)
    rest = (end.value or 0) - start - sum(_signed(term) for term in moved)
    label = _rest_label(measure, moved)
    terms = [
        Term("", "Angka terbit", item.value, item.words),
        Term("±", "Beda register pada tanggal yang sama", start - item.value),
        Term("=", "Register pada tanggal itu", start, "", measure.key, start_asked, *part),
        *moved,
        *([Term("±", label, rest, "", measure.key, asked, *part)] if rest else []),
        Term("=", "Register hari ini", end.value, _unknown(end), measure.key, asked, *part),
    ]
    between = _between(user, measure, asked, part, end.value)
    return Compared(item, place, office, start, terms, _waiting(user, asked), between)


def _comparable(key: str, office: Office | None) -> str:
    """Without the office in this installation nothing is "guided": compare with all that exist."""
    return "registry.businesses" if key == "registry.guided" and office is None else key


def _movements(user, measure, item: Published, place, office) -> list[Term]:
    """What entered and left since the published date, by reason (of a group: in one line each)."""
    first = date.fromordinal(item.as_of.toordinal() + 1)
    if first > today():
        return []
    asked = Asked(place=place, period=between(first, today()), office=office)
    lines = []
    for sign, key, reasons in (
        ("+", "registry.entered", REASONS_IN),
        ("−", "registry.left", REASONS_OUT),
    ):
        flow = measures.get(key)
        if measure.total or item.group:
            dimension, row = ("group", item.group) if item.group else ("", None)
            records = flow.records(user, asked, dimension=dimension, row=row)
            value = _total(records, measure.total)
            label = "Usaha yang masuk" if sign == "+" else "Usaha yang keluar"
            lines.append(Term(sign, label, value, "", key, asked, dimension, row))
        else:
            lines += [
                Term(sign, reasons[part.key], part.value, "", key, asked, "reason", part.key)
                for part in flow.rows(user, asked, "reason")
            ]
    return lines


def _total(records, column: str) -> int:
    return (records.aggregate(total=Sum(column))["total"] or 0) if column else records.count()


def _rest_label(measure, moved: list[Term]) -> str:
    if any(term.value is None for term in moved):
        return "Masuk dan keluar yang terlalu kecil untuk ditampilkan"
    return "Tenaga kerja berubah pada usaha yang tetap" if measure.total else "Pindah kelompok"


def _signed(term: Term) -> int:
    value = term.value or 0
    return -value if term.sign == "−" else value


def _unknown(figure: measures.Figure) -> str:
    return f"{figure.unknown} usaha belum diketahui tenaga kerjanya" if figure.unknown else ""


def _waiting(user: User, asked: Asked) -> Term:
    value = measures.get("registry.rows_waiting").value(user, asked).value
    return Term("±", "Baris menunggu, belum dihitung", value, "", "registry.rows_waiting", asked)


def _between(user: User, measure, asked: Asked, part: tuple, counted: int | None) -> Between | None:
    """The count of businesses less those that may be written down twice; nothing of sums."""
    pairs = measures.get("registry.pairs_open")
    open_ = None if measure.total or counted is None else pairs.value(user, asked).value
    if not open_:
        return None
    records = measure.records(user, asked, dimension=part[0], row=part[1])
    found = undecided.doubt(user, pairs.records(user, asked), records)
    apart = open_ - found.pairs
    return Between(counted - found.fewer, counted, found.pairs, apart, pairs.key, asked)


def quarrel(user: User) -> Quarrel | None:
    """Both definitions of source 001 over the dates of the lists; None beyond this user's reach."""
    seen = _seen(user, published.RECORDED_2018)
    if seen is None:
        return None
    place, office = seen
    asked = Asked(place=place, at=today(), office=office)
    mine = Business.objects.permitted(user, Permission.FIGURE_VIEW)
    mine = mine.filter(within("place__path", place))
    earliest = mine.aggregate(first=Min("first_as_of"))["first"]
    dates = [published.RECORDED_2018.as_of, *_list_dates(user, place), today()]
    sides = [_side(user, asked.but(at=day), earliest) for day in sorted(set(dates))]
    states = measures.get(_comparable("registry.guided", office)).rows(user, asked, "status")
    return Quarrel(published.RECORDED_2018, published.ACTIVE_2018, place, sides, states, earliest)


def _list_dates(user: User, place: Place) -> list[date]:
    """The dates of the newest versions of lists about this place."""
    mine = Source.objects.permitted(user, Permission.FIGURE_VIEW)
    found = SourceVersion.objects.filter(source__in=mine, source__place=place, as_of__lte=today())
    return list(found.order_by("-as_of").values_list("as_of", flat=True).distinct()[:4])


def _side(user: User, asked: Asked, earliest: date | None) -> Side:
    if earliest is None or asked.at < earliest:
        return Side(asked.at, asked, None, None)
    recorded = measures.get(_comparable("registry.guided", asked.office)).value(user, asked)
    running = measures.get("registry.running").value(user, asked)
    return Side(asked.at, asked, recorded.value, running.value)

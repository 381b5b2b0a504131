"""What a card says, defined once: run in DuckDB it makes the table, run on the store it answers live.

The inner query is the ORM's over Business and the condition that stands; around it lie a few lines
of SQL that every store understands and that turn found fields into bits and percent.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import (
    Aggregate,
    BooleanField,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from binaan.access import parameters
from binaan.intake.models import ListedKey
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.registry.choices import IdentifierKind, OwnerKind, VerificationState
from binaan.registry.models import Business, Card, Guidance, Role, Verification
from binaan.registry.models.cards import UNITS
from binaan.registry.queries import listings, observation
from binaan.registry.queries.sizes import size_case
from binaan.registry.rules import activity, completeness
from binaan.registry.rules.size import EDITIONS
from binaan.registry.snapshot import served

OPEN = Q(known_until__isnull=True, valid_until__isnull=True)
NUMBERS = {
    "nik": IdentifierKind.NIK,
    "nib": IdentifierKind.NIB,
    "npwp": IdentifierKind.NPWP,
}


class Terms(NamedTuple):
    """What the cards of a day rest on besides the records: read where the records are read."""

    day: date
    months: int
    lists: tuple[tuple, ...]  # (source, as_of) of the last version of each list still recent

    @classmethod
    def now(cls) -> "Terms":
        """As an office that decided nothing of its own counts them."""
        day = today()
        months = int(parameters.number(observation.ACTIVE_MONTHS.key, on=day))
        since = activity.observed_since(day, months)
        return cls(day, months, tuple(sorted(listings.last_versions(since, day, None))))


class Joined(Aggregate):
    """Identifiers of the joined rows as text with commas between, each once."""

    function = "STRING_AGG"
    template = "STRING_AGG(DISTINCT CAST(%(expressions)s AS varchar), ',')"
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        """There a UUID is 32 digits; written as the other stores write it."""
        found, parameters = compiler.compile(self.source_expressions[0])
        starts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        dashed = " || '-' || ".join(f"substr({found}, {at}, {length})" for at, length in starts)
        return f"GROUP_CONCAT(DISTINCT {dashed})", [*parameters] * len(starts)


# What is asked of other tables for each business. DuckDB carries whole rows through every such
# question, so it is asked them beside a bare key, and the rest of the row joins at the end.
ASKED = {
    "c_running", "c_verified_on", "c_offices", "c_sources", "c_last_served", "c_npwp",
    "f_owner_name", "f_nik", "f_nib", "f_phone",
    *(f"x_{key}" for key in completeness.EXEMPT),
}  # fmt: skip


def found(terms: Terms, *, asked: bool | None = None) -> QuerySet:
    """One row for each business that is present: columns `c_…` of the card, `f_…` fields filled.

    `asked`: only what is asked of other tables, beside the key `n_business`, or only the rest.
    """
    standing = Q(conditions__known_until__isnull=True, conditions__valid_from__lte=terms.day) & (
        Q(conditions__valid_until__isnull=True) | Q(conditions__valid_until__gt=terms.day)
    )
    businesses = Business.objects.present().order_by()
    businesses = businesses.alias(
        standing=FilteredRelation("conditions", condition=standing), business_id=F("pk")
    )
    columns = {f"c_{name}": one for name, one in _columns(terms).items()}
    filled = {f"f_{name}": one for name, one in _filled().items()}
    exempt = {f"x_{name}": one for name, one in _exempt().items()}
    shown = columns | filled | exempt
    if asked is not None:
        shown = {name: one for name, one in shown.items() if (name in ASKED) is asked}
    if asked:
        shown["n_business"] = F("pk")
    return businesses.annotate(**shown).values(*shown)


def _columns(terms: Terms) -> dict:
    same = ("number name name_key lat lon kbli is_vendor first_as_of known_from").split()
    either = "group status verification legal_form started_year".split()
    return {
        "business": F("pk"),
        "path": F("place__path"),
        "place_code": F("place_id"),
        **{name: F(name) for name in same},
        **{name: Coalesce(F(f"standing__{name}"), F(name)) for name in either},
        "sex": _text("standing__owner_sex"),
        "association": _text("standing__association"),
        "status_on": F("standing__status_on"),
        "running": _running(terms),
        "verified_on": _verified_on(),
        **{f"size_{system}": size_case(system, via="standing__") for system in EDITIONS},
        "workers": F("standing__workers"),
        "offices": _offices(),
        "sources": _sources(),
        "last_served": _last_served(),
        "npwp": _number(NUMBERS["npwp"]),
    }


def _text(name: str) -> Coalesce:
    return Coalesce(F(name), Value(""), output_field=CharField())


def _true(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _running(terms: Terms):
    """As the measure registry.running has it: see queries/conditions."""
    since = activity.observed_since(terms.day, terms.months)
    observed = Q(standing__status_on__gte=since)
    for source, as_of in terms.lists:
        named = Exists(listings.still_listed(source, as_of))
        observed |= Q(named, standing__valid_from__lte=as_of)
    running = Q(standing__status__in=activity.RUNNING) & observed
    return Coalesce(_true(running), Value(False))


def _verified_on() -> Subquery:
    verified = Verification.objects.filter(
        business=OuterRef("pk"), state=VerificationState.VERIFIED
    )
    return _one(verified.values("business").annotate(last=Max("on")), "last")


def _offices() -> Subquery:
    """Whatever the dates: who may see a business rests on all that is known (Business.reach)."""
    guided = Guidance.objects.filter(business=OuterRef("pk"), known_until__isnull=True)
    return _one(guided.values("business").annotate(keys=Joined("office_id")), "keys")


def _sources() -> Subquery:
    named = ListedKey.objects.filter(record_id=OuterRef("pk"), gone_since__isnull=True)
    return _one(named.values("record_id").annotate(keys=Joined("source_id")), "keys")


def _last_served():
    days = [
        _one(
            one.model.objects.filter(**{one.business: OuterRef("pk")})
            .extra(where=[one.where] if one.where else [])
            .values(one.business)
            .annotate(last=Max(one.on)),
            "last",
        )
        for one in served.DECLARED
    ]
    if not days:
        return Value(None, output_field=DateField())
    return days[0] if len(days) == 1 else Greatest(*days)


def _one(found: QuerySet, name: str) -> Subquery:
    return Subquery(found.order_by().values(name))


def _filled() -> dict:
    """The fields of rules/completeness, in its order."""
    filled = {
        "owner_name": _owned(~Q(owner__name="")),
        "nik": _number(NUMBERS["nik"]),
        "nib": _number(NUMBERS["nib"]),
        "phone": _owned(~Q(owner__phone="")),
        "address": _true(~Q(address="")),
        "village": _true(Q(place__level=Place.Level.VILLAGE)),
        "position": _true(Q(lat__isnull=False)),
        "group": _true(~Q(c_group="")),
        "product": _true(~Q(product="")),
        "workers": _true(Q(standing__workers__isnull=False)),
        "sales": _true(
            Q(standing__sales_low__isnull=False) | Q(standing__sales_high__isnull=False)
        ),
        "started_year": _true(Q(c_started_year__isnull=False)),
        "status": _true(~Q(c_status="")),
        "verification": _true(Q(c_verification=VerificationState.VERIFIED)),
    }
    return {key: filled[key] for key in completeness.KEYS}


def _exempt() -> dict:
    """The fields that do not apply, though nobody filled them: completeness.EXEMPT."""
    organisation = _owned(Q(owner__kind=OwnerKind.ORGANISATION))
    person = _owned(Q(owner__kind=OwnerKind.PERSON))
    exempt = {"nik": _true(organisation & ~person & ~_number(NUMBERS["nik"]))}
    return {key: exempt[key] for key in completeness.EXEMPT}


def _owned(condition: Q) -> Exists:
    return Exists(Role.objects.filter(OPEN, condition, business=OuterRef("pk")))


def _number(kind: str) -> Exists:
    held = Q(
        owner__identifiers__kind=kind,
        owner__identifiers__known_until__isnull=True,
        owner__identifiers__valid_until__isnull=True,
    )
    return _owned(held)


def _percent() -> str:
    """completeness.share as a table of whole numbers: stores divide in different ways."""
    count = " + ".join(f"CASE WHEN f_{key} THEN 1 ELSE 0 END" for key in completeness.KEYS)
    exempt = " + ".join(f"CASE WHEN x_{key} THEN 1 ELSE 0 END" for key in completeness.EXEMPT)
    tables = []
    for fewer in range(len(completeness.EXEMPT) + 1):
        most = len(completeness.KEYS) - fewer
        lines = (f"WHEN {n} THEN {completeness.share(n, fewer)}" for n in range(most + 1))
        tables.append(f"WHEN {fewer} THEN CASE {count} {' '.join(lines)} END")
    return f"CASE {exempt} {' '.join(tables)} END"


FLAGS = {"has_nib": "f_nib", "has_nik": "f_nik", "has_npwp": "c_npwp", "has_phone": "f_phone",
         "has_position": "f_position"}  # fmt: skip
LISTED = ("offices", "sources")
KEPT = 8  # of one day there are few; every question put to the register asks for them
_kept: dict[tuple[str, Terms], tuple[str, list]] = {}


def sql(connection, terms: Terms) -> tuple[str, list]:
    """The cards as SQL of a store, with its parameters: the columns of Card, in their order."""
    key = (connection.vendor, terms)
    made = _kept.get(key)  # another thread may clear them between two looks
    if made is None:
        if len(_kept) >= KEPT:
            _kept.clear()
        made = _kept[key] = _written(connection, terms)
    text, given = made
    return text, list(given)


def _written(connection, terms: Terms) -> tuple[str, list]:
    inner, given = _inner(connection, terms)
    marks = {f"f_{key}": bit for key, bit in completeness.BITS.items()}
    marks |= {f"x_{key}": bit for key, bit in completeness.EXEMPT.items()}
    bits = " + ".join(f"CASE WHEN {name} THEN {bit} ELSE 0 END" for name, bit in marks.items())
    said = {
        **FLAGS,
        **{name: f"CASE WHEN c_{name} IS NULL THEN '' ELSE ',' || c_{name} || ',' END"
           for name in LISTED},
        "x": f"CAST(FLOOR(c_lon * {UNITS!r}) AS integer)",
        "y": f"CAST(FLOOR(c_lat * {UNITS!r}) AS integer)",
        "filled": bits,
        "complete": _percent(),
        "last_served": "CAST(c_last_served AS date)",
    }  # fmt: skip
    if connection.vendor == "sqlite":
        said["last_served"] = "c_last_served"  # there a cast to date makes a year of it
    columns = [field.column for field in Card._meta.concrete_fields]
    chosen = ", ".join(f'{said.get(name, f"c_{name}")} AS "{name}"' for name in columns)
    return f"SELECT {chosen} FROM ({inner}) AS found", list(given)


def _inner(connection, terms: Terms) -> tuple[str, list]:
    if connection.vendor != "duckdb":
        return found(terms).query.get_compiler(connection=connection).as_sql()
    (rest, first), (asked, second) = (
        found(terms, asked=part).query.get_compiler(connection=connection).as_sql()
        for part in (False, True)
    )
    joined = f"SELECT * FROM ({rest}) AS r JOIN ({asked}) AS n ON r.c_business = n.n_business"
    return joined, [*first, *second]

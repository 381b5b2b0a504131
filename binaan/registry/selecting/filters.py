"""The filters of the directory, declared once: what each is called, offers, and means.

docs/rules/directory.md says it in words. `where` speaks of the columns of `Card`, and of relations
through `pk`, so one condition asks the copy and the live register alike.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import Exact

from binaan.access import queries as access
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.intake.models import ListedKey, Source
from binaan.kit.dates import today
from binaan.places import queries as places
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.choices import AssociationStatus, Status, VerificationState
from binaan.registry.models import Guidance
from binaan.registry.rules.activity import observed_since
from binaan.registry.rules.completeness import BITS, EXEMPT, FIELDS
from binaan.registry.rules.size import EDITIONS

UNKNOWN = "belum"
OLD = "lama"
UNSERVED_MONTHS = 36  # EQ9; an office may count its figure by fewer or more
NUMBERS = {
    "nib": "NIB", "nik": "NIK", "npwp": "NPWP", "telepon": "Telepon", "titik": "Titik di peta",
}  # fmt: skip
_FLAGS = {
    "nib": "has_nib", "nik": "has_nik", "npwp": "has_npwp", "telepon": "has_phone",
    "titik": "has_position",
}  # fmt: skip
BANDS = {"80": "80% ke atas", "50": "50–79%", "0": "Kurang dari 50%"}
_CODE = re.compile(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?")

Labels = dict[str, str]


class Filter(NamedTuple):
    """`choices(user)`: what the panel offers. `known(user, values)`: the labels of those values that
    exist for this user, also of such as the panel does not list. `where(values)`: any of them."""

    key: str
    label: str
    choices: Callable[[User], Labels]
    known: Callable[[User, Sequence[str]], Labels]
    where: Callable[[Sequence[str]], Q]
    note: str = ""


def _listed(choices: Callable[[User], Labels]) -> Callable[[User, Sequence[str]], Labels]:
    def known(user: User, values: Sequence[str]) -> Labels:
        offered = choices(user)
        return {value: offered[value] for value in values if value in offered}

    return known


def _fixed(key: str, label: str, labels: Labels, where, note: str = "") -> Filter:
    def choices(user: User) -> Labels:
        return labels

    return Filter(key, label, choices, _listed(choices), where, note)


def _column(name: str) -> Callable[[Sequence[str]], Q]:
    """The column holds one of the values; "belum" stands for the empty one."""

    def where(values: Sequence[str]) -> Q:
        return Q(**{f"{name}__in": ["" if value == UNKNOWN else value for value in values]})

    return where


def _any_of(conditions: dict[str, Q] | Callable[[], dict[str, Q]]):
    def where(values: Sequence[str]) -> Q:
        table = conditions() if callable(conditions) else conditions
        found = Q()
        for value in values:
            found |= table[value]
        return found

    return where


# --- places: too many to list them all for a province


def _places(user: User) -> Labels:
    """The two levels below each place held, in the order of their codes."""
    near = Q(pk__in=[])
    for held in user.holdings(Permission.BUSINESS_VIEW):
        near |= Q(pk=held.place_id) | Q(parent=held.place_id) | Q(parent__parent=held.place_id)
    found = Place.objects.valid().filter(near).exclude(path="").order_by("code")
    return dict(found.values_list("code", "name"))


def _known_places(user: User, values: Sequence[str]) -> Labels:
    asked = [value for value in values if _CODE.fullmatch(value)]
    mine = access.places(user, Permission.BUSINESS_VIEW).filter(pk__in=asked)
    return dict(mine.values_list("code", "name"))


def _within(values: Sequence[str]) -> Q:
    paths = dict(Place.objects.filter(pk__in=values).values_list("code", "path"))
    found = Q(pk__in=[])
    for value in values:
        found |= within("path", paths[value]) if value in paths else Q(pk__in=[])
    return found


# --- groups, offices, lists


def _groups(user: User) -> Labels:
    return {**places.industry_groups(), UNKNOWN: "Belum diketahui"}


def _offices(user: User) -> Labels:
    mine = access.offices(user, Permission.BUSINESS_VIEW).order_by("name")
    return {**dict(mine.values_list("key", "name")), UNKNOWN: "Belum dibina kantor mana pun"}


def _guided(values: Sequence[str]) -> Q:
    day = today()
    now = Guidance.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        business=OuterRef("pk"), known_until__isnull=True, valid_from__lte=day,
    )  # fmt: skip
    found = Q()
    named = Office.objects.filter(key__in=values).values_list("pk", flat=True)
    if offices := list(named):
        found |= Q(Exists(now.filter(office_id__in=offices)))
    if UNKNOWN in values:
        found |= ~Q(Exists(now))
    return found


def _sources(user: User) -> Labels:
    mine = Source.objects.permitted(user, Permission.LIST_VIEW).order_by("name")
    return {str(key): name for key, name in mine.values_list("pk", "name")}


def _named_by(values: Sequence[str]) -> Q:
    keys = [UUID(value) for value in values]
    rows = ListedKey.objects.filter(
        source_id__in=keys, record_id=OuterRef("pk"), gone_since__isnull=True
    )
    return Q(Exists(rows))


# --- dates and shares


def a_year_before(day: date) -> date:
    """The same day a year earlier; of 29 February, the 28th."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _verified() -> dict[str, Q]:
    states = {state.value: Q(verification=state.value) for state in VerificationState}
    return {**states, OLD: Q(verified_on__lt=a_year_before(today()))}


def _served() -> dict[str, Q]:
    long_ago = Q(last_served__lt=observed_since(today(), UNSERVED_MONTHS))
    known = Q(last_served__isnull=False)
    return {UNKNOWN: ~known, OLD: long_ago, "ya": known}


_RUNNING = {"ya": Q(running=True), "tidak": Q(running=False) & ~Q(status=""), UNKNOWN: Q(status="")}
_COMPLETE = {
    "80": Q(complete__gte=80), "50": Q(complete__gte=50, complete__lt=80), "0": Q(complete__lt=50),
}  # fmt: skip
# A field that does not apply is not empty; see rules/completeness.
_EMPTY = {
    key: Q(Exact(F("filled").bitand(bit | EXEMPT.get(key, 0)), 0)) for key, bit in BITS.items()
}
_HAS = {key: Q(**{flag: True}) for key, flag in _FLAGS.items()}
_LACKS = {key: Q(**{flag: False}) for key, flag in _FLAGS.items()}

FILTERS: dict[str, Filter] = {
    one.key: one
    for one in (
        Filter("wilayah", "Wilayah", _places, _known_places, _within),
        Filter("kelompok", "Kelompok industri", _groups, _listed(_groups), _column("group")),
        _fixed("ukuran", f"Ukuran menurut {EDITIONS['pp7'].name}",
               {**EDITIONS["pp7"].classes, UNKNOWN: "Belum dapat ditentukan"},
               _column("size_pp7")),
        _fixed("berjalan", "Masih berjalan",
               {"ya": "Ya", "tidak": "Tidak", UNKNOWN: "Belum pernah dilihat"},
               _any_of(_RUNNING)),
        _fixed("keadaan", "Keadaan terakhir",
               {**dict(Status.choices), UNKNOWN: "Belum pernah dilihat"}, _column("status")),
        _fixed("verifikasi", "Verifikasi",
               {**dict(VerificationState.choices), OLD: "Terakhir lebih dari setahun lalu"},
               _any_of(_verified)),
        _fixed("asosiasi", "Keanggotaan asosiasi",
               {**dict(AssociationStatus.choices), UNKNOWN: "Belum diketahui"},
               _column("association")),
        Filter("kantor", "Dibina oleh", _offices, _listed(_offices), _guided),
        Filter("daftar", "Disebut daftar", _sources, _listed(_sources), _named_by),
        _fixed("punya", "Punya salah satu", NUMBERS, _any_of(_HAS)),
        _fixed("tanpa", "Tidak punya salah satu", NUMBERS, _any_of(_LACKS)),
        _fixed("dilayani", "Pelayanan",
               {UNKNOWN: "Belum pernah dilayani",
                OLD: f"Terakhir lebih dari {UNSERVED_MONTHS} bulan lalu",
                "ya": "Pernah dilayani"}, _any_of(_served)),
        _fixed("lengkap", "Kelengkapan data", BANDS, _any_of(_COMPLETE)),
        _fixed("kosong", "Isian kosong", dict(FIELDS), _any_of(_EMPTY)),
    )
}  # fmt: skip

"""Whom a row of an attendance list means in the register, and which activity. docs/rules/peserta.md §6.

Numbers first (U-000123, NIK, NIB), then the telephone with a name that may be his, then names with
the village. Nobody is taken for somebody by a guess: what is not one answer waits.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.intake.models import ListedKey
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity, Session
from binaan.registry.models import Business, Identifier, Owner, Role
from binaan.registry.rules.choosing import folded
from binaan.registry.rules.names import look_like_one_person

RECORD = Permission.ATTENDANCE_RECORD
CURRENT = Q(known_until=None, valid_until=None)
UNKNOWN, AMBIGUOUS = "participant_unknown", "participant_ambiguous"
PART = 500
OF_A_YEAR = re.compile(r"\s*\b(?:tahun|ta|th\.?)\b.*$", re.I)  # "Pelatihan Kemasan Tahun 2022"
SHORT = re.compile(r"(?:K-?)?\s*(\d{1,15})", re.I)
VILLAGE, KECAMATAN = 13, 8  # letters of their codes


class Said(NamedTuple):
    """What a row says of somebody: numbers as the register keeps them, keys of names, a place's code."""

    number: int | None = None
    nik: str | None = None
    nib: str | None = None
    phone: str | None = None
    name: str = ""
    owner: str = ""
    place: str = ""


class Found(NamedTuple):
    """The one it means, else a problem, with the short number of who it may be."""

    key: UUID | None
    problem: str = ""
    suggestion: str | None = None


class Firm(NamedTuple):
    """A business as far as it is recognised by."""

    key: UUID
    number: int
    name: str
    place: str
    owners: dict[UUID, str]


class Register:
    """The businesses of a place that some rows may mean, read in a few questions."""

    def __init__(self, user: User, place: Place, rows: Iterable[Said]):
        self.rows = list(rows)
        self.reach = Business.objects.permitted(user, RECORD).present()
        self.reach = self.reach.filter(within("place__path", place))
        self.holder: dict[tuple[str, str], UUID] = {}
        self.phones: dict[str, set[UUID]] = defaultdict(set)
        self.numbers: dict[int, UUID] = {}
        self.firms: dict[UUID, Firm] = {}
        self._load()

    def _load(self) -> None:
        people: set[UUID] = set()
        for kind in ("nik", "nib"):
            for part in _parts(getattr(one, kind) for one in self.rows):
                held = Identifier.objects.filter(CURRENT, kind=kind, value__in=part)
                for value, owner in held.values_list("value", "owner_id"):
                    self.holder[kind, value] = owner
        for part in _parts(one.phone for one in self.rows):
            for phone, owner in Owner.objects.filter(phone__in=part).values_list("phone", "pk"):
                self.phones[phone].add(owner)
        people |= {*self.holder.values(), *(pk for one in self.phones.values() for pk in one)}
        for part in _parts(one.owner for one in self.rows if not one.name):
            people |= set(Owner.objects.filter(name_key__in=part).values_list("pk", flat=True))
        self._load_firms(people)

    def _load_firms(self, people: set[UUID]) -> None:
        wanted: set[UUID] = set()
        for part in _parts(one.number for one in self.rows):
            found = Business.objects.filter(number__in=part)
            for number, key, into in found.values_list("number", "pk", "merged_into_id"):
                self.numbers[number] = into or key
        wanted |= set(self.numbers.values())
        for part in _parts(one.name for one in self.rows):
            wanted |= set(self.reach.filter(name_key__in=part).values_list("pk", flat=True))
        for part in _parts(people):
            run = Role.objects.filter(CURRENT, owner__in=part)
            wanted |= set(run.values_list("business_id", flat=True))
        for part in _parts(wanted):
            owners: dict[UUID, dict[UUID, str]] = defaultdict(dict)
            run = Role.objects.filter(CURRENT, business__in=part)
            for firm, owner, key in run.values_list("business_id", "owner_id", "owner__name_key"):
                owners[firm][owner] = key
            rows = self.reach.filter(pk__in=part).values_list(
                "pk", "number", "name_key", "place_id"
            )
            self.firms |= {row[0]: Firm(*row, owners[row[0]]) for row in rows}

    def find(self, said: Said) -> Found:
        """The one business a row means, or what is wrong."""
        if said.number is not None:
            firm = self.firms.get(self.numbers.get(said.number))
            return _one([firm] if firm else [], said)
        holders = {
            self.holder[kind, value]
            for kind, value in (("nik", said.nik), ("nib", said.nib))
            if (kind, value) in self.holder
        }
        if holders:
            firms = self._run_by(holders)
            alike = [one for one in firms if _alike(one, said.owner, holders)]
            if len(holders) > 1 or len(alike) < len(firms):
                return _doubt(firms, AMBIGUOUS)
            return _one(firms, said)
        called = [
            one for one in self._run_by(self.phones.get(said.phone or "", set()))
            if said.owner and _alike(one, said.owner, self.phones[said.phone or ""])
        ]  # fmt: skip
        return _one(called, said) if called else self._by_names(said)

    def _run_by(self, owners: set[UUID]) -> list[Firm]:
        return [one for one in self.firms.values() if one.owners.keys() & owners]

    def _by_names(self, said: Said) -> Found:
        """Both names may be his; a village or kecamatan must agree, or both names be the very same."""
        if said.name:
            named = [one for one in self.firms.values() if one.name == said.name]
            named = [one for one in named if _alike(one, said.owner, set(one.owners))]
        else:
            named = [one for one in self.firms.values() if said.owner in one.owners.values()]
            named = named if said.owner else []
        if len(said.place) >= KECAMATAN:
            here = [one for one in named if one.place.startswith(said.place)]
            return _one(here, said) if here else _doubt(named, UNKNOWN)
        same = [one for one in named if said.name and said.owner in one.owners.values()]
        return _one(same, said) if len(same) == 1 else _doubt(named, AMBIGUOUS)


def _alike(firm: Firm, owner: str, among: set[UUID]) -> bool:
    """Whether who wrote this may be one of these owners; a name nobody wrote agrees with all."""
    keys = [key for pk, key in firm.owners.items() if pk in among]
    return not keys or any(look_like_one_person(key, owner) for key in keys)


def _one(firms: list[Firm], said: Said) -> Found:
    """The only one, also when its name or else its place tells it from the others of its owner."""
    for narrow in (
        lambda one: True,
        lambda one: one.name == said.name,
        lambda one: bool(said.place) and one.place.startswith(said.place),
    ):
        kept = [one for one in firms if narrow(one)]
        if len(kept) == 1:
            return Found(kept[0].key)
    return _doubt(firms, AMBIGUOUS)


def _doubt(firms: list[Firm], problem: str) -> Found:
    if not firms:
        return Found(None, UNKNOWN)
    first = min(firms, key=lambda one: one.number)
    return Found(None, problem, f"U-{first.number:06d}")


def _parts(values: Iterable) -> list[list]:
    ordered = sorted({one for one in values if one})
    return [ordered[start : start + PART] for start in range(0, len(ordered), PART)]


class Activities:
    """The activities of an office by number, by the code of its own lists, by title and day."""

    def __init__(self, user: User, office: Office):
        found = Activity.objects.permitted(user, RECORD).filter(office=office)
        found = found.exclude(state=ActivityState.CANCELLED)
        self.numbers: dict[int, UUID] = {}
        self.titles: dict[str, list[UUID]] = defaultdict(list)
        for key, number, title in found.values_list("pk", "number", "title"):
            self.numbers[number] = key
            for said in {folded(title), folded(OF_A_YEAR.sub("", title))}:
                self.titles[said].append(key)
        self.days: dict[UUID, set[date]] = defaultdict(set)
        held = Session.objects.filter(activity__in=found.values("pk"))
        for key, day in held.values_list("activity_id", "on"):
            self.days[key].add(day)
        known = set(self.numbers.values())
        listed = ListedKey.objects.filter(source__kind="kegiatan", source__office=office)
        codes = listed.filter(key__startswith="k:").values_list("key", "record_id")
        self.codes = {folded(key[2:]): record for key, record in codes if record in known}

    def find(self, code: str, title: str, on: date | None) -> UUID | None:
        """The one a row means; of several of one title the one that met on its day.

        A code may stand in the column of titles: K-00012.
        """
        if code:
            return self._coded(code)
        named = self.titles.get(folded(title), []) or self.titles.get(
            folded(OF_A_YEAR.sub("", title)), []
        )
        if len(named) > 1:
            named = [key for key in named if on in self.days[key]]
        return named[0] if len(named) == 1 else self._coded(title)

    def _coded(self, code: str) -> UUID | None:
        short = SHORT.fullmatch(code.strip())
        return (self.numbers.get(int(short[1])) if short else None) or self.codes.get(folded(code))

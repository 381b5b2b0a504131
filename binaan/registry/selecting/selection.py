"""What somebody asked of the directory, read from an address and written back into one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from binaan.access.models import User
from binaan.registry.selecting import area as areas
from binaan.registry.selecting.columns import COLUMNS, DEFAULT
from binaan.registry.selecting.filters import FILTERS
from binaan.registry.selecting.ordering import BY_NAME, ORDERS

WORDS, AREA, ORDER, CHOSEN_COLUMNS = "q", "area", "urut", "kolom"
LONGEST, MOST_VALUES = 200, 50
_SPACE = re.compile(r"[\s\0]+")


@dataclass(frozen=True)
class Chip:
    """One value that narrows the list; `query` is the address without it."""

    label: str
    text: str
    query: str


@dataclass(frozen=True)
class Selection:
    """What narrows the list, its order and columns. Every value in it is known to its user.

    `chosen`: by filter its values. `columns`: () for the usual ones. `ignored`: sentences about what
    the address held and nobody could read.
    """

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    area: tuple[areas.Corner, ...] = ()
    order: str = ""
    columns: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, given: Any, user: User) -> "Selection":
        """From a QueryDict (or a dictionary of lists). Never fails: see `ignored`."""
        ignored: list[str] = []
        q = _words(given, ignored)
        chosen, labels = _filters(given, user, ignored)
        return cls(
            q, chosen, _area(given, ignored), _order(given, ignored), _columns(given, ignored),
            labels, tuple(ignored),
        )  # fmt: skip

    @property
    def narrowed(self) -> bool:
        """Whether a filter or an area leaves anything out; words are apart."""
        return bool(self.chosen or self.area)

    @property
    def plain(self) -> bool:
        """Everything within reach by name: the register itself answers page by page."""
        return not (self.narrowed or self.q or self.order)

    @property
    def column_keys(self) -> tuple[str, ...]:
        return self.columns or DEFAULT

    def where(self) -> Q:
        """The condition of all filters together, in columns of `Card`; words are not in it."""
        found = Q()
        for key, values in self.chosen.items():
            found &= FILTERS[key].where(values)
        return found & areas.inside(self.area) if self.area else found

    def parameters(self) -> dict[str, list[str]]:
        """Everything in the order of the address; what is not asked is not there."""
        said = {WORDS: [self.q], **{key: list(values) for key, values in self.chosen.items()}}
        said[AREA] = [areas.written(self.area)] if self.area else []
        said |= {ORDER: [self.order], CHOSEN_COLUMNS: list(self.columns)}
        return {key: [value for value in values if value] for key, values in said.items()}

    def query(self, **changes: str | Iterable[str] | None) -> str:
        """The query string ("wilayah=32.16&urut=terbaru"), with changes; None takes a word away."""
        said: dict[str, Any] = self.parameters()
        for key, value in changes.items():
            said[key] = [value] if isinstance(value, str) else list(value or ())
        pairs = [(key, value) for key, values in said.items() for value in values if value]
        return urlencode(pairs, safe=",;")

    def chips(self) -> list[Chip]:
        """What narrows the list, each with the address that lets go of it."""
        found = [Chip("Kata", self.q, self.query(q=None))] if self.q else []
        for key, values in self.chosen.items():
            for value in values:
                rest = [other for other in values if other != value]
                text = self.labels.get(key, {}).get(value, value)
                found.append(Chip(FILTERS[key].label, text, self.query(**{key: rest})))
        if self.area:
            text = f"{len(self.area)} sudut di peta"
            found.append(Chip("Bidang", text, self.query(area=None)))
        return found


def _values(given: Any, key: str) -> list[str]:
    """All values of a word, each once; `a=1&a=2` and `a=1,2` say the same."""
    every = given.getlist(key) if hasattr(given, "getlist") else given.get(key, [])
    if isinstance(every, str):
        every = [every]
    parts = [part.strip() for value in every for part in str(value).split(",")]
    return list(dict.fromkeys(part for part in parts if part))


def _one(given: Any, key: str) -> str:
    every = given.getlist(key) if hasattr(given, "getlist") else given.get(key, [])
    return (every if isinstance(every, str) else (every[-1] if every else "")).strip()


def _words(given: Any, ignored: list[str]) -> str:
    q = _SPACE.sub(" ", _one(given, WORDS)).strip()
    if len(q) > LONGEST:
        ignored.append(f"Kata pencarian dipotong sesudah {LONGEST} huruf.")
    return q[:LONGEST]


def _filters(given: Any, user: User, ignored: list[str]):
    chosen, labels = {}, {}
    for one in FILTERS.values():
        values = _values(given, one.key)
        if not values:
            continue
        if len(values) > MOST_VALUES:
            ignored.append(f"{one.label}: hanya {MOST_VALUES} pilihan pertama dipakai.")
            values = values[:MOST_VALUES]
        known = one.known(user, values)
        kept = tuple(value for value in values if value in known)
        if strange := [value for value in values if value not in known]:
            ignored.append(f"{one.label}: {_said(strange)} tidak dikenal, jadi tidak dipakai.")
        if kept:
            chosen[one.key], labels[one.key] = kept, known
    return chosen, labels


def _area(given: Any, ignored: list[str]) -> tuple[areas.Corner, ...]:
    text = _one(given, AREA)
    if not text:
        return ()
    try:
        return areas.read(text)
    except ValueError:
        ignored.append("Bidang di peta tidak terbaca, jadi tidak dipakai.")
        return ()


def _order(given: Any, ignored: list[str]) -> str:
    order = _one(given, ORDER)
    if order and order not in ORDERS:
        ignored.append(f"Urutan {_said([order])} tidak dikenal; dipakai urutan nama.")
    # By name is what nobody needs to ask for, unless words would order by relevance.
    by_habit = order == BY_NAME and not _one(given, WORDS)
    return "" if by_habit or order not in ORDERS else order


def _columns(given: Any, ignored: list[str]) -> tuple[str, ...]:
    asked = _values(given, CHOSEN_COLUMNS)
    if strange := [key for key in asked if key not in COLUMNS]:
        ignored.append(f"Kolom {_said(strange)} tidak dikenal, jadi tidak ditampilkan.")
    kept = tuple(key for key in COLUMNS if key in asked)
    return () if kept == DEFAULT else kept


def _said(values: list[str]) -> str:
    """At most three strange values, each cut short: an address may hold anything."""
    shown = ", ".join(f"“{value[:30]}”" for value in values[:3])
    return shown + (f" dan {len(values) - 3} lainnya" if len(values) > 3 else "")

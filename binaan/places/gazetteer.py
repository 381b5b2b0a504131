"""The areas under one place in memory, found by name, by nearly that name, or by code."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from binaan.places.models import Place
from binaan.places.rules import regency_name
from binaan.places.scope import within

# Two names this alike are taken for one with a slip of the pen; see docs/rules/places.md.
CLOSE = 86


class Area(NamedTuple):
    code: str
    name: str
    level: str
    parent: str | None
    path: str
    key: str

    def covers(self, other):
        return not self.path or f"{other.path}.".startswith(f"{self.path}.")


FIELDS = ("code", "name", "level", "parent_id", "path", "name_key")


def _areas(places):
    return [Area(*row) for row in places.order_by("code").values_list(*FIELDS)]


class Gazetteer:
    """What lies under `place`, and just around it: the regency of a kecamatan or village.

    Reads the areas once; names that are not among them are looked up one by one, and remembered.
    """

    def __init__(self, place_code):
        self.above = []
        code = place_code
        while code is not None:
            self.above.append(_areas(Place.objects.filter(pk=code))[0])
            code = self.above[-1].parent
        self.place = self.above[0]
        around = next((area for area in self.above if area.level == "regency"), self.place)
        self._around = around
        known = _areas(Place.objects.valid().filter(within("path", around.path)))
        self._by_code = {area.code: area for area in [*known, *self.above]}
        self._named = defaultdict(list)
        self._siblings = set()
        for area in self._by_code.values():
            if self.place.covers(area) or area in self.above:
                self._named[area.level, area.key].append(area)
            else:
                self._siblings.add((area.level, area.key))
        self.elsewhere = lru_cache(maxsize=None)(self._elsewhere)
        self.near = lru_cache(maxsize=None)(self._near)
        self._keys = lru_cache(maxsize=4096)(self._keys_under)

    def exact(self, level, keys, bases):
        """The areas called so under any of the bases, or above the place; fullest key first."""
        for key in keys:
            named = self._named.get((level, key), ())
            found = [
                area
                for area in named
                if any(base.covers(area) or area.covers(base) for base in bases)
            ]
            if found:
                return found
        return []

    def _near(self, level, keys, bases):
        """The areas under the bases whose name differs by a slip."""
        areas, names = self._keys(level, bases)
        close = {}
        for key in keys:
            for _name, score, index in process.extract(
                key, names, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None
            ):
                close[areas[index]] = score
        return sorted(close)

    def _keys_under(self, level, bases):
        areas = [
            area
            for area in self._by_code.values()
            if area.level == level
            and self.place.covers(area)
            and any(base.covers(area) for base in bases)
        ]
        return areas, [area.key for area in areas]

    def beside(self, level, keys):
        """Whether an area called so lies in the place's regency but outside the place."""
        return any((level, key) in self._siblings for key in keys)

    def _elsewhere(self, level, keys):
        """Whether an area called so exists in Indonesia outside the place's regency."""
        found = Place.objects.valid().filter(level=level, name_key__in=keys)
        return found.exclude(within("path", self._around.path)).exists()

    def regencies(self, kind, key):
        """The regencies under or above the place with this bare name, of this kind if one is said."""
        return [area for area in self._regencies if _is_called(area, kind, key)]

    @property
    def _regencies(self):
        return [area for area in self._by_code.values() if area.level == "regency"]

    def regencies_near(self, key):
        bare = [regency_name(area.name)[1] for area in self._regencies]
        return [
            area
            for area, name in zip(self._regencies, bare, strict=True)
            if fuzz.ratio(key, name) >= CLOSE
        ]

    def regency_elsewhere(self, kind, key):
        return any(_is_called(area, kind, key) for area in _all_regencies())

    def coded(self, kemendagri, bps):
        """The areas with that Kemendagri or BPS code, anywhere in Indonesia: none, one or two."""
        wanted = [code for code in (kemendagri, bps) if code]
        found = [self._by_code[kemendagri]] if kemendagri in self._by_code else []
        if not found and kemendagri:
            found = _areas(Place.objects.filter(pk=kemendagri))
        if bps and wanted:
            found += [area for area in _areas(Place.objects.filter(bps_code=bps))]
        return list(dict.fromkeys(found))

    def chain(self, area):
        """The area and those above it, nearest first, as far as they are in memory."""
        while area is not None:
            yield area
            area = self._by_code.get(area.parent)

    def common(self, areas):
        """The smallest area that covers all of them; never larger than the place itself."""
        first, *others = areas
        for area in self.chain(first):
            if not self.place.covers(area):
                break
            if all(area.covers(other) for other in others):
                return area
        return self.place


def _is_called(area, kind, key):
    own_kind, own_key = regency_name(area.name)
    return own_key == key and kind in ("", own_kind)


def _all_regencies():
    return _areas(Place.objects.valid().filter(level="regency"))

"""The areas under one place in memory, found by name, by nearly that name, or by code."""

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q
from rapidfuzz import fuzz, process

from binaan.places.models import Place
from binaan.places.rules import regency_name
from binaan.places.scope import within

# Two names this alike are taken for one with a slip of the pen; see docs/rules/places.md.
CLOSE = 86
LEAST_BEGUN = 6  # letters of a name that must stand before the rest may be missing
LOOK_UP_NAMES = 500


class Area(NamedTuple):
    code: str
    name: str
    level: str
    parent: str | None
    path: str
    key: str
    bps_code: str

    def covers(self, other):
        return not self.path or f"{other.path}.".startswith(f"{self.path}.")


FIELDS = ("code", "name", "level", "parent_id", "path", "name_key", "bps_code")


def _areas(places):
    return [Area(*row) for row in places.order_by("code").values_list(*FIELDS)]


def _upwards(code):
    """The place with that code and those above it, nearest first."""
    while code is not None:
        found = _areas(Place.objects.filter(pk=code))
        if not found:
            raise Place.DoesNotExist(f"Tidak ada wilayah dengan kode {code}.")
        yield found[0]
        code = found[0].parent


class Gazetteer:
    """What lies under `place`, and just around it: the regency of a kecamatan or village.

    Reads the areas once; names that are not among them are looked up one by one, and remembered.
    """

    def __init__(self, place_code):
        self.above = list(_upwards(place_code))
        self.place = self.above[0]
        self._around = next((area for area in self.above if area.level == "regency"), self.place)
        known = _areas(Place.objects.valid().filter(within("path", self._around.path)))
        self._by_code = {area.code: area for area in [*known, *self.above]}
        self._by_bps = {area.bps_code: area for area in known if area.bps_code}
        self._regencies = [area for area in self._by_code.values() if area.level == "regency"]
        self._named = defaultdict(list)
        self._siblings = set()
        for area in self._by_code.values():
            if self.place.covers(area) or area in self.above:
                self._named[area.level, area.key].append(area)
            else:
                self._siblings.add((area.level, area.key))
        self._add_former_names()
        self._inside = self._by_path()
        self._far = {}
        self.near = lru_cache(maxsize=None)(self._near)
        self._keys = lru_cache(maxsize=4096)(self._keys_under)

    def _add_former_names(self):
        """An area is found by the name of the one it came from, where no living area has it."""
        followed = Place.objects.valid().filter(
            within("path", self._around.path), predecessor__isnull=False
        )
        names = ("code", "level", "predecessor__name_key")
        for code, level, key in followed.order_by("code").values_list(*names):
            living = any(area.key == key for area in self._named[level, key])
            if not living and self.place.covers(self._by_code[code]):
                self._named[level, key].append(self._by_code[code])

    def _by_path(self):
        """Per level, the paths of the areas under the place in order, and the areas beside them."""
        under = sorted(
            (f"{area.path}.", area) for area in self._by_code.values() if self.place.covers(area)
        )
        return {
            level: (
                [path for path, area in under if area.level == level],
                [area for _path, area in under if area.level == level],
            )
            for level in ("country", "province", "regency", "district", "village")
        }

    def inside(self, level):
        """The areas of a level under the place, and itself."""
        return self._inside[level][1]

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
        close = set()
        for key in keys:
            alike = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None)
            close.update(areas[index] for _name, _score, index in alike)
        return sorted(close or self._begun(keys, areas))

    @staticmethod
    def _begun(keys, areas):
        """The areas whose name goes on where the typed one ends: Kayuringin (Jaya)."""
        long = tuple(key for key in keys if len(key) >= LEAST_BEGUN)
        return {area for area in areas if long and area.key.startswith(long)}

    def _keys_under(self, level, bases):
        areas = []
        for base in bases:
            paths, found = self._inside[level]
            first = bisect_left(paths, f"{base.path}." if base.path else "")
            for path, area in zip(paths[first:], found[first:], strict=True):
                if base.path and not path.startswith(f"{base.path}."):
                    break
                if area not in areas:
                    areas.append(area)
        return areas, [area.key for area in areas]

    def beside(self, level, keys):
        """Whether an area called so lies in the place's regency but outside the place."""
        return any((level, key) in self._siblings for key in keys)

    def elsewhere(self, level, keys):
        """Whether an area called so exists in Indonesia outside the place's regency."""
        self.look_up(level, keys)
        return any(self._far[level, key] for key in keys)

    def look_up(self, level, keys):
        """Find out, in few queries, which of these names exist outside the place's regency."""
        unsure = [key for key in dict.fromkeys(keys) if (level, key) not in self._far]
        far = Place.objects.valid().exclude(within("path", self._around.path))
        for start in range(0, len(unsure), LOOK_UP_NAMES):
            asked = unsure[start : start + LOOK_UP_NAMES]
            named = far.filter(level=level, name_key__in=asked).values_list("name_key", flat=True)
            self._far |= {(level, key): False for key in asked}
            self._far |= {(level, key): True for key in named}

    def is_known(self, level, key):
        """Whether an area around the place is called so."""
        return (level, key) in self._named or (level, key) in self._siblings

    def regencies(self, kind, key):
        """The regencies under or above the place with this bare name, of the kind if it is said."""
        return [area for area in self._regencies if _is_called(area, kind, key)]

    def regencies_near(self, key):
        """The regencies under or above the place whose bare name differs by a slip."""
        return [
            area for area in self._regencies if fuzz.ratio(key, regency_name(area.name)[1]) >= CLOSE
        ]

    @staticmethod
    def regency_elsewhere(kind, key):
        """Whether any regency of Indonesia is called so."""
        regencies = _areas(Place.objects.valid().filter(level="regency"))
        return any(_is_called(area, kind, key) for area in regencies)

    def coded(self, kemendagri, bps):
        """The areas with that Kemendagri or BPS code: none, one or two; those around come first."""
        found = {self._by_code.get(kemendagri), self._by_bps.get(bps)} - {None}
        if not found:
            meant = Q(pk=kemendagri) if kemendagri else Q(pk__in=[])
            found = _areas(Place.objects.filter(meant | Q(bps_code=bps) & ~Q(bps_code="")))
        return sorted(found)

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

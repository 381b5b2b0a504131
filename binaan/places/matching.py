"""Finds the place a row of a list means, from the names and codes somebody typed.

The rules are told in `docs/rules/places.md`. Lists repeat themselves: every distinct combination of
names is decided once and the answers are joined back to the rows.
"""

from functools import lru_cache
from typing import NamedTuple

import polars as pl

from binaan.places.endings import last_words, read_ending
from binaan.places.gazetteer import Area, Gazetteer
from binaan.places.rules import (
    code_readings,
    name_key,
    name_keys,
    names_estate,
    regency_name,
    village_readings,
)

FIELDS = ("village", "district", "regency", "code")
ANSWER = ("place_code", "place_problem", "place_field", "place_suggestion")

MISSING = "place_missing"
UNKNOWN = "place_unknown"
AMBIGUOUS = "place_ambiguous"
OUTSIDE = "place_outside"
NO_VILLAGE = "place_no_village"


class Named(NamedTuple):
    """What one row names, as keys to try; empty where it names nothing."""

    village: tuple[str, ...]
    district: tuple[str, ...]
    regency: tuple[str, str]
    code: tuple[str, str]
    code_typed: bool


class Answer(NamedTuple):
    """The deepest certain place, and what is wrong with which field."""

    place: Area
    problem: str | None = None
    field: str | None = None
    suggestion: str | None = None


class Start(NamedTuple):
    """Where to look for the district and village, and what was wrong already."""

    bases: tuple[Area, ...]
    doubt: Answer | None = None
    regency_is_sure: bool = False
    district_is_sure: bool = False


class Resolver:
    """Resolves the places of one list that is imported for one place."""

    def __init__(self, place_code):
        self._gazetteer = Gazetteer(place_code)
        self._place = self._gazetteer.place
        self._decided = {}
        self._last_words = None
        self._in_regency = lru_cache(maxsize=None)(self._regency)

    def resolve(self, frame):
        """The answers for each row of `frame`, in its order: the columns ANSWER, all texts.

        Reads the columns village, district, regency and code where present; others are ignored.
        `place_code` is never null; the three others are null where nothing is wrong.
        """
        nothing = pl.DataFrame(schema=dict.fromkeys(FIELDS, pl.String)).clear(frame.height)
        given = [pl.col(name).cast(pl.String) for name in FIELDS if name in frame.columns]
        typed = nothing.with_columns(frame.select(given)) if given else nothing
        distinct = typed.unique()
        self._decide_all(distinct.rows())
        answers = [self._decided[row] for row in distinct.iter_rows()]
        rows = [(a.place.code, a.problem, a.field, a.suggestion) for a in answers]
        decided = pl.DataFrame(rows, schema=dict.fromkeys(ANSWER, pl.String), orient="row")
        return typed.join(
            distinct.hstack(decided), on=FIELDS, how="left", nulls_equal=True, maintain_order="left"
        ).select(ANSWER)

    def last_words(self):
        """The words with which an address can end that names a place of the list."""
        if self._last_words is None:
            self._last_words = sorted(last_words(self._gazetteer))
        return self._last_words

    def at_end(self, words, district):
        """What the last words of an address name: village, kecamatan, a village only likely."""
        return read_ending(self._gazetteer, words, district)

    def _decide_all(self, rows):
        """Decide the combinations not met before; unknown names are looked up together."""
        new = {row: read(*row) for row in rows if row not in self._decided}
        for level in ("village", "district"):
            keys = (key for named in new.values() for key in getattr(named, level))
            unknown = (key for key in keys if not self._gazetteer.is_known(level, key))
            self._gazetteer.look_up(level, unknown)
        self._decided |= {row: self._settle(row, named) for row, named in new.items()}

    def _settle(self, row, named):
        """What the names mean; a village's cell that is none may name its kecamatan besides."""
        answer = self._decide(named)
        if answer.field != "village" or answer.problem not in (UNKNOWN, AMBIGUOUS):
            return answer
        village, district, *others = row
        for alone, within in village_readings(village or ""):
            keys = set(name_keys(within, "district"))
            if within and named.district and not keys & set(named.district):
                continue
            found = self._decide(read(alone, within or district, *others))
            if found.problem is None and found.place.level == "village":
                return found
        if answer.suggestion is None and names_estate(village):
            return answer._replace(problem=NO_VILLAGE)
        return answer

    def _decide(self, named):
        if not any((named.village, named.district, named.regency[1], named.code_typed)):
            return Answer(self._place, MISSING, "village")
        start = self._start(named)
        if isinstance(start, Answer):
            return start
        if named.district and not start.district_is_sure:
            found = self._in_district(named, start.bases)
        elif named.village:
            found = self._village_alone(named, start)
        else:
            found = Answer(self._gazetteer.common(start.bases))
        if found.problem is None and start.doubt is not None:
            return self._doubted(found.place, start.doubt, start.bases)
        return found

    def _doubted(self, place, doubt, bases):
        """The place found, with the doubt about its code or regency unless the place settles it."""
        if doubt.problem == AMBIGUOUS and any(base.covers(place) for base in bases):
            return Answer(place)
        suggestion = doubt.suggestion
        if doubt.field == "code" and place.level == "village":
            suggestion = self._said(place)
        return Answer(place, doubt.problem, doubt.field, suggestion)

    def _start(self, named):
        """Where the code, else the regency, says to look; an Answer when that settles the row."""
        doubt = None
        if named.code_typed:
            coded = self._gazetteer.coded(*named.code)
            if coded:
                return self._coded(named, coded)
            doubt = Answer(self._place, UNKNOWN, "code")
        if not named.regency[1]:
            return Start((self._place,), doubt)
        start = self._in_regency(named.regency)
        if isinstance(start, Answer) or doubt is None:
            return start
        return start._replace(doubt=doubt)

    def _coded(self, named, areas):
        """A code wins over names; where it can be read in two ways the names decide."""
        here = [a for a in areas if self._place.covers(a) or a.covers(self._place)]
        if not here:
            return Answer(self._place, OUTSIDE, "code")
        if len(here) > 1:
            by_village = [area for area in here if area.key in named.village]
            by_district = [area for area in here if self._lies_in(area, named.district)]
            here = next((some for some in (by_village, by_district) if len(some) == 1), here)
        if len(here) > 1:
            return Answer(self._gazetteer.common(here), AMBIGUOUS, "code")
        if here[0].level == "village" and self._place.covers(here[0]):
            return Answer(here[0])
        base = here[0] if self._place.covers(here[0]) else self._place
        return Start((base,), None, True, base.level in ("district", "village"))

    def _lies_in(self, area, keys):
        return any(above.key in keys for above in self._gazetteer.chain(area))

    def _regency(self, regency):
        kind, key = regency
        found = self._gazetteer.regencies(kind, key)
        bases = tuple(area for area in found if self._place.covers(area)) or (self._place,)
        if len(found) == 1:
            return Start(bases, None, True)
        if found:
            doubt = Answer(self._place, AMBIGUOUS, "regency")
            return Start(bases, doubt, True)
        if any(name_key(area.name) == key for area in self._gazetteer.above):
            return Start((self._place,))
        if self._gazetteer.regency_elsewhere(kind, key):
            return Answer(self._place, OUTSIDE, "regency")
        near = self._gazetteer.regencies_near(key)
        return Start((self._place,), Answer(self._place, UNKNOWN, "regency", self._only(near)))

    def _in_district(self, named, bases):
        gazetteer = self._gazetteer
        districts = gazetteer.exact("district", named.district, bases)
        if not districts:
            return self._unknown_district(named, bases)
        if not named.village:
            problem = (AMBIGUOUS, "district") if len(districts) > 1 else ()
            return Answer(gazetteer.common(districts), *problem)
        villages = gazetteer.exact("village", named.village, tuple(districts))
        if len(villages) == 1:
            return Answer(villages[0])
        if villages:
            return Answer(gazetteer.common(villages), AMBIGUOUS, "village")
        if len(districts) > 1:
            return Answer(gazetteer.common(districts), AMBIGUOUS, "district")
        return self._village_not_in(named.village, districts[0], bases)

    def _village_not_in(self, village, district, bases):
        """A village that is not in the district the row names: in another one, or in none."""
        near = self._gazetteer.near("village", village, (district,))
        others = self._gazetteer.exact("village", village, bases)
        if others:
            place = self._gazetteer.common([district, *others])
            return Answer(place, AMBIGUOUS, "village", self._only([*near, *others]))
        return Answer(self._gazetteer.common([district]), UNKNOWN, "village", self._only(near))

    def _unknown_district(self, named, bases):
        gazetteer = self._gazetteer
        if gazetteer.beside("district", named.district):
            return Answer(self._place, OUTSIDE, "district")
        near = gazetteer.near("district", named.district, bases)
        others = gazetteer.exact("district", named.district, (self._place,))
        if others:
            place = gazetteer.common([*bases, *others])
            return Answer(place, AMBIGUOUS, "district", self._only([*near, *others]))
        if not near and gazetteer.elsewhere("district", named.district):
            return Answer(self._place, OUTSIDE, "district")
        villages = gazetteer.exact("village", named.village, tuple(near) or bases)
        place = villages[0] if len(villages) == 1 else gazetteer.common(bases)
        return Answer(place, UNKNOWN, "district", self._only(near))

    def _village_alone(self, named, start):
        gazetteer, bases = self._gazetteer, start.bases
        villages = gazetteer.exact("village", named.village, bases)
        if villages:
            problem = (AMBIGUOUS, "village") if len(villages) > 1 else ()
            return Answer(gazetteer.common(villages), *problem)
        districts = gazetteer.exact("district", named.village, bases)
        if len(districts) == 1 and not start.district_is_sure:
            return Answer(gazetteer.common(districts), UNKNOWN, "village")
        if bases != (self._place,):
            found = self._village_not_in(named.village, gazetteer.common(bases), (self._place,))
            return found._replace(place=bases[0]) if start.district_is_sure else found
        near = gazetteer.near("village", named.village, bases)
        return Answer(self._place, UNKNOWN, "village", self._only(near))

    def _only(self, areas):
        """The suggestion, when there is exactly one candidate."""
        return self._said(areas[0]) if len(set(areas)) == 1 else None

    def _said(self, area):
        """ "Kayuringin Jaya, Bekasi Selatan"; a district or regency by its name alone."""
        if area.level != "village":
            return area.name
        parent = next((above for above in self._gazetteer.chain(area) if above != area), None)
        return f"{area.name}, {parent.name}" if parent else area.name


def read(village, district, regency, code):
    """What a row names, as keys."""
    return Named(
        name_keys(village, "village"),
        name_keys(district, "district"),
        regency_name(regency),
        code_readings(code),
        bool(name_keys(code, "village")),
    )

"""Reads reference data. It is public: nothing here asks who is reading."""

import polars as pl

from binaan.kit import prepared
from binaan.places.models import COUNTRY, GroupRule, IndustryGroup, KbliCode, Place, ReferenceLoad
from binaan.places.rules import regency_name

_kept_frames = {}
_kept_keys = {}


def ancestors(place):
    """The places above this one, the country first."""
    blocks = place.code.split(".")
    above = [".".join(blocks[:count]) for count in range(1, len(blocks))]
    if place.level != Place.Level.COUNTRY:
        above.insert(0, COUNTRY)
    found = Place.objects.in_bulk(above)
    return [found[code] for code in above if code in found]


def codes_down(place):
    """The codes of regency, kecamatan and village it lies in; "" below where it ends."""
    codes = {"regency": "", "district": "", "village": ""}
    while place is not None and place.level in codes:
        codes[place.level] = place.code
        place = place.parent
    return codes["regency"], codes["district"], codes["village"]


def place_of(code: str) -> Place | None:
    """The place of a code; None where there is none."""
    wanted = prepared.text_slot("code")
    found = prepared.objects(
        "place of a code", lambda: Place.objects.filter(code=wanted.mark), (wanted,),
        {wanted.name: code},
    )  # fmt: skip
    return found[0] if found else None


def label(place):
    """A place as people say it, up to its regency: "Jatimekar, Jatiasih, Kota Bekasi"."""
    return labels([place.code])[place.code]


def labels(codes):
    """The labels of many places by code, in one query for every 500 codes."""
    wanted = {code: _up_to_regency(code) for code in codes}
    needed = sorted({code for chain in wanted.values() for code in chain})
    names = {}
    for start in range(0, len(needed), 500):
        part = Place.objects.filter(pk__in=needed[start : start + 500])
        names |= dict(part.values_list("code", "name"))
    return {
        code: ", ".join(names[part] for part in chain if part in names)
        for code, chain in wanted.items()
    }


def _up_to_regency(code):
    """The code, then the codes above it, as far as the regency: nearest first."""
    blocks = code.split(".")
    least = min(len(blocks), 2)
    return [".".join(blocks[:count]) for count in range(len(blocks), least - 1, -1)]


def place_keys(level):
    """The folded names of all areas of a level, kept in memory until areas are loaded again.

    Regencies without "Kabupaten" and "Kota"; provinces by the two digits of their code.
    """
    loaded = list(ReferenceLoad.objects.order_by("name").values_list("name", "changed_at"))
    kept = _kept_keys.get(level)
    if kept is None or not loaded or kept[0] != loaded:
        kept = _kept_keys[level] = (loaded, _place_keys(level))
    return kept[1]


def _place_keys(level):
    areas = Place.objects.valid().filter(level=level)
    if level == "province":
        return frozenset(areas.values_list("code", flat=True))
    if level == "regency":
        return frozenset(regency_name(name)[1] for name in areas.values_list("name", flat=True))
    return frozenset(areas.values_list("name_key", flat=True))


def industry_groups():
    """The label of every industry group by its code, in the order people read them."""
    return dict(IndustryGroup.objects.order_by("order", "code").values_list("code", "label"))


def group_for(kbli, edition):
    """The code of the industry group of a KBLI code, by the longest prefix; None if none rules."""
    return _longest(_group_rules(edition), kbli)


def kbli_frame(edition):
    """All codes of an edition for vectorised checks: columns code, title, group (may be null).

    Kept in memory until a list is loaded again, in this process or another.
    """
    loaded = list(
        ReferenceLoad.objects.filter(name__in=("kbli", "groups"))
        .order_by("name")
        .values_list("name", "changed_at")
    )
    kept = _kept_frames.get(edition)
    if kept is None or not loaded or kept[0] != loaded:
        kept = _kept_frames[edition] = (loaded, _kbli_frame(edition))
    return kept[1]


def _kbli_frame(edition):
    rules = _group_rules(edition)
    codes = KbliCode.objects.filter(edition=edition).values_list("code", "title")
    return pl.DataFrame(
        [(code, title, _longest(rules, code)) for code, title in codes.order_by("code")],
        schema={"code": pl.String, "title": pl.String, "group": pl.String},
        orient="row",
    )


def _group_rules(edition):
    rules = GroupRule.objects.filter(edition=edition)
    return dict(rules.values_list("kbli_prefix", "group_id"))


def _longest(rules, kbli):
    prefixes = (kbli[:length] for length in range(len(kbli), 0, -1))
    return next((rules[prefix] for prefix in prefixes if prefix in rules), None)

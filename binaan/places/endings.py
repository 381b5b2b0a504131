"""Names of places at the end of an address, without a mark: which of them the list's place knows."""

from collections.abc import Sequence
from typing import NamedTuple

from binaan.places.gazetteer import Area, Gazetteer
from binaan.places.rules import name_key, name_keys, regency_name

MOST_WORDS = 4  # in the name of a village or kecamatan


class Ending(NamedTuple):
    """Village and kecamatan that are certain, and a village that is only likely ("A, B")."""

    village: str | None = None
    district: str | None = None
    likely: str | None = None


NONE = Ending()


def last_words(gazetteer: Gazetteer) -> frozenset[str]:
    """The last words an address can end with when it names an area of the list."""
    areas = [*gazetteer.inside("village"), *gazetteer.inside("district"), *gazetteer.above]
    words = {area.name.lower().split()[-1] for area in areas} | {area.key for area in areas}
    return frozenset(words)


def read_ending(gazetteer: Gazetteer, words: Sequence[str], district: str | None) -> Ending:
    """What the last words of an address name; `district` is the kecamatan the row states itself.

    Certain is a village with its kecamatan, or a kecamatan that no village is called like.
    """
    words = _without_above(gazetteer, list(words))
    if not words:
        return NONE
    stated = gazetteer.exact("district", name_keys(district, "district"), (gazetteer.place,))
    if district and len(stated) != 1:
        return NONE
    found, rest = _named(gazetteer, "district", words, (gazetteer.place,))
    if stated and found is not None and found != stated[0]:
        return NONE
    inside = stated[0] if stated else found
    if inside is None:
        return _village_alone(gazetteer, words)
    if found is None:
        rest = words
    village, before = _named(gazetteer, "village", rest, (inside,))
    if village is not None and not before:
        return Ending(village.name, None if stated else inside.name)
    if stated or (not rest and gazetteer.exact("village", (inside.key,), (gazetteer.place,))):
        return NONE
    return Ending(district=inside.name)


def _village_alone(gazetteer: Gazetteer, words: list[str]) -> Ending:
    """A village without its kecamatan may as well be an estate: only likely."""
    village, before = _named(gazetteer, "village", words, (gazetteer.place,))
    if village is None or before:
        return NONE
    parent = next((area for area in gazetteer.chain(village) if area != village), None)
    return Ending(likely=f"{village.name}, {parent.name}" if parent else village.name)


def _named(
    gazetteer: Gazetteer, level: str, words: list[str], bases
) -> tuple[Area | None, list[str]]:
    """The one area that the last words name, the longest name first, and the words before it."""
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        key = name_key("".join(words[-count:]))
        found = gazetteer.exact(level, (key,), bases)
        if len(found) == 1 and gazetteer.place.covers(found[0]):
            return found[0], words[:-count]
    return None, words


def _without_above(gazetteer: Gazetteer, words: list[str]) -> list[str]:
    """Without the regency and province at the end ("… Bekasi Jawa Barat")."""
    above = {regency_name(area.name)[1] for area in gazetteer.above} | {
        area.key for area in gazetteer.above
    }
    for _ in range(2):
        for count in range(min(MOST_WORDS, len(words)), 0, -1):
            if name_key("".join(words[-count:])) in above:
                words = words[:-count]
                break
    return words

"""What a column looks like, also where only the areas of Indonesia can tell (rules/looks for the rest)."""

from binaan.places.queries import place_keys
from binaan.places.rules import code_readings, name_keys, regency_name
from binaan.registry.rules.looks import LOOKS, Looks, share


def _named(level: str) -> Looks:
    """Texts that are the name of some village or kecamatan."""

    def looks(texts: list[str]) -> float:
        known = place_keys(level)
        return share(lambda text: any(key in known for key in name_keys(text, level)))(texts)

    return looks


def _regency(texts: list[str]) -> float:
    known = place_keys("regency")
    return share(lambda text: regency_name(text)[1] in known)(texts)


def _code(texts: list[str]) -> float:
    provinces = place_keys("province")

    def is_code(text: str) -> bool:
        kemendagri, bps = code_readings(text)
        return 6 <= len(text) <= 13 and (kemendagri or bps)[:2] in provinces

    return share(is_code)(texts)


EVERY: dict[str, Looks] = LOOKS | {
    "village": _named("village"),
    "district": _named("district"),
    "regency": _regency,
    "place_code": _code,
}

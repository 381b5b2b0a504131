"""Telephone numbers as national digits: "+62 812-3456-7890" → "81234567890"."""

import re

from binaan.registry.rules.spelling import national

_RUN = re.compile(r"\+?\(?\d[\d\s().\-–+]*\d")
_STARTS = re.compile(r"(?<=\d)[\s.\-–]+(?=(?:\+|\(?0\d{2,}|62\d))|(?<=\d)\s*(?=\+)")
_FLOAT = re.compile(r"(?<=\d)\.0+(?!\d)")
_POWER = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_LETTER_O = re.compile(r"(?<![a-z])o(?=[\s.-]?8\d)|(?<=\d)o(?=\d)", re.IGNORECASE)
_ALIKE = re.compile(r"(\d)\1{6}")
MOBILE = re.compile(r"8[1-9]\d{6,10}")
FIXED = re.compile(r"[2-79]\d{7,10}")
SHORTEST_WITHOUT_ZERO = 9  # eight digits without 0 are a number of the town, not a mobile one


def _plausible(digits: str) -> str:
    """The national digits, or nothing for what is no Indonesian number."""
    number = national(digits)
    marked = number != digits
    if _ALIKE.search(number[2:]):
        return ""
    if MOBILE.fullmatch(number):
        return number if marked or len(number) >= SHORTEST_WITHOUT_ZERO else ""
    if FIXED.fullmatch(number):
        return number if marked or (number.startswith("21") and len(number) >= 9) else ""
    return ""


def phones(*texts: str) -> tuple[str, ...]:
    """Every plausible number in these texts once, in order."""
    found: dict[str, None] = {}
    for text in texts:
        if not text:
            continue
        if text.isdecimal() and text.isascii():
            runs = [text]
        else:
            bare = _FLOAT.sub(" ", _LETTER_O.sub("0", _POWER.sub(" ", text)))
            runs = [piece for run in _RUN.findall(bare) for piece in _STARTS.split(run)]
        for run in runs:
            number = _plausible("".join(sign for sign in run if "0" <= sign <= "9"))
            if number:
                found[number] = None
    return tuple(found)

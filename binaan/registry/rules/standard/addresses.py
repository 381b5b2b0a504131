"""Addresses as keys: street, estate or kampung, block, house, RT and RW. docs/rules/standard-keys.md.

Unlike rules/addresses, which suggests parts in the writer's words, this gives canonical ones.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from binaan.registry.rules.addresses import read_rt_rw
from binaan.registry.rules.spelling import plain
from binaan.registry.rules.standard import streets
from binaan.registry.rules.standard.sounds import fold


class Address(NamedTuple):
    """Canonical parts, each "" when not said; `estate` is a housing estate or else a kampung.

    rt and rw have three digits.
    """

    street: str
    estate: str
    block: str
    house: str
    rt: str
    rw: str


LONGEST = 300
_RT_RW = re.compile(
    r"\brt[\s.:/]*(?:rw[\s.:/]*)?(\d{1,3})(?!\d)(?:\s*[/\-]?\s*(?:rw[\s.:]*)?(\d{1,3})(?!\d))?"
    r"|\b(0\d{1,2})\s*/\s*(0\d{1,2})\b"
)
_RW = re.compile(r"(?<![a-z])rw[\s.:]*(\d{1,3})(?!\d)")
_POSTCODE = re.compile(r"(?:kode\s*pos[\s.:]*)?\b[1-9]\d{4}\b[\s).]*$")
_TOKEN = re.compile(r"\d+|[a-z]+|[,;()/\-]")
_KINDS = {
    form: (kind, mark)
    for kind, rows in streets.MARKS.items()
    for mark, forms in rows
    for form in forms.split()
}
_BREAKS = frozenset(",;()")


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    """A word of a street or estate in its one spelling."""
    known = streets.DIRECTIONS.get(word)
    if known is None:
        known = fold(word)
        known = streets.DIRECTIONS.get(known, known)
    return known


def _take_rt_rw(text: str, rt: str, rw: str) -> tuple[str, str, str]:
    """The text without RT and RW, and both; what the columns say goes before the text."""
    found = read_rt_rw(rt) if rt else None
    if found:
        rt, rw = found[0], rw or found[1]
    here = _RT_RW.search(text)
    if here:
        first, second = (here[1], here[2]) if here[1] else (here[3], here[4])
        rt, rw = rt or first, rw or second or ""
        text = f"{text[: here.start()]} , {text[here.end() :]}"
    also = _RW.search(text) if "rw" in text else None
    if also:
        rw = rw or also[1]
        text = f"{text[: also.start()]} , {text[also.end() :]}"
    return text, _three(rt), _three(rw)


@lru_cache(maxsize=10_000)
def _three(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits.lstrip("0").zfill(3) if digits.strip("0") and len(digits.lstrip("0")) < 4 else ""


class _Reading:
    """The parts found so far while the tokens of one address pass by."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {"street": [], "estate": [], "kampung": [], "loose": []}
        self.part = "loose"
        self.fresh = False  # a mark was the token before
        self.block = self.house = ""
        self.first = True  # nothing but the first segment may be a street without a mark

    def mark(self, kind: str, mark: str) -> None:
        self.part, self.fresh = kind, True
        words = self.words.get(kind)
        if words is not None and mark:
            words.append(mark)
            self.fresh = kind == "street" or kind == "kampung"

    def end(self) -> None:
        self.part = "street" if self.fresh and self.part == "street" else "none"
        self.fresh = False


def _house(tokens: list[str], at: int) -> tuple[str, int]:
    """A house number from this token on ("12", "a", "/", "5" → "12a/5") and where it ends."""
    number = tokens[at].lstrip("0") or "0"
    at += 1
    if at < len(tokens) and len(tokens[at]) == 1 and tokens[at].isalpha():
        number += tokens[at]
        at += 1
    if at + 1 < len(tokens) and tokens[at] in "/-" and tokens[at + 1].isdecimal():
        number += "/" + (tokens[at + 1].lstrip("0") or "0")
        at += 2
    return number, at


def _block(tokens: list[str], at: int, glued: bool) -> tuple[str, str, int]:
    """Block and house behind "blok": a5/12, a 5 no 12, a/12, ab 12/5; `glued`: no blank in "a5"."""
    letters, number = "", ""
    if tokens[at].isalpha():
        letters, at = (
            streets.ROMAN.get(tokens[at], tokens[at]) if len(tokens[at]) > 1 else tokens[at],
            at + 1,
        )
    signs = at
    while at < len(tokens) and tokens[at] in "/-":
        at += 1
    parted = at > signs and letters
    if at < len(tokens) and tokens[at].isdecimal():
        number, at = tokens[at].lstrip("0") or "0", at + 1
    else:
        return letters, "", signs
    follows = tokens[at] if at < len(tokens) else ""
    more = follows in ("/", "-") and at + 1 < len(tokens) and tokens[at + 1].isdecimal()
    if more:
        house, at = _house(tokens, at + 1)
        return letters + number, house, at
    named = _KINDS.get(follows, ("", ""))[0] == "number" or follows.isdecimal()
    if letters and not named and (parted or not glued):
        if len(follows) == 1 and follows.isalpha():
            number, at = number + follows, at + 1
        return letters, number, at
    return letters + number, "", at


def _loose_block(tokens: list[str], at: int) -> bool:
    """Whether "a5/12" or "a5 no 12" stands here without the word blok."""
    if len(tokens[at]) > 2 or at + 3 >= len(tokens) or not tokens[at + 1].isdecimal():
        return False
    sign = tokens[at + 2]
    return (sign in "/-" or _KINDS.get(sign, ("", ""))[0] == "number") and tokens[
        at + 3
    ].isdecimal()


def _step(reading: _Reading, tokens: list[str], at: int, text: str) -> int:
    """Take the token at this place; the place of the next one."""
    token = tokens[at]
    kind, mark = _KINDS.get(token, ("", ""))
    if kind and not (reading.fresh and reading.part == "street" and kind in streets.ALSO_NAMES):
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if kind == "number":
            if following.isdecimal():
                house, at = _house(tokens, at + 1)
                reading.house = reading.house or house
                reading.end()
                return at
            return at + 1
        if kind == "block" and following and following not in _BREAKS:
            glued = following + (tokens[at + 2] if at + 2 < len(tokens) else "") in text
            block, house, at = _block(tokens, at + 1, glued)
            reading.block, reading.house = reading.block or block, reading.house or house
            reading.end()
            return at
        if kind == "estate" and reading.part == "estate":
            if mark:
                reading.words["estate"].append(mark)
            return at + 1
        reading.mark(kind, mark)
        return at + 1
    if token in _BREAKS:
        reading.end()
        return at + 1
    return _word(reading, tokens, at)


def _word(reading: _Reading, tokens: list[str], at: int) -> int:
    """A word or number that is no mark."""
    token = tokens[at]
    if token in "/-":
        return at + 1
    if reading.part in ("estate", "none") and token.isalpha() and _loose_block(tokens, at):
        reading.block, reading.house, at = _block(tokens, at, True)
        if not reading.house:
            return at
        reading.end()
        return at
    words = reading.words.get(reading.part)
    if words is not None:
        words.append(token.lstrip("0") or "0" if token.isdecimal() else token)
    reading.fresh = False
    return at + 1


def _name(words: list[str], mark: int) -> list[str]:
    """Canonical words of a street or an estate; `mark` words in front stay as they are."""
    rest = words[mark:]
    kept = [word for word in rest if word not in streets.TITLES] or rest
    if len(kept) > 1 and kept[-1] in streets.ROMAN:
        kept = [*kept[:-1], streets.ROMAN[kept[-1]]]
    while len(kept) > 2 and len(kept[0]) == len(kept[1]) == 1 and kept[0].isalpha():
        kept = [kept[0] + kept[1], *kept[2:]]
    named = " ".join(_folded(word) for word in kept)
    for short, whole in streets.WHOLE_NAMES.items():
        if named.startswith(short):
            named = whole + named[len(short) :]
    return [*words[:mark], *named.split()]


def _street(reading: _Reading) -> str:
    """All marked streets in order; a number at the end of a lone "jl" is its house."""
    words = reading.words["street"]
    starts = [at for at, word in enumerate(words) if word in ("jl", "gg")] + [len(words)]
    found: list[str] = []
    for start, end in pairwise(starts):
        part = words[start:end]
        if len(part) > 2 and part[0] == "jl" and part[-1].isdecimal() and not reading.house:
            reading.house = part.pop()
        if len(part) > 1:
            found += _name(part, 1)
    return " ".join(found)


def address(text: str, rt: str = "", rw: str = "") -> Address:
    """ "Jln. Jend. Soedirman No.5 Rt 2/7" → jl sudirman, house 5, rt 002, rw 007."""
    low = plain(text[:LONGEST])
    low, rt, rw = _take_rt_rw(_POSTCODE.sub("", low), rt, rw)
    tokens = _TOKEN.findall(low)
    reading = _Reading()
    at = 0
    while at < len(tokens):
        at = _step(reading, tokens, at, low)
    street = _street(reading)
    area = reading.words["estate"] or []
    estate = " ".join(_name(area, 0)) if area else ""
    kampung = reading.words["kampung"]
    if not estate and len(kampung) > 1:
        estate = " ".join(_name(kampung, 1))
    loose = reading.words["loose"]
    if loose and not street and not estate and (reading.house or reading.block or rt):
        street = " ".join(_name(loose, 0))
    return Address(street, estate, reading.block, reading.house, rt, rw)

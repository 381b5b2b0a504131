"""Names of people as keys. Words and order: docs/rules/standard-keys.md."""

import re
from functools import lru_cache
from typing import NamedTuple

from binaan.registry.rules.spelling import plain
from binaan.registry.rules.standard.firms import firm
from binaan.registry.rules.standard.sounds import fold, sound
from binaan.registry.rules.standard.variants import (
    ALIAS,
    ANYWHERE,
    COMMON_FIRST,
    DEGREES,
    DEGREES_MARKED,
    FAMILY_NAMES,
    HAJI_MUHAMMAD,
    TITLES,
)


class Person(NamedTuple):
    """Keys of one name: canonical words in written order, the same sorted, first telling word by sound."""

    key: str
    sorted: str
    first: str


LONGEST = 200
_TOKEN = re.compile(r"[a-z]+(?:\.[a-z]+)*")
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_ALIAS = re.compile(
    r"\b(?:alias|als|a\.?k\.?a)\b.*$|(?<=[a-z]{3})\s*/\s*(?=[a-z][a-z. ]{2}).*$", re.DOTALL
)
_MISTYPED = re.compile(r"(?<=[a-z])[01](?=[a-z])")


@lru_cache(maxsize=200_000)
def _spread(token: str) -> tuple[str, ...]:
    """A token between blanks as words: "h.m.yusuf" → h m yusuf; a dotted degree → nothing."""
    if "." not in token:
        return ("haji", "m") if token in HAJI_MUHAMMAD else (token,)
    bare = token.replace(".", "")
    if (bare in DEGREES or bare in DEGREES_MARKED) and not token.startswith("m.a"):
        return ()
    return tuple(part for word in token.split(".") for part in _spread(word))


@lru_cache(maxsize=200_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def _after_comma(pieces: list[str]) -> list[str]:
    """Words behind the first comma that are neither degree nor title ("Solihin, Muhamad")."""
    kept = []
    for piece in pieces:
        bare = re.sub(r"[^a-z]", "", piece)
        if bare in DEGREES or bare in DEGREES_MARKED or bare in TITLES:
            continue
        parts = _TOKEN.findall(piece)
        if any("." in part or part in DEGREES for part in parts) or re.search(r"\b[sma]\.", piece):
            continue
        kept += parts
    return kept


def _tokens(name: str) -> list[str]:
    text = plain(name[:LONGEST])
    if "(" in text or "[" in text or "{" in text:
        text = _BRACKETS.sub(" ", text)
    if "/" in text or "al" in text or "a.k" in text or "aka" in text:
        text = _ALIAS.sub(" ", text)
    if "0" in text or "1" in text:
        text = _MISTYPED.sub(lambda sign: "oi"[int(sign[0])], text)
    if "," not in text:
        return _TOKEN.findall(text)
    front, *pieces = text.split(",")
    return _TOKEN.findall(front) + _after_comma(pieces)


def _stripped(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without titles and degrees, as long as a word stays. Each pair: as written, as folded."""

    def says(pair: tuple[str, str], words: frozenset[str]) -> bool:
        return pair[0] in words or pair[1] in words

    kept = [pair for pair in pairs if not says(pair, ANYWHERE)] or pairs
    start, end = 0, len(kept)
    while end - start > 1 and says(kept[start], TITLES):
        start += 1
    while end - start > 1 and says(kept[end - 1], DEGREES):
        end -= 1
    return kept[start:end]


def _words(name: str) -> list[str]:
    pairs = [
        (word, part)
        for token in _tokens(name)
        for word in _spread(token)
        for part in _folded(word)
        if word not in ALIAS
    ]
    words = [part for _word, part in _stripped(pairs)]
    if len(words) > 1 and words[0] == "m" and words[1] not in FAMILY_NAMES:
        words[0] = "muhammad"
    elif len(words) > 1 and words[0] == "st":
        words[0] = "siti"
    return words


def first_sound(words: list[str]) -> str:
    """The first word that tells people apart, by its sound; any word rather than none."""
    long = [word for word in words if len(word) > 1]
    telling = [word for word in long if word not in COMMON_FIRST]
    return sound((telling or long or words or [""])[0])


def person(name: str, organisation: bool = False) -> Person:
    """ "H. Moch. Sholichin, S.E." → muhammad solihin; an organisation by the words of its firm."""
    if organisation:
        named = firm(name)
        words = named.key.split()
        return Person(named.key, " ".join(sorted(words)), first_sound(named.core.split() or words))
    words = _words(name)
    if not words and name.strip():
        words = _words(re.sub(r"[()\[\]{},/]", " ", name))
    return Person(" ".join(words), " ".join(sorted(words)), first_sound(words))

"""One word in the one spelling under which its spellings are compared. docs/rules/standard-keys.md.

No stemming: a word keeps its syllables, and two names heard differently stay different.
"""

import re
from functools import lru_cache

from binaan.registry.rules.standard.variants import SPELLED, TOGETHER

_MARKED_J = "\0"  # the j that was dj while the others become y
_NOT_OLD = frozenset(("joe", "joel", "joey", "noel", "zoe", "samoel", "koe"))
_LATIN_CH = re.compile(r"^ch(?=(?:and|arl|ania|aro|ary|i|e|y))")
# In this order; each line one habit of clerks.
_RULES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"dz", "z"),
        (r"ts(?=[aeiou])", "s"), (r"ts$", "s"), (r"ts(?=m)", "s"),  # utsman, harits
        (r"^chr", "kr"),
        (r"ch(?=e)", "c"),  # marchel
        (r"[ck]h", "h"),  # achmad, akhmad
        (r"(?<=[dtgbjp])h", ""), (r"^rh", "r"),  # ridho, fathimah, ghani, sophia
        (r"[fv]", "p"),
        (r"q", "k"), (r"x", "ks"), (r"ck", "k"), (r"c(?=[^aeiouyhc]|$)", "k"),
        (r"sh", "s"), (r"sy(?=[aeiou])", "s"),  # sholeh, syarif
        (r"^z", "j"), (r"z", "s"),  # zaenal, jaenal; rizki, riski
        (r"([a-z])\1+", r"\1"),
        (r"ae", "ai"), (r"ao", "au"), (r"ay(?=[^aeiouy]|$)", "ai"), (r"aw(?=[^aeiouw]|$)", "au"),
        (r"iy+(?=[aeou])", "i"), (r"(?<=[^aeiouyh])y(?=[aeou])", "i"),  # setiyo, setyo, setio
        (r"uw+(?=[aeio])", "u"),  # suwarno, suarno
        (r"(?<=.)y$", "i"), (r"(?<=.)ie$", "i"), (r"dien$", "din"),
        (r"uloh$", "ulah"),
        (r"(?<=...i)(?<=[a-z]{4})ah$", "a"), (r"(?<=..i[a-z])ah$", "a"),  # komariah, aminah; not indah
        (r"^moh(?=[^aeiou])", "muh"),
    )
)  # fmt: skip


def _modern(word: str) -> str:
    """Spelling of 1947 and 1972: oe → u, tj → c, sj → sy, nj- → ny-, dj → j; j → y only beside one of these."""
    if word in _NOT_OLD:
        return word
    new = word.replace("dj", _MARKED_J).replace("oe", "u").replace("tj", "c").replace("sj", "sy")
    if new.startswith("nj"):
        new = "ny" + new[2:]
    if new != word:
        new = new.replace("j", "y")
    return new.replace(_MARKED_J, "j")


def _by_rule(word: str) -> str:
    word = re.sub(r"[ck]?ho[ei]r", "hair", word)  # khoirul, choerul: here oe is no u
    word = _LATIN_CH.sub("c", _modern(word))
    for pattern, new in _RULES:
        word = pattern.sub(new, word)
    return word


def _settled(word: str) -> str:
    """The rules until nothing changes; a word gets shorter or its letters settle, so soon."""
    while True:
        new = _by_rule(word)
        if new == word:
            return word
        word = new


def _named() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, others in SPELLED:
        for form in (name, *others.split()):
            found[form] = name
            found.setdefault(_settled(form), name)
    return found


_NAMED = _named()
_CANONICAL = frozenset(name for name, _others in SPELLED)


def _one(word: str) -> str:
    if word in _NAMED or len(word) < 3:
        return _NAMED.get(word, word)  # "AA Cell", "Aa": two letters are no spelling
    settled = _settled(word)
    return _NAMED.get(settled, settled)


_TOGETHER = {
    head: frozenset(_one(part) for part in parts.split()) for head, parts in TOGETHER.items()
}
_HEADS = (("nur", "nur"), ("nor", "nur"), ("sri", "sri"), ("siti", "siti"))


def _apart(word: str) -> str:
    """ "nurhasanah" → "nur hasanah", "abdurahman" → "abdul rahman"; any other word as it is."""
    for head, name in _HEADS:
        rest = word[len(head) :]
        if word.startswith(head) and len(rest) > 2 and _one(rest) in _TOGETHER[name]:
            return f"{name} {_one(rest)}"
    if word.startswith("abdu") and len(word) > 8:
        rest = word[5:] if word[4] == "l" and word[5] not in "aeiou" else word[4:]
        if word[4] == "l" and not rest.startswith("lat"):
            rest = word[5:]
        return f"abdul {_one(rest)}"
    return word


@lru_cache(maxsize=400_000)
def fold(word: str) -> str:
    """A word of lower-case letters in its one spelling; sometimes two words ("nur hasanah").

    Folding a folded word changes nothing. Words with digits stay as they are.
    """
    if word in _CANONICAL or not word.isalpha():
        return word
    folded = _one(word)
    return folded if folded in _CANONICAL else _apart(folded)


_SOUNDS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"[fv]", "p"), (r"z|sy", "s"), (r"h", ""), (r"ai|ei|e|y", "i"), (r"au|o", "u"), (r"ng?k?$", "n"),
        (r"w", "u"),
        (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=400_000)
def sound(word: str) -> str:
    """A folded word more coarsely, to find candidates only: vowels light, no h. "hendro" → "indru"."""
    found = word
    for pattern, new in _SOUNDS:
        found = pattern.sub(new, found)
    return found or word

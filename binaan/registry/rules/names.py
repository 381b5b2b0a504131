"""Names folded for comparison. Patterns are shared by one name and by whole columns (sheets/).

Old spellings (oe/u, dj/j) and abbreviations are left as they are: telling those apart is the work
of identity, not of the key. Own rules [D]; handbook parts-that-work §5 says why stemming harms.
"""

import re

from binaan.registry.rules.standard import person

NOT_WORD = r"[^0-9a-z]+"
LEGAL_FORMS = r"\b(?:pt|cv|ud|pd|fa|firma|tbk|persero|koperasi)\b"
TITLES = r"\b(?:h|hj|haji|hajjah|hajah|ny|nyonya|tn|tuan|bpk|bapak|ibu|bu|pak|sdr|sdri|drs|dra|ir|dr|kh)\b"
AFTER_COMMA = r",.*$"


def _folded(name: str) -> str:
    return re.sub(NOT_WORD, " ", name.lower()).strip()


def business_key(name: str) -> str:
    """ "CV. Maju Jaya" and "Maju Jaya, CV" are one; a name of legal forms only stays as it is."""
    folded = _folded(name)
    bare = " ".join(re.sub(LEGAL_FORMS, " ", folded).split())
    return bare or folded


def person_key(name: str) -> str:
    """ "Hj. Siti Aminah, S.E." → "siti aminah"."""
    folded = _folded(re.sub(AFTER_COMMA, "", name))
    bare = " ".join(re.sub(TITLES, " ", folded).split())
    return bare or folded


def look_like_one_person(one: str, other: str) -> bool:
    """Whether two person keys may name one person: a word of three letters or more in common.

    As written, else in the standard spelling (Soekarno, Sukarno). Missing names agree with all.
    """
    first, second = set(one.split()), set(other.split())
    if not first or not second:
        return True
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    return _share_a_word(first, second) or _share_a_word(
        set(person(one).key.split()), set(person(other).key.split())
    )


def _share_a_word(first: set[str], second: set[str]) -> bool:
    long_first = {word for word in first if len(word) > 2}
    return any(_close(word, word2) for word in long_first for word2 in second if len(word2) > 2)


def _close(one: str, other: str) -> bool:
    """One letter changed, left out, added or swapped, or a short form (Muh, Muhammad)."""
    if one == other or one.startswith(other) or other.startswith(one):
        return True
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    return _edits(one, other) <= 1


def _edits(one: str, other: str) -> int:
    """Edits between two words, as far as it matters here: 0, 1 or more."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if not a and not b:
        return 0
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return 1
    return 1 if sorted(a[:2]) == sorted(b[:2]) and a[2:] == b[2:] else 2

"""Words folded for searching: accents, old spellings, doubled letters, digits. docs/rules/search.md.

Unlike a key (rules/names), nothing is dropped: titles and legal forms stay words.
"""

import re
import unicodedata
from functools import lru_cache

MOST_LETTERS = 200
MOST_WORDS = 8
LONGEST = 40
WHOLE_NUMBER = 9  # digits from which on a run parted by signs is one number

TITLES = frozenset(
    "h hj haji hajjah hajah ny nyonya tn tuan bpk bapak ibu bu pak sdr sdri drs dra ir dr kh".split()
)

_INSIDE = re.compile(r"(?<=[^\W\d_])['’‘`´ʼ](?=[^\W\d_])")
_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_SHORT_NUMBER = re.compile(r"\s*([up])\s?-?\s?(\d{1,12})\s*", re.IGNORECASE | re.ASCII)
_DIGIT_RUN = re.compile(r"\+?\(?[0-9][0-9\s.()+-]*[0-9]")
# Order matters: "nj" only opens a word in the old spelling (njonja); inside it is new (panjang).
_OLD = (
    (re.compile("oe"), "u"),
    (re.compile("tj"), "c"),
    (re.compile("sj"), "sy"),
    (re.compile("^nj"), "ny"),
)
_KH = re.compile("[ck]h")
_MARKED_J = "\0"  # stands for the j that was dj while the others become y


def plain(text: str) -> str:
    """Lower case without accents, apostrophes inside words taken out; other signs stay."""
    low = text.lower()
    if low.isascii():
        return _INSIDE.sub("", low) if "'" in low or "`" in low else low
    low = _INSIDE.sub("", low)
    spread = unicodedata.normalize("NFKD", low)
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).lower()


def words(text: str) -> list[str]:
    """The words and runs of digits of a text, in order."""
    return [word[:LONGEST] for word in _TOKEN.findall(plain(text))]


@lru_cache(maxsize=200_000)
def spellings(word: str) -> tuple[str, ...]:
    """The spellings under which a word is kept: as written first, then as in the new spelling.

    Digits have one: without the zeros in front.
    """
    if word[0].isdigit():
        return (word.lstrip("0") or "0",)
    modern, yotted = word.replace("dj", _MARKED_J), word
    for pattern, new in _OLD:
        modern = pattern.sub(new, modern)
    if modern != word:
        yotted = modern.replace("j", "y").replace(_MARKED_J, "j")
    modern = modern.replace(_MARKED_J, "j")
    kept = {_once(word): None}
    for form in (modern, yotted):
        kept[_once(_KH.sub("h", form))] = None
    return tuple(kept)


def _once(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def folded(*texts: str) -> list[str]:
    """All spellings of all words of these texts, each once, for the index."""
    found: dict[str, None] = {}
    for word in words("\n".join(texts)):
        for form in spellings(word):
            found[form] = None
    return list(found)


def short_number(text: str) -> tuple[str, str] | None:
    """ "U-0123" → ("u", "0123"), "p 7" → ("p", "7"); None for anything else."""
    found = _SHORT_NUMBER.fullmatch(text)
    return (found[1].lower(), found[2]) if found else None


def long_numbers(text: str) -> tuple[list[str], str]:
    """Runs of nine digits and more, signs between them left out, and the rest of the text."""
    found = []

    def take(run: re.Match) -> str:
        digits = re.sub(r"[^0-9]", "", run[0])
        if len(digits) < WHOLE_NUMBER:
            return run[0]
        found.append(digits)
        return " "

    rest = _DIGIT_RUN.sub(take, text)
    return found, rest


def national(digits: str) -> str:
    """A telephone number, or its beginning, without 0, 62 or 0062 in front."""
    for prefix in ("0062", "62", "0"):
        if digits.startswith(prefix):
            return digits.removeprefix(prefix).removeprefix("0")
    return digits

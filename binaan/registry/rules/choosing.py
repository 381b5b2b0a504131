"""Which choice a word means, and which one it was probably meant to be. docs/rules/values.md."""

import re

from rapidfuzz import fuzz

from binaan.registry.rules import words

ALIKE = 75  # RapidFuzz ratio, 0 to 100 [D]
AHEAD = 5  # of the next choice
SHORTEST = 4  # letters; shorter words are alike by chance
WIDENING = ("market",)  # of several words the widest is meant
_DENIES = re.compile(r"\b(?:tidak|tdk|tak|bukan|belum|blm|non|tanpa)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"[/,;&+()]|\bdan\b|\bserta\b", re.IGNORECASE)


def folded(text: str) -> str:
    """Lower case, letters and digits only; a text of signs alone ("√") stays."""
    return re.sub(r"[^0-9a-z]", "", text.lower()) or text.strip()


def chosen(text: str, vocabulary: dict[str, str]) -> str | None:
    """The choice a text names: by its whole, else by all its parts ("aktif/berproduksi")."""
    whole = vocabulary.get(folded(text))
    if whole:
        return whole
    found = {vocabulary.get(folded(part)) for part in _SEVERAL.split(text) if part.strip()}
    return found.pop() if len(found) == 1 else None


def likely(text: str, vocabulary: dict[str, str], name: str = "") -> str | None:
    """The choice that is clearly nearest to a text nobody knows, or None."""
    if name in WIDENING:
        widest = _widest(text, vocabulary)
        if widest:
            return widest
    word, denies = folded(text), bool(_DENIES.search(text))
    if len(word) < SHORTEST:
        return None
    best: dict[str, float] = {}
    for known, choice in vocabulary.items():
        if len(known) >= SHORTEST and denies == _denies(known):
            best[choice] = max(best.get(choice, 0), fuzz.ratio(word, known))
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < ALIKE:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= AHEAD else None


def _denies(known: str) -> bool:
    return known.startswith(("tidak", "tdk", "tak", "bukan", "belum", "blm", "non"))


def _widest(text: str, vocabulary: dict[str, str]) -> str | None:
    """Of "lokal, nasional" the wider; choices stand in the vocabulary from near to far."""
    found = [vocabulary.get(folded(part)) for part in _SEVERAL.split(text) if part.strip()]
    order = list(words.MARKET)
    known = [choice for choice in found if choice in order]
    if len(found) < 2 or len(known) < len(found):
        return None
    return max(known, key=order.index)

"""Records side by side: which words differ, how far apart they stand, what answers follow."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

ALIKE = 0.85  # of letters in the same order
DIFFERS, AGREES, ALONE = "beda", "sama", "sebagian"

_NOT_WORD = re.compile(r"[^0-9a-z]+")


class Word(NamedTuple):
    """`marked`: not every other record has it."""

    text: str
    marked: bool


def folded(text: str) -> str:
    """As compared: without case, marks and blanks."""
    return _NOT_WORD.sub("", text.lower())


def verdict(texts: Sequence[str]) -> str:
    """Of what several records say of one thing: "sama", "beda", or only some say anything."""
    said = [folded(text) for text in texts]
    stated = {text for text in said if text}
    if len(stated) > 1:
        return DIFFERS
    return AGREES if all(said) else ALONE


def marked(texts: Sequence[str]) -> list[list[Word]]:
    """The words of each record; marked where another record that says anything lacks the word."""
    words = [{folded(word) for word in text.split()} for text in texts]
    found = []
    for place, text in enumerate(texts):
        others = [one for at, one in enumerate(words) if at != place and one]
        found.append(
            [
                Word(word, bool(folded(word)) and any(folded(word) not in one for one in others))
                for word in text.split()
            ]
        )
    return found


def chance(probability: float) -> str:
    """A probability in whole percent; what is nearly sure is never called sure."""
    if probability > 0.99:
        return "lebih dari 99 %"
    return "kurang dari 1 %" if probability < 0.01 else f"{round(probability * 100)} %"


def distance_words(length: float) -> str:
    """ "40 m", "1,3 km": rounded as far as a position of a telephone can be trusted."""
    if length < 1000:
        return f"{int(round(length / 10) * 10) if length >= 100 else round(length)} m"
    return f"{length / 1000:.1f} km".replace(".", ",").replace(",0 ", " ")


def alike(one: str, other: str) -> bool:
    """Whether two person keys are one name with its words swapped, parted or misspelt.

    A common family name alone is not enough: father and son share it.
    """
    if sorted(one.split()) == sorted(other.split()):
        return True
    return SequenceMatcher(None, folded(one), folded(other)).ratio() >= ALIKE


def implied(one: str, other: str) -> str:
    """What two answers about the same first record say of the pair of the others; "" nothing.

    Both the same as the first: they are one. One the same and the other not: what holds of the
    first holds of it too. Two that both differ from the first may still be one.
    """
    if one == other == "same":
        return "same"
    if "same" in (one, other):
        return other if one == "same" else one
    return ""

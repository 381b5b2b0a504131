"""Names made comparable: the same name written in two hands gives the same key.

Old spellings (Oe, Dj, Tj) are left alone: they are somebody's name, not a slip.
"""

import re
import unicodedata

# Forms of enterprise, at the start or the end of a name.
LEGAL_FORMS = frozenset(
    "pt cv ud pd fa firma nv tbk persero koperasi kop perum perseroan perseorangan".split()
)
LONG_FORMS = re.compile(
    r"^(?:perseroan terbatas|usaha dagang|perusahaan dagang|persekutuan komanditer) (?=.)"
)
# Forms of address before a person's name.
HONORIFICS = frozenset(
    "h hj hjh kh ny nyonya tn tuan nn nona bpk bapak pak ibu bu ibuk sdr sdri saudara saudari "
    "ust ustad ustadz ustadzah drs dra dr drg ir prof".split()
)
# Degrees stand behind a comma: "Rina Kartika, S.E., M.M."; so may "Hj." in a sorted list.
_AFTER_COMMA = re.compile(r",.*$")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[\W_]+")


def squeeze(text: str) -> str:
    """Spaces of every kind collapsed to one, none at the ends."""
    return " ".join(text.split())


def name_key(name: str) -> str:
    """A business name to compare by: "PT. Maju  Jaya, Tbk" -> "maju jaya".

    Case, accents of typing, punctuation and legal forms at either end go; a name that is nothing
    but a legal form keeps it, so that no name becomes empty by it.
    """
    words = _fold(name)
    shortened = LONG_FORMS.sub("", words)
    return _strip_ends(shortened, LEGAL_FORMS, start=True, end=True) or words


def person_key(name: str) -> str:
    """A person's name to compare by: "Hj. Siti Nur'aini, S.E." -> "siti nuraini"."""
    words = _fold(_AFTER_COMMA.sub("", name)) or _fold(name)
    return _strip_ends(words, HONORIFICS, start=True, end=False) or words


def _fold(name: str) -> str:
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = _APOSTROPHES.sub("", text)
    text = _INITIALS.sub(r"\1", text)
    return squeeze(_NOT_WORD.sub(" ", text))


def _strip_ends(words: str, unwanted: frozenset[str], *, start: bool, end: bool) -> str:
    left = words.split()
    while start and len(left) > 1 and left[0] in unwanted:
        left = left[1:]
    while end and len(left) > 1 and left[-1] in unwanted:
        left = left[:-1]
    return " ".join(left)

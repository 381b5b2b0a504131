"""How names and codes of places are written in lists, and what they mean. Pure functions.

`docs/rules/places.md` tells it in prose. Nothing here is law; it is how offices spell.
"""

import re
import unicodedata
from functools import lru_cache

NOT_A_NAME = re.compile(r"[^a-z0-9]+")
# What people type for "nothing"; no place in Indonesia is called so.
NOTHING = frozenset({"", "0", "nan", "null", "none", "na", "nihil", "tidakada", "tidakdiketahui"})

PREFIXES = {
    "village": re.compile(r"^\W*(?:(?:kelurahan|kel|desa|ds)\b[\s.:/]*)+", re.IGNORECASE),
    "district": re.compile(r"^\W*(?:(?:kecamatan|kec|distrik)\b[\s.:/]*)+", re.IGNORECASE),
}
REGENCY_KINDS = {"kab": "kabupaten", "kabupaten": "kabupaten"} | dict.fromkeys(
    ("kota", "kotamadya", "kodya"), "kota"
)
_KIND = rf"({'|'.join(sorted(REGENCY_KINDS, key=len, reverse=True))})\b[\s.:]*"
_REGENCY_FIRST = re.compile(rf"^\W*{_KIND}(?:(?:administrasi|adm)\b[\s.:]*)?", re.IGNORECASE)
_REGENCY_LAST = re.compile(rf"[\s,(]+{_KIND}\W*$", re.IGNORECASE)

KEMENDAGRI_BLOCKS = (2, 2, 2, 4)
BPS_BLOCKS = (2, 2, 3, 3)


def name_key(text: str) -> str:
    """A name without case, spaces, signs and accents: "Karang Bahagia" -> "karangbahagia"."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NOT_A_NAME.sub("", plain.lower())


@lru_cache(maxsize=100_000)
def name_keys(text: str | None, level: str) -> tuple[str, ...]:
    """The keys to try for a typed name, the fullest first; none when nothing was named.

    "Kel. Jatimekar" -> ("keljatimekar", "jatimekar"). Both are kept: a village called "Desa Baru"
    exists. `level` is "village" or "district".
    """
    if text is None:
        return ()
    keys = (name_key(text), name_key(PREFIXES[level].sub("", text)))
    return tuple(dict.fromkeys(key for key in keys if key not in NOTHING))


@lru_cache(maxsize=10_000)
def regency_name(text: str | None) -> tuple[str, str]:
    """Kind ("kabupaten", "kota" or "" when not said) and key of a regency: "Kab. Bekasi"."""
    if text is None or name_key(text) in NOTHING:
        return "", ""
    said = _REGENCY_FIRST.search(text) or _REGENCY_LAST.search(text)
    if said is None:
        return "", name_key(text)
    rest = text[: said.start()] + text[said.end() :]
    return REGENCY_KINDS[said.group(1).lower()], name_key(rest) or name_key(text)


_WITH_DISTRICT = re.compile(r"(?i)^(.+?)[\s,;/()-]+(?:kecamatan|kec)\b[\s.:]*(.+?)[\s)]*$")
_RT_BEHIND = re.compile(r"(?i)[\s,]*\br[tw][\s.:/]*\d.*$")
_REGENCY_BEHIND = re.compile(r"(?i)[\s,;-]+(?:kabupaten|kab|kota)\b.*$")
_PARTS = re.compile(r"\s*[,;/]\s*|\s+[-–]\s*|\s*[-–]\s+")
_ESTATE = re.compile(
    r"(?i)^\W*(?:perum|perumahan|prm|komp|komplek|kompleks|cluster|kluster|villa|vila|griya|taman|puri|kp|kmp|"
    r"kampung|dusun|dsn|blok|ruko|rusun|apartemen|pasar)\b"
)


def village_readings(text: str) -> list[tuple[str, str | None]]:
    """What the cell of a village may name besides: (village, kecamatan or None), the surest first.

    "Ds. Setiadarma Kec. Tambun Selatan", "Setiadarma - Tambun Selatan", "Setiadarma RT 02/07".
    """
    said = _REGENCY_BEHIND.sub("", _RT_BEHIND.sub("", text)).strip()
    marked = _WITH_DISTRICT.match(said)
    if marked:
        return [(marked[1], marked[2])]
    readings: list[tuple[str, str | None]] = [(said, None)] if said and said != text else []
    bracket = re.fullmatch(r"(.+?)\s*\(([^)]*)\)", said)
    if bracket:
        return [(bracket[1], bracket[2]), (bracket[1], None)]
    parts = [part for part in _PARTS.split(said) if part]
    if len(parts) == 2:
        return [*readings, (parts[0], parts[1])]
    words = re.split(r"[\s-]+", said)
    return readings + [
        (" ".join(words[:count]), " ".join(words[count:])) for count in range(1, len(words))
    ]


def names_estate(text: str | None) -> bool:
    """Whether a cell names a housing estate, a kampung or the like, which no list of areas has."""
    return bool(_ESTATE.match(text or ""))


def code_readings(text: str | None) -> tuple[str, str]:
    """A typed code read as Kemendagri ("32.16.18") and as BPS ("3216010"); "" where it cannot be.

    With separators it is Kemendagri's. Ten digits without them can be either: 41 villages of Bekasi
    have a BPS code that is another village's Kemendagri code. Trailing blocks of zeros mean "all
    of it"; a spreadsheet's ".0" is dropped.
    """
    text = re.sub(r"(?<=\d{3})\.0$", "", (text or "").strip())
    digits = re.sub(r"\D", "", text)
    if not digits or re.search(r"[A-Za-z]", text):
        return "", ""
    kemendagri = ".".join(_blocks(digits, KEMENDAGRI_BLOCKS))
    bps = "" if re.search(r"\d\D+\d", text) else "".join(_blocks(digits, BPS_BLOCKS))
    return kemendagri, bps


def _blocks(digits: str, sizes: tuple[int, ...]) -> list[str]:
    """The digits cut into blocks of these sizes, without trailing zero blocks; [] if unfit."""
    blocks = []
    for size in sizes:
        if not digits:
            break
        blocks.append(digits[:size])
        digits = digits[size:]
    if digits or len(blocks[-1]) != sizes[len(blocks) - 1]:
        return []
    while blocks and not blocks[-1].strip("0"):
        blocks.pop()
    return blocks

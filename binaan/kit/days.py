"""Days and years as people write them: the day first, months in words, a spreadsheet's count of days.

`docs/rules/values.md` tells what is read, what waits, and what is suggested then.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

UNREADABLE = "date_unreadable"
YEAR_ONLY = "date_year_only"

MONTH_NAMES = (
    "januari january", "februari pebruari february", "maret march", "april", "mei may", "juni june",
    "juli july", "agustus august agt agst ags", "september", "oktober october",
    "november nopember", "desember december dec",
)  # fmt: skip
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
COUNTED_FROM = date(1899, 12, 30)  # day 0 of Excel, its leap year 1900 allowed for
LEAST_COUNT = 10_000  # 18 May 1927; smaller counts look like years
YEARS_COUNTED_FROM = 1955  # in a column of years, where counts are rarer than slips

_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)"
_BEFORE = re.compile(
    rf"^(?:{_WEEKDAY}|tgl|tanggal|[a-z][a-z .'()-]*?,)[\s,.:]*|^[a-z .']{{3,}}?[\s,]+(?=\d{{1,2}}[\s./-])"
)
_BEHIND = re.compile(r"\s*\([^)]*\)$|[t ]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.0+)?$|\s*wib$")
_PARTS = re.compile(r"(\d{1,2}) ([a-z]{1,9}|\d{1,2}) '?(\d{4}|\d{2})")
_JOINED = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)|(\d{1,2})([a-z]{3,9})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_MONTH_OF_YEAR = re.compile(r"(?:[a-z]+|\d{1,2}) '?(?:19|20)\d\d")
_YEAR = re.compile(r"(?:.*\D)?((?:19|20)\d\d)(?:\.0)?(?:\D.*)?", re.DOTALL)
_YEARS_AGO = re.compile(
    r"(?:±\s*|sekitar\s*)?(\d{1,2})\s*(?:th|thn|tahun)\.?\s*(?:yang|yg)?\s*lalu"
)
_LETTERS = str.maketrans({"o": "0", "l": "1", "|": "1"})


class Day(NamedTuple):
    """A day, or why there is none and what it probably was, written so that it can be read back."""

    value: date | None
    code: str | None = None
    suggestion: str | None = None


class Year(NamedTuple):
    """As `Day`, for a year."""

    value: int | None
    code: str | None = None
    suggestion: str | None = None


def parse_day(text: str, latest: date) -> Day:
    """Read one cell; `latest` settles years of two digits and counts of days. A day to come is read."""
    said = _tidy(text)
    value = _counted(text.strip(), latest) or _written(said, latest)
    if value:
        return Day(value)
    if re.fullmatch(r"(?:th|thn|tahun)? ?(?:19|20)\d\d", said) or _is_month_of_year(said):
        return Day(None, YEAR_ONLY)
    return Day(None, UNREADABLE, _likely_day(said, latest))


def parse_year(text: str, latest: int) -> Year:
    """Read one cell as a year: alone, in a date, or counted; `latest` is the year of the list."""
    said = " ".join(text.lower().split())
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", said)
    found = _YEAR.fullmatch(said)
    if len(set(years)) > 1:
        return Year(None, UNREADABLE)
    if found and re.search(r"\d\s*-?\s*an\b", said):
        return Year(None, UNREADABLE, found[1])
    if found:
        return Year(int(found[1]))
    return _odd_year(said, latest)


def _odd_year(said: str, latest: int) -> Year:
    last_day = date(latest, 12, 31)
    day = _counted(said, last_day) or _written(_tidy(said), last_day)
    if day and day.year >= YEARS_COUNTED_FROM:
        return Year(day.year)
    if re.fullmatch(r"['’`]\d\d", said):
        return Year(_full_year(said[1:], last_day))
    if re.fullmatch(r"\d\d", said):
        return Year(None, UNREADABLE, str(_full_year(said, last_day)))
    ago = _YEARS_AGO.fullmatch(said)
    return Year(None, UNREADABLE, str(latest - int(ago[1])) if ago else None)


def _tidy(text: str) -> str:
    """Lower case, one blank between parts, without weekday, place, clock and brackets."""
    said = " ".join(text.lower().replace("\xa0", " ").split())
    said = _BEHIND.sub("", said)
    if not _is_month_of_year(said):
        said = _BEFORE.sub("", said)
    return " ".join(re.sub(r"[./,\-–]+", " ", said).split())


def _is_month_of_year(said: str) -> bool:
    if not _MONTH_OF_YEAR.fullmatch(said):
        return False
    return 1 <= _month(re.split(r"[ ./-]", said)[0]) <= 12


def _written(said: str, latest: date) -> date | None:
    found = _PARTS.fullmatch(said) or _JOINED.fullmatch(said)
    if found:
        day, month, year = (part for part in found.groups() if part)
        return _date(_full_year(year, latest), _month(month), int(day))
    iso = _ISO.fullmatch(said) or re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", said)
    return _date(*(int(part) for part in iso.groups())) if iso else None


def _likely_day(said: str, latest: date) -> str | None:
    """Month first where the day cannot be (1/25/2019), a letter for a digit, a lost zero."""
    found = _PARTS.fullmatch(said)
    day = None
    if found and found[2].isdigit() and int(found[2]) > 12:
        day = _date(_full_year(found[3], latest), int(found[1]), int(found[2]))
    elif re.search(r"\d", said) and re.search(r"[ol|]", said):
        parts = (part if _is_word(part) else part.translate(_LETTERS) for part in said.split())
        day = _written(" ".join(parts), latest)
    elif re.fullmatch(r"\d{7}", said):
        day = _written(f"0{said}", latest)
    return f"{day:%d-%m-%Y}" if day and day <= latest else None


def _counted(said: str, latest: date) -> date | None:
    """A spreadsheet's count of days (43477 is 12 January 2019), up to the latest day."""
    found = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", said)
    if not found or int(found[1]) < LEAST_COUNT:
        return None
    day = COUNTED_FROM + timedelta(days=int(found[1]))
    return day if day <= latest else None


def _month(word: str) -> int:
    """1 to 12, or 0 for what is no month."""
    if word.isdigit():
        return int(word)
    if word in ROMAN:
        return ROMAN.index(word) + 1
    if len(word) >= 3:
        for number, names in enumerate(MONTH_NAMES, start=1):
            if any(name.startswith(word) for name in names.split()):
                return number
    return 0


def _is_word(part: str) -> bool:
    return not part.isdigit() and bool(_month(part))


def _full_year(digits: str, latest: date) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= latest.year % 100 else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

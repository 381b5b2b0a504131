"""NIK, NIB, NPWP and telephone numbers: how they are read, and what is wrong with them.

See docs/rules/identifiers.md. Sources: data/ikm/id-formats.yaml (S45-S47; K:h), handbook §1.1-1.5.
A check answers the value as kept and a problem code; both are None when nothing was written.
Nothing is refused for its place: a NIK keeps the kecamatan where it was first given.
"""

import re
from datetime import date
from typing import NamedTuple

NIK_DIGITS = 16
NIB_DIGITS = 13
OLD_NPWP_DIGITS = 15
NPWP_DIGITS = 16
NITKU_DIGITS = 22  # NPWP of 16 digits + the serial of a place of business
FEMALE_DAY = 40  # women's day of birth is written DD+40
YOUNGEST, OLDEST = 15, 100  # ages by which the century of a NIK is told [D]

_BETWEEN = re.compile(r"[\s.,;:\-_'‘’`´\"“”]")
_CALLED = re.compile(r"^\W*(?:(?:no|nomor|nik|nib|npwp|e-?ktp|ktp)\b[\s.:=]*)+", re.IGNORECASE)
_ALIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_LETTERS_FOR_DIGITS = re.compile(r"[\dOolI|]+")
_DECIMALS = re.compile(r"^(\d+)[.,]0{1,2}$")
_SCIENTIFIC = re.compile(r"^\d[.,]?\d*e\+?\d+$", re.IGNORECASE)
_MOBILE = re.compile(r"^8[1-9]\d{6,10}$")
_FIXED = re.compile(r"^(21\d{6,8}|[2-79]\d{8,10})$")  # 021 is Jakarta and Bekasi
_SEVERAL = re.compile(r"[/;,&|\n]|\batau\b|\bdan\b", re.IGNORECASE)
_NEXT_PHONE = re.compile(r"(?<=\d)\s+(?=(?:\+?62|0)[\s-]?8\d)")
_NEXT_NUMBER = re.compile(r"\s+(?=(?:\+?62|0)[\s-]?8|\(?0?21\)?[\s-])")  # one number a line
_PHONE_WORDS = re.compile(
    r"\b(no|nomor|hp|wa|whatsapp|telp?|tlp|telepon|kantor|rumah)\b[.:]*", re.IGNORECASE
)
_PHONE_RUN = re.compile(r"(?<![a-z\d])[+(]?\d[\d\s.()'’`:+-]*\d(?![a-z\d])", re.IGNORECASE)


class Checked(NamedTuple):
    """What is kept (None: it cannot be) and the code of the problem (None: there is none)."""

    value: str | None
    problem: str | None


class CheckedNib(NamedTuple):
    """As `Checked`, with what the number probably was."""

    value: str | None
    problem: str | None
    suggestion: str | None


def plain_digits(text: str | None) -> str:
    """The number without its name ("NIK: …"), blanks, signs and the ".0" a spreadsheet adds."""
    bare = _CALLED.sub("", (text or "").strip())
    return _BETWEEN.sub("", _DECIMALS.sub(r"\1", bare))


def letters_as_digits(text: str | None) -> str | None:
    """The digits meant where O, l or I stand for 0 and 1; None where other letters stand, or none."""
    digits = plain_digits(text)
    if not _LETTERS_FOR_DIGITS.fullmatch(digits) or digits.isdecimal():
        return None
    return digits.translate(_ALIKE)


def likely_nik(text: str | None) -> str | None:
    """The NIK that was probably meant: letters for digits, if it is sound then."""
    return check_nik(letters_as_digits(text)).value


def likely_nib(text: str | None) -> str | None:
    """The NIB that was probably meant: a lost zero, or letters for digits."""
    return check_nib(text).suggestion or check_nib(letters_as_digits(text)).value


def digits_lost(text: str | None) -> bool:
    """Whether a spreadsheet has written the number as 3,21606E+15, so that its end is gone."""
    return bool(_SCIENTIFIC.match((text or "").strip().replace(" ", "")))


def _is_number(digits: str, length: int) -> bool:
    return len(digits) == length and digits.isascii() and digits.isdecimal()


def check_nik(text: str | None) -> Checked:
    """16 digits; DDMMYY a real day (women DD+40) in 19YY or 20YY; serial not 0000.

    Codes: nik_length, nik_date, nik_serial; nik_is_nib where 13 digits stand, a NIB's number.
    """
    digits = plain_digits(text)
    if not digits:
        return Checked(None, None)
    if _is_number(digits, NIB_DIGITS):
        return Checked(None, "nik_is_nib")
    if not _is_number(digits, NIK_DIGITS):
        return Checked(None, "nik_length")
    if not any(_born(digits, century) for century in (1900, 2000)):
        return Checked(None, "nik_date")
    if digits[12:] == "0000":
        return Checked(None, "nik_serial")
    return Checked(digits, None)


def _born(nik: str, century: int) -> date | None:
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    if day > FEMALE_DAY:
        day -= FEMALE_DAY
    try:
        return date(century + year, month, day)
    except ValueError:
        return None


def nik_sex(nik: str) -> str | None:
    """ "P" (female) when the day is DD+40, else "L" (male); None for a NIK that is not sound."""
    checked = check_nik(nik)
    if checked.value is None:
        return None
    return "P" if int(checked.value[6:8]) > FEMALE_DAY else "L"


def nik_birth_date(nik: str, today: date) -> date | None:
    """The birthday in a NIK: of 19YY and 20YY the one that gives an age of 15 to 100.

    None for a NIK that is not sound, and when neither century gives such an age.
    """
    checked = check_nik(nik)
    if checked.value is None:
        return None
    for century in (1900, 2000):
        born = _born(checked.value, century)
        if born and YOUNGEST <= age(born, today) <= OLDEST:
            return born
    return None


def age(born: date, today: date) -> int:
    """Full years of life on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def check_nib(text: str | None) -> CheckedNib:
    """13 digits, nothing else is fixed (old NIBs hold no date).

    Codes: nib_zero_lost (12 digits: a spreadsheet took the leading zero; suggested with it),
    nib_length; nib_is_nik where a sound NIK stands.
    """
    digits = plain_digits(text)
    if not digits:
        return CheckedNib(None, None, None)
    if len(digits) == NIK_DIGITS and check_nik(digits).value:
        return CheckedNib(None, "nib_is_nik", None)
    if _is_number(digits, NIB_DIGITS):
        return CheckedNib(digits, None, None)
    if _is_number(digits, NIB_DIGITS - 1):
        return CheckedNib(None, "nib_zero_lost", f"0{digits}")
    return CheckedNib(None, "nib_length", None)


def check_npwp(text: str | None) -> Checked:
    """Kept as 16 digits: the old 15 with a leading 0; of a NITKU its first 16.

    Code: npwp_length.
    """
    digits = plain_digits(text)
    if not digits:
        return Checked(None, None)
    if _is_number(digits, OLD_NPWP_DIGITS):
        digits = f"0{digits}"
    if _is_number(digits, NITKU_DIGITS):
        digits = digits[:NPWP_DIGITS]
    if not _is_number(digits, NPWP_DIGITS) or not digits.strip("0"):
        return Checked(None, "npwp_length")
    return Checked(digits, None)


def normal_phone(text: str | None) -> str | None:
    """E.164 (+628…, +6221…): the first number of several that can be read; None when none can.

    A mobile number whose leading zero a spreadsheet took ("812…") is read as one; names and words
    beside a number do not matter.
    """
    parts = _SEVERAL.split(text or "")
    lines = [line for part in parts for line in _NEXT_NUMBER.split(part)]
    for part in parts + lines:
        number = _one_phone(_PHONE_WORDS.sub("", part)) or _phone_in(part)
        if number:
            return number
    return None


def likely_phone(text: str | None) -> str | None:
    """The number that was probably meant, as 08…: letters for digits ("O812…")."""
    for part in _SEVERAL.split(text or ""):
        bare = re.sub(r"[\s.\-()+]", "", part)
        if _LETTERS_FOR_DIGITS.fullmatch(bare) and not bare.isdecimal():
            number = _one_phone(bare.translate(_ALIKE))
            return f"0{number[3:]}" if number else None
    return None


def _phone_in(text: str) -> str | None:
    """A number among other words, or the first of two with only a blank between."""
    runs = (one for run in _PHONE_RUN.findall(text) for one in (run, *_NEXT_PHONE.split(run)))
    return next(filter(None, map(_one_phone, runs)), None)


def _one_phone(text: str) -> str | None:
    bare = _DECIMALS.sub(r"\1", text.replace("(0)", "").strip())
    digits = re.sub(r"[\s.\-()'’`:+]", "", bare)
    if not (digits.isascii() and digits.isdecimal()):
        return None
    for prefix in ("0062", "62", "0"):
        if digits.startswith(prefix):
            rest = digits.removeprefix(prefix).removeprefix("0")
            found = _MOBILE.match(rest) or _FIXED.match(rest)
            return f"+62{rest}" if found else None
    return f"+62{digits}" if _MOBILE.match(digits) else None

"""Personal values with most of it hidden, and a log filter that hides them in every line.

What stays readable is what staff need to tell two people apart and no more: the area of a NIK and
its serial, the end of a telephone number, the year of a birth, the tax office of an NPWP.
"""

import logging
import re
from collections.abc import Callable
from datetime import date

HIDDEN = "••••"
NOTHING = "–"


def mask_nik(value: object) -> str:
    """3216064507850003 -> 321606••••••0003: district and serial stay, the birth date goes.

    A number that is not 16 digits long has no known parts, so all of it is hidden.
    """
    digits = _digits(value)
    if len(digits) != 16:
        return _all_hidden(value)
    return f"{digits[:6]}••••••{digits[-4:]}"


def mask_phone(value: object) -> str:
    """+6281312347721 -> 0813 •••• 7721, written the national way."""
    digits = _digits(value)
    if digits.startswith("62"):
        digits = "0" + digits[2:]
    if len(digits) < 9:
        return _all_hidden(value)
    return f"{digits[:4]} {HIDDEN} {digits[-4:]}"


def mask_npwp(value: object) -> str:
    """15 digits -> ••.•••.•••.•-408.000 (tax office and branch stay); 16 digits -> as a NIK."""
    digits = _digits(value)
    if len(digits) == 15:
        return f"••.•••.•••.•-{digits[9:12]}.{digits[12:]}"
    return mask_nik(value)


def mask_date(value: object) -> str:
    """1985-07-05 -> •• •• 1985; a text that is no ISO date is hidden whole."""
    if isinstance(value, date):
        return f"•• •• {value.year:04d}"
    found = re.fullmatch(r"(\d{4})-\d{2}-\d{2}(?:[T ].*)?", str(value or ""))
    return f"•• •• {found[1]}" if found else _all_hidden(value)


def mask_money(value: object) -> str:
    """Any amount -> Rp •••; even its length says something."""
    return NOTHING if value is None or value == "" else "Rp •••"


def mask_all(value: object) -> str:
    """Anything -> ••••."""
    return _all_hidden(value)


# Money is kept as bounds: "sales" in a list is "sales_low" and "sales_high" in a claim.
MONEY = ("turnover", "sales", "sales_month", "capital", "investment", "production_value")

# Fields nobody reads in full without permission, and how each is shown instead.
PERSONAL_FIELDS: dict[str, Callable[[object], str]] = {
    "nik": mask_nik,
    "npwp": mask_npwp,
    "phone": mask_phone,
    "birth_date": mask_date,
    "birth_place": mask_all,
    "email": mask_all,
    "owner_address": mask_all,
    **{f"{name}{bound}": mask_money for name in MONEY for bound in ("", "_low", "_high")},
}


def mask(field: str, value: object) -> object:
    """`value` hidden when `field` is personal, else as it came."""
    return PERSONAL_FIELDS[field](value) if field in PERSONAL_FIELDS else value


# 15 or 16 digits in a row or grouped as on cards, and Indonesian telephone numbers.
_LONG_NUMBER = re.compile(r"(?<![\d.])\d(?:[ .\-]?\d){14,15}(?!\d)")
_PHONE = re.compile(r"(?<![\d.])(?:\+?62|0)[ \-]?8\d{1,3}[ \-]?\d{3,4}[ \-]?\d{3,5}(?!\d)")


def mask_text(text: str) -> str:
    """Free text (a log line, a message of the database) without NIK, NPWP and mobile numbers."""
    return _PHONE.sub(HIDDEN, _LONG_NUMBER.sub(HIDDEN, text))


class PersonalFilter(logging.Filter):
    """Hides personal numbers in a log record, its arguments and its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask_text(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_text(record.exc_text)
        return True


def _digits(value: object) -> str:
    return re.sub(r"\D", "", str(value or ""))


def _all_hidden(value: object) -> str:
    return NOTHING if value is None or value == "" else HIDDEN

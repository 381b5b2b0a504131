"""Cell addresses, and cells as text."""

from datetime import date, datetime, time, timedelta

SEPARATOR = "\x1f"  # between the cells of a landed row
NUMBER_MARK = "\x02"  # before a number cell whose digits a spreadsheet may have lost
EMPTY_FORMULA = NUMBER_MARK + "=rumus"  # a formula that nobody calculated
OWN_MARKS = SEPARATOR + NUMBER_MARK + "\x00"  # what no arriving cell may hold; no store keeps \x00
LONG_NUMBER = 10**14
_FREE = str.maketrans(dict.fromkeys(OWN_MARKS, " "))


def letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """A → 0, AA → 26; raises ValueError for what is no column."""
    if not name.isascii() or not name.isalpha() or len(name) > 3:
        raise ValueError(name)
    value = 0
    for letter in name.upper():
        value = value * 26 + ord(letter) - 64
    return value - 1


def as_text(value) -> str | None:
    """A cell of a workbook as the text a person would type; None when empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):
        return (NUMBER_MARK if abs(value) >= LONG_NUMBER else "") + str(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return tidy(str(value))


def tidy(text: str) -> str | None:
    """Blanks joined, our own marks and \\x00 taken out; None for what says nothing."""
    return " ".join(text.translate(_FREE).split()) or None


def _number(value: float) -> str | None:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if value.is_integer() and abs(value) < 10**22:
        return as_text(int(value))
    return repr(value)


def shown(text: str) -> str:
    """A landed cell as people see it."""
    return text.removeprefix(NUMBER_MARK)


def escaped(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP: = + - @ and control characters)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text

"""Parameters an office may choose, or facts not yet confirmed: declared in code, decided in rows.

A room declares what it needs when it starts; the office then decides by dated rows. Until it does,
the default counts, and its note ("belum dipastikan") is shown beside it.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q

from binaan.access.models import Office, OfficeParameter
from binaan.kit.dates import today

UNCONFIRMED = "Belum dipastikan"


class Parameter(NamedTuple):
    """`kind`: "text", "number" (Decimal) or "date" (YYYY-MM-DD). `among`: the words a text may be,
    () for any."""

    key: str
    label: str
    default: str
    unit: str
    note: str
    source: str
    kind: str
    among: tuple[str, ...] = ()


class Decided(NamedTuple):
    """What counts, and why: `row` is None while only the default counts."""

    parameter: Parameter
    value: str
    note: str
    row: OfficeParameter | None


DECLARED: dict[str, Parameter] = {}


def declare(
    key: str,
    label: str,
    default,
    note: str = UNCONFIRMED,
    source: str = "",
    *,
    unit: str = "",
    kind: str = "text",
    among: tuple[str, ...] = (),
) -> Parameter:
    """Sign a parameter up. Declaring the same again is fine; two meanings of one key are not."""
    made = Parameter(key, label, str(default), unit, note, source, kind, among)
    if DECLARED.setdefault(key, made) != made:
        raise ValueError(f"Parameter {key} was declared twice, differently.")
    return made


def decided(key: str, *, office: Office | None = None, on: date | None = None) -> Decided:
    """The value that counts for an office on a date, with its note.

    The office's own newest row before the one for all offices, and that before the default. Raises
    LookupError for a key nobody declared.
    """
    return _decided([key], office, on)[key]


def _decided(keys: list[str], office: Office | None, on: date | None) -> dict[str, Decided]:
    """What counts of several, asked in one question."""
    declared = [DECLARED[key] for key in keys]
    rows = OfficeParameter.objects.filter(key__in=keys, valid_from__lte=on or today())
    rows = rows.filter(Q(office=office) | Q(office__isnull=True))
    counting: dict[str, OfficeParameter] = {}
    for row in rows.order_by("valid_from", "recorded_at", "pk"):
        there = counting.get(row.key)
        if there is None or there.office_id is None or row.office_id is not None:
            counting[row.key] = row
    return {one.key: _counting(one, counting.get(one.key)) for one in declared}


def _counting(parameter: Parameter, row: OfficeParameter | None) -> Decided:
    if row is None:
        return Decided(parameter, parameter.default, parameter.note, None)
    return Decided(parameter, row.value, row.note, row)


def parameter(key: str, *, office: Office | None = None, on: date | None = None, default=None):
    """The value (text) of a parameter; `default` replaces the declared one when nobody decided."""
    if key not in DECLARED and default is not None:
        declare(key, key, default)
    found = decided(key, office=office, on=on)
    return str(default) if found.row is None and default is not None else found.value


def number(key: str, *, office: Office | None = None, on: date | None = None) -> Decimal:
    """The value of a parameter of kind "number"."""
    return Decimal(parameter(key, office=office, on=on))


def numbers(
    keys: Iterable[str], *, office: Office | None = None, on: date | None = None
) -> dict[str, Decimal]:
    """The values of several parameters of kind "number", by key, asked in one question."""
    found = _decided(list(keys), office, on)
    return {key: Decimal(one.value) for key, one in found.items()}


def checked(key: str, value: str) -> str:
    """`value` as it is stored. Raises ValidationError when it is not of the declared kind."""
    declared = DECLARED.get(key)
    if declared is None:
        raise ValidationError({"key": "Parameter ini tidak dikenal."})
    text = " ".join(str(value).split())
    if not text:
        raise ValidationError({"value": "Isi nilainya."})
    if declared.kind == "number":
        return _number(text)
    if declared.kind == "date":
        return _date(text)
    return _word(text, declared.among) if declared.among else text


def _word(text: str, among: tuple[str, ...]) -> str:
    """One of the words, however its letters are written."""
    found = [word for word in among if word.casefold() == text.casefold()]
    if not found:
        raise ValidationError({"value": f"Tulis salah satu: {', '.join(among)}."})
    return found[0]


def _number(text: str) -> str:
    plain = text.replace(".", "").replace(",", ".") if "," in text else text
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValidationError({"value": "Tulis angka, misalnya 12,5."}) from None
    if not value.is_finite():
        raise ValidationError({"value": "Tulis angka, misalnya 12,5."})
    return str(value)


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValidationError({"value": "Tulis tanggal sebagai 2026-12-31."}) from None

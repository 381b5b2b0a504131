"""What a value typed by a person says of a row: a place and a position are more than one field."""

import re

from binaan.registry.rules.fields import BY_NAME
from binaan.registry.rules.looks import NOTHING

PLACE = ("village", "district", "regency", "place_code")
POSITION = ("lat", "lon", "position")
CODE = re.compile(r"\d{2}(?:\.\d{2}){1,2}(?:\.\d{4})?|\d{10}")
PAIR = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:[.,]\d+)?)")
Says = dict[str, str | None]


def amend(field: str, value: str) -> Says:
    """The fields a value sets; None takes away what the row itself says there."""
    if field in PLACE:
        return _place(field, value)
    if field in POSITION:
        return _position(field, value)
    return {field: value}


def names_no_place(field: str, value: str) -> bool:
    """Whether "-", "tidak ada" or a sign was given where a place is asked for."""
    if field not in PLACE or CODE.fullmatch(value):
        return False
    return not any(map(str.isalpha, value)) or value.lower() in NOTHING


def _place(field: str, value: str) -> Says:
    """A code; "Setiadarma, Tambun Selatan"; or a name for this column alone."""
    nothing: Says = dict.fromkeys(PLACE)
    if CODE.fullmatch(value):
        return nothing | {"place_code": value}
    village, comma, district = (part.strip() for part in value.partition(","))
    if comma and village and district:
        return nothing | {"village": village, "district": district}
    return {"place_code": None, "village" if field == "place_code" else field: value}


def _position(field: str, value: str) -> Says:
    """Latitude and longitude in one text, else this part alone."""
    pair = PAIR.fullmatch(value.strip())
    if pair:
        said: Says = {"lat": pair[1], "lon": pair[2]}
        return said | {name: None for name in ("position",) if name in BY_NAME}
    return {field: value}

"""Address texts taken apart: street, number, block, RT, RW, postcode, and the names of places they mark.

The patterns of single parts are written for Python and for Polars alike (no look-around), so that
`sheets/filling` applies the same ones to whole columns. docs/rules/values.md tells what they mean.
"""

import re
from typing import NamedTuple

_SPACE = r"[\s.:,]*"
_STREET = r"jalan|jln|jl|gang|gg|kampung|kp|kmp|komplek|kompleks|komp|perumahan|perum|prm|blok|blk"
_STOPS = (
    rf"kecamatan|kec|kabupaten|kab|kota|kelurahan|kel|desa|ds|prov|provinsi|rt|rw|no|nomor|dusun|dsn|"
    rf"kode|{_STREET}"
)
_NAME = rf"([a-z][a-z'’ ./-]*?)\s*(?:[,;()\d]|-\s|\s(?:{_STOPS})\b|$)"

# What looks like a mark but is none: "Jl. Desa Mekar", "Kantor Kelurahan".
NO_MARK = r"(?i)\b(?:(?:jalan|jln|jl|gang|gg)[\s.]*(?:raya\s+)?|(?:kantor|kantin|balai|depan|pasar|samping|belakang|dekat|dpn)\s+)(?:kantor\s+|balai\s+)?(?:desa|kelurahan|kel|kecamatan|kec|ds)\b"  # noqa: E501
RT = r"(?i)\brt[\s.:/]*(?:rw[\s.:/]*)?(\d{1,3})(?:\D|$)"
RW_BEHIND = r"(?i)\brt[\s.:/]*(?:rw[\s.:/]*)?\d{1,3}\s*[/\-]\s*(\d{1,3})(?:\D|$)"
RW = r"(?i)(?:^|[^a-z])rw[\s.:]*(\d{1,3})(?:\D|$)"
POSTCODE = r"(?i)(?:^|[\s,.(])(?:kode\s*pos[\s.:]*)?([1-9]\d{4})[\s).]*$"
VILLAGE = rf"(?i)(?:^|[\s,.;(/])(?:(?:kelurahan|kel|desa|ds)\b[\s.:/]*)+{_NAME}"
DISTRICT = rf"(?i)(?:^|[\s,.;(/])(?:kecamatan|kec)\b{_SPACE}{_NAME}"
REGENCY = r"(?i)(?:^|[\s,.;(/])((?:kabupaten|kab|kota)\b[\s.:]*[a-z][a-z'’ -]*?)\s*(?:[,;()\d.]|$)"
NOT_A_NAME = rf"(?i)^(?:{_STOPS})\b"
RT_RW = r"(?i)^\W*(?:rt)?[\s.:/]*(?:rw)?[\s.:/]*(\d{1,3})\s*(?:[/\-,;. ]+\s*(?:rw)?|rw)[\s.:]*(\d{1,3})\W*$"

_BLOCK = re.compile(r"(?i)\b(?:blok|blk)\b[\s.:]*([a-z]{1,3}\d{0,3}|\d{1,3}[a-z]?)\b")
_NUMBER = re.compile(r"(?i)\b(?:no|nomor|nmr)\b[\s.:]*(\d+[a-z]?(?:\s?[/-]\s?\d+[a-z]?)?)")
_BARE_NUMBER = re.compile(r"(?i)^[\s.,/-]*(\d+[a-z]?(?:\s?[/-]\s?\d+[a-z]?)?)\b")
_STREET_AT = re.compile(rf"(?i)\b(?:{_STREET})\b")
_STREET_ENDS = re.compile(
    r"(?i)[,;(]|\br[tw](?=[\W\d]|$)|\b(?:no|nomor|blok|blk|kelurahan|kel|desa|ds|kecamatan|kec|kota|kab|kabupaten)\b"
)


class Part(NamedTuple):
    """One part of an address and how sure it is: 0.9 and more stands behind its own mark."""

    text: str
    confidence: float


MARKED, UNMARKED = 0.95, 0.6


def take_apart(text: str) -> dict[str, Part]:
    """The parts that an address names: street, number, block, rt, rw, village, district, regency,
    postcode; what it does not name is left out."""
    said = " ".join(text.split())
    bare = re.sub(NO_MARK, "jl", said)
    found: dict[str, Part] = {}
    for name, patterns in (
        ("rt", (RT,)), ("rw", (RW_BEHIND, RW)), ("village", (VILLAGE,)), ("district", (DISTRICT,)),
        ("regency", (REGENCY,)), ("postcode", (POSTCODE,)),
    ):  # fmt: skip
        part = next(filter(None, (_first(pattern, bare) for pattern in patterns)), None)
        if part:
            found[name] = Part(part.zfill(3) if name in ("rt", "rw") else part, MARKED)
    return _house(said) | found


def _first(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text)
    part = found[1].strip(" .,-/'’") if found else ""
    unnamed = pattern != REGENCY and re.match(NOT_A_NAME, part)
    return None if unnamed else part or None


def _house(said: str) -> dict[str, Part]:
    found = {}
    block, number = _BLOCK.search(said), _NUMBER.search(said)
    if block:
        found["block"] = Part(block[1].upper(), MARKED)
        behind = _BARE_NUMBER.search(said[block.end() :])
        if behind and not number:
            found["number"] = Part(behind[1].replace(" ", ""), UNMARKED)
    if number:
        found["number"] = Part(number[1].replace(" ", ""), MARKED)
    street = _street(said)
    if street:
        found["street"] = street
    return found


def _street(said: str) -> Part | None:
    starts = _STREET_AT.search(said)
    rest = said[starts.start() :] if starts else said
    marks = re.sub(NO_MARK, lambda found: "-" * len(found[0]), rest)
    ends = _STREET_ENDS.search(marks, starts.end() - starts.start() if starts else 0)
    street = rest[: ends.start() if ends else None].strip(" .,;-/")
    if not street or (not starts and not ends):
        return None
    return Part(street, MARKED if starts else UNMARKED)


def read_rt_rw(text: str | None) -> tuple[str, str] | None:
    """ "002/007", "RT 02 RW 07", "2/7" as ("002", "007"); None for what is none."""
    found = re.match(RT_RW, text or "")
    return (found[1].zfill(3), found[2].zfill(3)) if found else None


def likely_rt_rw(text: str | None) -> str | None:
    """What a spreadsheet made a day of: 2/7 became 2026-07-02."""
    found = re.fullmatch(r"(?:19|20)\d\d-(\d\d)-(\d\d)", text or "")
    return f"0{found[2]}/0{found[1]}" if found else None


def ending(text: str) -> list[str]:
    """The words at the end of an address that may name places: those behind the last number or comma.

    Without regency, province and postcode where those are marked; "Jl. Mawar 5 Setiadarma Tambun
    Selatan" gives [Setiadarma, Tambun, Selatan]. None where a street, an estate or a mark ends it.
    """
    said = " ".join(text.split())
    said = re.sub(POSTCODE, "", said)
    said = re.sub(r"(?i)[\s,.]*\b(?:jawa barat|jabar)\W*$", "", said)
    said = re.sub(REGENCY, "", said)
    said = re.sub(r"(?i)\b(?:kecamatan|kec)\b[\s.:]*", "", said).strip(" .,;-")
    names = re.search(r"(?i)(?:[,;)]|\d[a-z]?\b\W|\s-\s)([^\d,;]+(?:[,;]\s*[^\d,;]+)?)$", said)
    words = re.findall(r"[a-z'’]+", names[1], re.IGNORECASE) if names else []
    if not words or _STREET_AT.search(" ".join(words)) or re.match(NOT_A_NAME, words[0]):
        return []
    return words

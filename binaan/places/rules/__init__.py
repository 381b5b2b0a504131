"""Rules of places and reference lists: how names and codes are written, and what they mean."""

from binaan.places.rules.names import (
    BPS_BLOCKS,
    KEMENDAGRI_BLOCKS,
    NOTHING,
    PREFIXES,
    REGENCY_KINDS,
    code_readings,
    name_key,
    name_keys,
    names_estate,
    regency_name,
    village_readings,
)

__all__ = [
    "BPS_BLOCKS",
    "KEMENDAGRI_BLOCKS",
    "NOTHING",
    "PREFIXES",
    "REGENCY_KINDS",
    "code_readings",
    "name_key",
    "name_keys",
    "names_estate",
    "regency_name",
    "village_readings",
]

"""What is copied: named columns of named tables, and of anything personal only whether it is there."""

from typing import NamedTuple

from binaan.access.models import Office
from binaan.intake.models import ListedKey, Source, SourceVersion
from binaan.kit.snapshot.loading import Table, table_of
from binaan.places.models import Place
from binaan.registry.models import (
    Business,
    Condition,
    Guidance,
    Identifier,
    Owner,
    Role,
    Verification,
)
from binaan.registry.snapshot import served

NOW = "known_until IS NULL"
BUSINESS, OWNER, WHOLE, FIXED = "business", "owner", "", "fixed"


class Copied(NamedTuple):
    """A table, and by which column its rows belong to a business or an owner.

    WHOLE: few rows of nobody's, copied anew each time. FIXED: where they change, everything is.
    """

    table: Table
    of: str = WHOLE
    column: str = ""


def _table(model, names: str, *, flags: str = "", where: str = "") -> Table:
    return table_of(model, names.split(), flags=flags.split(), where=where)


OWN = (
    Copied(
        _table(
            Business,
            "id number name name_key place lat lon legal_form started_year kbli kbli_edition "
            "group ekraf is_vendor status verification first_as_of known_from merged_into erased_at withdrawn_at",
            flags="address product",
        ),
        BUSINESS,
        "id",
    ),
    Copied(
        _table(
            Condition,
            "id business valid_from valid_until known_from known_until place group status status_on "
            "verification legal_form started_year owner_sex association workers sales_low "
            "sales_high capital_low capital_high investment_low investment_high",
            where=NOW,
        ),
        BUSINESS,
        "business_id",
    ),
    Copied(
        _table(
            Guidance,
            "id office business valid_from valid_until known_from known_until",
            where=NOW,
        ),
        BUSINESS,
        "business_id",
    ),
    Copied(
        _table(Role, "id owner business valid_from valid_until known_until", where=NOW),
        BUSINESS,
        "business_id",
    ),
    Copied(_table(Verification, "id business state on"), BUSINESS, "business_id"),
    Copied(
        _table(ListedKey, "id source record_id gone_since observes"),
        BUSINESS,
        "record_id",
    ),
    Copied(_table(Owner, "id kind", flags="name phone"), OWNER, "id"),
    Copied(
        _table(Identifier, "id owner kind valid_until known_until", where=NOW),
        OWNER,
        "owner_id",
    ),
    Copied(_table(Place, "code name level kind parent path lat lon valid_from valid_until"), FIXED),
    Copied(_table(Office, "id key name place")),
    Copied(_table(Source, "id kind name office place")),
    Copied(_table(SourceVersion, "id source as_of")),
)


def copied() -> tuple[Copied, ...]:
    """Every table of the copy, those declared by rooms above too."""
    records = [
        Copied(
            table_of(one.model, [one.business, one.on, *one.also], where=one.where),
            BUSINESS,
            _column(one.model, one.business),
        )
        for one in served.DECLARED
    ]
    further = [
        Copied(
            table_of(one.model, one.names),
            BUSINESS if one.business else WHOLE,
            _column(one.model, one.business) if one.business else "",
        )
        for one in served.BESIDE
    ]
    return (*OWN, *records, *further)


def _column(model, name: str) -> str:
    return model._meta.get_field(name).column

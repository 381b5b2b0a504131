"""Where one click on a figure of a sheet leads."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse


def indicator(pk: UUID) -> str:
    """The page of an indicator: its targets, what was printed, its citation."""
    return _address("plan_indicator", pk)


def node(pk: UUID) -> str:
    """The page of a part of the plan: its money from the leaves up, what was paid."""
    return _address("node_detail", pk)


def version(pk: UUID) -> str:
    """The page of a version: its whole tree with the sums."""
    return _address("plan_tree", pk)


def achievement(pk: UUID) -> str:
    """What stands behind a figure reached: its records, frozen or live, or the document."""
    return _address("achievement_evidence", pk)


def spending(document: UUID, year: int) -> str:
    """What a document's sub kegiatan were paid in a year, SP2D by SP2D."""
    return _address("spending_detail", document, year)


def printed(version: UUID, table: str, row: int = 0) -> str:
    """A table of an imported document as it was printed, at one of its rows."""
    address = _address("report_printed", version, table)
    return f"{address}#baris-{row}" if row and address else address


def _address(name: str, *arguments) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""

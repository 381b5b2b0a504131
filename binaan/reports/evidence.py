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
    """The page of an achievement: its records, or the document it was typed from."""
    return _address("achievement_detail", pk)


def _address(name: str, pk: UUID) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""

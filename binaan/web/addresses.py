"""Addresses of figures: all that was asked stands in the address bar, so a link is a citation."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from binaan.kit.measures import Asked
from binaan.kit.measuring.addresses import asked_in_words


def address(name: str, *arguments) -> str:
    """The address of a page, or "" while that page does not exist."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def figure_url(
    key: str, asked: Asked, dimension: str = "", page: str = "figure_detail", *,
    other: Asked | None = None, column: str = "", **more: str,
) -> str:  # fmt: skip
    """A figure with all that was asked of it; `other`: the date or period it is compared with."""
    said = asked_in_words(asked)
    if other is not None:
        said["banding"] = other.at.isoformat() if other.at else str(other.period)
    said |= {
        name: value for name, value in {"menurut": dimension, "kolom": column}.items() if value
    }
    return f"{reverse(page, args=[key])}?{urlencode(said | more)}"


def evidence_url(
    key: str, asked: Asked, dimension: str = "", row: str | None = None, *,
    column: str = "", lane: str | None = None,
) -> str:  # fmt: skip
    """The records behind a figure, behind one row of it, one column, or one cell of both."""
    said = asked_in_words(asked)
    if row is not None:
        said |= {"menurut": dimension, "baris": row}
    if lane is not None:
        said |= {"kolom": column, "lajur": lane}
    return f"{reverse('figure_evidence', args=[key])}?{urlencode(said)}"

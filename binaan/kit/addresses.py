"""What an address names after its "?": people change such words, so they may be anything."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404


def row_named(rows: QuerySet, key: str) -> Any:
    """The row with this key. Raises Http404 where there is none, or where that is no key."""
    try:
        return get_object_or_404(rows, pk=key)
    except (ValidationError, ValueError) as error:
        raise Http404 from error

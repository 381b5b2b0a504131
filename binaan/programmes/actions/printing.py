"""A receipt that is taken out of the system is noted in the trail."""

from django.db import transaction

from binaan.programmes.actions.selecting import note
from binaan.programmes.models import Selection


@transaction.atomic
def note_receipt(selection: Selection, *, kind: str, by) -> None:
    """Who took which receipt out, and in which form ("pdf", "csv")."""
    said = {"form": kind, "rows": selection.eligible, "sha256": selection.sha256}
    note(selection, verb="selection.receipt", payload=said, by=by)

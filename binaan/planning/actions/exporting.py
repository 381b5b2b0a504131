"""Tables of the plan that leave the system as a workbook are in the trail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.planning.actions.versions import OUTSIDE
from binaan.planning.models import Document


@transaction.atomic
def note_export(document: Document, *, what: str, by) -> None:
    """Note who took which table of a document. Raises PermissionDenied for one out of reach."""
    if not Document.objects.permitted(by, Permission.PLAN_VIEW).filter(pk=document.pk).exists():
        raise PermissionDenied(OUTSIDE)
    audit.record("plan.exported", document, by=by, payload={"what": what},
                 place=document.place, office=document.office)  # fmt: skip

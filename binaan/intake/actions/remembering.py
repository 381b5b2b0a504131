"""Stopping what a source was taught."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import RememberedRepair, Source


@transaction.atomic
def stop(remembered: RememberedRepair, *, by) -> RememberedRepair:
    """Remember it no longer; what came in with it stays as it is."""
    found = RememberedRepair.objects.select_for_update(of=("self",)).get(pk=remembered.pk)
    mine = Source.objects.permitted(by, Permission.LIST_REPAIR)
    source = mine.filter(pk=found.source_id).select_related("office", "place").first()
    if source is None:
        raise PermissionDenied("Daftar ini di luar wilayah tugas Anda.")
    if found.stopped_at is not None:
        raise ValidationError("Ingatan ini sudah dihentikan.")
    found.stopped_at, found.stopped_by = timezone.now(), by.username
    found.save(update_fields=["stopped_at", "stopped_by"])
    details = {"field": found.field, "was": found.was, "value": found.value}
    audit.record(
        "list.forgotten", found, by=by, payload=details, place=source.place, office=source.office
    )
    return found

"""Adding a business by hand, once however often the form is sent."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.models import AuditEvent, Office, User
from binaan.access.permissions import Permission
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import must_not_be_future, must_reach, must_say_why
from binaan.registry.models import Business
from binaan.registry.queries.pages import my_offices


@transaction.atomic
def add(
    *, said: dict, as_of: date, office: Office | None, reason: str, token: UUID, by
) -> Business:
    """Register a business with its owner. The same `token` again answers the same business.

    An owner who holds the stated NIK or NIB is taken; else he is new. Raises PermissionDenied
    outside the writer's area or for an office that is not his.
    """
    User.objects.select_for_update().get(pk=by.pk)  # the same person's second click queues up here
    sent = f"registry.form:{token}"
    earlier = AuditEvent.objects.filter(subject=sent, by=by.username).first()
    if earlier is not None:
        return _added_before(earlier)
    must_not_be_future(as_of)
    if office and not my_offices(by).filter(pk=office.pk).exists():
        raise PermissionDenied(f"Anda tidak bertugas untuk {office.name}.")
    business = claiming.register(
        said=said, as_of=as_of, office=office, by=by, reason=must_say_why(reason)
    )
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    audit.record("business.form_sent", sent, by=by, payload={"business": str(business.pk)})
    return business


def _added_before(event: AuditEvent) -> Business:
    content = event.payload.content
    if content is None:
        raise ValidationError("Formulir ini sudah dikirim sebelumnya.")
    return Business.objects.get(pk=content["business"])

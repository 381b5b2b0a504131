"""Reading personal values in full: written down before they are shown."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.registry.queries.people import Known, known_owner
from binaan.registry.wording import FACTS


@transaction.atomic
def reveal(
    subject: models.Model, values: dict[str, str], *, only: str = "", why: str, by
) -> list[tuple[str, str]]:
    """Label and full value of each, after noting who read what of whom and why.

    `subject`: a business or an owner within PERSONAL_READ of `by`; `only`: the one fact asked for.
    Raises ValidationError without a reason.
    """
    mine = type(subject).objects.permitted(by, Permission.PERSONAL_READ)
    if not mine.filter(pk=subject.pk).exists():
        raise PermissionDenied("Data pribadi ini di luar wilayah tugas Anda.")
    if len(why.strip()) < 5:
        raise ValidationError("Tuliskan untuk apa data pribadi ini dibaca.")
    shown = {key: text for key, text in values.items() if not only or key == only}
    place = getattr(subject, "place", None)
    audit.read_personal(subject, list(shown), by=by, why=why.strip(), place=place)
    return [(FACTS[key].label, text) for key, text in shown.items()]


@transaction.atomic
def look_up(*, nik: str, nib: str, by) -> Known | None:
    """Who holds this NIK or NIB already, masked. A hit is written down."""
    if not by.may(Permission.BUSINESS_EDIT):
        raise PermissionDenied("Tugas Anda tidak mencakup pencarian ini.")
    found = known_owner(by, nik=nik, nib=nib)
    if found is not None:
        kinds = [kind for kind, value in (("nik", nik), ("nib", nib)) if value]
        audit.record("owner.looked_up", found.owner, by=by, payload={"by": kinds})
    return found

"""Whether the writer may touch this record: asked after the write too, so a refusal undoes it."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.registry.models import Business, Owner

OUTSIDE = "Usaha ini di luar wilayah tugas Anda."
MERGED = "{one} sudah digabung ke {number} {name}. Tulis di sana, atau pisahkan dulu."


def locked(business: Business) -> Business:
    """The business as it stands now, held until the transaction ends: two at once queue up here.

    Raises ValidationError for one that was merged away meanwhile.
    """
    found = Business.objects.select_for_update(of=("self",)).get(pk=business.pk)
    must_stand(found)
    return found


def must_stand(record: Business | Owner) -> None:
    """Raises ValidationError for a record merged away, with the name of the one it became."""
    into = record.merged_into
    if into is not None:
        one = "Usaha ini" if isinstance(record, Business) else "Pemilik ini"
        raise ValidationError(MERGED.format(one=one, number=into.short_number, name=into))


def must_reach(business: Business, *, by, permission: Permission) -> None:
    """Raises PermissionDenied when the business is not within this permission of this user."""
    if not Business.objects.permitted(by, permission).present().filter(pk=business.pk).exists():
        raise PermissionDenied(OUTSIDE)


def must_reach_owner(owner: Owner, *, by, permission: Permission) -> None:
    """As `must_reach`, for an owner."""
    if not Owner.objects.permitted(by, permission).filter(pk=owner.pk).exists():
        raise PermissionDenied("Pemilik ini di luar wilayah tugas Anda.")


def must_not_be_future(on: date) -> None:
    """Raises ValidationError for a date after today."""
    if on > today():
        raise ValidationError("Tanggal ini belum terjadi.")


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises ValidationError when there is none."""
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError("Tuliskan alasannya.")
    return reason

"""Who may bring a list in: somebody with the right of its kind at its place, for its office."""

from django.core.exceptions import PermissionDenied

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.intake.kinds import KINDS
from binaan.places.models import Place


def may_import(kind: str, office: Office, place: Place, user) -> bool:
    """Whether one of this user's assignments covers the place and the office."""
    for held in user.holdings(Permission(KINDS[kind].permission)):
        here = place.path == held.place.path or place.path.startswith(
            f"{held.place.path}." if held.place.path else ""
        )
        if here and held.office_id in (None, office.pk):
            return True
    return False


def must_be_allowed(kind: str, office: Office, place: Place, user) -> None:
    """Raises PermissionDenied with a sentence."""
    if not may_import(kind, office, place, user):
        raise PermissionDenied(
            f"{user.username} tidak bertugas memasukkan daftar {office.name} di {place.name}."
        )

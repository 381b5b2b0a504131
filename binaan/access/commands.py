"""What commands share: the person on whose behalf they run."""

from binaan.access.models import User
from binaan.kit.commands import Refused


def user_named(username: str) -> User:
    """The active user of this name; Refused with a sentence when there is none."""
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise Refused(f"Pengguna {username!r} tidak ada atau tidak aktif.")
    return found

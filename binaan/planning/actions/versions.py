"""The chain of a document's versions: opened, verified, returned, set. Rule: docs/rules/versi-rencana.md."""

from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.permissions import Permission
from binaan.planning.choices import VersionState
from binaan.planning.models import Version

OUTSIDE = "Dokumen ini di luar wilayah atau kantor tugas Anda."
CLOSED = {
    VersionState.VERIFIED: (
        "Versi ini sudah diverifikasi, jadi isinya tidak bisa diubah. Minta yang memverifikasi "
        "atau yang menetapkan mengembalikannya menjadi rancangan."
    ),
    VersionState.SET: (
        "Versi ini sudah ditetapkan, jadi isinya tidak bisa diubah. Buka perubahan dari "
        "halaman dokumennya."
    ),
    VersionState.REPLACED: (
        "Versi ini sudah diganti versi yang lebih baru, jadi isinya tidak bisa diubah. "
        "Tulis pada versi yang terbaru."
    ),
}


def locked(version: Version) -> Version:
    """The version as it stands now, locked until the transaction ends: two at once queue up here."""
    found = Version.objects.select_for_update(of=("self",)).select_related("document")
    return found.get(pk=version.pk)


def must_be_open(version: Version) -> Version:
    """The one guard before every write into a version: the version, locked, still a draft.

    Call it first inside the action's transaction and write through what it returns. Raises
    ValidationError, which says what to do, once the version is verified, set or replaced.
    """
    found = locked(version)
    if not found.is_open:
        raise ValidationError(CLOSED[VersionState(found.state)])
    return found


def must_reach(version: Version, *, by, permission: Permission) -> None:
    """Raises PermissionDenied when the version is not within this permission of this user.

    Asked after the write, inside the transaction, so that a refusal undoes it.
    """
    if not Version.objects.permitted(by, permission).filter(pk=version.pk).exists():
        raise PermissionDenied(OUTSIDE)

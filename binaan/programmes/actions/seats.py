"""What every change of participants asks first: the activity held, within reach, noted in the trail."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.programmes.actions import selecting
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity, Handover, Participation
from binaan.programmes.queries import taking_part
from binaan.programmes.queries.taking_part import RECORD

OFFICE_ONLY = "Mengundang dan menutup daftar peserta dilakukan oleh kantor penyelenggara."
BEYOND = "Ada peserta di luar wilayah atau kantor Anda."
NOT_RUNNING = "Kegiatan ini belum dimulai; mulai dahulu kegiatannya."
OVER = "Kegiatan ini sudah diselesaikan atau dibatalkan; daftarnya tidak berubah lagi."


@transaction.atomic
def held(activity: Activity, *, by, whole: bool = False) -> Activity:
    """The activity, locked until the transaction ends. `whole`: its whole place must be in reach.

    Raises PermissionDenied.
    """
    found = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    selecting.must_reach(found, permission=RECORD, by=by)
    if whole and not taking_part.is_whole(by, found):
        raise PermissionDenied(OFFICE_ONLY)
    return found


def must_reach(rows: Iterable[Participation], *, by) -> None:
    """Raises PermissionDenied where one of the participations is beyond `by`."""
    keys = {one.pk for one in rows}
    if Participation.objects.permitted(by, RECORD).filter(pk__in=keys).count() != len(keys):
        raise PermissionDenied(BEYOND)


def must_run(activity: Activity, *, by) -> None:
    """Raises ValidationError unless the activity is under way."""
    if activity.state in (ActivityState.CLOSED, ActivityState.CANCELLED):
        raise ValidationError(OVER)
    if activity.state != ActivityState.RUNNING:
        raise ValidationError(NOT_RUNNING)


def note(subject: Activity | Participation | Handover, *, verb: str, payload: dict, by) -> None:
    """Write an event of an activity's participants, of one of them or a BAST, in the trail."""
    audit.record(verb, subject, by=by, payload=payload, place=subject.place, office=subject.office)

"""What is recorded already of those whom an old attendance list names."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from binaan.access.models import User
from binaan.kit.dates import today
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity, Attendance, Session
from binaan.programmes.queries import taking_part
from binaan.programmes.rules import inviting

NOT_RUNNING = "Kegiatan ini belum dimulai; mulai dahulu, lalu coba lagi."
NOT_OPEN = (
    "Kegiatan ini sudah ditutup dengan daftar pesertanya sendiri; daftar lama tidak mengubahnya."
)
NOT_FOUND = "Sejak dibaca, usaha atau kegiatan baris ini tidak ditemukan lagi."
NOT_YET = "Sesi ini belum berlangsung."
ENDED = "{name} sudah {state}; kehadirannya tidak berubah lagi."
OTHERWISE = "Kehadirannya sudah dicatat lain ({way}: {presence}); yang tercatat tetap."


def hindrance(user: User, activity: Activity, sessions: Iterable[Session]) -> str:
    """Why an attendance list cannot speak of these sessions, in words; "" when it can."""
    if activity.state == ActivityState.CLOSED and not activity.recalled:
        return NOT_OPEN
    if activity.state != ActivityState.RUNNING and not activity.recalled:
        return NOT_RUNNING
    return NOT_YET if any(one.on > today() for one in sessions) else ""


def ended(user: User, activity: Activity, businesses: Iterable[UUID]) -> dict[UUID, str]:
    """Who takes no part any more in an activity under way, by business, in words."""
    if activity.recalled:
        return {}
    found = activity.participations.filter(business__in=list(businesses)).select_related("business")
    return {
        one.business_id: ENDED.format(name=one.business, state=one.get_state_display().lower())
        for one in found.exclude(state__in=inviting.COMING)
    }


def standing(user: User, activity: Activity, businesses: Iterable[UUID]) -> dict:
    """(business, session) → what is recorded of it in an activity."""
    found = Attendance.objects.filter(
        participation__activity=activity, participation__business__in=list(businesses)
    )
    return {
        (one.participation.business_id, one.session_id): one
        for one in found.select_related("participation")
    }


def sessions_of(user: User, activity: Activity, on: date | None) -> tuple[Session, ...]:
    """The sessions of a day, or all of them."""
    held = [one.session for one in taking_part.sessions(user, activity)]
    return tuple(one for one in held if on is None or one.on == on)


def otherwise(user: User, there: Attendance) -> str:
    """That something else is recorded, in words."""
    return OTHERWISE.format(
        way=there.get_way_display(), presence=there.get_presence_display().lower()
    )

"""What letters and messages say of an activity: its days in words, its sessions, whom it addresses."""

from datetime import date
from typing import Any

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import day_date, day_span, long_date
from binaan.programmes.models import Activity, Handover, Participation
from binaan.programmes.queries import taking_part
from binaan.programmes.rules import inviting


def when(user: User, activity: Activity) -> str:
    """The days of an activity: "Senin, 6 April 2026 pukul 09.00-15.00", "6 s.d. 8 April 2026,
    mulai pukul 09.00"."""
    held = [one.session for one in taking_part.sessions(user, activity)]
    days = sorted({one.on for one in held})
    if len(days) == 1:
        begins, ends = min(one.begins for one in held), max(one.ends for one in held)
        return f"{day_date(days[0])} pukul {begins:%H.%M}-{ends:%H.%M}"
    if not days:
        return span(user, activity.starts_on, activity.ends_on)
    return f"{span(user, days[0], days[-1])}, mulai pukul {held[0].begins:%H.%M}"


def span(user: User, first: date | None, last: date | None) -> str:
    """Two days in words; one where they are the same, a dash where none is known."""
    if first is None or last is None or first == last:
        return day_date(first or last)
    return day_span(first, last)


def sessions(user: User, activity: Activity) -> list[list[str]]:
    """Rows (day, hours, subject, expert) of the timetable on a letter."""
    return [
        [day_date(one.session.on), f"{one.session.begins:%H.%M}-{one.session.ends:%H.%M}",
         one.session.subject, one.session.expert.name if one.session.expert else "–"]
        for one in taking_part.sessions(user, activity)
    ]  # fmt: skip


def addressed(user: User, activity: Activity) -> list[Participation]:
    """Who gets a letter: invited or confirmed, as far as this user reaches, by name."""
    found = taking_part.of_activity(user, activity, taking_part.RECORD)
    return list(found.filter(state__in=(inviting.INVITED, inviting.CONFIRMED)))


def letter(user: User, one: Participation, site: str) -> dict[str, Any]:
    """The part of a letter that differs from one to the next."""
    return {
        "owner": one.owner.name if one.owner else "Pemilik usaha", "business": one.business.name,
        "place": one.place.name, "number": one.business.short_number,
        "answer_by": long_date(one.answer_by) if one.answer_by else "",
        "link": site.rstrip("/") + inviting.answer_path(one.token),
    }  # fmt: skip


def handovers(user: User, activity: Activity, business=None):
    """The BAST of an activity this user reaches, of one business if said."""
    found = Handover.objects.permitted(user, taking_part.VIEW).filter(activity=activity)
    found = found.select_related("business", "activity").prefetch_related("items")
    return found.filter(business=business) if business else found


def handover_rows(user: User, permission: Permission = taking_part.RECORD):
    """Every BAST this user reaches with a right; unless said, whose paper he may print."""
    found = Handover.objects.permitted(user, permission)
    return found.select_related(
        "activity__office__place", "activity__place", "business", "office__place", "place"
    )


def next_number(user: User, activity: Activity, on: date) -> str:
    """A number for the next BAST; the office may write its own."""
    count = activity.handovers.count() + 1
    return f"BAST/{count:03d}/{activity.short_number}/{on.year}"

"""What of field work and of street trade waits for one person on the desk."""

from datetime import timedelta

from django.db.models import Count, Q

from binaan.access.models import User
from binaan.access.permissions import Permission as P
from binaan.intake.models import CallBackResult, ConflictState
from binaan.intake.queries import campaigns, conflicts, reviewing
from binaan.kit.dates import short_date, today
from binaan.vendors.choices import ObjectionState
from binaan.vendors.queries import events, permits
from binaan.vendors.rules import events as clock
from binaan.web.queries.tasks import Task, asked

MOST = 3  # lines of one kind
AHEAD = 60  # days in which an event day that waits for its draw is looked for


def tasks(user: User) -> list[Task]:
    """By what the person may do: send, review, receive, decide, draw."""
    return asked(user, ASKED)


def to_visit(user: User) -> list[Task]:
    """Who sends from the field: what came back, and who waits to be visited."""
    back = reviewing.returned_to(user).order_by().count()
    waiting = campaigns.assigned(user).order_by().count()
    said = (
        Task(back, "Kiriman dikembalikan kepada Anda", "baca alasannya, betulkan di ponsel", "betulkan",
             "bad", "phone_home"),
        Task(waiting, "Sasaran kampanye belum didatangi", "usaha atau desa yang ditugaskan kepada Anda",
             "datangi", "warn", "phone_home"),
    )  # fmt: skip
    return [one for one in said if one.count]


def to_review(user: User) -> list[Task]:
    """Answers that wait for a person, a campaign a line; then disagreements and calls to make."""
    waiting = campaigns.waiting_for_review(user)
    known = campaigns.campaigns(user, P.SUBMISSION_REVIEW).in_bulk(waiting)
    found = [
        Task(many, "Kiriman menunggu diperiksa", known[pk].title, "periksa", "warn",
             "campaign_review", (pk,))
        for pk, many in sorted(waiting.items(), key=lambda pair: (-pair[1], str(pair[0])))
        if pk in known
    ][:MOST]  # fmt: skip
    return found + _to_settle(user) + _to_call(user)


def _to_settle(user: User) -> list[Task]:
    open_ = conflicts.conflicts(user, P.SUBMISSION_REVIEW).filter(state=ConflictState.OPEN)
    rows = open_.order_by().values("submission__campaign", "submission__campaign__title")
    return [
        Task(one["many"], "Kiriman yang berbeda menunggu putusan", one["submission__campaign__title"],
             "putuskan", "warn", "campaign_conflicts", (one["submission__campaign"],))
        for one in rows.exclude(submission__campaign=None).annotate(many=Count("pk"))
        .order_by("-many", "submission__campaign")[:MOST]
    ]  # fmt: skip


def _to_call(user: User) -> list[Task]:
    mine = campaigns.campaigns(user, P.SUBMISSION_REVIEW)
    left = Count("call_backs", filter=Q(call_backs__result=CallBackResult.WAITING))
    rows = mine.order_by().annotate(left=left).filter(left__gt=0).order_by("-left", "pk")
    return [
        Task(one.left, "Panggilan ulang belum dilakukan", one.title, "telepon", "warn",
             "campaign_call_backs", (one.pk,))
        for one in rows[:MOST]
    ]  # fmt: skip


def tdus(user: User) -> list[Task]:
    """Applications whose term is over or ends today, and TDUs that lapse soon."""
    day = today()
    late, now = (
        permits.of_part(user, "proses", day).order_by()
        .aggregate(late=Count("pk", filter=Q(due__lt=day)), now=Count("pk", filter=Q(due=day)))
        .values()
    )  # fmt: skip
    soon = permits.of_part(user, "akan_habis", day).order_by().count()
    said = (
        Task(late, "Permohonan TDU lewat tenggat", "langkah berikutnya belum dicatat", "lewat", "bad",
             "tdu_list", query="bagian=lewat"),
        Task(now, "Permohonan TDU jatuh tempo hari ini", "periksa, cek lokasi atau putuskan", "hari ini",
             "warn", "tdu_list", query="bagian=proses"),
        Task(soon, "TDU habis dalam 60 hari", "ingatkan pemegangnya untuk memperpanjang", "60 hari",
             "warn", "tdu_list", query="bagian=akan_habis"),
    )  # fmt: skip
    return [one for one in said if one.count]


def to_answer(user: User) -> list[Task]:
    """Objections that wait for a decision: late, due today, and those with time left."""
    day = today()
    open_ = permits.objections(user, P.TDU_DECIDE).filter(state=ObjectionState.OPEN).order_by()
    late, now, later = open_.aggregate(
        late=Count("pk", filter=Q(due__lt=day)), now=Count("pk", filter=Q(due=day)),
        later=Count("pk", filter=Q(due__gt=day)),
    ).values()  # fmt: skip
    said = (
        Task(late, "Keberatan lewat tenggat", "belum dijawab pada waktunya", "lewat", "bad",
             "objection_list"),
        Task(now, "Keberatan harus dijawab hari ini", "putuskan dengan alasannya", "hari ini", "bad",
             "objection_list"),
        Task(later, "Keberatan menunggu putusan", "masih ada waktu", "putuskan", "warn",
             "objection_list"),
    )  # fmt: skip
    return [one for one in said if one.count]


def to_draw(user: User) -> list[Task]:
    """Event days whose registration is over and which nobody drew yet."""
    day = today()
    near = events.events(user, P.EVENT_RUN).filter(
        drawn_at=None, cancelled_why="", on__gte=day, on__lte=day + timedelta(days=AHEAD)
    )
    waiting = near.annotate(asked=Count("requests")).order_by("on", "pk")
    return [
        Task(one.asked, "Hari acara menunggu diundi", f"{one.title}, {short_date(one.on)}", "undi",
             "warn", "event_detail", (one.pk,))
        for one in waiting
        if events.standing(user, one) == clock.SHUT
    ][:MOST]  # fmt: skip


ASKED = (
    (P.FIELD_SEND, to_visit), (P.SUBMISSION_REVIEW, to_review), (P.VENDOR_EDIT, tdus),
    (P.TDU_DECIDE, to_answer), (P.EVENT_RUN, to_draw),
)  # fmt: skip

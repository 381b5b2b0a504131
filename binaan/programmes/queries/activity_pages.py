"""What the pages of activities show."""

from datetime import date
from typing import Any

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.programmes.choices import ActivityKind, ActivityState
from binaan.programmes.models import Activity
from binaan.programmes.queries import activities, clashing, selections
from binaan.programmes.queries.activities import TONES, Asked
from binaan.programmes.rules import activities as rules
from binaan.programmes.rules import months

PARTS = (
    ("ringkasan", "Ringkasan"), ("jadwal", "Jadwal"), ("biaya", "Biaya"), ("peserta", "Peserta"),
)  # fmt: skip
MOST_COMING = 12
# Every other desk of programmes: address, name, what it is for, what it takes.
DESKS = (
    ("nomination_all", "Pendaftaran", "Siapa yang mendaftar sendiri", Permission.PROGRAMME_VIEW),
    ("selection_list", "Seleksi peserta", "Yang belum pernah dilayani didahulukan",
     Permission.PROGRAMME_VIEW),
    ("follow_up_list", "Tindak lanjut", "Yang jatuh tempo, lewat, dan rute hari ini",
     Permission.PROGRAMME_VIEW),
    ("case_list", "Kasus pembinaan", "Masalah, langkah yang disepakati, hasil",
     Permission.PROGRAMME_VIEW),
    ("supervision_list", "Pengawasan", "Rencana kunjungan untuk semua usaha",
     Permission.PROGRAMME_VIEW),
    ("facilitation_list", "Fasilitasi", "Halal, SPP-IRT, merek, dan lainnya",
     Permission.PROGRAMME_VIEW),
    ("certificate_list", "Sertifikat", "Yang terbit dan yang segera berakhir",
     Permission.PROGRAMME_VIEW),
    ("programme_figures", "Cakupan dan kesinambungan", "Siapa yang terjangkau, siapa yang belum",
     Permission.PROGRAMME_VIEW),
)  # fmt: skip


def landing(user: User, on: date) -> dict[str, Any]:
    """Activities of this year by state, what comes within two weeks, what waits."""
    soon = clashing.beside(user, activities.coming(user, on)[:MOST_COMING])
    return {
        "year": on.year, "states": activities.states(user, on.year), "coming": soon,
        "waiting": _waiting(user, on),
        "may_edit": user.may(activities.EDIT), "today": on,
        "desks": [one[:3] for one in DESKS if user.may(one[3])],
    }  # fmt: skip


def _waiting(user: User, on: date) -> list[tuple[Activity, str]]:
    if user.may(activities.EDIT):
        return activities.waiting(user, on)
    return activities.to_set(user) if user.may(Permission.SELECTION_SET) else []


def listing(user: User, asked: Asked, query) -> dict[str, Any]:
    """One page of the list with its filters."""
    shown = activities.listed(
        user, asked, after=query.get("after", ""), before=query.get("before", "")
    )
    return {
        "asked": asked, "page": shown, "rows": [(one, TONES[ActivityState(one.state)]) for one in shown.rows],
        "kinds": ActivityKind.choices, "states": ActivityState.choices,
        "years": activities.years(user), "places": activities.kecamatan_of(user),
        "may_edit": user.may(activities.EDIT),
    }  # fmt: skip


def detail(user: User, activity: Activity, part: str) -> dict[str, Any]:
    """One activity; `part` is the tab, the first one where it is none."""
    part = part if part in dict(PARTS) else PARTS[0][0]
    standing = activities.standing(user, activity)

    def may(permission: Permission) -> bool:
        return activities.activities(user, permission).filter(pk=activity.pk).exists()

    may_edit = may(activities.EDIT)
    steps = rules.onward(standing) if may_edit else []
    usual = [one for one in steps if one.key != "batal"]
    hindered = rules.hindrances(usual[0], standing, on=today()) if usual else []
    return {
        "activity": activity, "part": part, "parts": PARTS, "tone": TONES[ActivityState(activity.state)],
        "may_edit": may_edit, "over": activity.state in rules.OVER,
        "may_record": may(Permission.ATTENDANCE_RECORD), "usual": usual[0] if usual else None,
        "hindered": hindered, "cancel": bool(steps),
        "way": rules.way(activity.kind, activity.state), "to_list": _list_of(user, activity, standing),
        "may_propose": may(selections.PROPOSE),
        "listed": standing.listed, "labels": dict(activities.groups(user)),
    } | _part(user, activity, part)  # fmt: skip


def _list_of(user: User, activity: Activity, standing: rules.Standing):
    """The proposal that waits to be set, while a list is still needed; None where none is."""
    if activity.state != rules.SELECTING or standing.listed:
        return None
    return selections.standing(user, activity)


def _part(user: User, activity: Activity, part: str) -> dict[str, Any]:
    if part == "biaya":
        return activities.costs(user, activity)
    rows = clashing.of_activity(user, activity)
    meetings = [rules.Meeting.of(row) for row, _found in rows]
    clashes = list(dict.fromkeys(clash for _row, found in rows for clash in found))
    if part == "jadwal":
        return {"rows": rows, "practice": rules.practice_share(meetings)}
    if part == "peserta":
        return {
            "counts": activities.taking_part(user, activity),
            "selection": selections.standing(user, activity),
        }
    return {
        "terms": activities.terms(user, activity), "quotas": activities.quotas(user, activity),
        "clashes": clashes, "sessions": len(rows), "costs": activities.costs(user, activity),
        "practice": rules.practice_share(meetings),
    }  # fmt: skip


def stepping(user: User, activity: Activity, step: rules.Step, on: date) -> dict[str, Any]:
    """What a step does and what stands in its way today."""
    standing = activities.standing(user, activity)
    found = rules.hindrances(step, standing, on=on, why="-")
    clashes = [
        clash for _row, of_row in clashing.of_activity(user, activity) for clash in of_row
        if clash.grave
    ]  # fmt: skip
    return {"activity": activity, "step": step, "hindered": found,
            "clashes": clashes if step.key in ("buka", "mulai") else []}  # fmt: skip


def calendar(user: User, query, on: date) -> dict[str, Any]:
    """The month asked for, of a kecamatan or of all."""
    first = months.month_of(query.get("bulan", ""), on)
    places = activities.kecamatan_of(user)
    asked = query.get("kecamatan", "")
    asked = asked if asked in dict(places) else ""
    return {
        "first": first, "today": on, "asked": asked, "places": places,
        "before": months.beside(first, -1), "after": months.beside(first, 1),
        "month": clashing.month(user, first, asked), "place_name": dict(places).get(asked, ""),
    }  # fmt: skip

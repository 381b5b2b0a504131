"""An officer's day as a phone keeps it: what is due, what may be written down, with which questions.

Only what is given to this officer; names of businesses and villages, never a NIK or a telephone.
"""

from datetime import date, timedelta
from typing import Any

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import short_date, today
from binaan.programmes.choices import ActivityState, ContactWay
from binaan.programmes.models import Case
from binaan.programmes.queries import staying, supervising, taking_part
from binaan.programmes.rules import continuity
from binaan.programmes.rules.links import hashed
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.queries import street

AHEAD = 7  # days without signal
MOST = 200  # of each kind
SESSIONS_AHEAD = 3  # days
ANYWHERE = "00000000-0000-0000-0000-000000000000"  # what is about no task
PHOTO = {"name": "photo", "label": "Foto", "type": "photo"}
ON = {"name": "on", "label": "Tanggal", "type": "day", "required": True}


def day(user: User) -> list[dict[str, Any]]:
    """Everything given to this officer that is due soon, the longest overdue first."""
    if not user.may(Permission.FOLLOW_UP):
        return []
    until = today() + timedelta(days=AHEAD)
    follow_ups = staying.waiting(user, on=until).filter(officer=user)[:MOST]
    cases = staying.cases(user).filter(officer=user, closed_on=None).order_by("opened_on", "pk")
    visits = supervising.waiting(user, on=until).filter(officer=user)[:MOST]
    return [
        *(_follow_up(one) for one in follow_ups),
        *(_case(one) for one in cases.prefetch_related("steps")[:MOST]),
        *(_visit(one) for one in visits),
    ]


def findings(user: User) -> list[dict[str, Any]]:
    """One task that never ends for who checks the street: a finding about a vendor or a location."""
    if not user.may(Permission.STREET_CHECK):
        return []
    where = [[str(one.pk), f"{one.code} {one.name}"]
             for one in street.locations(user, Permission.STREET_CHECK)[:MOST]]  # fmt: skip
    fields = [
        {"name": "who", "label": "Nomor PKL atau TDU", "type": "line",
         "help": "Kosongkan bila PKL-nya belum dikenal."},
        {"name": "card", "label": "Kode kartu TDU", "type": "code"},
        {"name": "location", "label": "Lokasi", "type": "choice", "options": where},
        {"name": "offence", "label": "Temuan", "type": "choice", "required": True,
         "options": [list(one) for one in Offence.choices]},
        {"name": "step", "label": "Tindakan", "type": "choice", "required": True,
         "options": [list(one) for one in FindingStep.choices],
         "help": "Pembinaan dahulu; peringatan satu per satu, tidak boleh melompat."},
        {"name": "note", "label": "Catatan", "type": "text"}, PHOTO,
    ]  # fmt: skip
    act = {"kind": "finding", "label": "Catat temuan", "position": True, "fields": fields}
    return [
        {"id": ANYWHERE, "group": "finding", "title": "Temuan baru", "acts": [act], "many": True,
         "what": "Pedagang, kartu atau lokasi yang diperiksa", "where": "", "due": "", "late": 0}
    ]  # fmt: skip


def _text(name: str, label: str, help_text: str = "") -> dict[str, Any]:
    return {"name": name, "label": label, "type": "text", "required": True, "help": help_text}


def _about(row, group: str, what: str, due: date | None) -> dict[str, Any]:
    late = continuity.days_late(due, today()) if due else 0
    return {
        "id": str(row.pk), "group": group, "title": row.business.name, "what": what,
        "where": row.place.name, "due": short_date(due) if due else "", "late": late,
    }  # fmt: skip


def _follow_up(one) -> dict[str, Any]:
    ways = [[way.value, way.label] for way in ContactWay if way != ContactWay.FAILED]
    way = {"name": "way", "label": "Cara", "type": "choice", "options": ways, "required": True}
    outcome = _text("outcome", "Hasil", "Apa yang diterapkan, berubah, dan masih dibutuhkan.")
    acts = [
        {"kind": "follow_up.done", "label": "Catat hasil", "fields": [ON, way, outcome, PHOTO]},
        {"kind": "follow_up.failed", "label": "Tidak dapat ditemui",
         "fields": [ON, _text("note", "Apa yang dicoba")]},
    ]  # fmt: skip
    return _about(one, "follow_up", one.get_kind_display(), one.due) | {"acts": acts}


def _case(one: Case) -> dict[str, Any]:
    left = [step for step in one.steps.all() if step.done_on is None]
    acts = [
        {"kind": "case.step_done", "label": f"Hasil: {step.action}"[:120], "about": str(step.pk),
         "fields": [ON, _text("result", "Hasil"), PHOTO]}
        for step in left
    ]  # fmt: skip
    until = {"name": "due", "label": "Sampai", "type": "day", "required": True}
    agreed = [_text("action", "Yang disepakati", "Siapa melakukan apa; sebutkan ukurannya."), until]
    acts.append({"kind": "case.agreed", "label": "Kesepakatan baru", "fields": agreed})
    due = min((step.due for step in left), default=None)
    notes = [f"{step.action} (sampai {short_date(step.due)})" for step in left]
    return _about(one, "case", one.problem[:200], due) | {
        "acts": acts,
        "notes": notes,
        "many": True,
    }


def _visit(one) -> dict[str, Any]:
    fields = [ON, _text("finding", "Temuan", "Tuliskan juga bila tidak ada masalah."), PHOTO]
    acts = [{"kind": "visit.done", "label": "Catat kunjungan", "fields": fields}]
    return _about(one, "visit", one.why, one.due) | {"acts": acts}


def sessions(user: User) -> list[dict[str, Any]]:
    """The sessions of today and the next days with who is expected; of the codes only fingerprints."""
    if not user.may(Permission.ATTENDANCE_RECORD):
        return []
    found = taking_part.session_of(user).filter(
        activity__state=ActivityState.RUNNING,
        on__range=(today(), today() + timedelta(days=SESSIONS_AHEAD)),
    )
    return [_session(user, one) for one in found.order_by("on", "begins", "pk")[:MOST]]


def _session(user: User, one) -> dict[str, Any]:
    marked = taking_part.marked(user, one)
    people = [
        {"id": str(row.pk), "name": row.business.name, "owner": row.owner.name if row.owner else "",
         "code": hashed(row.token), "there": row.pk in marked}
        for row in taking_part.expected(user, one.activity)
    ]  # fmt: skip
    when = f"{short_date(one.on)}, {one.begins:%H.%M}-{one.ends:%H.%M}"
    return {"id": str(one.pk), "title": one.activity.title, "when": when,
            "today": one.on == today(), "people": people}  # fmt: skip

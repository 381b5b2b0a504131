"""Papers of an activity: its sheet, the attendance sheet to sign, the transport money to sign for."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import DAYS, day_span, long_date, short_date
from binaan.kit.numbers import id_number, rupiah
from binaan.kit.typesetting import qr, typeset
from binaan.programmes.models import Activity, Session
from binaan.programmes.queries import activities, printing
from binaan.programmes.queries import paper as heads
from binaan.programmes.queries.printing import Attendant
from binaan.programmes.rules.inviting import presence_path
from binaan.programmes.rules.spelling import spelled

EMPTY = 20  # rows left to fill in by hand, at most
FOLDER = Path(__file__).resolve().parents[1] / "typesetting"


class Paper(NamedTuple):
    """A paper: who may take it, its template and file name."""

    permission: Permission
    template: str
    file: str


class Made(NamedTuple):
    """`rows`: how many people it names."""

    content: bytes
    rows: int


PAPERS = {
    "lembar": Paper(Permission.PROGRAMME_VIEW, "activity.typ", "lembar-kegiatan"),
    "hadir": Paper(Permission.ATTENDANCE_RECORD, "attendance.typ", "daftar-hadir"),
    "transport": Paper(Permission.PROGRAMME_EDIT, "transport.typ", "uang-transport"),
}


def paper(user: User, activity: Activity, key: str, *, on: date, site: str = "") -> Made:
    """One paper of PAPERS; `site`: where the QR codes lead, none are drawn without it.

    Raises kit.typesetting.NoFonts where ./run has not prepared them.
    """
    data, rows = {"lembar": sheet, "hadir": attendance, "transport": transport}[key](
        user, activity, site
    )
    common = {
        "title": activity.title, "number": activity.short_number,
        "head": heads.letterhead(user, activity.office), "printed": long_date(on),
        "sign": heads.signature(user, activity.office, on),
        "when": when(activity), "venue": activity.venue or activity.place.name,
    }  # fmt: skip
    return Made(typeset(FOLDER / PAPERS[key].template, common | data, made_on=on), rows)


def when(activity: Activity) -> str:
    """6 April 2026, or 6 s.d. 8 April 2026."""
    if activity.starts_on is None:
        return "tanggal belum ditentukan"
    return day_span(activity.starts_on, activity.ends_on)


def attendance(user: User, activity: Activity, site: str) -> tuple[dict[str, Any], int]:
    """A column to sign for each session, a QR code for each participant, empty rows for the rest."""
    people = printing.attendants(user, activity)
    sessions = list(activity.sessions.select_related("expert").order_by("on", "begins"))
    data = {
        "sessions": [{"day": short_date(one.on), "time": _time(one)} for one in sessions],
        "subjects": [f"{long_date(one.on)}, {_time(one)}: {one.subject}" + _by(one)
                     for one in sessions],
        "rows": [_attendant(one, site) for one in people],
        "empty": min(max(activity.seats - len(people), 0), EMPTY),
    }  # fmt: skip
    return data, len(people)


def _by(session: Session) -> str:
    return f" ({session.expert.name})" if session.expert else ""


def _time(session: Session) -> str:
    return f"{session.begins:%H.%M}–{session.ends:%H.%M}"


def _attendant(one: Attendant, site: str) -> dict[str, Any]:
    there = site.rstrip("/") + presence_path(one.token)
    return {"owner": one.owner, "business": one.business, "number": one.number,
            "place": one.place, "sex": one.sex, "qr": qr(there) if site and one.token else ""}  # fmt: skip


def transport(user: User, activity: Activity, site: str) -> tuple[dict[str, Any], int]:
    """Who gets transport money: the price of the cost line, with a place to sign for it."""
    people = printing.attendants(user, activity)
    line = printing.transport_line(user, activity)
    price = line.price if line else None
    total = price * len(people) if price is not None else None
    data = {
        "rows": [_attendant(one, "") | {"amount": _money(price)} for one in people],
        "total": _money(total), "spelled": spelled(total) if total is not None else "",
        "fund": activity.get_fund_source_display(),
        "sub": str(activity.sub_activity) if activity.sub_activity else "",
        "line": f"{line.label}: {rupiah(line.price)} per {line.unit}" if line else "",
    }  # fmt: skip
    return data, len(people)


def _money(amount: Decimal | None) -> str:
    return rupiah(amount) if amount is not None else ""


def sheet(user: User, activity: Activity, site: str) -> tuple[dict[str, Any], int]:
    """Everything planned of an activity on a page or two, to be signed."""
    money = activities.costs(user, activity)
    rows = [
        [one.get_kind_display(), one.label, f"{_plain(one.volume)} {one.unit}", rupiah(one.price),
         rupiah(one.amount)] for one in money["lines"]
    ]  # fmt: skip
    meetings = [
        [f"{DAYS[one.on.weekday()]}, {long_date(one.on)}", _time(one), one.subject,
         one.expert.name if one.expert else "–", _plain(one.theory_hours), _plain(one.practice_hours)]
        for one in activity.sessions.select_related("expert").order_by("on", "begins")
    ]  # fmt: skip
    data = {
        "facts": _facts(user, activity), "terms": activities.terms(user, activity),
        "quotas": activities.quotas(user, activity), "meetings": meetings, "costs": rows,
        "total": rupiah(money["total"]), "about": activity.about,
    }  # fmt: skip
    return data, 0


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",") if value else "0"


def _facts(user: User, activity: Activity) -> list[list[str]]:
    group = dict(activities.groups(user)).get(activity.group, "Semua kelompok")
    sub = str(activity.sub_activity) if activity.sub_activity else "–"
    return [
        ["Jenis", activity.get_kind_display()], ["Topik", activity.topic],
        ["Kelompok produk", group], ["Wilayah", activity.place.name],
        ["Tahun anggaran", str(activity.year)], ["Subkegiatan", sub],
        ["Sumber dana", activity.get_fund_source_display()],
        ["Jumlah peserta", f"{id_number(activity.seats)} orang"],
        ["Porsi praktik", f"{activity.practice_share}%"], ["Mitra", activity.partners or "–"],
        ["Keadaan", activity.get_state_display()],
    ]  # fmt: skip

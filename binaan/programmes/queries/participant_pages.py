"""What the pages of participants show: the list of an activity, one participant, what an act would do."""

from datetime import date
from typing import Any

from binaan.access.models import User
from binaan.kit import keyset
from binaan.kit.dates import long_date, today
from binaan.kit.masking import mask_phone
from binaan.kit.numbers import id_number, rupiah
from binaan.programmes.choices import TOOK_PART, ActivityState, ParticipationState, Presence
from binaan.programmes.models import Activity, Attendance, Participation
from binaan.programmes.queries import invitations, taking_part
from binaan.programmes.rules import attending, inviting

SIZE = 60
RUNNING = ActivityState.RUNNING


def listed(user: User, activity: Activity, key: str, query) -> dict[str, Any]:
    """The list of participants with what is to be done next."""
    found = taking_part.part(user, activity, key).prefetch_related("messages")
    shown = keyset.page(
        found, ("business__name", "pk"), after=query.get("after", ""),
        before=query.get("before", ""), size=SIZE,
    )  # fmt: skip
    return {
        "activity": activity, "part": key, "parts": taking_part.counts(user, activity),
        "page": shown, "rows": [(one, taking_part.TONES.get(one.state, "")) for one in shown.rows],
        "when": invitations.when(user, activity), **rights(user, activity),
        **waiting(user, activity), "sessions": _sessions(user, activity),
    }  # fmt: skip


def rights(user: User, activity: Activity) -> dict[str, bool]:
    """What this user may do with the participants of an activity now."""
    records = taking_part.activities(user, taking_part.RECORD).filter(pk=activity.pk).exists()
    whole = records and taking_part.is_whole(user, activity)
    runs = activity.state == RUNNING
    return {
        "may_record": records, "whole": whole, "runs": runs,
        "may_invite": whole and activity.state in taking_part.INVITING and not _over(activity),
        "may_mark": records and runs,
        "may_test": records and activity.state in (RUNNING, ActivityState.CLOSED),
    }  # fmt: skip


def _over(activity: Activity) -> bool:
    """Whether its last day is past: nobody is invited any more."""
    return activity.ends_on is not None and activity.ends_on < today()


def waiting(user: User, activity: Activity) -> dict[str, int]:
    """How many wait for what: to be invited, late with an answer, an empty seat, a message."""
    return {
        "uninvited": taking_part.uninvited(user, activity).count(),
        "late": taking_part.unanswered(user, activity, today()).count(),
        "empty": taking_part.freed(user, activity).count(),
        "in_line": taking_part.waiting(user, activity).count(),
        "unsent": taking_part.unsent(user, activity).count(),
    }


def _sessions(user: User, activity: Activity) -> list[tuple]:
    """(session, how many present, how many marked, whether it can be marked today)."""
    mine = taking_part.of_activity(user, activity).values("pk")
    rows = Attendance.objects.filter(session__activity=activity, participation__in=mine)
    said = list(rows.values_list("session_id", "presence"))
    return [
        (
            one.session,
            sum(1 for key, presence in said if key == one.session.pk and presence != Presence.NONE),
            sum(1 for key, _presence in said if key == one.session.pk),
            one.session.on <= today(),
        )
        for one in taking_part.sessions(user, activity)
    ]


def detail(user: User, row: Participation) -> dict[str, Any]:
    """One participant: the invitation, each session, learning, goods."""
    activity = row.activity
    mine = taking_part.participations(user, taking_part.RECORD).filter(pk=row.pk).exists()
    open_now = activity.state in taking_part.INVITING
    there = {one.session_id: one for one in row.attendances.all()}
    return {
        "row": row, "activity": activity, "tone": taking_part.TONES.get(row.state, ""),
        "replaced_by": getattr(row, "replaced_by", None),
        "phone": mask_phone(row.owner.phone) if row.owner and row.owner.phone else "",
        "sessions": [(one.session, there.get(one.session.pk))
                     for one in taking_part.sessions(user, activity)],
        "gain": attending.gain(row.pre_score, row.post_score, row.most_score),
        "messages_sent": row.messages.order_by("made_at"),
        "handovers": [(one, rupiah(sum(item.volume * item.price for item in one.items.all())))
                      for one in invitations.handovers(user, activity, row.business)],
        "may_answer": mine and open_now and row.state in inviting.ANSWERING
        and not hasattr(row, "replaced_by"),
        "may_drop": mine and activity.state == RUNNING and row.state == ParticipationState.RUNNING,
        "may_learn": mine and activity.state in (RUNNING, ActivityState.CLOSED)
        and row.state in TOOK_PART,
        "may_hand": mine and activity.state in (RUNNING, ActivityState.CLOSED)
        and row.state not in (*inviting.FREED, inviting.WAITING),
    }  # fmt: skip


def to_invite(user: User, activity: Activity) -> dict[str, Any]:
    """What inviting would do."""
    count = taking_part.uninvited(user, activity).count()
    return {
        "heading": "Undang yang terpilih", "button": "Undang", "icon": "mail",
        "possible": count > 0 and not _over(activity),
        "lines": [
            *(["Kegiatan ini sudah lewat; tidak ada lagi yang dapat diundang."]
              if _over(activity) else []),
            f"{id_number(count)} usaha yang terpilih belum diundang.",
            f"Waktu kegiatan: {invitations.when(user, activity)}.",
            "Sesudah diundang, cetak suratnya atau kirim pesan WhatsApp atau SMS.",
        ],
    }  # fmt: skip


def to_refill(user: User, activity: Activity) -> dict[str, Any]:
    """What filling empty seats would do."""
    found = waiting(user, activity)
    return {
        "heading": "Isi kursi kosong", "button": "Panggil pengganti", "icon": "users",
        "possible": found["late"] + found["empty"] > 0,
        "lines": [
            f"{id_number(found['late'])} undangan lewat batas jawab dan akan ditutup.",
            f"{id_number(found['empty'])} kursi sudah dilepas dan belum ada penggantinya.",
            f"{id_number(found['in_line'])} usaha masih ada di daftar tunggu, menurut urutan aturan "
            "dan kuotanya.",
        ],
    }  # fmt: skip


def to_end(user: User, activity: Activity, on: date) -> dict[str, Any]:
    """What ending would do."""
    held = taking_part.sessions(user, activity)
    last = held[-1].session.on if held else None
    tested = activity.kind in attending.TESTED
    return {
        "heading": "Tetapkan hasil akhir peserta", "button": "Tetapkan hasil", "icon": "circle-check",
        "possible": last is not None and last <= on,
        "lines": [
            f"Sesi terakhir: {long_date(last)}.",
            "Yang cukup hadir" + (" dan sudah postes" if tested else "") + " dinyatakan selesai.",
            "Yang kurang hadir tercatat berhenti di tengah; yang tidak pernah hadir tercatat tidak "
            "hadir. Semuanya tetap dihitung dalam angka kesinambungan.",
        ],
    }  # fmt: skip


def scanned(user: User, token: str) -> dict[str, Any] | None:
    """The participant behind a QR code with the sessions of today; None beyond this user's reach."""
    found = taking_part.participations(user, taking_part.RECORD).filter(token=token).first()
    if found is None:
        return None
    there = {one.session_id: one for one in found.attendances.all()}
    held = [one.session for one in taking_part.sessions(user, found.activity)]
    return {
        "row": found, "activity": found.activity, "runs": found.activity.state == RUNNING,
        "tone": taking_part.TONES.get(found.state, ""),
        "coming": found.state in inviting.COMING,
        "sessions": [(one, there.get(one.pk)) for one in held if one.on == today()],
    }  # fmt: skip

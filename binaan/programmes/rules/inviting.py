"""Words of an invitation and what may still be answered. docs/rules/peserta.md §1-2."""

from typing import NamedTuple

INVITED, CONFIRMED, DECLINED, LAPSED = "diundang", "terkonfirmasi", "menolak", "batal"
WAITING, RUNNING, ABSENT = "daftar_tunggu", "berjalan", "mangkir"
# Whose seat is free again; somebody from the waiting list may take it.
FREED = (DECLINED, LAPSED, ABSENT)
# Who may still say yes or no.
ANSWERING = (INVITED, CONFIRMED, DECLINED)
# Who may be marked present.
COMING = (INVITED, CONFIRMED, RUNNING)
REASONS = (
    "Ada pesanan yang harus diselesaikan",
    "Waktunya tidak cocok",
    "Tempatnya jauh",
    "Sakit atau ada keperluan keluarga",
    "Materinya tidak sesuai",
    "Usaha sedang tidak berjalan",
)


class Said(NamedTuple):
    """What an invitation names; `when` and `answer_by` in words, `link` where one answers."""

    owner: str
    business: str
    office: str
    title: str
    when: str
    venue: str
    answer_by: str
    link: str


def whatsapp(said: Said) -> str:
    """The text of a WhatsApp message."""
    where = f"\nTempat: {said.venue}" if said.venue else ""
    return (
        f"Yth. {said.owner} ({said.business})\n\n{said.office} mengundang Anda mengikuti "
        f"{said.title}.\nWaktu: {said.when}{where}\n\nMohon dijawab paling lambat {said.answer_by}, "
        f"bersedia atau tidak, di:\n{said.link}\n\nKegiatan ini tidak dipungut biaya."
    )


def sms(said: Said) -> str:
    """The text of an SMS: the shortest that still says what, when and where to answer."""
    return (
        f"{said.office}: undangan {said.title}, {said.when}. "
        f"Jawab paling lambat {said.answer_by}: {said.link}"
    )


def answer_path(token: str) -> str:
    """Where an owner answers without an account; the page is the portal's."""
    return f"/undangan/{token}/"


def presence_path(token: str) -> str:
    """Where an officer marks somebody present after pointing a telephone at his code."""
    return f"/program/hadir/{token}/"

"""What the audit trail says in Bahasa: a label for every verb, a name for every kind of subject.

Each room declares its own when it starts (in `apps.py`).
"""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of subject: its label, and the URL name of its page ("" when it has none)."""

    label: str
    url_name: str


LABELS: dict[str, str] = {}
KINDS: dict[str, Kind] = {}


def declare(labels: dict[str, str]) -> None:
    """Sign verbs up: {"business.verified": "Usaha diverifikasi"}."""
    LABELS.update(labels)


def declare_kind(model: str, label: str, url_name: str = "") -> None:
    """Sign a kind of subject up: ("registry.Business", "Usaha", "business_detail")."""
    KINDS[model] = Kind(label, url_name)


def label(verb: str) -> str:
    """The label of a verb; one nobody declared shows itself."""
    return LABELS.get(verb, verb)


def choices() -> list[tuple[str, str]]:
    """All verbs with their labels, by label."""
    return sorted(LABELS.items(), key=lambda pair: pair[1])


declare(
    {
        "user.signed_in": "Masuk",
        "user.signed_out": "Keluar",
        "user.sign_in_failed": "Gagal masuk",
        "user.locked": "Terkunci setelah salah berulang",
        "user.added": "Akun ditambahkan",
        "user.changed": "Akun dikoreksi",
        "user.activated": "Akun diaktifkan",
        "user.deactivated": "Akun dinonaktifkan",
        "password.changed": "Kata sandi diganti sendiri",
        "password.reset": "Kata sandi disetel ulang",
        "mfa.activated": "Langkah kedua diaktifkan",
        "mfa.deactivated": "Langkah kedua dimatikan",
        "mfa.codes_renewed": "Kode cadangan diperbarui",
        "mfa.failed": "Kode langkah kedua salah",
        "assignment.given": "Penugasan diberikan",
        "assignment.ended": "Penugasan diakhiri",
        "office.added": "Kantor ditambahkan",
        "office.changed": "Kantor dikoreksi",
        "division.added": "Bidang ditambahkan",
        "official.appointed": "Pejabat dicatat",
        "official.ended": "Jabatan diakhiri",
        "decree.added": "Keputusan dicatat",
        "parameter.set": "Parameter ditetapkan",
        "personal.read": "Data pribadi dibaca utuh",
        "audit.verified": "Rantai audit diperiksa",
        "audit.exported": "Jejak audit diekspor",
    }
)
declare_kind("access.User", "Pengguna", "user_detail")
declare_kind("access.Office", "Kantor", "office_detail")
declare_kind("access.Division", "Bidang")
declare_kind("access.Official", "Pejabat")
declare_kind("access.Decree", "Keputusan")
declare_kind("access.OfficeParameter", "Parameter")

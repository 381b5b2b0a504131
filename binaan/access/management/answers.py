"""What the commands of this room read and answer, the same for all of them."""

import sys

from django.core.management import call_command
from django.db import connection

from binaan.access.models import Office, User
from binaan.access.roles import ROLES
from binaan.kit.commands import Refused
from binaan.places import loading
from binaan.places.models import Place

AT_THE_MACHINE = "perintah"


def give_by(parser) -> None:
    parser.add_argument(
        "--by", default="", help="Nama pengguna yang bertanggung jawab; kosong: pengelola mesin."
    )


def teller(username: str):
    """Who does it: the named user with the rights they hold, else whoever runs this machine."""
    return user_of(username) if username else AT_THE_MACHINE


def user_of(username: str) -> User:
    found = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise Refused(f"Tidak ada akun bernama {username}.")
    return found


def role_of(key: str) -> str:
    if key not in ROLES:
        raise Refused(f"Peran {key} tidak dikenal. Yang ada: {', '.join(ROLES)}.")
    return key


def make_tables() -> None:
    """An empty installation has none yet: the first account may be added before the first start."""
    if User._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)


def place_of(code: str) -> Place:
    """The place; an empty installation first loads all areas of Indonesia (seconds)."""
    if not Place.objects.exists():
        loading.load()
    found = Place.objects.filter(pk=code).first()
    if found is None:
        raise Refused(
            f"Tidak ada wilayah berkode {code}. Pakai kode Kemendagri, misalnya 32 (provinsi),"
            " 32.16 (kabupaten), 32.16.06 (kecamatan)."
        )
    return found


def office_of(key: str) -> Office | None:
    if not key:
        return None
    found = Office.objects.filter(key=key).first()
    if found is None:
        there = ", ".join(Office.objects.values_list("key", flat=True)[:20]) or "belum ada satu pun"
        raise Refused(f"Kantor {key} tidak dikenal. Yang ada: {there}.")
    return found


def from_stdin() -> str:
    """The first line of standard input, without its line end."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Refused("Kata sandi tidak terbaca dari masukan baku.")
    return password


def office_answer(office: Office) -> dict:
    return {
        "id": str(office.pk),
        "key": office.key,
        "name": office.name,
        "place": office.place_id,
    }


def account_answer(user: User) -> dict:
    """One account; `role`, `place` and `office` are those of its first assignment."""
    rows = getattr(user, "open", None)
    if rows is None:
        rows = user.assignments.open().select_related("office").order_by("valid_from", "pk")
    assignments = [
        {
            "role": row.role,
            "place": row.place_id,
            "office": row.office.key if row.office else None,
            "from": row.valid_from.isoformat(),
            "until": row.valid_until.isoformat() if row.valid_until else None,
        }
        for row in rows
    ]
    first = assignments[0] if assignments else {}
    return {
        "id": str(user.pk),
        "username": user.username,
        "name": user.name,
        "active": user.is_active,
        "role": first.get("role"),
        "place": first.get("place"),
        "office": first.get("office"),
        "assignments": assignments,
    }

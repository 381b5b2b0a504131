"""Accounts and assignments: who signs in, and which role they hold where, from when to when."""

import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit, queries
from binaan.access.actions.keeping import keep
from binaan.access.models import Assignment, Division, Office, User
from binaan.access.permissions import Permission
from binaan.access.roles import ROLES
from binaan.kit.dates import today
from binaan.places.models import Place

# No 0 O 1 l I: a temporary password is read aloud and typed from paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@transaction.atomic
def add_user(
    *,
    username: str,
    name: str,
    password: str | None,
    by,
    email: str = "",
    is_demo: bool = False,
    must_change_password: bool = False,
) -> User:
    """Add an account without any assignment: it can sign in and see nothing yet.

    `password` None makes an account nobody can sign in to until it is reset. One that must be
    changed at the first sign-in need not be a good one.
    """
    if not isinstance(by, str) and not by.may(Permission.USER_MANAGE):
        raise PermissionDenied("Anda tidak mengelola pengguna.")
    user = User(
        username=username.strip(),
        name=" ".join(name.split()),
        email=email.strip(),
        is_demo=is_demo,
        must_change_password=must_change_password,
    )
    _give_password(user, password, checked=not must_change_password)
    keep(user)
    audit.record("user.added", user, by=by, payload={"username": user.username})
    return user


@transaction.atomic
def admit(
    *,
    username: str,
    name: str,
    role: str,
    place: Place,
    by,
    email: str = "",
    office: Office | None = None,
    division: Division | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> tuple[User, str]:
    """Add an account with its first assignment; answers it and a password to be shown once."""
    password = temporary_password()
    user = add_user(
        username=username,
        name=name,
        email=email,
        password=password,
        must_change_password=True,
        by=by,
    )
    assign(
        user=user,
        role=role,
        place=place,
        office=office,
        division=division,
        valid_from=valid_from,
        valid_until=valid_until,
        by=by,
    )
    return user, password


@transaction.atomic
def change_user(*, user: User, name: str, email: str, by) -> User:
    """Correct the name or e-mail address of an account."""
    user = _locked(user)
    _must_manage(user, by)
    was = {"name": user.name, "email": user.email}
    user.name, user.email = " ".join(name.split()), email.strip()
    now = {"name": user.name, "email": user.email}
    if was != now:
        keep(user)
        audit.record("user.changed", user, by=by, payload={"was": was, "now": now})
    return user


@transaction.atomic
def assign(
    *,
    user: User,
    role: str,
    place: Place,
    by,
    office: Office | None = None,
    division: Division | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Assignment:
    """Give a role somewhere. Nobody gives one to themselves, nor beyond what they hold."""
    user = _locked(user)
    _must_not_be_self(user, by)
    if role not in ROLES:
        raise ValidationError({"role": f"Peran {role} tidak dikenal."})
    if division is not None and division.office_id != (office.pk if office else None):
        raise ValidationError({"division": "Bidang ini bukan bagian dari kantor tersebut."})
    given = Assignment(
        user=user,
        role=role,
        place=place,
        office=office,
        division=division,
        valid_from=valid_from or today(),
        valid_until=valid_until,
    )
    _must_be_new(given)
    keep(given)
    _must_reach(given, by)
    audit.record(
        "assignment.given",
        user,
        by=by,
        payload={
            "assignment": str(given.pk),
            "role": role,
            "place": place.code,
            "office": office.key if office else None,
            "from": given.valid_from.isoformat(),
            "until": valid_until.isoformat() if valid_until else None,
        },
        place=place,
        office=office,
    )
    return given


@transaction.atomic
def end_assignment(*, assignment: Assignment, on: date | None = None, by) -> Assignment:
    """End an assignment: at once, or at the end of the day `on`. Refused twice."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    _must_not_be_self(assignment.user, by)
    _must_reach(assignment, by)
    if not Assignment.objects.open().filter(pk=assignment.pk).exists():
        raise ValidationError("Penugasan ini sudah berakhir.")
    assignment.valid_until = on or max(today(), assignment.valid_from)
    assignment.revoked_at = None if on else timezone.now()
    keep(assignment)
    audit.record(
        "assignment.ended",
        assignment.user,
        by=by,
        payload={
            "assignment": str(assignment.pk),
            "role": assignment.role,
            "until": assignment.valid_until.isoformat(),
            "at_once": on is None,
        },
        place=assignment.place,
        office=assignment.office,
    )
    return assignment


@transaction.atomic
def set_active(*, user: User, active: bool, by) -> User:
    """Let an account in or keep it out; a person kept out is signed out at the next click."""
    user = _locked(user)
    _must_not_be_self(user, by)
    _must_manage(user, by)
    if user.is_active == active:
        raise ValidationError(
            "Akun ini sudah aktif." if active else "Akun ini sudah dinonaktifkan."
        )
    user.is_active = active
    user.save(update_fields=["is_active"])
    audit.record("user.activated" if active else "user.deactivated", user, by=by, **_where(user))
    return user


@transaction.atomic
def reset_password(
    *, user: User, by, password: str | None = None, must_change_password: bool = True
) -> str:
    """Give a new password and answer it; without one given, a temporary one to be shown once."""
    user = _locked(user)
    _must_not_be_self(user, by)
    _must_manage(user, by)
    password = password or temporary_password()
    _give_password(user, password)
    user.must_change_password = must_change_password
    user.save(update_fields=["password", "must_change_password"])
    audit.record("password.reset", user, by=by, **_where(user))
    return password


def temporary_password() -> str:
    """Twelve letters and digits in three groups: 60 bits, easy to read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _give_password(user: User, password: str | None, *, checked: bool = True) -> None:
    if password is None:
        user.set_unusable_password()
        return
    if checked:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise ValidationError({"password": error.messages}) from None
    user.set_password(password)


def _locked(user: User) -> User:
    """Two administrators at once take turns on one person."""
    return User.objects.select_for_update().get(pk=user.pk)


def _where(user: User) -> dict:
    """Place and office of the first assignment, so that the right auditor sees the event."""
    first = user.assignments.select_related("place", "office").first()
    return {"place": first.place, "office": first.office} if first else {}


def _must_be_new(given: Assignment) -> None:
    same = Assignment.objects.open(given.valid_from).filter(
        user=given.user,
        role=given.role,
        place=given.place,
        office=given.office,
    )
    if given.valid_until is not None:
        same = same.filter(valid_from__lte=given.valid_until)
    if same.exists():
        raise ValidationError("Penugasan yang sama sudah berlaku pada tanggal itu.")


def _must_not_be_self(user: User, by) -> None:
    if not isinstance(by, str) and by.pk == user.pk:
        raise PermissionDenied(
            "Penugasan dan akun sendiri tidak dapat diubah sendiri; mintalah administrator lain."
        )


def _must_reach(assignment: Assignment, by) -> None:
    """Checked after the write, inside the transaction: a refusal undoes it."""
    if isinstance(by, str):
        return
    if not queries.assignments(by).filter(pk=assignment.pk).exists():
        raise PermissionDenied("Wilayah atau kantor ini di luar wewenang Anda.")


def _must_manage(user: User, by) -> None:
    if isinstance(by, str):
        return
    if not queries.manageable_users(by).filter(pk=user.pk).exists():
        raise PermissionDenied("Orang ini juga bertugas di luar wewenang Anda.")

"""`add_account USERNAME --role KEY --place CODE [--office KEY] --password-stdin`: an account."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import actions
from binaan.access.management.answers import (
    account_answer,
    from_stdin,
    give_by,
    make_tables,
    office_of,
    place_of,
    role_of,
    teller,
)
from binaan.access.models import User
from binaan.kit.commands import JsonCommand, Refused


class Command(JsonCommand):
    help = "Menambah akun dengan satu penugasan. Kata sandi dibaca dari masukan baku."

    def arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--role", required=True)
        parser.add_argument("--place", required=True)
        parser.add_argument("--office", default="")
        parser.add_argument("--name", default="")
        parser.add_argument("--password-stdin", action="store_true", required=True)
        give_by(parser)

    def answer(self, *, username, role, place, office, name, by, **_options):
        make_tables()
        by, role = teller(by), role_of(role)
        password = from_stdin()
        place, office = place_of(place), office_of(office)
        there = User.objects.filter(username__iexact=username).first()
        if there is not None:
            _must_be_the_same(
                there, role=role, place=place, office=office, name=name, password=password
            )
            return account_answer(there)
        with transaction.atomic():
            user = actions.add_user(
                username=username,
                name=name or username,
                password=password,
                must_change_password=_is_weak(password),
                by=by,
            )
            actions.assign(user=user, role=role, place=place, office=office, by=by)
        return account_answer(user)

    def as_text(self, answer):
        return f"Akun {answer['username']}: {answer['role']} di {answer['place']}."


def _is_weak(password: str) -> bool:
    """A weak password from whoever runs the machine is taken, and changed at the first sign-in."""
    try:
        validate_password(password)
    except ValidationError:
        return True
    return False


def _must_be_the_same(there: User, *, role, place, office, name, password) -> None:
    held = there.assignments.open().filter(role=role, place=place, office=office)
    same = held.exists() and check_password(password, there.password)
    if not same or (name and there.name != name):
        raise Refused(
            f"Akun {there.username} sudah ada dengan isi lain. Penugasan lain diberikan di halaman"
            " Pengguna; kata sandi diganti dengan reset_password."
        )

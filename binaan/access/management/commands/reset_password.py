"""`reset_password USERNAME --password-stdin`: a new password, given at the machine itself."""

from binaan.access import actions
from binaan.access.management.answers import account_answer, from_stdin, give_by, teller, user_of
from binaan.kit.commands import JsonCommand


class Command(JsonCommand):
    help = "Menyetel ulang kata sandi. Kata sandi dibaca dari masukan baku."

    def arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--password-stdin", action="store_true", required=True)
        give_by(parser)

    def answer(self, *, username, by, **_options):
        by, user = teller(by), user_of(username)
        actions.reset_password(user=user, password=from_stdin(), must_change_password=False, by=by)
        return account_answer(user)

    def as_text(self, answer):
        return f"Kata sandi {answer['username']} sudah disetel ulang."

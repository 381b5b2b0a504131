"""`accounts --json`: every account with its assignments of today and later."""

from django.db.models import Prefetch

from binaan.access.management.answers import account_answer
from binaan.access.models import Assignment, User
from binaan.kit.commands import JsonCommand


class Command(JsonCommand):
    help = "Daftar akun dan penugasannya."

    def answer(self, **_options):
        held = Assignment.objects.open().select_related("office").order_by("valid_from", "pk")
        people = User.objects.prefetch_related(Prefetch("assignments", held, "open"))
        return [account_answer(person) for person in people]

    def as_text(self, answer):
        return "\n".join(
            f"{one['username']}: {one['role'] or 'tanpa tugas'} {one['place'] or ''}".rstrip()
            + ("" if one["active"] else " (nonaktif)")
            for one in answer
        )

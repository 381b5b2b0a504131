"""`repair PROBLEM --value V --by U`: give the right value for a problem, or for all that are alike."""

from binaan.access.commands import user_named
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.actions.repairing import repair
from binaan.intake.answers import MOST_AT_ONCE
from binaan.intake.models import STILL_OPEN, Problem
from binaan.kit.commands import JsonCommand, Refused


class Command(JsonCommand):
    help = "Memperbaiki isian yang bermasalah dengan nilai yang benar, atas nama seseorang."

    def arguments(self, parser):
        parser.add_argument("problem", help="Nomor masalah dari `problems`.")
        parser.add_argument(
            "--value", required=True, help="Nilai yang benar, rupiah ditulis penuh."
        )
        parser.add_argument("--by", required=True, help="Nama pengguna.")
        parser.add_argument("--alike", action="store_true", help="Juga semua yang isinya sama.")
        parser.add_argument("--remember", action="store_true", help="Ingat untuk daftar ini.")
        parser.add_argument("--reason", default="", help="Alasan, bila perlu.")

    def answer(self, **options):
        by = user_named(options["by"])
        problem = _named(options["problem"])
        alike = _alike(problem, by) if options["alike"] else []
        chosen = [problem.pk, *alike[: MOST_AT_ONCE - 1]]
        made = repair(
            chosen, value=options["value"], by=by, remember=options["remember"],
            reason=options["reason"] or "",
        )  # fmt: skip
        return {
            "repair": str(made.pk),
            "problems": made.problems_settled,
            "batch": str(made.batch_id),
        } | ({"left": len(alike[MOST_AT_ONCE - 1 :])} if options["alike"] else {})


def _named(text: str) -> Problem:
    known = text.isascii() and text.isdecimal() and len(text) < 19
    found = Problem.objects.filter(pk=int(text)).first() if known else None
    if found is None:
        raise Refused(f"Masalah {text!r} tidak ada. `problems --batch …` mencetak nomornya.")
    return found


def _alike(problem: Problem, by: User) -> list[int]:
    """Other open problems of the same list with the same words, as far as this person may repair them."""
    same = {name: getattr(problem, name) for name in ("batch_id", "code", "field", "value")}
    mine = Problem.objects.permitted(by, Permission.LIST_REPAIR)
    found = mine.filter(**same, state__in=STILL_OPEN).exclude(pk=problem.pk)
    return list(found.order_by("ordinal", "pk").values_list("pk", flat=True))

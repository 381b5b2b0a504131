"""`unmerge MERGE --by U`: two records again, exactly as they were, with what came since."""

from django.core.exceptions import ValidationError

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand, Refused
from binaan.registry.actions.unmerging import unmerge
from binaan.registry.models import Merge


class Command(JsonCommand):
    help = "Memisahkan kembali dua catatan yang digabung, tepat seperti semula."

    def arguments(self, parser):
        parser.add_argument("merge", metavar="MERGE", help="Nomor tetap penggabungan.")
        parser.add_argument(
            "--later-to", choices=["left", "right", "ask"], default="ask",
            help="Milik siapa yang masuk sesudah digabung; bawaan: ditanyakan.",
        )  # fmt: skip
        parser.add_argument("--by", required=True, help="Nama pengguna.")
        parser.add_argument("--reason", default="Dipisahkan lewat perintah.", help="Alasan.")

    def answer(self, *, merge: str, later_to: str, by: str, reason: str, **_options):
        done = unmerge(_named(merge), by=user_named(by), reason=reason, later_to=later_to)
        restored = [str(one) for one in done.restored]
        return {"restored": restored, "undecided": done.undecided}

    def as_text(self, answer):
        rest = len(answer["undecided"])
        return f"Dipisahkan: {', '.join(str(one) for one in answer['restored'])}." + (
            f" {rest} catatan belum jelas milik siapa." if rest else ""
        )


def _named(text: str) -> Merge:
    try:
        found = Merge.objects.filter(pk=text).first()
    except ValidationError:
        found = None
    if found is None:
        raise Refused(f"Penggabungan {text!r} tidak ada. `decide` mencetak nomornya.")
    return found

"""`decide PAIR ANSWER --by U`: what somebody says of two businesses that may be one."""

from django.core.exceptions import ValidationError

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand, Refused
from binaan.registry.actions.deciding import ANSWERS, answer
from binaan.registry.models import Merge, Pair


class Command(JsonCommand):
    help = "Memutuskan satu pasangan: sama, pemilik sama, berbeda atau belum pasti."

    def arguments(self, parser):
        parser.add_argument("pair", metavar="PAIR", help="Nomor tetap dari `pairs`.")
        parser.add_argument("said", metavar="ANSWER", choices=[str(one) for one in ANSWERS])
        parser.add_argument("--by", required=True, help="Nama pengguna.")
        parser.add_argument("--note", default="", help="Catatan.")

    def answer(self, *, pair: str, said: str, by: str, note: str, **_options):
        user = user_named(by)
        decided = answer(named(pair), said, by=user, note=note or "")
        made = Merge.objects.filter(pair=decided, undone_at=None).order_by("-at", "-order").first()
        return {
            "pair": str(decided.pk),
            "left": str(decided.left_id),
            "right": str(decided.right_id),
            "state": decided.state,
            "merge": str(made.pk) if made else None,
        }

    def as_text(self, answer):
        merged = f" Penggabungan {answer['merge']}." if answer["merge"] else ""
        return f"Pasangan {answer['pair']}: {answer['state']}.{merged}"


def named(text: str) -> Pair:
    """The pair with this id; Refused with a sentence when there is none."""
    try:
        found = Pair.objects.filter(pk=text).first()
    except ValidationError:
        found = None
    if found is None:
        raise Refused(f"Pasangan {text!r} tidak ada. `pairs` mencetak nomornya.")
    return found

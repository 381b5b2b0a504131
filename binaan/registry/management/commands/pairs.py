"""`pairs`: businesses that may be one, the waiting and most certain first, one JSON object a line."""

from django.db.models import Case, Q, Value, When

from binaan.access.commands import user_named
from binaan.access.permissions import Permission
from binaan.kit.commands import Refused, StreamCommand
from binaan.registry.choices import PairState
from binaan.registry.models import Pair

OPEN, ALL = PairState.OPEN.value, "all"


class Command(StreamCommand):
    help = "Mencetak pasangan usaha yang mungkin sama, yang paling mungkin lebih dulu."

    def arguments(self, parser):
        parser.add_argument(
            "--as", dest="reader", metavar="U",
            help="Nama pengguna; hanya yang boleh diputusnya. Bawaan: semuanya.",
        )  # fmt: skip
        parser.add_argument(
            "--state", choices=[*PairState.values, ALL], default=ALL,
            help="Hanya yang keadaannya ini; open: yang menunggu putusan. Bawaan: semuanya.",
        )  # fmt: skip

    def lines(self, *, reader=None, state=ALL, **_options):
        return map(line, _seen(reader, state).iterator(chunk_size=2000))


def _seen(reader: str | None, state: str):
    found = Pair.objects.all()
    if reader is not None:
        user = user_named(reader)
        mine = [p for p in (Permission.IDENTITY_DECIDE, Permission.IDENTITY_REVIEW) if user.may(p)]
        if not mine:
            raise Refused(f"{user.username} tidak bertugas melihat pasangan usaha.")
        found = Pair.objects.permitted(user, mine[0])
    if state == OPEN:
        found = found.waiting()
    elif state == ALL:  # an open one with a side merged away waits for nobody
        found = found.filter(~Q(state=OPEN) | Q(pk__in=Pair.objects.waiting().values("pk")))
    else:
        found = found.filter(state=state)
    waiting = Case(When(state=OPEN, then=Value(0)), default=Value(1))
    return found.order_by(waiting, "-business_p", "-owner_p", "pk")


def line(pair: Pair) -> dict:
    """One pair as programs read it: probabilities from 0 to 1."""
    return {
        "pair": str(pair.pk),
        "left": str(pair.left_id),
        "right": str(pair.right_id),
        "owner_p": round(pair.owner_p, 6),
        "business_p": round(pair.business_p, 6),
        "reasons": [one["text"] if isinstance(one, dict) else str(one) for one in pair.reasons],
        "state": pair.state,
    }

"""How deciding goes on: what is left where, who decided what, and how sure the thresholds are."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Avg, Count, Q
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.kit.dates import short_date
from binaan.kit.numbers import id_number, percent
from binaan.kit.shares import wilson
from binaan.places.models import Place
from binaan.registry.choices import PairState, SampleAnswer
from binaan.registry.models import Merge, Pair
from binaan.registry.queries.identity import merges
from binaan.registry.queries.reference import names
from binaan.registry.queries.thresholds import Thresholds, thresholds

REVIEW = Permission.IDENTITY_REVIEW
DAYS = 14
DISTRICT = 8  # letters of the code of a kecamatan: 32.16.06
SHOWN_SAMPLE = 25


class Share(NamedTuple):
    """What one threshold does, in figures and words."""

    label: str
    from_p: str
    count: int
    words: str


class Worker(NamedTuple):
    """Decisions of one person on one day."""

    day: str
    name: str
    same: int
    owner: int
    different: int
    unsure: int
    total: int


class Observed(NamedTuple):
    """What the sample showed; `words` with its interval of 95 %."""

    checked: int
    wrong: int
    waiting: int
    words: str


def by_district(user) -> list[tuple[Place, int]]:
    """Open pairs by the kecamatan of their left side, the most first."""
    found = Pair.objects.permitted(user, REVIEW).waiting().order_by()
    counted = found.annotate(code=Substr("left__place__path", 1, DISTRICT)).values("code")
    sums = {one["code"]: one["n"] for one in counted.annotate(n=Count("pk"))}
    places = Place.objects.in_bulk(sums)
    lines = [(places[code], n) for code, n in sums.items() if code in places]
    return sorted(lines, key=lambda line: (-line[1], line[0].name))


def workers(user) -> list[Worker]:
    """Who decided how many pairs on each of the last DAYS days, the newest first."""
    since = timezone.now() - timedelta(days=DAYS)
    found = Pair.objects.permitted(user, REVIEW).filter(decided_at__gte=since, automatic=False)
    days = found.order_by().annotate(day=TruncDate("decided_at")).values("day", "decided_by")
    states = {
        state.value: Count("pk", filter=Q(state=state)) for state in PairState if state != "open"
    }
    lines = list(days.annotate(n=Count("pk"), **states).order_by("-day", "-n", "decided_by"))
    called = names(user, {line["decided_by"] for line in lines})
    return [
        Worker(
            short_date(line["day"]), called.get(line["decided_by"], line["decided_by"]),
            line["same"], line["owner"], line["different"], line["unsure"], line["n"],
        )
        for line in lines
    ]  # fmt: skip


def shares(user) -> tuple[Thresholds, list[Share]]:
    """The thresholds that count today with the error to expect of each."""
    limits = thresholds()
    mine = merges(user, REVIEW).order_by().filter(automatic=True, undone_at=None, businesses=True)
    sure = mine.aggregate(n=Count("pk"), p=Avg("business_p"))
    asked = Pair.objects.permitted(user, REVIEW).waiting().order_by()
    open_ = asked.aggregate(n=Count("pk"), p=Avg("business_p"))
    return limits, [
        Share(
            "Digabung sendiri", f"mulai {id_number(limits.merge)}", sure["n"], _merged(sure, limits)
        ),
        Share("Ditanyakan", f"mulai {id_number(limits.ask)}", open_["n"], _asked(open_)),
        Share(
            "Dibiarkan", f"di bawah {id_number(limits.ask)}", 0,
            f"Tidak disimpan. Peluang tiap pasangan ini ternyata sama di bawah {percent(limits.ask, 0)}.",
        ),
    ]  # fmt: skip


def _merged(sure: dict, limits: Thresholds) -> str:
    if not sure["n"]:
        most = percent(1 - limits.merge)
        return f"Belum ada. Kesalahan yang diperkirakan paling banyak {most}."
    expected = sure["n"] * (1 - sure["p"])
    return (
        f"Kesalahan yang diperkirakan {percent(1 - sure['p'], 2)}: kira-kira "
        f"{id_number(expected, 1)} dari {id_number(sure['n'])} penggabungan keliru."
    )


def _asked(open_: dict) -> str:
    if not open_["n"]:
        return "Tidak ada yang menunggu."
    return f"Diperkirakan {percent(open_['p'], 0)} di antaranya memang usaha yang sama."


def observed(user) -> Observed:
    """The errors found in the sample of automatic merges."""
    mine = merges(user, REVIEW).order_by().filter(sampled=True)
    counted = mine.aggregate(
        right=Count("pk", filter=Q(sample_answer=SampleAnswer.RIGHT)),
        wrong=Count("pk", filter=Q(sample_answer=SampleAnswer.WRONG)),
        waiting=Count("pk", filter=Q(sample_answer="", undone_at=None)),
    )
    wrong, checked = counted["wrong"], counted["right"] + counted["wrong"]
    return Observed(checked, wrong, counted["waiting"], _observed(wrong, checked))


def _observed(wrong: int, checked: int) -> str:
    if not checked:
        return "Belum ada yang diperiksa."
    low, high = wilson(wrong, checked)
    found = f"{id_number(wrong)} salah" if wrong else "tidak ada yang salah"
    return (
        f"Dari {id_number(checked)} penggabungan yang diperiksa, {found}: {percent(wrong / checked)}. "
        f"Kesalahan sebenarnya antara {percent(low)} dan {percent(high)} (keyakinan 95 %)."
    )


def sample(user) -> list[Merge]:
    """Automatic merges chosen by lot that nobody checked yet."""
    found = merges(user, REVIEW).filter(sampled=True, sample_answer="", undone_at=None)
    return list(found.order_by("at", "order", "pk")[:SHOWN_SAMPLE])


def unsampled(user) -> int:
    """How many automatic merges stand outside the sample."""
    return merges(user, REVIEW).order_by().filter(automatic=True, sampled=False).count()


def to_check(user):
    """The merges of the sample this user may judge."""
    return merges(user, REVIEW).filter(sampled=True)

"""What happened in a period: recorded, closed, and all that entered or left the count."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from binaan.kit.measures import FLOW, Asked, Dimension, measure
from binaan.places.scope import within
from binaan.registry.choices import GONE, Status
from binaan.registry.measures.declared import OF_BUSINESSES, SOURCE, STATUS
from binaan.registry.measures.dimensions import DIMENSIONS
from binaan.registry.models import Condition
from binaan.registry.queries import conditions
from binaan.registry.rules.size import EDITIONS

NEW, BACK, MOVED_IN, GUIDED = "new", "back", "moved_in", "guided"
CLOSED, MOVED_AWAY, MOVED_OUT, UNGUIDED = "closed", "moved_away", "moved_out", "unguided"
REASONS_IN = {
    NEW: "Baru tercatat",
    BACK: "Buka atau datang kembali",
    MOVED_IN: "Pindah ke wilayah ini",
    GUIDED: "Mulai dibina",
}
REASONS_OUT = {
    CLOSED: "Tutup",
    MOVED_AWAY: "Pindah ke luar wilayah binaan",
    MOVED_OUT: "Pindah ke wilayah lain",
    UNGUIDED: "Tidak lagi dibina",
}
GREW_BY = EDITIONS["pp7"]
MICRO_TO_SMALL = ("mikro", "kecil")
NET = (
    "Yang masuk dan keluar di antara kedua tanggal tidak dihitung; begitu pula yang digabung atau "
    "dihapus."
)


@measure(
    "registry.recorded",
    "Usaha baru tercatat",
    unit="usaha",
    kind=FLOW,
    formula="Banyaknya usaha yang keadaan pertamanya menurut register bertanggal di dalam periode "
    "dan ketika itu tidak tutup atau pindah.",
    source=SOURCE,
    **OF_BUSINESSES,
)
def recorded(user, asked: Asked):
    return conditions.recorded(user, **_flow(asked))


@measure(
    "registry.closed",
    "Usaha tutup atau pindah",
    unit="usaha",
    kind=FLOW,
    formula="Banyaknya usaha yang keadaannya di dalam periode berubah dari ada menjadi tutup atau "
    "pindah ke luar wilayah.",
    source=SOURCE,
    polarity="down",
    shows=STATUS,
    **OF_BUSINESSES,
)
def closed(user, asked: Asked):
    return conditions.closed(user, **_flow(asked))


def _since(asked: Asked):
    return conditions.day_before(asked.period.first)


def _reason_in(asked: Asked):
    """Why a business counts at the end but not at the start."""
    before = _standing_at(_since(asked))
    return _reasons(
        (~Exists(before), NEW),
        (Exists(before.filter(status__in=GONE)), BACK),
        (~Exists(_here(before, asked)), MOVED_IN),
        default=GUIDED,
    )


def _reason_out(asked: Asked):
    """Why a business counted at the start no longer counts at the end."""
    after = _standing_at(asked.period.last)
    return _reasons(
        (Exists(after.filter(status=Status.CLOSED)), CLOSED),
        (Exists(after.filter(status=Status.MOVED)), MOVED_AWAY),
        (~Exists(_here(after, asked)), MOVED_OUT),
        default=UNGUIDED,
    )


def _standing_at(day):
    """The condition on another date of the outer query's business, which is narrowed already."""
    return Condition.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        valid_from__lte=day,
        known_until__isnull=True,
        business=OuterRef("business_id"),
    )


def _here(found, asked: Asked):
    return found if asked.place is None else found.filter(within("place__path", asked.place))


def _reasons(*answers, default: str) -> Case:
    whens = [When(condition, then=Value(name)) for condition, name in answers]
    return Case(*whens, default=Value(default), output_field=CharField())


def _with_reason(row, labels: dict[str, str]) -> dict:
    reason = Dimension("reason", "Sebab", row, lambda asked, keys: labels)
    return {**OF_BUSINESSES, "dimensions": (reason, *DIMENSIONS)}


@measure(
    "registry.entered",
    "Usaha masuk hitungan",
    unit="usaha",
    kind=FLOW,
    formula="Banyaknya usaha ada (atau binaan kantor yang disebut) pada akhir periode yang sehari "
    f"sebelum periode belum terhitung. {NET}",
    source=SOURCE,
    shows=STATUS,
    **_with_reason(_reason_in, REASONS_IN),
)
def entered(user, asked: Asked):
    return conditions.entered(user, **_between(asked))


@measure(
    "registry.left",
    "Usaha keluar hitungan",
    unit="usaha",
    kind=FLOW,
    formula="Banyaknya usaha ada (atau binaan kantor yang disebut) sehari sebelum periode yang "
    f"pada akhir periode tidak lagi terhitung; dirinci menurut keadaannya sebelum keluar. {NET}",
    source=SOURCE,
    polarity="down",
    shows=STATUS,
    **_with_reason(_reason_out, REASONS_OUT),
)
def left(user, asked: Asked):
    return conditions.left(user, **_between(asked))


@measure(
    "registry.grown",
    "Usaha naik kelas dari mikro ke kecil",
    unit="usaha",
    kind=FLOW,
    formula="Banyaknya usaha ada (atau binaan kantor yang disebut) yang pada akhir periode usaha "
    f"kecil dan sehari sebelum periode usaha mikro, keduanya menurut {GREW_BY.name}. Usaha yang "
    "ukurannya tidak dapat ditentukan pada salah satu tanggal tidak dihitung; yang naik lalu turun "
    "kembali di dalam periode juga tidak.",
    source=f"{SOURCE}; penjualan setahun dan modal yang disebut",
    edition=GREW_BY.citation,
    shows=STATUS,
    **OF_BUSINESSES,
)
def grown(user, asked: Asked):
    return conditions.grown(
        user, system=GREW_BY.key, sizes=MICRO_TO_SMALL, known=asked.known, **_between(asked)
    )


def _flow(asked: Asked) -> dict:
    period = asked.period
    return {
        "first": period.first,
        "last": period.last,
        "place": asked.place,
        "office": asked.office,
    }


def _between(asked: Asked) -> dict:
    return {
        "since": _since(asked),
        "until": asked.period.last,
        "place": asked.place,
        "office": asked.office,
    }

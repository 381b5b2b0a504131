"""Who was reached, who never was, and how evenly: EQ1 to EQ9."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Case, IntegerField, Value, When

from binaan.kit.measures import Asked, Reckoning, Shown, measure
from binaan.programmes.measures.declared import (
    FORMULAS,
    OF_RUNNING,
    OF_SERVICES,
    RUNNING,
    SOURCE,
    before,
    flow,
)
from binaan.programmes.queries import reached as served
from binaan.programmes.rules import equity, told
from binaan.programmes.rules.marks import NOT_MEMBERS
from binaan.registry.measures.declared import OF_BUSINESSES, STATUS

SERVED_ON = (Shown("on", "Layanan pertama"), Shown("kind", "Jenis layanan"))
MEMBER, OTHER, UNKNOWN = 0, 10, 20  # worth of EQ4: the side, plus 1 when served
HUNDRED = 100


@measure(
    "programmes.reached",
    "Usaha terlayani",
    unit="usaha",
    formula="Banyaknya usaha yang di dalam periode menerima paling sedikit satu layanan; masing-masing "
    "dihitung sekali, menurut keadaannya pada layanan pertamanya di dalam periode. Undangan, "
    "sosialisasi, pesan dan kunjungan pemantauan bukan layanan.",
    source=SOURCE,
    shows=SERVED_ON,
    **(OF_SERVICES | {"identity": ("business_id",)}),
)
def reached(user, asked: Asked):
    return served.firsts(user, **flow(asked))


@measure(
    "programmes.covered",
    "Usaha berjalan yang terlayani",
    unit="usaha",
    formula=f"Banyaknya {RUNNING} yang terlayani di dalam periode. Dibagi dengan usaha yang masih "
    "berjalan pada awal periode: cakupan (EQ1; per keanggotaan EQ2 dan EQ3).",
    source=f"{SOURCE}; {FORMULAS} (EQ1)",
    shows=STATUS,
    **OF_RUNNING,
)
def covered(user, asked: Asked):
    return served.covered(user, **flow(asked))


@measure(
    "programmes.never_served",
    "Belum pernah dilayani",
    unit="usaha",
    formula="Banyaknya usaha yang masih berjalan dan selama 36 bulan (atau menurut ketetapan kantor) "
    "sampai tanggal itu tidak menerima layanan dari kantor mana pun.",
    source=f"{SOURCE}; {FORMULAS} (EQ9)",
    polarity="down",
    shows=STATUS,
    **OF_BUSINESSES,
)
def never_served(user, asked: Asked):
    return served.never_served(
        user, at=asked.at, known=asked.known, place=asked.place, office=asked.office
    )


def percent_true(tally: Mapping[bool, int]) -> Decimal | None:
    """How many of a hundred are so."""
    found = equity.share(sum(many for worth, many in tally.items() if worth), sum(tally.values()))
    return None if found is None else found * HUNDRED


@measure(
    "programmes.repeat_rate",
    "Terlayani berulang",
    unit="%",
    formula="Usaha terlayani di dalam periode yang juga sudah dilayani di dalam 36 bulan (atau menurut "
    "ketetapan kantor) sebelum periode itu, dibagi seluruh usaha terlayani di dalam periode, kali 100.",
    source=SOURCE,
    polarity="down",
    shows=SERVED_ON,
    reckoned=Reckoning(
        lambda asked: served.served_before(asked.period.first, asked.office), percent_true
    ),
    **(OF_SERVICES | {"identity": ("business_id",)}),
)
def repeated(user, asked: Asked):
    return served.firsts(user, **flow(asked))


def _side_and_served(asked: Asked):
    """EQ4 asks of a business on which side it stands, and whether it was served."""
    side = Case(
        When(association=told.MEMBERS, then=Value(MEMBER)),
        When(association__in=NOT_MEMBERS, then=Value(OTHER)),
        default=Value(UNKNOWN),
        output_field=IntegerField(),
    )
    got = served.is_served(asked.period.first, asked.period.last, asked.office)
    return side + Case(When(got, then=Value(1)), default=Value(0), output_field=IntegerField())


def parity_of(tally: Mapping[int, int]) -> Decimal | None:
    """EQ4 of businesses by side and served."""
    (members, members_served), (others, others_served) = (
        (tally.get(side, 0) + tally.get(side + 1, 0), tally.get(side + 1, 0))
        for side in (MEMBER, OTHER)
    )
    return equity.parity(others_served, others, members_served, members)


@measure(
    "programmes.equity_ratio",
    "Rasio kesetaraan bukan anggota dan anggota asosiasi",
    unit="rasio",
    formula="Cakupan bukan anggota asosiasi (EQ3) dibagi cakupan anggota (EQ2), masing-masing "
    f"terlayani dibagi {RUNNING}. Target paling sedikit 0,8. Usaha yang keanggotaannya tidak diketahui "
    "tidak masuk ke sisi mana pun; bila cakupan anggota 0 rasio tidak terdefinisi.",
    source=f"{SOURCE}; {FORMULAS} (EQ4)",
    shows=STATUS,
    reckoned=Reckoning(_side_and_served, parity_of),
    **OF_RUNNING,
)
def equity_ratio(user, asked: Asked):
    return served.running_before(user, **before(asked))


@measure(
    "programmes.service_gini",
    "Ketimpangan layanan (Gini)",
    unit="indeks",
    formula="Indeks Gini banyaknya layanan per usaha di dalam periode, di antara semua "
    f"{RUNNING}, yang tidak dilayani ikut dengan 0. 0: sama rata; mendekati 1: layanan jatuh pada "
    "segelintir usaha; tidak diketahui bila tidak ada layanan.",
    source=f"{SOURCE}; {FORMULAS} (EQ7)",
    polarity="down",
    shows=STATUS,
    reckoned=Reckoning(
        lambda asked: served.times_served(asked.period.first, asked.period.last, asked.office),
        equity.gini,
    ),
    **OF_RUNNING,
)
def service_gini(user, asked: Asked):
    return served.running_before(user, **before(asked))

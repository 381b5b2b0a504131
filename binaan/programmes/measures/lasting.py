"""Whether participants are followed up and stay: CT1 and CT4."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from binaan.kit.measures import Asked, Reckoning, Shown, measure
from binaan.programmes.measures.declared import FORMULAS, OF_SERVICES, SOURCE, flow
from binaan.programmes.measures.equity import HUNDRED, percent_true
from binaan.programmes.queries import followed
from binaan.programmes.rules import lasting as rules

TOOK_PART = (Shown("on", "Mulai ikut"),)
PARTICIPANTS = (
    "peserta kegiatan yang mulai hadir di dalam periode, yang berhenti di tengah ikut dihitung"
)


@measure(
    "programmes.participants",
    "Peserta kegiatan",
    unit="peserta",
    formula=f"Banyaknya {PARTICIPANTS}; usaha yang ikut dua kegiatan dihitung dua kali.",
    source=SOURCE,
    shows=TOOK_PART,
    **OF_SERVICES,
)
def participants(user, asked: Asked):
    return followed.took_part(user, **flow(asked))


@measure(
    "programmes.followed_up",
    "Ditindaklanjuti dalam 30 hari",
    unit="%",
    formula=f"Dari {PARTICIPANTS} dan kegiatannya berakhir paling sedikit 30 hari yang lalu (atau "
    "menurut ketetapan kantor): yang dihubungi (kunjungan, telepon tersambung, pertemuan) paling lambat "
    "pada jatuh tempo itu, kali 100. Pesan bukan kontak.",
    source=f"{SOURCE}; {FORMULAS} (CT1)",
    shows=TOOK_PART,
    reckoned=Reckoning(lambda asked: followed.followed_up(), percent_true),
    **OF_SERVICES,
)
def followed_up(user, asked: Asked):
    return followed.ripe(user, **flow(asked))


def continuity_of(tally: Mapping[int, int]) -> Decimal | None:
    """CT4 in percent, of participants by ten times stages in time plus stages planned."""
    stages: Counter[tuple[int, int]] = Counter()
    for worth, many in tally.items():
        done, planned = divmod(worth, 10)
        stages[min(done, planned), planned] += many
    found = rules.continuity(stages)
    return None if found is None else found * HUNDRED


@measure(
    "programmes.continuity",
    "Kesinambungan pembinaan",
    unit="%",
    formula="Rata-rata per peserta dari tahap yang terlaksana tepat waktu dibagi tahap yang sudah "
    "waktunya, kali 100. Tahapnya empat: kegiatan, kunjungan 30 hari, kunjungan 90 hari, pengukuran "
    f"180 hari. Dihitung atas {PARTICIPANTS} dan kegiatannya berakhir paling sedikit 30 hari yang lalu.",
    source=f"{SOURCE}; {FORMULAS} (CT4)",
    shows=TOOK_PART,
    reckoned=Reckoning(lambda asked: followed.stages(asked.office), continuity_of),
    **OF_SERVICES,
)
def continuity(user, asked: Asked):
    return followed.ripe(user, **flow(asked))

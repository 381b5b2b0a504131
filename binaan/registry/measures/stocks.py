"""How many there are at a date: existing, guided, running, their workers, and rows that wait."""

from django.db.models import F

from binaan.access import parameters
from binaan.access.permissions import Permission
from binaan.intake.models import Source
from binaan.kit.measures import Asked, Dimension, Shown, end_of, measure
from binaan.registry.measures.declared import (
    EXISTING,
    OF_BUSINESSES,
    SOURCE,
    STATUS,
    keeps_small_cells,
    wider,
)
from binaan.registry.measures.dimensions import office_labels, place_labels, place_row
from binaan.registry.queries import conditions, observation, undecided, waiting
from binaan.registry.rules import activity


@measure(
    "registry.businesses",
    "Usaha ada",
    unit="usaha",
    formula=f"Banyaknya {EXISTING}. Bila kantor disebut: hanya yang dibina kantor itu.",
    source=SOURCE,
    shows=STATUS,
    **OF_BUSINESSES,
)
def businesses(user, asked: Asked):
    return conditions.existing(user, **_stock(asked))


@measure(
    "registry.guided",
    "Usaha binaan",
    unit="usaha",
    formula=f"Banyaknya {EXISTING}; dan pada tanggal itu dibina kantor yang disebut, atau kantor "
    "mana pun bila tidak disebut.",
    source=f"{SOURCE}; hubungan binaan kantor dengan usaha",
    shows=STATUS,
    **OF_BUSINESSES,
)
def guided(user, asked: Asked):
    return conditions.guided(user, **_stock(asked))


@measure(
    "registry.running",
    "Masih berjalan",
    unit="usaha",
    formula="Banyaknya usaha ada yang terakhir dilihat berjalan atau musiman, paling lama "
    f"{activity.DEFAULT_MONTHS} bulan (atau menurut ketetapan kantor) sebelum tanggal itu. "
    "Baris yang diulang tanpa perubahan di daftar yang lebih baru dilihat lagi oleh daftar itu. "
    "Yang tidak pernah dilihat tidak dihitung.",
    source=f"{SOURCE}. {activity.CITATION}",
    edition=activity.EDITION,
    shows=STATUS,
    **OF_BUSINESSES,
)
def running(user, asked: Asked):
    return conditions.running(user, months=active_months(asked), **_stock(asked))


@measure(
    "registry.workers",
    "Tenaga kerja",
    unit="orang",
    formula=f"Jumlah tenaga kerja dari {EXISTING}. Pekerja keluarga ikut dihitung bila disebut; "
    "usaha yang tenaga kerjanya tidak diketahui tidak menambah apa-apa dan disebut tersendiri.",
    source=SOURCE,
    total="workers",
    shows=(Shown("workers", "Tenaga kerja"),),
    **OF_BUSINESSES,
)
def workers(user, asked: Asked):
    return conditions.existing(user, **_stock(asked))


@measure(
    "registry.creative",
    "Usaha ekonomi kreatif",
    unit="usaha",
    formula=f"Banyaknya {EXISTING}; dan subsektor ekonomi kreatifnya tercatat, atau, bila tidak "
    "tercatat, KBLI 2020-nya termasuk salah satu dari 17 subsektor. Subsektor dan KBLI menurut yang "
    "tercatat sekarang, juga untuk tanggal yang lalu.",
    source=f"{SOURCE}; subsektor ekonomi kreatif (data/ekraf-subsectors.csv, Perpres 142/2018 dan "
    "pembaruannya)",
    shows=STATUS,
    **OF_BUSINESSES,
)
def creative(user, asked: Asked):
    return conditions.creative(user, **_stock(asked))


def _list_labels(asked: Asked, keys: list[str]) -> dict[str, str]:
    named = Source.objects.filter(pk__in=keys).values_list("pk", "name")
    return {str(pk): name for pk, name in named}


@measure(
    "registry.rows_waiting",
    "Baris menunggu",
    unit="baris",
    formula="Banyaknya baris daftar yang diterima sampai tanggal itu, tidak dapat masuk register "
    "dan sampai sekarang belum diperbaiki atau disisihkan.",
    source="Daftar yang dimasukkan",
    polarity="down",
    dimensions=(
        Dimension("place", "Wilayah daftar", place_row("batch__place"), place_labels),
        Dimension(
            "office",
            "Kantor",
            lambda asked: F("batch__version__source__office__key"),
            office_labels,
        ),
        Dimension("list", "Daftar", lambda asked: F("batch__version__source_id"), _list_labels),
    ),
    order=("batch_id", "ordinal"),
    identity=("batch_id", "ordinal"),
    discreet=keeps_small_cells,
    wider=wider,
    opens_with=Permission.LIST_VIEW,
    subject="row",
)
def rows_waiting(user, asked: Asked):
    received = end_of(asked.at)
    received = min(received, asked.known) if asked.known else received
    return waiting.rows_waiting(user, received_by=received, place=asked.place, office=asked.office)


@measure(
    "registry.pairs_open",
    "Pasangan belum diputuskan",
    unit="pasangan",
    formula="Banyaknya pasangan usaha yang mungkin sama, ditemukan sampai tanggal itu dan sampai "
    "sekarang belum diputuskan; dihitung menurut keadaan sekarang. Wilayahnya wilayah usaha yang "
    "nomornya lebih kecil. Bila kantor disebut: salah satunya dibina kantor itu.",
    source="Pencarian usaha ganda dan putusan petugas (docs/rules/identitas.md)",
    polarity="down",
    dimensions=(Dimension("place", "Wilayah", place_row("left__place"), place_labels),),
    discreet=keeps_small_cells,
    wider=wider,
    opens_with=Permission.IDENTITY_DECIDE,
    subject="pair",
)
def pairs_open(user, asked: Asked):
    found_by = end_of(asked.at)
    found_by = min(found_by, asked.known) if asked.known else found_by
    return undecided.pairs_open(user, found_by=found_by, place=asked.place, office=asked.office)


def active_months(asked: Asked) -> int:
    """The months of edition aktif-2026.1 that the office decided for that date."""
    return int(parameters.number(observation.ACTIVE_MONTHS.key, office=asked.office, on=asked.at))


def _stock(asked: Asked) -> dict:
    return {
        "at": asked.at,
        "known": asked.known,
        "place": asked.place,
        "office": asked.office,
    }

"""What an office chooses where practice differs; each choice is named on every report it touches."""

from binaan.access import parameters
from binaan.planning.rules import e81, execution, rates, ratings

CAP = "planning.cap_in_average"
LOWER = "planning.lower_formula"
ZERO_TARGET = "planning.zero_target"
AVERAGE_OVER = "planning.e81_average_over"
E81_VARIANT = "planning.e81_variant"
SCALE = "planning.rating_scale"
DEVIATION = "planning.deviation"
HIGH_TARGET = "planning.target_too_low_from"
QUARTER_DAYS = "planning.quarter_days"

NOTE = "Praktik berbeda antar daerah; pilihan kantor, disebut pada setiap laporan."


def start() -> None:
    """Called once when the room starts."""
    for key, label, default, note, source, kind in DECLARED:
        among = AMONG.get(key, ())
        parameters.declare(key, label, default, note, source, kind=kind, among=among)


# Where only these words can be reckoned with.
AMONG = {
    LOWER: (rates.TWICE, rates.INVERSE),
    ZERO_TARGET: (rates.BLANK, rates.FULL),
    AVERAGE_OVER: e81.OVER,
    E81_VARIANT: (e81.ANNEX, e81.YEARLY),
    SCALE: ratings.OF_RATES,
    DEVIATION: (execution.POINTS, execution.OF_PLAN),
}

DECLARED = (
    (CAP, "Capaian paling tinggi di dalam rata-rata (%)", "100",
     f"{NOTE} Angka sebenarnya tetap dicetak; 0 berarti tidak dibatasi.",
     "Batas resmi tidak ditemukan", "number"),
    (LOWER, "Rumus bila makin rendah makin baik (2T atau TR)", "2T", NOTE,
     "Handbook perencanaan 4.3 (a) dan (b)", "text"),
    (ZERO_TARGET, "Target dan realisasi sama-sama 0 (kosong atau 100)", "kosong", NOTE,
     "Sebagian sistem daerah memberi 100", "text"),
    (AVERAGE_OVER, "Rata-rata E.81 atas (program, kegiatan atau subkegiatan)", "program", NOTE,
     "Permendagri 86/2017, Formulir E.81: tidak menyebut baris mana", "text"),
    (E81_VARIANT, "Susunan kolom E.81 (lampiran atau tahunan)", "lampiran",
     f"{NOTE} 'tahunan' menyisipkan tingkat capaian tahun berjalan.",
     "Permendagri 86/2017, Formulir E.81", "text"),
    (SCALE, "Skala predikat kinerja", "RENJA_E81", NOTE,
     "Permendagri 54/2010 dan 86/2017 (batas bawah)", "text"),
    (DEVIATION, "Cara menghitung deviasi anggaran (poin atau rak)", "poin", NOTE,
     "Handbook perencanaan 6.2", "text"),
    (HIGH_TARGET, "Capaian yang menandakan target terlalu rendah, mulai (%)", "120", NOTE,
     "Anjuran", "number"),
    (QUARTER_DAYS, "Hari sesudah triwulan berakhir untuk mengisi capaian", "14",
     "Belum dipastikan; biasanya dua minggu.", "Kebiasaan (E.81)", "number"),
)  # fmt: skip

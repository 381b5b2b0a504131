"""What the demo office offered, to whom, with whom and for how much. All of it is invented.

2025 is made of the habits source 000 criticises: only who was helped before may come, lectures in a
hotel, experts from elsewhere, nobody asks afterwards. 2026 goes from kecamatan to kecamatan by the
fair rule, practises, and comes back.
"""

from datetime import date
from typing import NamedTuple

FOOD = "pangan"
HABITS, BETTER = 2025, 2026
NEAR = ("32.16.06", "32.16.02", "32.16.09")  # where the association meets


class Teacher(NamedTuple):
    """An expert; `skills`: (product group, skill, years)."""

    name: str
    organisation: str
    fee: str
    certificate: str
    skills: tuple[tuple[str, str, int], ...]
    phone: str


TEACHERS = (
    Teacher("Dr. Bimo Prakoso, M.B.A.", "Lembaga motivasi (contoh)", "utama", "",
            (("", "motivasi dan kepemimpinan", 15),), "084512345601"),
    Teacher("Hendra Wijaya, S.Kom.", "Konsultan perangkat lunak (contoh)", "utama", "",
            (("", "pemrograman", 9),), "084512345602"),
    Teacher("Nia Kurniasih, S.T.P.", "Rumah kemasan (contoh)", "madya",
            "Instruktur kemasan pangan (contoh)",
            ((FOOD, "kemasan dan label pangan", 11), (FOOD, "cara produksi pangan yang baik", 6)),
            "084512345603"),
    Teacher("Ujang Suryana", "Pelaku usaha dodol (contoh)", "dasar", "",
            ((FOOD, "olahan pangan kering", 20),), "084512345604"),
    Teacher("Ratna Dewi, S.Farm.", "Pendamping proses produk halal (contoh)", "madya",
            "Pendamping PPH (contoh)", ((FOOD, "halal dan bahan pangan", 7),), "084512345605"),
    Teacher("Agus Salim, S.E.", "Praktisi toko daring (contoh)", "dasar", "",
            (("", "pemasaran daring dan foto produk", 8),), "084512345606"),
    Teacher("Yayah Rokayah, S.Ak.", "Klinik usaha (contoh)", "dasar", "",
            (("", "pembukuan dan harga pokok", 12),), "084512345607"),
    Teacher("Dadang Hermawan", "Bengkel kayu (contoh)", "madya", "Juru kayu ahli (contoh)",
            (("kayu_furnitur", "finishing kayu", 18),), "084512345608"),
)  # fmt: skip
AWAY = ("Dadang Hermawan", -5, 25)  # who cannot come, from and to in days from today


class Subject(NamedTuple):
    """Something taught; `teacher` is one of TEACHERS."""

    title: str
    kind: str
    topic: str
    group: str
    teacher: str
    product: str = ""


# Lectures, given in each of the kecamatan that are near.
LECTURES = (
    Subject("Pelatihan motivasi wirausaha IKM", "pelatihan", "motivasi wirausaha", "",
            "Dr. Bimo Prakoso, M.B.A."),
    Subject("Bimtek kemasan produk", "bimtek", "kemasan produk", "", "Hendra Wijaya, S.Kom."),
    Subject("Bimtek mutu produk pangan", "bimtek", "mutu pangan", "", "Hendra Wijaya, S.Kom."),
)  # fmt: skip
PRACTICE = (
    Subject("Pelatihan kemasan dan label pangan", "pelatihan", "kemasan dan label pangan", FOOD,
            "Nia Kurniasih, S.T.P.", "Kemasan berlabel lengkap"),
    Subject("Bimtek cara produksi pangan yang baik", "bimtek", "cara produksi pangan yang baik", FOOD,
            "Nia Kurniasih, S.T.P.", "Denah dapur produksi"),
    Subject("Pendampingan halal bagi usaha pangan", "pendampingan", "halal dan bahan pangan", FOOD,
            "Ratna Dewi, S.Farm.", "Daftar bahan halal"),
    Subject("Pelatihan foto produk dan toko daring", "pelatihan", "pemasaran daring dan foto produk",
            "", "Agus Salim, S.E.", "Foto produk dan etalase"),
    Subject("Konsultasi pembukuan dan harga pokok", "pembinaan", "pembukuan dan harga pokok", "",
            "Yayah Rokayah, S.Ak.", "Buku kas satu bulan"),
    Subject("Pelatihan olahan pangan kering", "pelatihan", "olahan pangan kering", FOOD,
            "Ujang Suryana", "Produk kering siap jual"),
)  # fmt: skip

# The first day of each lecture of 2025; the kecamatan take turns.
LECTURED = (
    date(2025, 2, 11), date(2025, 3, 11), date(2025, 4, 15), date(2025, 5, 14), date(2025, 6, 10),
    date(2025, 7, 8), date(2025, 8, 12), date(2025, 9, 9), date(2025, 11, 11),
)  # fmt: skip
# Where 2026 went, and the last day; a number counts back from today, so that something is due today.
WENT = (
    ("32.16.17", date(2026, 2, 4)), ("32.16.14", date(2026, 3, 11)), ("32.16.13", date(2026, 4, 8)),
    ("32.16.15", date(2026, 4, 22)), ("32.16.22", date(2026, 5, 6)), ("32.16.18", date(2026, 6, 10)),
    ("32.16.21", date(2026, 7, 8)), ("32.16.01", date(2026, 7, 22)), ("32.16.05", 90),
    ("32.16.02", 61), ("32.16.06", 44), ("32.16.09", 30), ("32.16.07", 9),
)  # fmt: skip

SEATS = {HABITS: 12, BETTER: 20}
VENUES = {HABITS: "Hotel Contoh Raya, Lembang", BETTER: "Aula kantor kecamatan"}
# Kind, label, volume for each seat (0: once), unit, price in rupiah.
COSTS = {
    HABITS: (
        ("tempat", "Paket rapat hotel", 1, "orang", 1_350_000),
        ("honor", "Honor narasumber", 0, "jam", 6_000_000),
        ("transport", "Uang harian peserta", 1, "orang", 450_000),
    ),
    BETTER: (
        ("transport", "Transport peserta", 1, "orang", 75_000),
        ("bahan", "Bahan praktik", 1, "paket", 185_000),
        ("honor", "Honor narasumber", 0, "kegiatan", 1_800_000),
    ),
}

"""Figures others published about the same businesses, each with its citation. Never changed to fit.

They are compared with what the register gives (docs/rules/reconciliation.md); they are not data of
the register. `office_key` names the office whose list it was, where this installation has it.
"""

from datetime import date
from typing import NamedTuple

JOURNAL = (
    "Implementasi Program Pengembangan IKM oleh Dinas Perindustrian Kabupaten Bekasi, Jurnal "
    "Pemerintahan dan Politik 7(3), Agustus 2022"
)
RENSTRA = "Renstra Dinas Koperasi dan UKM Kota Bekasi 2018-2023 (perubahan)"
NEWS = "Beritacikarang.com, 7 Agustus 2018, mengutip Sekretaris Dinas Perindustrian"


class Published(NamedTuple):
    """A published number: what it counted in its own words, and the measure it compares with.

    `group`: only this industry group. `about`: a round or spoken number, not a counted one.
    """

    key: str
    value: int
    words: str
    unit: str
    as_of: date
    place: str
    office_key: str
    measure: str
    citation: str
    where: str
    group: str = ""
    about: bool = False


YEAR_2020 = date(2020, 12, 31)
KABUPATEN = ("32.16", "disperin")
KOTA = ("32.75", "diskopukm")

FIGURES = (
    Published("ikm-2020", 3_444, "IKM Kabupaten Bekasi tahun 2020", "usaha", YEAR_2020,
              *KABUPATEN, "registry.guided", JOURNAL, "Gambar 1"),
    Published("workers-2020", 14_575, "Tenaga kerja IKM tahun 2020", "orang", YEAR_2020,
              *KABUPATEN, "registry.workers", JOURNAL, "Gambar 2"),
    Published("food-2020", 2_160, "IKM kelompok makanan, minuman tahun 2020", "usaha", YEAR_2020,
              *KABUPATEN, "registry.guided", JOURNAL, "Gambar 1", group="pangan"),
    Published("food-workers-2020", 8_550, "Tenaga kerja IKM makanan, minuman tahun 2020", "orang",
              YEAR_2020, *KABUPATEN, "registry.workers", JOURNAL, "Gambar 2", group="pangan"),
    Published("umkm-2018", 2_086, "UMKM Kota Bekasi tahun 2018", "usaha", date(2018, 12, 31),
              *KOTA, "registry.guided", RENSTRA, "baris Peningkatan Jumlah UKM, realisasi 2018"),
)  # fmt: skip

# The quarrel: 1,400 enterprises of which "300-an" still run (and "20 percen", though it is 21.4).
RECORDED_2018 = Published(
    "ikm-2018", 1_400, "IKM menurut pendataan dinas", "usaha", date(2018, 8, 7), *KABUPATEN,
    "registry.guided", NEWS, "paragraf 5", about=True,
)  # fmt: skip
ACTIVE_2018 = Published(
    "active-2018", 300, "IKM yang \"aktif\" atau \"masih bertahan\"", "usaha", date(2018, 8, 7),
    *KABUPATEN, "registry.running", NEWS, "paragraf 6", about=True,
)  # fmt: skip


def latest(measure: str, place: str) -> Published | None:
    """The newest counted figure about a whole place that a measure may be compared with."""
    found = [
        item for item in FIGURES
        if item.measure == measure and item.place == place and not item.group
    ]  # fmt: skip
    return max(found, key=lambda item: item.as_of, default=None)

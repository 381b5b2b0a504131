"""The totals the demo must give, each with its source. What is published is never changed to fit.

"Source 000" is Jurnal Pemerintahan dan Politik 7(3) 2022 on Dinas Perindustrian Kabupaten Bekasi,
"source 003" the Renstra 2018-2023 of Dinas Koperasi dan UKM Kota Bekasi.
"""

from datetime import date
from typing import NamedTuple

FOOD = "Makanan dan minuman"
OTHERS = "Lainnya (contoh)"  # the groups beyond food were published as a picture only


class Published(NamedTuple):
    """Units and workers of one group; `workers` is None where the source says nothing."""

    units: int
    workers: int | None
    source: str


KABUPATEN = "32.16"
KOTA = "32.75"

KABUPATEN_AS_OF = date(2020, 12, 31)
KABUPATEN_2020 = {
    FOOD: Published(2_160, 8_550, "source 000, figures 1 and 2"),
    OTHERS: Published(1_284, 6_025, "the rest of source 000: 3,444 and 14,575 less food"),
}
KABUPATEN_UNITS = 3_444  # source 000, figure 1
KABUPATEN_WORKERS = 14_575  # source 000, figure 2

KOTA_AS_OF = date(2018, 12, 31)
KOTA_UNITS = 2_086  # source 003, "Peningkatan jumlah UKM", realised 2018
KOTA_CREATIVE = 1_000  # source 003, "Jumlah pelaku UMKM kreatif", baseline

# The later lists are invented; these figures say what reading them must give.
LATER_AS_OF = date(2024, 12, 31)
LATER_CLOSED = 180
LATER_VANISHED = 120
LATER_CHANGED = 196  # rows with another value, beside the closed ones
LATER_NEW = 420
LATER_NAMELESS = 8
LATER_OUTSIDE = 6
LATER_REPEATED = 5
LATER_WAITING = LATER_NAMELESS + LATER_OUTSIDE
LATER_ROWS = KABUPATEN_UNITS - LATER_VANISHED + LATER_NEW + LATER_WAITING + LATER_REPEATED

ASSOCIATION_AS_OF = date(2024, 6, 30)
ASSOCIATION_KNOWN = 100  # same owner, business and village as in the list of 2018
ASSOCIATION_NEW = 204
ASSOCIATION_ROWS = ASSOCIATION_KNOWN + ASSOCIATION_NEW

# The lists of other hands, by what their rows are: copies of a business of the lists above (names:
# copies.KINDS; "again" a second copy in the same list), then traps (traps.TRAPS) and newcomers.
COOPERATIVE_AS_OF = date(2019, 9, 30)
COOPERATIVE_ROWS = {
    "by_number": 150,
    "by_phone": 60,
    "by_names": 12,
    "worn": 10,
    "poor": 7,
    "renamed": 4,
    "moved": 4,
    "taken_over": 4,
    "again": 4,
    "second": 16,
    "kiosk": 6,
    "family": 14,
    "spouse": 12,
    "namesake": 14,
    "generic": 10,
    "new": 46,
}
CULINARY_AS_OF = date(2023, 5, 31)
CULINARY_ROWS = {
    "by_number": 60,
    "by_phone": 24,
    "by_names": 5,
    "worn": 5,
    "poor": 3,
    "renamed": 2,
    "moved": 2,
    "taken_over": 2,
    "again": 2,
    "second": 7,
    "kiosk": 4,
    "family": 6,
    "spouse": 6,
    "namesake": 6,
    "generic": 5,
    "new": 24,
}

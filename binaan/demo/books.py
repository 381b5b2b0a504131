"""The files in the order they are handed in, and how they are written to a folder."""

from pathlib import Path

from binaan.demo import figures, layouts, truth
from binaan.demo.lists import lists
from binaan.demo.writing import Book, write_csv, write_map, write_workbook

DISPERIN = "disperin-kab-bekasi"
DISKOPUKM = "diskopukm-kota-bekasi"
DINKOP = "dinkop-umkm-kab-bekasi"

IKM_SOURCE = "Daftar IKM binaan Dinas Perindustrian Kabupaten Bekasi"
UMKM_SOURCE = "Daftar UMKM Dinas Koperasi dan UKM Kota Bekasi"
ASSOCIATION_SOURCE = "Daftar anggota Forum UMKM Kota Bekasi"
COOPERATIVE_SOURCE = "Pendataan UMKM lama Dinas Koperasi dan UMKM Kabupaten Bekasi"
CULINARY_SOURCE = "Daftar anggota Perkumpulan Kuliner Kota Bekasi"

# fmt: off
BOOKS = (
    Book("diskopukm-umkm-2018.xlsx", UMKM_SOURCE, DISKOPUKM, figures.KOTA, figures.KOTA_AS_OF,
         layouts.UMKM_2018, write_workbook, has_map=True),
    Book("disperin-ikm-2020.xlsx", IKM_SOURCE, DISPERIN, figures.KABUPATEN,
         figures.KABUPATEN_AS_OF, layouts.IKM_2020, write_workbook, has_map=True),
    Book("asosiasi-umkm-2024.csv", ASSOCIATION_SOURCE, DISKOPUKM, figures.KOTA,
         figures.ASSOCIATION_AS_OF, layouts.ASSOCIATION_2024, write_csv, has_map=False),
    Book("disperin-ikm-2024.xlsx", IKM_SOURCE, DISPERIN, figures.KABUPATEN, figures.LATER_AS_OF,
         layouts.IKM_2024, write_workbook, has_map=True),
    Book("umkm-lama-2019.xlsx", COOPERATIVE_SOURCE, DINKOP, figures.KABUPATEN,
         figures.COOPERATIVE_AS_OF, layouts.COOPERATIVE_2019, write_workbook, has_map=True),
    Book("asosiasi-kuliner-2023.xlsx", CULINARY_SOURCE, DISKOPUKM, figures.KOTA,
         figures.CULINARY_AS_OF, layouts.CULINARY_2023, write_workbook, has_map=True),
)
# fmt: on


def write_books(folder: Path) -> list[Path]:
    """Write every file, its map where it needs one, and the truth; answers the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = lists()
    copied = ([row.firm for row in rows] for rows in (made.cooperative, made.culinary))
    firms = (made.kota, made.kabupaten, made.association, made.later, *copied)
    for book, rows in zip(BOOKS, firms, strict=True):
        book.write(folder / book.file, rows, book.layout)
        map_path = book.map_path(folder)
        if map_path:
            write_map(map_path, book.layout)
    truth.write_truth(folder / truth.TRUTH_FILE, truth.rows(BOOKS, made))
    return [folder / book.file for book in BOOKS]

"""A list as a kecamatan sends it: letterhead, heading of two lines, the same wrong word forty times."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.awkward.making import nik, phone

ALIKE = 40
FIRST = 8  # the line of the first firm
WRONG_NIK = FIRST + 44
SOUND = (("Jatimulya", "Tambun Selatan"), ("Tambun", "Tambun Selatan"), ("Wanasari", "Cibitung"),
         ("Wanajaya", "Cibitung"))  # fmt: skip


def write(path: Path) -> Path:
    """45 firms: 40 in "Jatimulia", four sound ones, one whose NIK is a digit short."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Data IKM"
    for cells in (
        ["PEMERINTAH KABUPATEN BEKASI"], ["KECAMATAN TAMBUN SELATAN"], [], ["DATA IKM 2024"],
        ["No", "Nama Usaha", "Pemilik", "", "Alamat", "", "No. HP", "TK"],
        ["", "", "Nama", "NIK", "Desa/Kel", "Kecamatan", "", ""],
        [f"({number})" for number in range(1, 9)],
    ):  # fmt: skip
        sheet.append(cells)
    for area in ("A5:A6", "B5:B6", "C5:D5", "E5:F5", "G5:G6", "H5:H6"):
        sheet.merge_cells(area)
    for number in range(ALIKE):
        own = nik("321606", f"{1 + number % 28:02d}0580", number)
        sheet.append(_firm(number, own, ("Jatimulia", "Tambun Selatan")))
    for number, place in enumerate((*SOUND, SOUND[1]), start=ALIKE):
        own = nik("321606", f"{1 + number % 28:02d}0680", number)
        sheet.append(_firm(number, own if number < 44 else own[:15], place))
    sheet.append(["", "Jumlah", "", "", "", "", "", 90])
    sheet.append(["Mengetahui, Camat"])
    book.save(path)
    return path


def _firm(number: int, own: str, place: tuple[str, str]) -> list:
    name = f"Kerajinan Nomor {number + 1}"
    return [number + 1, name, f"Pengrajin {number + 1}", own, *place, phone(number + 1), 2]


def repaired(marked: Path, path: Path) -> Path:
    """The marked workbook as the sender sends it back: the marked villages written right."""
    book = load_workbook(marked)
    sheet = book["Data IKM"]
    cells = [sheet.cell(FIRST + number, 5) for number in range(ALIKE)]
    assert {cell.value for cell in cells} == {"Jatimulia"}
    assert all(cell.comment and cell.fill.patternType == "solid" for cell in cells)
    assert "Perlu diperbaiki" in book.sheetnames
    for cell in cells:
        cell.value = "Jatimulya"
    book.save(path)
    return path

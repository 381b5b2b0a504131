"""The matriks semula – menjadi as a workbook: a line for the money of each part and one for each indicator."""

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from binaan.kit.dates import moment
from binaan.kit.sheets.writing import NUMBER, Column, Paper, write_xlsx
from binaan.planning.choices import Level
from binaan.planning.queries.comparing import Comparison
from binaan.planning.rules.differing import Change, MarkChange, Pair
from binaan.planning.wording import TAGS


def write(out: Path, found: Comparison, *, only_changes: bool, by) -> int:
    """Write the workbook and answer how many lines it has."""
    changes = [one for one in found.changes if one.tags or not only_changes]
    title = "Matriks semula – menjadi"
    what = "hanya yang berubah" if only_changes else "semua bagian"
    paper = Paper(
        title, by.username, f"{found.old.pk.hex[:8]}-{found.new.pk.hex[:8]}",
        (f"{title}: {found.old} → {found.new}",
         f"{what}; pagu dalam rupiah; diambil oleh {by.username} pada {moment(timezone.now())}"),
    )  # fmt: skip
    return write_xlsx(out, paper, _columns(found), _rows(found, changes))


def _columns(found: Comparison) -> list[Column]:
    words = [
        Column("Perubahan", width=18, meaning="Apa yang terjadi pada bagian atau indikator ini"),
        Column("Tingkat", width=13, meaning="Tujuan, sasaran, program, kegiatan, sub kegiatan"),
        Column("Kode", width=16, meaning="Kode nomenklatur pada versi yang baru"),
        Column("Semula", width=44, meaning="Nama bagian atau indikator pada versi yang lama"),
        Column("Menjadi", width=44, meaning="Nama bagian atau indikator pada versi yang baru"),
        Column("Yang dibandingkan", width=16, meaning="Pagu (Rp) sebuah bagian, atau target"),
        Column("Satuan", width=16, meaning="Rp untuk pagu, satuan indikator untuk target"),
    ]
    for year in found.years:
        words += [
            Column(f"{year} semula", NUMBER, 18, f"Angka {year} pada versi yang lama"),
            Column(f"{year} menjadi", NUMBER, 18, f"Angka {year} pada versi yang baru"),
            Column(f"{year} selisih", NUMBER, 18, "Menjadi dikurangi semula; kosong bila salah satu kosong"),
        ]  # fmt: skip
    return words


def _rows(found: Comparison, changes: list[Change]) -> Iterator[list]:
    yield ["Jumlah", "", "", "", "", "Pagu", "Rp", *_figures(found.totals)]
    for change in changes:
        part = change.shown
        level = Level(part.level).label
        names = [change.old.name if change.old else "", change.new.name if change.new else ""]
        yield [_tags(change.tags), level, part.code, *names, "Pagu", "Rp", *_figures(change.money)]
        for mark in change.marks:
            yield [_tags(mark.tags), "Indikator", part.code, *_sides(mark), "Target",
                   mark.shown.unit, *_figures(mark.targets)]  # fmt: skip


def _sides(mark: MarkChange) -> list[str]:
    return [one.name if one else "" for one in (mark.old, mark.new)]


def _tags(tags: tuple[str, ...]) -> str:
    return ", ".join(TAGS[tag] for tag in tags)


def _figures(pairs) -> list:
    return [cell for pair in pairs for cell in _cells(pair)]


def _cells(pair: Pair) -> tuple:
    """Numbers as numbers; a target without a number by its words."""
    old = pair.old_text if pair.old is None else pair.old
    new = pair.new_text if pair.new is None else pair.new
    return old, new, pair.difference

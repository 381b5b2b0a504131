"""Counts the written files again, cell by cell, and stops when a published total is not met."""

from collections import Counter
from pathlib import Path

from python_calamine import CalamineWorkbook

from binaan.demo import figures, layouts
from binaan.demo.layouts import Layout

WORKER_COLUMNS = ("paid_men", "paid_women", "family_men", "family_women")


class TotalsDiffer(Exception):
    """A written workbook does not give the figure that was published."""


def rows_of(path: Path, layout: Layout) -> list[dict[str, object]]:
    """The data rows of a written workbook, by what their columns show."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(layout.sheet)
    rows = sheet.to_python(skip_empty_area=False)
    names = [column.shows for column in layout.columns]
    return [dict(zip(names, row, strict=True)) for row in rows[layout.heading_row :]]


# Columns of what is published or decides whether a business counts: other hands never ask them.
COUNTED = frozenset((*WORKER_COLUMNS, "group", "status", "closed_on", "creative"))


def recount(folder: Path) -> dict[str, int]:
    """Recount what must come out. Raises TotalsDiffer; answers the totals it found."""
    kabupaten = rows_of(folder / "disperin-ikm-2020.xlsx", layouts.IKM_2020)
    kota = rows_of(folder / "diskopukm-umkm-2018.xlsx", layouts.UMKM_2018)
    units = Counter(row["group"] for row in kabupaten)
    workers: Counter = Counter()
    for row in kabupaten:
        workers[row["group"]] += sum(int(row[name]) for name in WORKER_COLUMNS)
    found = {
        "kabupaten": len(kabupaten),
        "kabupaten workers": workers.total(),
        "kota": len(kota),
        "kota creative": sum(bool(row["creative"]) for row in kota),
        **_of_other_hands(folder),
    }
    wanted = {
        "kabupaten": figures.KABUPATEN_UNITS,
        "kabupaten workers": figures.KABUPATEN_WORKERS,
        "kota": figures.KOTA_UNITS,
        "kota creative": figures.KOTA_CREATIVE,
        "cooperative": sum(figures.COOPERATIVE_ROWS.values()),
        "culinary": sum(figures.CULINARY_ROWS.values()),
        "guided by other hands": 0,
        "counted by other hands": 0,
    }
    for group, published in figures.KABUPATEN_2020.items():
        found |= {group: units[group], f"{group} workers": workers[group]}
        wanted |= {group: published.units, f"{group} workers": published.workers}
    differing = [
        f"{name}: {found[name]} ({wanted[name]})" for name in wanted if found[name] != wanted[name]
    ]
    if differing:
        raise TotalsDiffer("Jumlah berbeda dari yang diterbitkan: " + "; ".join(differing))
    return found


def _of_other_hands(folder: Path) -> dict[str, int]:
    """Rows of the lists that hold copies, and what in them could move a published total."""
    cooperative = rows_of(folder / "umkm-lama-2019.xlsx", layouts.COOPERATIVE_2019)
    culinary = rows_of(folder / "asosiasi-kuliner-2023.xlsx", layouts.CULINARY_2023)
    rows = cooperative + culinary
    return {
        "cooperative": len(cooperative),
        "culinary": len(culinary),
        "guided by other hands": sum(row["guided"] != "Belum" for row in rows),
        "counted by other hands": sum(bool(COUNTED & row.keys()) for row in rows),
    }

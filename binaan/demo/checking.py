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


def recount(folder: Path) -> dict[str, int]:
    """Recount the two base lists. Raises TotalsDiffer; answers the totals it found."""
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
    }
    wanted = {
        "kabupaten": figures.KABUPATEN_UNITS,
        "kabupaten workers": figures.KABUPATEN_WORKERS,
        "kota": figures.KOTA_UNITS,
        "kota creative": figures.KOTA_CREATIVE,
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

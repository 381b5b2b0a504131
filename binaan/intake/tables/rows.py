"""Which lines below a heading are rows of data; every other one is told why it is none."""

import polars as pl

from binaan.intake.kinds import Kind
from binaan.intake.tables.filling import carried, filled_down, merged_down
from binaan.intake.tables.layout import Layout
from binaan.intake.tables.sorting import Sorter
from binaan.intake.tables.words import SUSPECT
from binaan.kit.sheets.reading import RawSheet

WHY = {
    "blank": "Baris kosong",
    "heading": "Judul kolom atau judul halaman yang diulang",
    "numbering": "Nomor kolom",
    "total": "Jumlah atau rata-rata",
    "carried": "Jumlah pindahan",
    "band": "Judul kelompok di atas barisnya",
    "note": "Catatan atau tanda tangan",
    "other_table": "Tabel lain di bawahnya",
    "hidden": "Baris tersembunyi yang tidak ikut",
}
FEW = 3  # mapped cells from which a line that looks like nothing else is surely a row
NUMBERED = 0.8  # share of rows with a running number from which a line without one is looked at


def data_rows(
    sheet: RawSheet, layout: Layout, kind: Kind
) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """The rows of data: `line`, `hidden`, c0, c1, … and what bands say.

    Merged cells and the columns of `layout.fill` count for the lines below them. The second answer
    tells why -> lines of everything else below the heading.
    """
    below = sheet.frame.filter(pl.col("line") > layout.heading_line)
    if layout.every:
        cells = [name for name in below.columns if name != "line"]
        return below.select("line", pl.lit(False).alias("hidden"), *cells), {}
    looks = Looks(below, layout, sheet.width)
    sorter = Sorter(sheet, layout, kind, looks)
    verdicts = sorter.verdicts()
    why = _why(below, looks, verdicts)
    if layout.hidden == "skip":
        hidden = pl.col("line").is_in(list(sheet.hidden_lines))
        why = below.select(pl.when(hidden & why.is_null()).then(pl.lit("hidden")).otherwise(why))
        why = why.to_series()
    below = carried(merged_down(below, sheet, layout), sorter, layout, kind)
    skipped = _skipped(below["line"], why)
    rows = below.filter(why.is_null()) if skipped else below
    hidden = pl.col("line").is_in(list(sheet.hidden_lines)) if sheet.hidden_lines else pl.lit(False)
    rows = filled_down(rows, layout).with_columns(hidden.alias("hidden"))
    cells = [name for name in rows.columns if name not in ("line", "hidden")]
    return rows.select("line", "hidden", *cells), skipped


class Looks:
    """A first look at whole columns: which lines are blank, which need a closer look."""

    def __init__(self, below: pl.DataFrame, layout: Layout, width: int):
        self.below = below
        self.number = number_column(layout, width)
        self.mapped = sorted({at for at in layout.columns.values() if at < width})
        self.naming = [
            layout.columns[name]
            for name in ("name", "owner_name")
            if layout.columns.get(name, width) < width
        ]
        others = [name for name in below.columns[1:] if name != f"c{self.number}"]
        said = pl.any_horizontal(pl.col(others).is_not_null()) if others else pl.lit(False)
        lettered = pl.lit(False)
        if self.number is not None:
            lettered = pl.col(f"c{self.number}").str.contains("[A-Za-z]").fill_null(False)
        said = said | lettered
        self.blank = below.select((~said).alias("blank")).to_series()
        self.numbered = self._numbered()
        odd = below.select((self._odd(layout) | lettered).alias("odd")).to_series()
        self.odd = odd & ~self.blank

    def _numbered(self) -> bool:
        """Whether the rows of this table bear running numbers."""
        if self.number is None:
            return False
        said = self.below.filter(~self.blank)[f"c{self.number}"]
        return said.len() > 0 and said.null_count() <= (1 - NUMBERED) * said.len()

    def _odd(self, layout: Layout) -> pl.Expr:
        columns = [f"c{at}" for at in self.mapped]
        filled = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.UInt16) for name in columns)
        odd = filled < min(FEW, len(columns))
        if self.numbered:
            odd = odd | pl.col(f"c{self.number}").is_null()
        if self.naming:
            odd = odd | pl.all_horizontal(pl.col(f"c{at}").is_null() for at in self.naming)
        first = min([*self.naming, self.mapped[0]])
        lead = pl.coalesce([f"c{at}" for at in range(first + 1) if at != self.number])
        for name in (lead, *(pl.col(f"c{at}") for at in self.naming)):
            odd = odd | name.str.contains(SUSPECT).fill_null(False)
        for at in self.mapped:
            pieces = [one for one in layout.headings[at : at + 1] if one]
            if pieces:
                odd = odd | pl.col(f"c{at}").is_in(pieces[0].split(" > ")).fill_null(False)
        return odd


def number_column(layout: Layout, width: int) -> int | None:
    """The column of running numbers, by its heading or standing empty-headed before all others."""
    taken = {*layout.columns.values(), layout.key}
    for at, text in enumerate(layout.headings[:width]):
        plain = text.lower().strip(" .:#")
        if at not in taken and plain in ("no", "nomor", "nr", "no urut", "no. urut", "nomor urut"):
            return at
    return None


def _why(below: pl.DataFrame, looks: Looks, verdicts: dict[int, str]) -> pl.Series:
    """Per line why it is no row of data; null for a row."""
    why = pl.select(pl.when(looks.blank).then(pl.lit("blank"))).to_series().cast(pl.String)
    if not verdicts:
        return why.alias("why")
    told = pl.DataFrame(
        {"at": list(verdicts), "told": list(verdicts.values())},
        schema={"at": pl.UInt32, "told": pl.String},
    )
    at = pl.DataFrame({"why": why}).with_row_index("at")
    joined = at.join(told, on="at", how="left", maintain_order="left")
    return joined.select(pl.coalesce("told", "why").alias("why")).to_series()


def _skipped(lines: pl.Series, why: pl.Series) -> dict[str, list[int]]:
    if why.null_count() == why.len():
        return {}
    told = pl.DataFrame({"line": lines, "why": why}).drop_nulls("why")
    parts = told.partition_by("why", as_dict=True, maintain_order=True)
    return {key[0]: part["line"].to_list() for key, part in parts.items()}

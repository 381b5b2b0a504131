"""Proposes how the sheets of a file are to be read; a person may change every part of it.

Prose: docs/rules/sheets-as-they-are.md. A proposal holds headings, never the words of a row.
"""

from typing import NamedTuple

import polars as pl

from binaan.intake.headings import PLAIN, Vocabulary, folded
from binaan.intake.kinds import Kind
from binaan.intake.matching import Column, Decided, Matcher, Option, key_of
from binaan.intake.recalling import Recalled
from binaan.intake.tables import Heading, Layout, data_rows, find_heading
from binaan.intake.tables.filling import block_columns, said_above
from binaan.intake.tables.heading import NAMING, heading_at
from binaan.kit.sheets import reading
from binaan.kit.sheets.cells import EMPTY_FORMULA, letters, shown
from binaan.kit.sheets.reading import RawSheet

SAMPLE = 200  # values looked at in a column
LOOK_AT = 5_000  # lines from which they are taken
WORSE = 0.4  # of the fields of the best sheet, below which a sheet is another thing
TOLD = 500  # lines of one cause that a proposal lists


class Proposed(NamedTuple):
    """How one sheet would be read, and why. `heading` is None where no list was found."""

    sheet: RawSheet
    use: bool
    heading: Heading | None = None
    layout: Layout | None = None
    options: dict[int, Option] = {}
    unmapped: tuple[int, ...] = ()
    carried: dict[str, str] = {}
    rows: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def fields(self) -> int:
        return len(self.options)

    def as_json(self) -> dict:
        """The shape a mapping has; see docs/rules/sheets-as-they-are.md."""
        if self.layout is None or self.heading is None:
            return {"use": False, "columns": {}, "rows": 0, **_hidden(self), **_warning(self)}
        layout, width = self.layout, self.sheet.width
        mapped = sorted((at, field) for field, at in layout.columns.items() if at < width)
        return {
            "use": self.use,
            "heading_row": self.heading.last,
            "heading_rows": [self.heading.first, self.heading.last],
            "columns": {letters(at): field for at, field in mapped},
            "multiply": {letters(layout.columns[f]): by for f, by in layout.multiply.items()},
            "key": letters(layout.key) if layout.key is not None else None,
            "hidden": layout.hidden,
            "fill": [letters(at) for at in layout.fill],
            "carried": self.carried,
            "confidence": {
                letters(at): round(self.options[at].confidence, 2) for at, _field in mapped
            },
            "why": {letters(at): self.options[at].why for at, _field in mapped},
            "headings": {letters(at): text for at, text in enumerate(layout.headings) if text},
            "unmapped": [letters(at) for at in self.unmapped],
            "rows": self.rows,
            "skipped": {why: lines[:TOLD] for why, lines in layout.skipped.items()},
            **_hidden(self),
            **_warning(self),
        }


def _hidden(one: Proposed) -> dict:
    return {
        "hidden_rows": len(one.sheet.hidden_lines),
        "hidden_columns": [letters(at) for at in sorted(one.sheet.hidden_columns)],
    }


def _warning(one: Proposed) -> dict:
    return {"warning": " ".join(one.warnings)} if one.warnings else {}


def propose(kind: Kind, sheets: list[RawSheet], source=None) -> dict:
    """The proposal for every sheet of a file, as JSON in the shape of a mapping."""
    return {"sheets": {one.sheet.name: one.as_json() for one in proposals(kind, sheets, source)}}


def propose_at(kind: Kind, sheet: RawSheet, first: int, last: int) -> dict:
    """The proposal for a sheet of which a person said in which lines its heading stands."""
    return Proposer(kind, Recalled(None)).sheet(sheet, (first, last)).as_json() | {"use": True}


def proposals(kind: Kind, sheets: list[RawSheet], source=None) -> list[Proposed]:
    """How each sheet would be read, compared with each other."""
    proposer = Proposer(kind, Recalled(source))
    found = [proposer.sheet(sheet) for sheet in sheets]
    best = max((one.fields for one in found if one.use), default=0)
    return [_beside(one, best) for one in found]


def _beside(one: Proposed, best: int) -> Proposed:
    if one.use and best >= 5 and one.fields < WORSE * best:
        why = "Judul kolomnya jauh kurang cocok daripada lembar lain, jadi tidak ikut dibaca."
        return one._replace(use=False, warnings=(why, *one.warnings))
    return one


class Proposer:
    """Looks at one sheet after the other with the words of one kind of list."""

    def __init__(self, kind: Kind, recalled: Recalled):
        self.kind, self.recalled = kind, recalled
        self.vocabulary = Vocabulary(kind)

    def sheet(self, sheet: RawSheet, said: tuple[int, int] | None = None) -> Proposed:
        if said:
            heading, entry = heading_at(sheet, *said, self.vocabulary), None
        else:
            heading, entry = self.recalled.heading(sheet)
        if heading is None:
            heading = find_heading(self.kind, sheet, self.vocabulary)
        if heading is None:
            return Proposed(sheet, False, warnings=("Tidak ada judul kolom yang dikenal.",))
        columns = self._columns(sheet, heading)
        if entry is None:
            decided = Matcher(self.kind, self.vocabulary).decide(columns)
        else:
            decided = self.recalled.decided(entry, heading, self.kind)
        if said and not decided.columns:
            bare = Layout(sheet.name, heading.last, {}, {}, None, heading.texts)
            unmapped = tuple(column.at for column in columns)
            return Proposed(sheet, True, heading, bare, unmapped=unmapped)
        if not said and not self._is_list(heading, decided):
            why = "Tidak menyebut nama usaha atau pemilik bersama keterangan lain."
            return Proposed(sheet, False, heading, warnings=(why,))
        return self._whole(sheet, heading, decided, columns, entry)

    def _columns(self, sheet: RawSheet, heading: Heading) -> list[Column]:
        """Every column with sampled values of the rows of data."""
        wanted = {field: at for at, field in heading.fields.items()} or {"": 0}
        rough = Layout(sheet.name, heading.last, wanted, {}, None, heading.texts)
        some = sheet._replace(frame=sheet.frame.head(heading.last + LOOK_AT))
        rows, _skipped = data_rows(some, rough, self.kind)
        found = []
        for at, text in enumerate(heading.texts):
            cells = rows[f"c{at}"].drop_nulls()
            cells = cells.filter(cells != EMPTY_FORMULA)
            step = max(1, cells.len() // SAMPLE)
            samples = [shown(cell) for cell in cells.gather_every(step).head(SAMPLE).to_list()]
            if text or samples:
                found.append(Column(at, text, samples, cells.len() / max(1, rows.height)))
        return found

    def _is_list(self, heading: Heading, decided: Decided) -> bool:
        """At least two known columns, one of them a name; or a name with nothing unknown beside it."""
        named = [name for name in NAMING if name in decided.columns]
        if not named or len(decided.columns) >= 2:
            return bool(named)
        others = [folded(text) for text in heading.texts if text]
        return heading.fields.get(decided.columns[named[0]]) == named[0] and all(
            text in PLAIN or self.vocabulary.strictly(text) for text in others
        )

    def _whole(self, sheet, heading, decided: Decided, columns, entry) -> Proposed:
        layout = Layout(
            sheet.name, heading.last, decided.columns, decided.multiply, None, heading.texts,
            hidden=(entry or {}).get("hidden", "ask"),
        )  # fmt: skip
        layout, carried, rows, skipped = with_carried(self.kind, sheet, layout)
        if entry is None:
            layout = layout._replace(
                key=key_of(columns, set(layout.columns.values()), lambda at: rows[f"c{at}"]),
                fill=block_columns(rows, layout, self.kind),
            )
        else:
            layout = layout._replace(**self.recalled.beside(entry, heading))
        layout = layout._replace(skipped=skipped)
        taken = {*decided.options, layout.key}
        unmapped = tuple(c.at for c in columns if c.at not in taken and folded(c.heading) != "no")
        warnings = [*_of_sheet(sheet, layout, rows), *decided.warnings]
        return Proposed(
            sheet, not sheet.hidden and rows.height > 0, heading, layout, decided.options,
            unmapped, carried, rows.height, tuple(warnings),
        )  # fmt: skip


class Carrying(NamedTuple):
    """A layout with what its bands carry, whence each comes, the rows and the lines left out."""

    layout: Layout
    whence: dict[str, str]
    rows: pl.DataFrame
    skipped: dict[str, list[int]]


def with_carried(kind: Kind, sheet: RawSheet, layout: Layout) -> Carrying:
    """Adds a column for each field that bands, the title or the sheet's name tell and no column."""
    if layout.every:
        layout = layout._replace(width=sheet.width)
        return Carrying(layout, {}, *data_rows(sheet, layout, kind))
    wanted = [name for name in kind.bands or {} if name not in layout.columns]
    tried = _carrying(layout, sheet, wanted)
    rows, skipped = data_rows(sheet, tried, kind)
    told = [name for name in wanted if rows[f"c{tried.columns[name]}"].null_count() < rows.height]
    above = said_above(sheet, layout, kind) if told else {}
    whence = {name: "judul lembar" if name in above else "baris kelompok" for name in told}
    return Carrying(_carrying(layout, sheet, told), whence, rows, skipped)


def _carrying(layout: Layout, sheet: RawSheet, names: list[str]) -> Layout:
    columns = layout.columns | {name: sheet.width + at for at, name in enumerate(names)}
    return layout._replace(columns=columns, width=sheet.width)


def _of_sheet(sheet: RawSheet, layout: Layout, rows: pl.DataFrame) -> list[str]:
    """What a person should know before the sheet is read."""
    said = []
    if empty := reading.uncalculated(sheet, layout.columns.values(), rows["line"]):
        said.append(reading.not_calculated(empty))
    if sheet.hidden:
        said.append("Lembar ini tersembunyi, jadi tidak dibaca kecuali diminta.")
    other = layout.skipped.get("other_table")
    if other:
        said.append(f"Mulai baris {other[0]} ada tabel lain; tabel itu tidak ikut dibaca.")
    for at in layout.fill:
        said.append(
            f"Kolom {letters(at)} hanya terisi di baris pertama tiap kelompok; baris kosong di "
            "bawahnya dibaca sama. Periksa apakah benar."
        )
    hidden = [letters(at) for at in layout.columns.values() if at in sheet.hidden_columns]
    if hidden:
        said.append(f"Kolom tersembunyi ikut dibaca: {', '.join(hidden)}.")
    return said


def seen(found: list[Proposed]) -> str:
    """The headings that were seen, sheet by sheet, for the sentence that refuses a file."""
    told = []
    for one in found:
        words = [text for text in one.heading.texts if text][:8] if one.heading else []
        said = f"{', '.join(words)} (baris {one.heading.last})" if one.heading else "tidak ada"
        told.append(f"{one.sheet.name}: {said}")
    return "; ".join(told)


__all__ = ["Proposed", "proposals", "propose", "seen", "with_carried"]

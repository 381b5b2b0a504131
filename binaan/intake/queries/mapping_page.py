"""What the mapping page shows of a file that waits for its mapping: columns with samples, headings."""

import re
from typing import NamedTuple

from binaan.access.permissions import Permission
from binaan.intake import samples, wording
from binaan.intake.kinds import KINDS, Kind
from binaan.intake.models import Batch
from binaan.intake.proposed import heading_rows, letters_of
from binaan.kit.masking import mask_text
from binaan.kit.sheets.cells import column_index, letters, shown
from binaan.kit.sheets.reading import RawSheet

SAMPLES = 3  # values shown of a column
LONGEST = 44  # letters of a value shown
MARGIN = 2  # lines shown below the heading
MOST_COLUMNS = 12  # shown there
MOST_LINES = 14  # of a sheet shown above its columns
SURE = 0.75  # below it a person should look
MANY_DIGITS = re.compile(r"\d(?:[ .,\-/]?\d){4,}")
WORDS = ("text", "choice", "place")  # kinds of field in which a number may have strayed
SAYS = {
    "judul": "dari judulnya",
    "isi": "dari isinya",
    "judul dan isi": "dari judul dan isinya",
    "diingat": "diingat dari daftar lalu",
}


class ColumnShown(NamedTuple):
    """One column: where it stands, what it holds, which field it is taken for and how surely.

    `mark` is the name of its input, see forms/mapping.
    """

    mark: str
    letter: str
    heading: str
    samples: list[str]
    field: str
    scale: float
    certainty: str
    doubtful: bool
    hidden: bool
    fill: bool | None
    fault: str = ""

    @property
    def is_idle(self) -> bool:
        """Nothing seen in it and used for nothing."""
        return not self.field and not self.samples and not self.fault


class SheetShown(NamedTuple):
    """One sheet of the file; `mark` begins the names of its inputs."""

    mark: str
    name: str
    use: bool
    rows: int
    top: int
    bottom: int
    letters: list[str]
    grid: list[tuple[int, bool, list[str]]]
    columns: list[ColumnShown]
    idle: list[ColumnShown]
    key: str
    hidden: str
    hidden_rows: int
    carried: list[tuple[str, str]]
    skipped: list[tuple[str, int, str]]
    warning: str
    fault: str


class Reader(NamedTuple):
    """For whom samples are shown: the kind of list, and whether sizes of amounts may be seen."""

    kind: Kind
    sees_size: bool


def page(user, batch: Batch, entries: dict, faults=()) -> dict:
    """The sheets of a batch in the order of the file, as proposed or as a person has said so far."""
    kind = KINDS[batch.version.source.kind]
    full = Batch.objects.permitted(user, Permission.PERSONAL_READ).filter(pk=batch.pk).exists()
    marks = {name: f"s{number}" for number, name in enumerate(sorted(entries))}
    shown_sheets = [
        _sheet(
            marks[raw.name], raw, entries[raw.name], Reader(kind, full),
            {one.column: one.text for one in faults if one.sheet == raw.name},
        )
        for raw in samples.of(batch)
        if raw.name in entries
    ]  # fmt: skip
    return {
        "batch": batch,
        "sheets": shown_sheets,
        "field_groups": _field_groups(kind),
        "refusal": mask_text(batch.refusal),
    }


def _sheet(mark: str, raw: RawSheet, entry: dict, reader: Reader, wrong: dict) -> SheetShown:
    first, last = heading_rows(entry)
    columns = [_column(mark, letter, raw, entry, reader) for letter in letters_of(entry)]
    columns = [one._replace(fault=wrong.get(one.letter, "")) for one in columns]
    busy = [column for column in columns if not column.is_idle]
    seen = [one.letter for one in busy] or [letters(at) for at in range(raw.width)]
    return SheetShown(
        mark=mark,
        name=raw.name,
        use=bool(entry.get("use")),
        rows=entry.get("rows", 0),
        top=first,
        bottom=last,
        letters=seen[:MOST_COLUMNS],
        grid=_grid(raw, entry, seen[:MOST_COLUMNS], reader),
        columns=busy,
        idle=[column for column in columns if column.is_idle],
        key=entry.get("key") or "",
        hidden=entry.get("hidden") or "ask",
        hidden_rows=entry.get("hidden_rows", 0),
        carried=_carried(reader.kind, entry.get("carried", {})),
        skipped=wording.skipped_lines(entry.get("skipped", {})),
        warning=entry.get("warning", ""),
        fault=wrong.get("", ""),
    )


def _carried(kind: Kind, carried: dict[str, str]) -> list[tuple[str, str]]:
    """Fields no column states, and whence they come: ("Kecamatan", "baris kelompok")."""
    return [(wording.label(kind, name), whence) for name, whence in sorted(carried.items())]


def _column(mark: str, letter: str, raw: RawSheet, entry: dict, reader: Reader) -> ColumnShown:
    field = entry.get("columns", {}).get(letter, "")
    sure = entry.get("confidence", {}).get(letter, 0)
    why = entry.get("why", {}).get(letter, "")
    doubtful = bool(field) and why not in ("", "diingat") and (why == "isi" or sure < SURE)
    said = SAYS.get(why, why) if field else ""
    fillable = entry.get("fillable") or entry.get("fill", [])
    heading = shown(entry.get("headings", {}).get(letter, ""))
    return ColumnShown(
        mark=f"{mark}-{letter}",
        letter=letter,
        heading=_masked(reader, "", heading.replace(" > ", " › ")),
        samples=[_masked(reader, field, text) for text in _samples(letter, raw, entry)],
        field=field,
        scale=entry.get("multiply", {}).get(letter, 1),
        certainty=f"{said}: periksa" if doubtful else said,
        doubtful=doubtful,
        hidden=letter in entry.get("hidden_columns", []),
        fill=letter in entry.get("fill", []) if letter in fillable else None,
    )


def _samples(letter: str, raw: RawSheet, entry: dict) -> list[str]:
    """The first different values of a column in lines that are data."""
    index = column_index(letter)
    if index >= raw.width:
        return []
    last = heading_rows(entry)[1]
    out = {line for lines in entry.get("skipped", {}).values() for line in lines}
    rows = raw.frame.select("line", f"c{index}").rows()
    values = dict.fromkeys(t for line, t in rows if line > last and line not in out and t)
    return list(values)[:SAMPLES]


def _masked(reader: Reader, field: str, text: str) -> str:
    """A sample as a page shows it. Nobody said yet what stands in a column, so long numbers hide.

    Whoever may read personal data sees how large amounts are: that decides their scale.
    """
    known, text = reader.kind.field(field), shown(text)
    if known and known.kind == "money" and reader.sees_size:
        said = re.sub(r"\d", "•", text)
    elif known and (wording.is_personal(reader.kind, field) or known.kind not in WORDS):
        said = wording.written(reader.kind, field, text)
    elif "@" in text:
        said = "••••"
    else:
        said = MANY_DIGITS.sub("••••", text)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _grid(raw: RawSheet, entry: dict, shown_letters: list[str], reader: Reader) -> list:
    """The lines around the heading as they stand in the file, with their true numbers."""
    first, last = heading_rows(entry)
    start = max(1, min(first, last + MARGIN - MOST_LINES + 1))
    fields = entry.get("columns", {})
    out = {line for skipped in entry.get("skipped", {}).values() for line in skipped}
    lines = []
    for row in raw.frame.rows():
        line, cells = row[0], row[1:]
        if not start <= line <= last + MARGIN:
            continue
        below = line > last and line not in out
        texts = []
        for letter in shown_letters:
            index = column_index(letter)
            text = cells[index] if index < len(cells) else None
            texts.append(_masked(reader, fields.get(letter, "") if below else "", text or ""))
        lines.append((line, first <= line <= last, texts))
    return lines


def _field_groups(kind: Kind) -> list[tuple[str, list]]:
    """The fields of a kind as groups of a select, in the order they are declared."""
    groups: dict[str, list] = {}
    for field in kind.fields:
        groups.setdefault(field.group, []).append(field)
    return list(groups.items())

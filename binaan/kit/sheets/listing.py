"""What a marked workbook says: the words of each note, and the rows of its list of problems."""

from typing import NamedTuple

AUTHOR = "Binaan"
DIVIDER = "— Binaan —"  # above our words in a note; LibreOffice forgets who wrote a note
LONGEST = 2_000  # letters of a note; Excel shows no more than fits a screen
LINKS = 60_000  # Excel follows at most 65,530 in one sheet
YELLOW, GREEN, WHITE = "FFE699", "0E6B5B", "FFFFFF"
HOW_TO = (
    "Klik alamat di kolom Sel untuk pergi ke sel berwarna kuning; catatannya menyebut apa yang salah. "
    "Perbaiki langsung di sel itu, tanpa menghapus, menyisipkan, atau mengurutkan baris. "
    "Simpan sebagai .xlsx lalu kirim kembali berkas ini; hanya isian yang Anda ubah yang berubah."
)
HEADINGS = {
    "No": 6, "Lembar": 16, "Sel": 11, "Isian": 22, "Tertulis": 26, "Masalah": 48,
    "Yang perlu dilakukan": 38, "Saran": 24,
}  # fmt: skip
LINK_COLUMN = 2
FIRST_LINE = 4  # of the list; above it stand the title, how to use it, and the headings


class Mark(NamedTuple):
    """One problem at its cell; `column` in letters, "" for the whole row.

    `written`, `problem`, `step` and `suggestion` are shown as they are. `text`: what is typed into
    the cell must stay text.
    """

    sheet: str
    line: int
    column: str
    field: str
    written: str
    problem: str
    step: str
    suggestion: str = ""
    text: bool = False

    def note(self) -> str:
        """What the note in the cell says of this problem."""
        said = f"{self.problem}\n{self.step}"
        return f"{said}\nSaran: {self.suggestion}" if self.suggestion else said


Cells = dict[str, dict[tuple[int, str], list[Mark]]]


def by_cell(marks: list[Mark]) -> Cells:
    """Sheet → (line, column) → its marks, in order."""
    cells: Cells = {}
    for mark in marks:
        cells.setdefault(mark.sheet, {}).setdefault((mark.line, mark.column), []).append(mark)
    return cells


def note(marks: list[Mark], before: str = "") -> str:
    """The note of a cell; `before`: what the sender's own note says."""
    ours = "\n\n".join(dict.fromkeys(mark.note() for mark in marks))
    if len(ours) > LONGEST:
        ours = f"{ours[:LONGEST]} …"
    ours = f"{DIVIDER}\n{ours}"
    return f"{before}\n\n{ours}" if before else ours


def own_words(text: str) -> str:
    """What the sender's own note says, without what we added the last time."""
    return text.partition(DIVIDER)[0].strip()


def height(text: str) -> int:
    """Pixels a note of this text needs at its width."""
    lines = sum(1 + len(line) // 44 for line in text.split("\n"))
    return min(30 + 17 * lines, 500)


WIDTH = 320  # pixels of a note


def summary(marks: list[Mark], name: str) -> str:
    """The line below the title."""
    cells = len({(mark.sheet, mark.line, mark.column) for mark in marks})
    return f"Perlu diperbaiki: {len(marks)} masalah di {cells} sel, berkas {name}"


def row(number: int, mark: Mark) -> list[str | int]:
    """One line of the list, as HEADINGS say."""
    cell = f"{mark.column}{mark.line}" if mark.column else f"Baris {mark.line}"
    return [
        number,
        mark.sheet,
        cell,
        mark.field,
        mark.written,
        mark.problem,
        mark.step,
        mark.suggestion,
    ]


def row_height(values: list[str | int]) -> int:
    """Points a line of the list needs, for programs that do not fit it to wrapped words."""
    widths = HEADINGS.values()
    lines = (
        -(-len(str(value)) // (width - 4)) for value, width in zip(values, widths, strict=True)
    )
    return 4 + 15 * max(1, *lines)


def link(sheet: str, line: int, column: str) -> str:
    """Where a link to a cell leads: 'Data 1'!D17."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{column or 'A'}{line}"


def free_title(title: str, taken: list[str]) -> str:
    """The title of our sheet, numbered when the workbook has a sheet of that name."""
    used = {name.lower() for name in taken}
    found, number = title, 1
    while found.lower() in used:
        number += 1
        found = f"{title} ({number})"
    return found

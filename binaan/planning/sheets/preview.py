"""What was read from a file, table by table, before anything of it is kept."""

from typing import NamedTuple

from binaan.planning.rules import papers
from binaan.planning.rules.arriving import is_working
from binaan.planning.rules.papers import Figure, Line, Table
from binaan.planning.sheets.lines import JOINED, SHIFTED

MOST = 8  # examples of each thing on one page
KINDS = {
    papers.TREE: "Pohon program dan pendanaan",
    papers.PERFORMANCE: "Kinerja (target, realisasi, rasio)",
    papers.MONEY: "Anggaran dan realisasi",
    papers.TARGETS: "Target indikator",
}
BECOMES = {
    papers.TREE: "Disimpan sebagaimana tercetak dan diperiksa; tanpa sub kegiatan tidak menjadi pohon.",
    papers.PERFORMANCE: "Realisasi menjadi capaian indikator yang namanya sama.",
    papers.MONEY: "Disimpan sebagaimana tercetak dan diperiksa.",
    papers.TARGETS: "Kondisi awal dan akhir mengisi indikator yang namanya sama.",
}
TREE = "Menjadi pohon rencana: bagian, indikator, target, dan pagu pada sub kegiatan."
DOUBTS = {"text": "bukan angka", "ambiguous": "dapat dibaca dua cara",
          "notation": "dibaca menurut angka lain di tabelnya"}  # fmt: skip


class Doubt(NamedTuple):
    """A figure a person should look at."""

    where: str
    name: str
    text: str
    why: str


class Preview(NamedTuple):
    """One table as it was read. `doubts`: the first MOST of `doubtful` figures and shifted rows."""

    name: str
    title: str
    kind: str
    becomes: str
    years: str
    rows: int
    figures: int
    doubtful: int
    joined: int
    doubts: list[Doubt]
    opening: list[str]


def preview(table: Table) -> Preview:
    """What a person sees of a table before it comes in."""
    doubts = [doubt for line in table.lines for doubt in _doubts(line)]
    figures = [one for line in table.lines for one in line.figures.values() if not one.is_blank]
    years = f"{table.years[0]}–{table.years[-1]}" if table.years else ""
    return Preview(
        table.name,
        table.title,
        KINDS[table.kind],
        TREE if is_working(table) else BECOMES[table.kind],
        years,
        len(table.lines),
        len(figures),
        len(doubts),
        sum(JOINED in line.oddities and bool(line.name) for line in table.lines),
        doubts[:MOST],
        [line.name or line.indicator for line in table.lines if line.name][:MOST],
    )


def _doubts(line: Line) -> list[Doubt]:
    name = line.name or line.indicator
    found = []
    if SHIFTED in line.oddities:
        found.append(Doubt(f"baris {line.row}", name, "", "isinya bergeser kolom"))
    for figure in line.figures.values():
        if figure.doubt:
            found.append(Doubt(_where(line, figure), name, figure.text, DOUBTS[figure.doubt]))
    return found


def _where(line: Line, figure: Figure) -> str:
    return f"sel {figure.cell}" if figure.cell else f"baris {line.row}"

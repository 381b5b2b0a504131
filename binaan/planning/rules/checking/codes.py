"""Structure of the tree: codes of the nomenclature, where they hang, penunjang once, links upward."""

from collections.abc import Iterator

from binaan.places.rules import nomenclature
from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper, Part
from binaan.planning.rules.checking.words import LEVEL_WORDS, named, say
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding

SHAPE, PARENT, GOVERNMENT, PENUNJANG, ERAS, LONELY, BARREN = (
    "code_shape", "code_parent", "code_level_digit", "penunjang_twice", "code_eras_mixed",
    "programme_without_sasaran", "sasaran_without_programme",
)  # fmt: skip
CITATION = "Permendagri 90/2019 dan pemutakhirannya; kaidah §2.7"
WHOSE = {"1": "provinsi", "2": "kabupaten/kota"}
CODED = ("program", "kegiatan", "subkegiatan")


def _coded(folder: Folder) -> list[tuple[Paper, Part]]:
    """Parts with a code, in tables whose codes are of the nomenclature since 2019."""
    if "coded" not in folder.memory:
        found = []
        for paper in folder.of(papers.TREE):
            coded = [part for part in paper.parts if part.level in CODED and part.block.code]
            fitting = [part for part in coded if nomenclature.level_of(part.block.code)]
            if 2 * len(fitting) > len(coded):
                found += [(paper, part) for part in coded]
        folder.memory["coded"] = found
    return folder.memory["coded"]


@rule(SHAPE, ERROR, "Bentuk kode tidak sesuai tingkatnya", CITATION)
def code_shape(folder: Folder) -> Iterator[Finding]:
    """A code has not the segments of its level."""
    for paper, part in _coded(folder):
        if nomenclature.level_of(part.block.code) != part.level:
            line = part.block.lines[0]
            yield say(
                paper, line, (SHAPE, ERROR),
                f"Kode {part.block.code} tidak berbentuk kode {LEVEL_WORDS[part.level]}.",
                printed=part.block.code,
            )  # fmt: skip


@rule(PARENT, ERROR, "Kode tidak berada di bawah kode induknya", CITATION)
def code_parent(folder: Folder) -> Iterator[Finding]:
    """A code does not continue the code of the part it is printed below."""
    for paper, part in _coded(folder):
        above = next((up.block.code for up in part.ancestors() if up.block.code), "")
        parent = nomenclature.parent_of(part.block.code)
        fits = nomenclature.level_of(part.block.code) == part.level
        if fits and above and parent != above:
            line = part.block.lines[0]
            yield say(
                paper, line, (PARENT, ERROR),
                f"Kode {part.block.code} tercetak di bawah {above}, padahal induknya {parent}.",
                printed=part.block.code, recomputed=parent,
            )  # fmt: skip


@rule(GOVERNMENT, ERROR, "Angka tingkat pemerintahan bukan kabupaten/kota", CITATION)
def code_level_digit(folder: Folder) -> Iterator[Finding]:
    """The digit of government in a kegiatan's code differs from most of the table's (1 province, 2 "
    "kab/kota)."""
    for paper in folder.of(papers.TREE):
        mine = [part for each, part in _coded(folder) if each is paper]
        digits = [_government(part.block.code) for part in mine if _government(part.block.code)]
        usual = max(("2", "1"), key=digits.count)
        for part in mine:
            digit = _government(part.block.code)
            if digit and digit != usual:
                yield say(
                    paper, part.block.lines[0], (GOVERNMENT, ERROR),
                    f"Kode {part.block.code} adalah kode {WHOSE[digit]} (angka keempat {digit}), baris "
                    f"lain bukan.",
                    printed=part.block.code,
                )  # fmt: skip


def _government(code: str) -> str:
    parts = code.split(".")
    return parts[3] if len(parts) > 4 and parts[3] in ("1", "2") else ""


@rule(PENUNJANG, WARNING, "Program penunjang lebih dari satu bidang", CITATION)
def penunjang_twice(folder: Folder) -> Iterator[Finding]:
    """An office has one programme of support, under its lead bidang."""
    for paper in folder.of(papers.TREE):
        first = ""
        for each, part in _coded(folder):
            code = part.block.code
            if each is not paper or part.level != "program" or code.split(".")[-1] != "01":
                continue
            first = first or code
            if code != first:
                yield say(
                    paper, part.block.lines[0], (PENUNJANG, WARNING),
                    f"Program penunjang tercetak dengan kode {code}, padahal sudah ada {first}: satu "
                    f"perangkat daerah hanya "
                    "mempunyai satu, pada bidang utamanya.",
                    printed=code, recomputed=first,
                )  # fmt: skip


@rule(ERAS, INFO, "Kode dua edisi bercampur", CITATION)
def code_eras_mixed(folder: Folder) -> Iterator[Finding]:
    """Two-digit and four-digit sub kegiatan stand in one table."""
    for paper in folder.of(papers.TREE):
        leaves = [
            part for each, part in _coded(folder) if each is paper and part.level == CODED[-1]
        ]
        sizes = [len(part.block.code.split(".")[-1]) for part in leaves]
        if len(set(sizes)) > 1:
            usual = max(set(sizes), key=sizes.count)
            for part, size in zip(leaves, sizes, strict=True):
                if size != usual:
                    yield say(
                        paper, part.block.lines[0], (ERAS, INFO),
                        f"Kode {part.block.code} berakhir {size} angka, sub kegiatan lain {usual} "
                        f"angka: edisi nomenklatur bercampur.",
                        printed=part.block.code,
                    )  # fmt: skip


@rule(LONELY, WARNING, "Program tanpa sasaran", CITATION)
def programme_without_sasaran(folder: Folder) -> Iterator[Finding]:
    """A programme hangs below no sasaran, in a table that prints sasaran."""
    for paper in folder.of(papers.TREE):
        if not any(part.level == "sasaran" for part in paper.parts):
            continue
        lonely: dict[int, list[Part]] = {}
        for part in paper.parts:
            if part.level == "program" and all(up.level != "sasaran" for up in part.ancestors()):
                lonely.setdefault(id(part.parent), []).append(part)
        for parts in lonely.values():
            yield _without_sasaran(paper, parts)


def _without_sasaran(paper: Paper, parts: list[Part]) -> Finding:
    """Programmes that hang together at one place lack one and the same sasaran."""
    line, above = parts[0].block.lines[0], parts[0].parent
    if len(parts) == 1:
        message = f"Tidak satu sasaran pun di atas {named(paper, line)}."
    else:
        where = (
            f"langsung di bawah {named(paper, above.block.lines[0])}" if above else "paling atas"
        )
        rows = ", ".join(str(part.block.row) for part in parts)
        message = (
            f"{len(parts)} program (baris {rows}) tercetak {where}, tanpa sasaran di antaranya."
        )
    return say(paper, line, (LONELY, WARNING), message)


@rule(BARREN, WARNING, "Sasaran tanpa program", CITATION)
def sasaran_without_programme(folder: Folder) -> Iterator[Finding]:
    """Nothing is done for a sasaran, in a table that prints programmes."""
    for paper in folder.of(papers.TREE):
        if not any(part.level == "program" for part in paper.parts):
            continue
        for part in paper.parts:
            if part.level == "sasaran" and not part.children:
                line = part.block.lines[0]
                message = f"Tidak satu program pun di bawah {named(paper, line)}."
                yield say(paper, line, (BARREN, WARNING), message)

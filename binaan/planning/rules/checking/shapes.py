"""The columns of a printed table beside the ones its form has: docs/rules/pemeriksa-rencana.md."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder
from binaan.planning.rules.checking.words import say
from binaan.planning.rules.findings import INFO, Finding
from binaan.planning.rules.papers import Table

DEVIATION = "schema_deviation"
FORMS = "Permendagri 86/2017, Lampiran: kolom T-C.23, T-C.24, T-C.25, T-C.27, T-C.28"
YEARS, SINCE = 5, 2025  # a Renstra's years; from 2025 on Inmendagri 2/2025 has other tables
WORDS = {
    "no": "No", "indicator": "Indikator", "nspk": "Target NSPK", "ikk": "Target IKK",
    "other": "Target lainnya", "target": "Target", "actual": "Realisasi", "ratio": "Rasio",
    "name": "Uraian", "budget": "Anggaran", "realised": "Realisasi anggaran", "rp": "Rp",
    "growth_budget": "Pertumbuhan anggaran", "growth_realised": "Pertumbuhan realisasi",
    "tujuan": "Tujuan", "sasaran": "Sasaran", "program": "Program dan Kegiatan", "code": "Kode",
    "base": "Kondisi awal", "end": "Kondisi akhir", "end_rp": "Rp akhir",
    "office": "Unit kerja penanggung jawab", "location": "Lokasi", "unit": "Satuan",
}  # fmt: skip


class Form(NamedTuple):
    """A form of the regulation. `once`: its columns of no year; `yearly`: those of each of five years."""

    name: str
    once: tuple[str, ...]
    yearly: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.once) + YEARS * len(self.yearly)


T23 = Form("T-C.23", ("no", "indicator", "nspk", "ikk", "other"), ("target", "actual", "ratio"))
T24 = Form("T-C.24", ("name", "growth_budget", "growth_realised"), ("budget", "realised", "ratio"))
T25 = Form("T-C.25", ("no", "tujuan", "sasaran", "indicator"), ("target",))
T27 = Form(
    "T-C.27",
    ("tujuan", "sasaran", "code", "program", "indicator", "base", "end", "end_rp", "office",
     "location"),
    ("target", "rp"),
)  # fmt: skip
T28 = Form("T-C.28", ("no", "indicator", "base", "end"), ("target",))


def form_of(table: Table) -> Form | None:
    """The form a table is printed in; None for one that follows another regulation, or no paper."""
    years = table.years
    typed = papers.TYPED in table.columns
    if typed or not table.columns or len(years) < YEARS - 1 or years[0] >= SINCE:
        return None
    if table.kind == papers.TARGETS:
        return T25 if {"tujuan", "sasaran"} & _parts(table).keys() else T28
    return {papers.PERFORMANCE: T23, papers.MONEY: T24, papers.TREE: T27}.get(table.kind)


def _parts(table: Table) -> Counter[str]:
    """Its columns as a form names them, counted: kegiatan stands under Program, IKU is an indicator."""
    alias = {"iku": "indicator", "kegiatan": "program", "subkegiatan": "program"}
    found: Counter[str] = Counter()
    for column in table.columns:
        found.update({alias.get(one, one) for one in column.split("+")})
    return found


@rule(DEVIATION, INFO, "Kolom berbeda dari tabel baku", FORMS)
def schema_deviation(folder: Folder) -> Iterator[Finding]:
    """A column of the form is missing, or one is there that the form has not."""
    for paper in folder.papers:
        form = form_of(paper.table)
        if form is None or not paper.table.lines:
            continue
        has = _parts(paper.table)
        missing = [one for one in form.once if one not in has]
        more = [one for one in has if one in WORDS and one not in (*form.once, *form.yearly)]
        fewer = [one for one in form.yearly if has[one] != YEARS]
        said = _said(missing, more, [(one, has[one]) for one in fewer])
        if said:
            yield say(
                paper, paper.table.lines[0], (DEVIATION, INFO),
                f"Kolom tabel {paper.table.name} berbeda dari {form.name} ({form.width} kolom): {said}.",
            )  # fmt: skip


def _said(missing: list[str], more: list[str], fewer: list[tuple[str, int]]) -> str:
    parts = []
    if missing:
        parts.append("tidak ada " + ", ".join(WORDS[one] for one in missing))
    if more:
        parts.append("tambahan " + ", ".join(WORDS[one] for one in more))
    parts += [f"{WORDS[one]} {count} tahun, bukan {YEARS}" for one, count in fewer]
    return "; ".join(parts)

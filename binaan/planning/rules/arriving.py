"""What the title and the years of an arriving plan say of it. docs/rules/memasukkan-rencana.md."""

import re
from collections.abc import Iterable

from binaan.planning.rules import matching
from binaan.planning.rules.papers import LEVELS, TARGETS, TREE, Table

KINDS = (
    ("rpjmd", r"\brpjmd\b|jangka menengah daerah"),
    ("renstra", r"\brenstra\b|rencana strategis"),
    ("renja", r"\brenja\b|rencana kerja"),
    ("dpa", r"\bdppa?\b|\bdpa\b|dokumen pelaksanaan"),
    ("pk", r"\bpk\b|perjanjian kinerja"),
)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def kind_of(title: str) -> str:
    """ "Renstra 2018-2023" -> "renstra"; "" where the title does not say."""
    said = title.casefold()
    return next((kind for kind, words in KINDS if re.search(words, said)), "")


def is_working(table: Table) -> bool:
    """Whether a table is a tree with sub kegiatan: the one a plan is worked with.

    A tree without them is of the nomenclature before 2021; it is kept as printed and checked.
    """
    return table.kind == TREE and any(line.level == LEVELS[-1] for line in table.lines)


def names_iku(table: Table) -> bool:
    """Whether a table of targets lists the main indicators, by its title or its heading."""
    said = "indikator kinerja utama" in table.title.casefold() or "iku" in table.columns
    return table.kind == TARGETS and said


def in_its_unit(text: str, unit: str) -> bool:
    """ "400 orang pengurus" counts Orang; "150 Unit" is no value of an indicator in percent."""
    said = re.sub(r"[\d.,()%\s-]", "", text)
    return not said or not unit or matching.key(unit) in matching.key(text)


def years_of(tables: Iterable[Table], title: str) -> tuple[int, int] | None:
    """First and last year: of the working tree, else of a tree or targets, else the title's."""
    tables = list(tables)
    for fits in (is_working, lambda one: one.kind in (TREE, TARGETS)):
        years = [year for table in tables if fits(table) for year in table.years if year > 1999]
        if years:
            return min(years), max(years)
    told = [int(year) for year in YEAR.findall(title)]
    years = told or [year for table in tables for year in table.years]
    return (min(years), max(years)) if years else None

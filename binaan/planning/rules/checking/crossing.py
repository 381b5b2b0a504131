"""The same indicator in several tables of a document: its targets, its words, its years."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper, key_of
from binaan.planning.rules.checking.words import as_printed, named, plain, say
from binaan.planning.rules.findings import INFO, WARNING, Finding, Fix
from binaan.planning.rules.papers import TARGET, Figure, Line
from binaan.planning.rules.reading import read_figure

OTHER_TARGET, OTHER_TEXT, OTHER_COUNT, TWO_LEVELS = (
    "cross_table_target", "cross_table_text", "cross_table_count", "same_indicator_two_levels",
)  # fmt: skip
CHAIN = "Rantai angka RPJMD – Renstra – Renja – PK: satu indikator, satu target"
OUTCOMES = ("tujuan", "sasaran", "program")
ALIKE, WORDS, YEARS = 0.9, 2, 3


class Sight:
    """An indicator as one table prints it, with its targets by year."""

    def __init__(self, paper: Paper, line: Line):
        self.paper, self.line = paper, line
        self.text = line.indicator or line.name
        self.key = key_of(self.text)
        self.words = frozenset(self.key.split())
        self.targets = {
            year: value
            for year in paper.table.years
            if (value := line.value(TARGET, year)) is not None
        }

    def is_near(self, other: "Sight") -> bool:
        """Other words for the same: nearly the same text, and the same targets in most years."""
        shared = self.targets.keys() & other.targets.keys()
        agree = sum(self.targets[year] == other.targets[year] for year in shared)
        if len(shared) < YEARS or agree < len(shared) - 1 or agree < YEARS:
            return False
        smaller, larger = sorted((self.words, other.words), key=len)
        if smaller < larger and len(smaller) >= WORDS and len(larger) - len(smaller) <= WORDS:
            return True
        return len(smaller) > YEARS and self._reads_like(other)

    def _reads_like(self, other: "Sight") -> bool:
        """A word misspelt or changed inside; whole other words ("UMKM" for "koperasi") are another."""
        mine, theirs = self.key.split(), other.key.split()
        if len(mine) != len(theirs):
            return False
        pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
        return len(pairs) <= WORDS and all(
            SequenceMatcher(None, a, b).ratio() >= ALIKE - 0.3 for a, b in pairs
        )


def same_by_targets(one: Line, other: Line) -> bool:
    """Whether two lines judge by the same in other words: nearly the same text, the same targets."""
    years = sorted({year for line in (one, other) for _column, year in line.figures if year})
    paper = Paper(papers.Table("", papers.TARGETS, tuple(years), (one, other)))
    return Sight(paper, one).is_near(Sight(paper, other))


def _sights(folder: Folder) -> list[list[Sight]]:
    """Indicators seen in at least two tables, each group one indicator; the first names it."""
    if "sights" in folder.memory:
        return folder.memory["sights"]
    groups: list[list[Sight]] = []
    by_key: dict[str, list[Sight]] = {}
    for paper in folder.papers:
        for sight in _of_paper(paper):
            group = by_key.get(sight.key) or next((g for g in groups if _belongs(g, sight)), None)
            if group is None:
                group = []
                groups.append(group)
            group.append(sight)
            by_key[sight.key] = group
    many = [group for group in groups if len({id(sight.paper) for sight in group}) > 1]
    folder.memory["sights"] = many
    return many


def _belongs(group: list[Sight], sight: Sight) -> bool:
    return any(one.paper is not sight.paper and one.is_near(sight) for one in group)


def _of_paper(paper: Paper) -> Iterator[Sight]:
    """In a tree only outcomes are looked for elsewhere; outputs have names of their own."""
    if paper.table.kind == papers.MONEY:
        return
    seen = set()
    for line in paper.table.lines:
        outcome = not line.level or line.level in OUTCOMES
        if outcome and (line.indicator or line.name):
            sight = Sight(paper, line)
            if sight.targets and sight.words and sight.key not in seen:
                seen.add(sight.key)
                yield sight


def _most_said(group: list[Sight], year: int) -> tuple[Decimal, bool]:
    """The target most tables print, and whether there is a majority; else the first table's."""
    values = [sight.targets[year] for sight in group if year in sight.targets]
    counted = Counter(values)
    best = max(counted.values())
    return next(v for v in values if counted[v] == best), list(counted.values()).count(best) == 1


@rule(OTHER_TARGET, WARNING, "Satu indikator, dua target", CHAIN)
def cross_table_target(folder: Folder) -> Iterator[Finding]:
    """Tables of one document print different targets of one indicator for a year."""
    for group in _sights(folder):
        for year in sorted({year for sight in group for year in sight.targets}):
            usual, sure = _most_said(group, year)
            for sight in group:
                value = sight.targets.get(year)
                if value is not None and value != usual:
                    yield _other_target(group, sight, year, (usual, sure))


def _other_target(
    group: list[Sight], sight: Sight, year: int, said: tuple[Decimal, bool]
) -> Finding:
    usual, sure = said
    value, figure = sight.targets[year], sight.line.figure(TARGET, year)
    where = [one.paper.table.name for one in group if one.targets.get(year) == usual]
    text = as_printed(usual, figure.text)
    tables = " dan ".join(dict.fromkeys(where))
    return say(
        sight.paper, sight.line, (OTHER_TARGET, WARNING),
        f"Target “{sight.text}” tahun {year} di tabel {sight.paper.table.name} tercetak {figure.text}, "
        f"di tabel {tables} "
        f"{plain(usual).replace('.', ',')}.",
        year=year, column=TARGET, printed=figure.text, recomputed=usual, difference=value - usual,
        proposal=f"Samakan: {text} seperti di tabel {tables}, bila itu yang ditetapkan." if sure
        else "Tentukan target yang berlaku, lalu samakan kedua tabel.",
        fix=(Fix(sight.line.row, TARGET, year, text),) if sure else (),
    )  # fmt: skip


@rule(OTHER_TEXT, WARNING, "Satu indikator, dua bunyi", CHAIN)
def cross_table_text(folder: Folder) -> Iterator[Finding]:
    """An indicator with the same targets is worded otherwise in another table."""
    for group in _sights(folder):
        first = group[0]
        for sight in group[1:]:
            if sight.key != first.key and sight.paper is not first.paper:
                yield say(
                    sight.paper, sight.line, (OTHER_TEXT, WARNING),
                    f"Indikator ini berbunyi “{sight.text}” di tabel {sight.paper.table.name} dan "
                    f"“{first.text}” di tabel "
                    f"{first.paper.table.name}, dengan target yang sama.",
                    column=TARGET, printed=sight.text, recomputed=first.text,
                )  # fmt: skip


@rule(OTHER_COUNT, WARNING, "Target ada di satu tabel, kosong di tabel lain", CHAIN)
def cross_table_count(folder: Folder) -> Iterator[Finding]:
    """One table prints a target for a year that another, with a column for it, leaves blank."""
    for group in _sights(folder):
        for year in sorted({year for sight in group for year in sight.targets}):
            told = [sight for sight in group if year in sight.targets]
            for sight in group:
                blank = sight.line.figure(TARGET, year).is_blank
                if year not in sight.paper.paid_years or not blank:
                    continue
                other = told[0]
                text = _alone(other.line.figure(TARGET, year))
                yield say(
                    sight.paper, sight.line, (OTHER_COUNT, WARNING),
                    f"Target “{sight.text}” tahun {year} kosong di tabel {sight.paper.table.name}, "
                    f"padahal tabel "
                    f"{other.paper.table.name} mencetak {text}.",
                    year=year, column=TARGET, printed=sight.line.figure(TARGET, year).text,
                    recomputed=other.targets[year],
                    proposal=f"Isi {text} bila itu yang ditetapkan.",
                    fix=(Fix(sight.line.row, TARGET, year, text),),
                )  # fmt: skip


def _alone(figure: Figure) -> str:
    """A target as printed, or plainly where that reads otherwise outside its own table."""
    if read_figure(figure.text, column=TARGET).value == figure.value:
        return figure.text
    return plain(figure.value).replace(".", ",")


@rule(TWO_LEVELS, INFO, "Indikator yang sama di dua tingkat", CHAIN)
def same_indicator_two_levels(folder: Folder) -> Iterator[Finding]:
    """A part is judged by the very indicator of a part above it."""
    for paper in folder.papers:
        for part in paper.parts:
            for line in part.block.lines:
                key = key_of(line.indicator)
                above = next(
                    (one for up in part.ancestors() for one in up.block.lines
                     if key and key_of(one.indicator) == key), None,
                )  # fmt: skip
                if above is not None:
                    yield say(
                        paper, line, (TWO_LEVELS, INFO),
                        f"Indikator “{line.indicator}” pada {named(paper, line)} sama dengan indikator "
                        f"{named(paper, above)} "
                        f"di atasnya (baris {above.row}).",
                        column=TARGET,
                    )  # fmt: skip

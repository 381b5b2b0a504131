"""What stands below the rows of E.81: averages and grades, causes and follow-ups, notes, who signs."""

from uuid import UUID

from binaan.kit.numbers import id_number
from binaan.planning import parameters
from binaan.planning.choices import AchievementState
from binaan.planning.models import Achievement
from binaan.planning.queries.trees import Tree
from binaan.planning.rules import e81, rates, ratings
from binaan.planning.rules.e81 import Averages, Mean, Rated
from binaan.reports import cells
from binaan.reports.asking import Asked
from binaan.reports.queries import signing
from binaan.reports.sheet import Cell, Row, Signature

AVERAGE, GRADE = "Rata-rata capaian kinerja (%)", "Predikat kinerja"
HELPED = "Faktor pendorong keberhasilan kinerja"
HINDERED = "Faktor penghambat pencapaian kinerja"
NEXT_QUARTER = "Tindak lanjut yang diperlukan dalam triwulan berikutnya"
NEXT_YEAR = "Tindak lanjut yang diperlukan dalam Renja Perangkat Daerah berikutnya"
NAMED = 3  # indicators named beside a text; of more the number is told
LEVEL_WORDS = {"subkegiatan": "sub kegiatan"}
COLUMNS = {
    e81.ANNEX: "Kolom 12 = 8+9+10+11 bila kumulatif, selain itu triwulan terakhir yang ada; "
    "13 = 6+12 bila kumulatif, selain itu 12; 14 = 13 ÷ 5 × 100.",
    e81.YEARLY: "Kolom 12 = 8+9+10+11 bila kumulatif, selain itu triwulan terakhir yang ada; "
    "13 = 12 ÷ 7 × 100; 14 = 6+12 bila kumulatif, selain itu 12; 15 = 14 ÷ 5 × 100.",
}
Means = dict[str, Averages]


def averages(
    asked: Asked, rated: dict[str, list[Rated]], names: tuple[str, ...], choices: rates.Choices
) -> Means:
    """The averages of each column of rates that is printed, over the level the office chose."""
    over = asked.choice(parameters.AVERAGE_OVER)
    return {name: e81.averages(rated[name], over=over, cap=choices.cap) for name in names}


def rows(asked: Asked, means: Means) -> list[Row]:
    """Rata-rata and predikat, each below its column."""
    scale = asked.choice(parameters.SCALE)
    average: dict[str, Cell] = {}
    grade: dict[str, Cell] = {}
    for name, one in means.items():
        for suffix, mean in (("k", one.k), ("rp", one.rp)):
            found = ratings.rated(scale, mean.value)
            average[f"{name}_{suffix}"] = cells.percent(mean.value)
            grade[f"{name}_{suffix}"] = cells.words(found.label if found else "–")
    last = list(means.values())[-1]
    many = f"{AVERAGE}, atas {_over(last)}"
    return [
        Row(average, "footer", span=many),
        Row(grade, "footer", span=f"{GRADE} ({_bounds(scale)})"),
    ]


def _bounds(scale: str) -> str:
    name = ratings.scale(scale).name
    return f"{name}, batas bawah" if scale == ratings.RENJA_E81 else name


def _over(one: Averages) -> str:
    """5 program; where K and Rp have different numbers of rows, both."""
    level = LEVEL_WORDS.get(one.over, one.over)
    if one.k.rows == one.rp.rows:
        return f"{one.k.rows} {level}"
    return f"{one.k.rows} {level} (K) dan {one.rp.rows} {level} (Rp)"


def causes(
    asked: Asked, plan: Tree, reached: dict[UUID, dict[int, Achievement]]
) -> list[tuple[str, str]]:
    """The four lines of words, from what was written beside the achievements of the quarter."""
    told = []
    for _branch, mark in plan.marks():
        row = reached.get(mark.indicator.key, {}).get(asked.quarter)
        if row is not None:
            told.append((mark.indicator.name, row))
    follow = gathered([(name, row.follow_up) for name, row in told])
    last = asked.quarter == 4
    return [
        (HELPED, gathered([(name, row.explanation) for name, row in told])),
        (HINDERED, gathered([(name, row.obstacle) for name, row in told])),
        (NEXT_QUARTER, "–" if last else follow),
        (NEXT_YEAR, follow if last else "–"),
    ]


def gathered(told: list[tuple[str, str]]) -> str:
    """Each text once, a line of its own, with the indicators it was written beside."""
    found: dict[str, list[str]] = {}
    for name, text in told:
        words = " ".join(text.split())
        if words and name not in found.setdefault(words, []):
            found[words].append(name)
    lines = [f"{text} [{_few(names)}]" for text, names in found.items()]
    if len(lines) > 1:
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    return "\n".join(lines) or "–"


def _few(names: list[str]) -> str:
    shown = "; ".join(names[:NAMED])
    rest = len(names) - NAMED
    return f"{shown}; dan {rest} indikator lain" if rest > 0 else shown


def notes(asked: Asked, year, means: Means, variant: str) -> tuple[str, ...]:
    """How the columns were reckoned, what the averages leave out, how firm the figures are."""
    scale = ratings.scale(asked.choice(parameters.SCALE))
    said = [
        "K = kinerja, Rp = rupiah; tanda – berarti belum diketahui. " + COLUMNS[variant],
        _averaged(list(means.values())[-1]),
        f"Predikat: {scale.name}, {scale.source}. {scale.note}".strip(),
        _formulas(year),
        _firm(asked, year),
    ]
    if year.come_from.plan is not None:
        version = year.come_from.plan.version
        said.append(f"Kolom 5 dan 6 dari {version} sejak {year.come_from.years[0]}.")
    return tuple(text for text in said if text)


def _averaged(one: Averages) -> str:
    cap = (
        f"capaian di atas {id_number(one.cap.normalize())}% dihitung sebesar itu"
        if one.cap
        else "tanpa batas atas"
    )
    return (
        f"Rata-rata atas {_over(one)}; satu {LEVEL_WORDS.get(one.over, one.over)} = rata-rata "
        f"indikatornya; {cap} (K: {one.k.cut}, Rp: {one.rp.cut} baris). {_left_out(one.k, one.rp)}"
    ).strip()


def _left_out(k: Mean, rp: Mean) -> str:
    if not (k.left_out or rp.left_out):
        return ""
    return f"Tanpa nilai, tidak ikut: {k.left_out} (K), {rp.left_out} (Rp)."


def _formulas(year) -> str:
    """The formulas of indicators for which less is better, by name."""
    found = {
        rates.FORMULAS[
            rates.formula_of(
                mark.indicator.polarity, mark.indicator.lower_formula,
                target=mark.target(year.asked.year), choices=year.choices,
            )
        ]
        for _branch, mark in year.plan.marks()
    } - {rates.FORMULAS[rates.HIGHER]}  # fmt: skip
    return (
        f"Rumus tingkat capaian selain realisasi ÷ target: {'; '.join(sorted(found))}."
        if found
        else ""
    )


def _firm(asked: Asked, year) -> str:
    """How many indicators of the quarter are closed; what is not may still change."""
    rows = [
        year.reached.get(mark.indicator.key, {}).get(asked.quarter)
        for _b, mark in year.plan.marks()
    ]
    closed = len([row for row in rows if row and row.state == AchievementState.CLOSED])
    if closed == len(rows):
        return "Capaian triwulan ini sudah ditutup seluruhnya."
    return (
        f"Capaian triwulan ini ditutup untuk {closed} dari {len(rows)} indikator; yang lain masih dapat "
        "berubah."
    )


def signatures(user, asked: Asked) -> tuple[Signature, ...]:
    """Kepala Perangkat Daerah ("Disusun") and Kepala Bappeda ("Dievaluasi")."""
    place = signing.dated(user, asked.office, asked.on)
    own = signing.block(
        user, signing.head(user, asked.office, asked.on), asked.office, "Disusun", place
    )
    return own, signing.evaluator(user, asked.office, asked.on)

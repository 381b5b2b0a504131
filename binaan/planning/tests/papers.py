"""Clean plans built in code, and how tests spoil one figure of them."""

from decimal import Decimal

from binaan.planning.rules import papers
from binaan.planning.rules.papers import Figure, Line, Table
from binaan.planning.rules.reading import read_figure

YEARS = (2021, 2022, 2023)


def figure(text, column=papers.RP, factor=1) -> Figure:
    return read_figure(str(text), column=column, factor=factor)


def line(row, name, level="", **said) -> Line:
    """`rp`, `target`, `actual` …: one text a year; `growth_budget`, `end` …: one text."""
    figures = {}
    years = said.pop("years", YEARS)
    factor = said.pop("factor", 1)
    for column in [key for key in said if key not in ("indicator", "unit", "code", "oddities")]:
        texts = said.pop(column)
        by_year = isinstance(texts, (tuple, list))
        for year, text in zip(years, texts, strict=True) if by_year else [(0, texts)]:
            if text is not None:
                figures[column, year] = figure(text, column, factor)
    return Line(row, name, level, figures=figures, **said)


def table(lines, kind=papers.TREE, name="6.2", years=YEARS, **more) -> Table:
    return Table(name, kind, years, tuple(lines), **more)


def tree(amount=lambda number, year: 10**8 + 10**6 * number + 10**5 * (year % 10) ** 2):
    """Two tujuan, four programmes, eight kegiatan, sixteen leaves with money; everything adds up."""
    lines: list[tuple] = []
    counted = 0

    def below(depth):
        nonlocal counted
        if depth == len(papers.LEVELS):
            return None
        total = [Decimal(0)] * len(YEARS)
        for _ in range(2 if depth != 1 else 1):
            counted += 1
            number, place = counted, len(lines)
            lines.append(())
            money = below(depth + 1) or [Decimal(amount(number, year)) for year in YEARS]
            level = papers.LEVELS[depth]
            lines[place] = (level, number, money)
            if level == "subkegiatan" and number % 3 == 0:
                lines.append((level, None, None))
            total = [a + b for a, b in zip(total, money, strict=True)]
        return total

    below(0)
    return table([_line(row, *one) for row, one in enumerate(lines, 2)])


def _line(row, level, number, money) -> Line:
    targets = [str(10 + row + year % 10) for year in YEARS]
    if number is None:
        return line(row, "", level, indicator=f"Jumlah peserta kelompok {row}", unit="Orang",
                    target=targets)  # fmt: skip
    name = f"{'Program' if level == 'program' else 'Bagian'} nomor {number}"
    return line(row, name, level, indicator=f"Jumlah hasil bagian {number}", unit="Dokumen",
                target=targets, rp=[str(one) for one in money])  # fmt: skip


def performance() -> Table:
    """Rows with zero targets, blanks and rates above 100; every ratio right."""
    rows = (
        ("Pertumbuhan koperasi", ("10%", "10%", "10%"), ("9,4%", "11%", "-"), ("94%", "110%", "-")),
        (
            "Jumlah UKM",
            ("1445", "1500", "1625"),
            ("1756", "1625", "1725"),
            ("122%", "108%", "106%"),
        ),
        ("Regulasi", ("0", "1", "0"), ("0", "1", "0"), ("-", "100%", "-")),
        ("Pusat promosi", ("2 unit", "2 unit", "-"), ("0", "1 unit", "-"), ("0%", "50%", "-")),
    )
    return table(
        [line(row, name, indicator=name, target=target, actual=actual, ratio=ratio)
         for row, (name, target, actual, ratio) in enumerate(rows, 2)],
        papers.PERFORMANCE, "2.6",
    )  # fmt: skip


def money() -> Table:
    """Three programmes in juta, one that stopped, one without money, one that did not grow."""
    rows = (
        ("Program satu", ("2.000", "1.500", "3.000"), ("1.000", "1.500", "1.500"),
         ("50", "100", "50"), "37,50", "25"),
        ("Program dua", ("400", "-", "-"), ("100", "-", "-"), ("25", "-", "-"), "-", "-"),
        ("Program tiga", ("-", "-", "-"), ("-", "-", "-"), ("-", "-", "-"), "-", "-"),
        ("Program empat", ("300", "300", "300"), ("150", "150", "150"), ("50", "50", "50"), "0", "0"),
    )  # fmt: skip
    return table(
        [line(row, name, budget=budget, realised=realised, ratio=ratio, growth_budget=up,
              growth_realised=done, factor=10**6)
         for row, (name, budget, realised, ratio, up, done) in enumerate(rows, 2)],
        papers.MONEY, "2.8", factor=10**6,
    )  # fmt: skip

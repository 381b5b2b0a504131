"""How findings are said: numbers the Indonesian way in sentences, plain in fields, and as the printed
figure writes them in a proposal."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from binaan.kit.numbers import id_number, rupiah
from binaan.planning.rules.checking.paper import Paper
from binaan.planning.rules.findings import Finding
from binaan.planning.rules.papers import Figure, Line

LEVEL_WORDS = {
    "tujuan": "tujuan", "sasaran": "sasaran", "program": "program", "kegiatan": "kegiatan",
    "subkegiatan": "sub kegiatan",
}  # fmt: skip
SHORT = 90

__all__ = [
    "LEVEL_WORDS", "apart", "as_printed", "cut", "half_up", "money", "named", "places", "plain", "quoted",
    "rupiah", "say",
]  # fmt: skip


def say(
    paper: Paper,
    line: Line,
    rule: tuple[str, str],
    message: str,
    *,
    year: int | None = None,
    column: str = "",
    printed: str = "",
    recomputed: Decimal | str | None = None,
    difference: Decimal | None = None,
    **offered,
) -> Finding:
    """A finding at a line; `rule` is its key and severity; `proposal` and `fix` where there is one."""
    return Finding(
        rule=rule[0],
        severity=rule[1],
        message=message,
        node=paper.label_of(line),
        level=line.level,
        row=line.row,
        table=paper.table.name,
        year=year,
        column=column,
        printed=printed,
        recomputed=recomputed if isinstance(recomputed, str) else plain(recomputed),
        difference=plain(difference),
        line_node=line.node,
        line_mark=line.mark,
        **offered,
    )


def plain(value: Decimal | None) -> str:
    """ "9142760925", "93.8"; "" for nothing."""
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def cut(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)


def places(figure: Figure) -> int:
    """Decimals as printed."""
    exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def named(paper: Paper, line: Line) -> str:
    """“Program …” as a sentence names it; long names are cut."""
    name = paper.name_of(line)
    short = name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"
    word = LEVEL_WORDS.get(line.level, "")
    return f"{word} “{short}”".strip()


def quoted(text: str) -> str:
    return f"“{text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + '…'}”"


def apart(one: str, other: str) -> tuple[str, str]:
    """Two names that differ, quoted; long ones from the words where they part, not cut before them."""
    alike = 0
    for a, b in zip(one.casefold(), other.casefold(), strict=False):
        if a != b:
            break
        alike += 1
    start = one.rfind(" ", 0, max(0, alike - 20)) + 1
    if max(len(one), len(other)) <= SHORT or not start:
        return quoted(one), quoted(other)
    return quoted(f"…{one[start:]}"), quoted(f"…{other[start:]}")


def money(paper: Paper, value: Decimal) -> str:
    """Rp 1.234.567, or 1.498 juta in a table of millions."""
    if paper.table.factor == 10**6:
        return f"Rp {id_number(value)} juta"
    return f"Rp {id_number(value)}{' ribu' if paper.table.factor == 1000 else ''}"


def as_printed(value: Decimal, like: str) -> str:
    """A number written the way `like` writes its own: its separators, its percent sign."""
    sign = "%" if like.rstrip().endswith("%") else ""
    if re.search(r"\d,\d{3},\d{3}", like):
        return f"{value:,f}{sign}"
    if re.search(r"\d\.\d{3}\.\d{3}", like):
        return f"{value:,f}".translate(str.maketrans(",.", ".,")) + sign
    text = f"{value:f}"
    has_dot = re.search(r"\d\.\d{1,2}(?!\d)|\d\.\d{4,}", like) or re.fullmatch(
        r"\d{5,}(\.\d+)?", like
    )
    return (text if has_dot else text.replace(".", ",")) + sign

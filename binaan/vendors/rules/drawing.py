"""The draw of an event day: who stands first, who gets a pitch, why; the waiting list after it.

Source: docs/rules/hari-acara.md §3 (handbook small-industry 6.8 [S55b]: local ID first, free of charge;
pitches by trade and the seed are our own [D]).
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from binaan.kit.drawing import drawn
from binaan.vendors.rules.rotation import DRAWN, REFUSED, WAITING

ANY = ""  # pitches that are for every trade
FIELDS = ("urutan", "nomor_pkl", "bidang", "ktp_setempat", "undian", "hasil", "lapak", "alasan")


class Asking(NamedTuple):
    """A vendor who asks. `number`: of the register; `refused`: why the rotation says no ("" may)."""

    number: int
    trade: str
    local: bool
    refused: str = ""


class Drawn(NamedTuple):
    """A line of the receipt. `order`: 1 the first; 0 for who does not take part. `seat`: 1 the first
    pitch, 0 none; `kept_for`: the trade the pitch is kept for ("" any)."""

    number: int
    trade: str
    local: bool
    draw: str
    order: int
    outcome: str
    seat: int
    kept_for: str
    why: str


def share(seats: int, by_trade: Mapping[str, int]) -> dict[str, int]:
    """Pitches by trade, the rest under ANY. Raises ValueError for more than there are seats."""
    kept = {trade: count for trade, count in by_trade.items() if trade != ANY and count > 0}
    rest = seats - sum(kept.values())
    if rest < 0:
        raise ValueError(f"{-rest} more pitches are kept for trades than there are")
    return {**kept, ANY: rest}


def draw(
    asking: Iterable[Asking],
    *,
    seats: int,
    seed: int,
    by_trade: Mapping[str, int] | None = None,
    labels: Mapping[str, str] | None = None,
) -> list[Drawn]:
    """Everybody in the order of the draw with an outcome, then who does not take part.

    The order in which they arrive changes nothing. `labels`: the words for trades. Raises ValueError
    for `by_trade` that keeps more pitches than `seats`.
    """
    people = sorted(asking)
    lots = {one.number: drawn(str(seed), one.number) for one in people}
    line = sorted(
        (one for one in people if not one.refused),
        key=lambda one: (not one.local, lots[one.number], one.number),
    )
    given = _given(line, share(seats, by_trade or {}))
    found = [
        _said(one, lots[one.number], place, given.get(one.number), labels or {})
        for place, one in enumerate(line, start=1)
    ]
    found = _seated(found)
    out = [one for one in people if one.refused]
    return found + [
        Drawn(one.number, one.trade, one.local, lots[one.number], 0, REFUSED, 0, ANY, one.refused)
        for one in out
    ]


def _given(line: list[Asking], free: dict[str, int]) -> dict[int, tuple[str, bool]]:
    """By number: the trade whose pitch it is, and whether nobody of that trade was left to take it.

    First everybody in order: a pitch of the own trade, else one for any. Then what trades left over.
    """
    given: dict[int, tuple[str, bool]] = {}
    for one in line:
        for kind in (one.trade, ANY):
            if free.get(kind, 0):
                free[kind] -= 1
                given[one.number] = (kind, False)
                break
    over = [kind for kind, count in sorted(free.items()) for _each in range(count)]
    waiting = [one for one in line if one.number not in given]
    given |= {one.number: (kind, True) for one, kind in zip(waiting, over, strict=False)}
    return given


def _said(one: Asking, lot: str, place: int, given, labels: Mapping[str, str]) -> Drawn:
    kind = given[0] if given else ANY
    why = f"Urutan {place}: {'KTP setempat' if one.local else 'KTP luar daerah'}, undian {lot[:6]}"
    if given is None:
        return Drawn(one.number, one.trade, one.local, lot, place, WAITING, 0, ANY,
                     f"{why}; di luar jumlah lapak.")  # fmt: skip
    word = labels.get(kind, kind)
    if given[1]:
        kept = f"lapak {word} yang tidak terisi"
    else:
        kept = f"lapak untuk {word}" if kind else "lapak untuk semua bidang"
    return Drawn(one.number, one.trade, one.local, lot, place, DRAWN, 0, kind, f"{why}; {kept}.")


def _seated(found: list[Drawn]) -> list[Drawn]:
    """Pitches are numbered in the order of the draw."""
    numbered, seat = [], 0
    for one in found:
        seat += one.outcome == DRAWN
        numbered.append(one._replace(seat=seat if one.outcome == DRAWN else 0))
    return numbered


def successor(
    left: str, waiting: Iterable[tuple[int, str]], by_trade: Mapping[str, int], held: Iterable[str]
) -> int | None:
    """Who of the waiting takes a pitch that became free; None where nobody waits.

    `left`: the trade of who left; `waiting`: order and trade; `held`: trades of those who keep a pitch.
    Where fewer of that trade are left than its pitches, the first of that trade; else the first.
    """
    line = sorted(waiting)
    short = sum(one == left for one in held) < by_trade.get(left, 0)
    own = [order for order, trade in line if trade == left] if short else []
    return next(iter(own or [order for order, _trade in line]), None)


def texts(one: Drawn) -> tuple[str, ...]:
    """The line of a receipt, by FIELDS: without tabs and line feeds."""
    said = (
        str(one.order or ""), f"P-{one.number:05d}", one.trade, "ya" if one.local else "", one.draw,
        one.outcome, str(one.seat or ""), one.why,
    )  # fmt: skip
    return tuple(" ".join(text.split()) for text in said)


def seal(lines: Iterable[Iterable[str]]) -> str:
    """SHA-256 of the lines of `texts`: tabs between fields, line feeds between lines, UTF-8."""
    return sha256("\n".join("\t".join(one) for one in lines).encode()).hexdigest()

"""The two lists of other hands: the cooperative office's of 2019 and a culinary association's of 2023.

Most of their rows are copies of businesses the base lists name; among them stand the traps.
"""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from binaan.demo import figures
from binaan.demo.copies import KINDS, Copy, Desk, Known, copied
from binaan.demo.firms import Firm, Maker
from binaan.demo.traps import NEW, SAME_OWNER, TRAPS, newcomer

CULINARY = "Kuliner"
CULINARY_NAME = "Perkumpulan Kuliner Kota Bekasi (contoh)"


def cooperative_list(kabupaten: list[Firm], maker: Maker, rng: Random) -> list[Copy]:
    """What the cooperative office of the Kabupaten wrote down in 2019, whoever guided them."""
    year = figures.COOPERATIVE_AS_OF.year
    maker.plan = replace(maker.plan, year=year, nik=0.5)
    known = [Known(firm, firm.key) for firm in kabupaten if firm.started <= year]
    rows = _rows(known, figures.COOPERATIVE_ROWS, Desk(rng, maker, elder=True))
    return _numbered(rows, "KOP", rng)


def culinary_list(known: list[Known], maker: Maker, rng: Random) -> list[Copy]:
    """Members of a culinary association of the Kota: food of the lists of 2018 and 2024."""
    year = figures.CULINARY_AS_OF.year
    maker.plan = replace(maker.plan, year=year, nik=0.5)
    food = [one for one in known if one.firm.trade.sector == CULINARY and one.firm.started <= year]
    rows = _rows(food, figures.CULINARY_ROWS, Desk(rng, maker, elder=False), sector=CULINARY)
    members = [row._replace(firm=_member(row.firm)) for row in rows]
    return _numbered(members, "PKB", rng)


def _member(firm: Firm) -> Firm:
    return replace(firm, association="Anggota", association_name=CULINARY_NAME)


def _rows(
    known: list[Known], counts: dict[str, int], desk: Desk, *, sector: str | None = None
) -> list[Copy]:
    """So many copies and traps of each kind, each of a business of its own; then newcomers."""
    free = list(known)
    desk.rng.shuffle(free)
    rows: list[Copy] = []
    for kind in KINDS:
        for one in _taken(free, counts[kind], KINDS[kind].fits):
            rows.append(copied(one, kind, desk))
    met = {row.entity for row in rows}
    again = [one for one in known if one.entity in met]
    desk.rng.shuffle(again)
    rows += [_again(one, desk) for one in _taken(again, counts["again"], _has_phone)]
    for kind in TRAPS:
        for one in _taken(free, counts[kind] // _turns(kind), TRAPS[kind][1]):
            rows += _trapped(one, kind, desk)
    rows += [_fresh(desk, number, sector) for number in range(counts[NEW])]
    return rows


def _has_phone(firm: Firm) -> bool:
    return bool(firm.owner.phone)


def _again(known: Known, desk: Desk) -> Copy:
    """The same business once more in the same list: three rows are one."""
    return copied(known, "by_phone", desk)._replace(kind="again")


def _taken(free: list[Known], count: int, fits) -> Iterable[Known]:
    """Takes the first `count` that fit out of `free`."""
    chosen = [one for one in free if fits(one.firm)][:count]
    gone = {one.entity for one in chosen}
    free[:] = [one for one in free if one.entity not in gone]
    return chosen


def _turns(kind: str) -> int:
    """Rows a trap makes of one business: an owner of kiosks gets two more, so he ends with three."""
    return 2 if kind == "kiosk" else 1


def _trapped(known: Known, kind: str, desk: Desk) -> list[Copy]:
    firm = known.firm
    rows: list[Copy] = []
    for turn in range(_turns(kind)):
        made = TRAPS[kind][0](firm, desk)
        while any(made.place == other.firm.place for other in rows):
            made = TRAPS[kind][0](firm, desk)
        person = firm.owner if kind in SAME_OWNER else made.owner
        rows.append(Copy(desk.written(made), f"{kind}-{known.entity}-{turn}", person, kind))
    return rows


def _fresh(desk: Desk, number: int, sector: str | None) -> Copy:
    made = newcomer(desk, sector=sector)
    written = desk.written(made)
    return Copy(written, f"{NEW}-{desk.maker.plan.prefix}-{number:03}", made.owner, NEW)


def _numbered(rows: list[Copy], prefix: str, rng: Random) -> list[Copy]:
    """In the order they were written down, each with the list's own number."""
    rng.shuffle(rows)
    return [
        row._replace(firm=replace(row.firm, key=f"{prefix}-{number:04}"))
        for number, row in enumerate(rows, 1)
    ]

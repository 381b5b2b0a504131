"""Which row of the nomenclature a printed name means. docs/rules/memasukkan-rencana.md tells it.

Nothing is decided here: a proposal has its score and its reason, and a person confirms it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from binaan.places.rules import name_key
from binaan.places.rules import nomenclature as codes
from binaan.planning.rules.papers import Block

LEAST = 0.8  # as alike as two names of the same row were found to be (49 rows of a real plan)
LEAST_ANYWHERE = 0.92  # where what stands above was not recognised, all rows of a level compete
APART = 0.02  # the second best must be further away than this
CUT_FROM = 15  # letters a cut name must still have

EQUAL, CUT, ALIKE = "equal", "cut", "alike"
REASONS = {
    EQUAL: "Sama, kecuali huruf besar-kecil, spasi dan tanda baca.",
    CUT: "Nama tercetak terpotong: sama dengan awal nama nomenklatur.",
    ALIKE: "Mirip {percent} %; periksa ejaannya.",
}
WHERE_UNKNOWN = " Bagian di atasnya belum dikenali, jadi dicari di semua {level}."
NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s+")
_SHORT = re.compile(r"\bkab\s*/\s*kota\b", re.IGNORECASE)


class Row(NamedTuple):
    """A row of the nomenclature of one era."""

    code: str
    level: str
    parent: str
    name: str


@dataclass(frozen=True)
class Proposal:
    """What a printed name may mean. `code` "" and score 0: nothing near enough was found."""

    code: str = ""
    name: str = ""
    score: float = 0.0
    kind: str = ""
    reason: str = "Tidak ada nama yang cukup mirip."


NOTHING = Proposal()


def key(name: str) -> str:
    """A name to compare: "Program Pemberdayaa n UMKM" -> "pemberdayaanumkm"."""
    folded = name_key(_SHORT.sub("kabupaten/kota", name))
    return folded.removeprefix("program")


def plain(indicator: str) -> str:
    """An indicator without the number its row was given: "2. Jumlah PKL" -> "Jumlah PKL"."""
    return " ".join(NUMBERED.sub("", indicator).split())


def propose(printed: str, rows: Iterable[Row], least: float = LEAST) -> Proposal:
    """The row a name means, out of those that may stand there."""
    wanted = key(printed)
    if not wanted:
        return NOTHING
    ranked = sorted((_scored(wanted, row) for row in rows), key=lambda one: -one[0].score)
    if not ranked:
        return NOTHING
    best = ranked[0][0]
    others = [one for one, folded in ranked[1:] if folded != ranked[0][1]]
    sure = best.kind == EQUAL or not others or best.score - others[0].score > APART
    cut_twice = best.kind == CUT and any(one.kind == CUT for one in others)
    if (best.score < least and best.kind != CUT) or not sure or cut_twice:
        return NOTHING
    return best


def _scored(wanted: str, row: Row) -> tuple[Proposal, str]:
    folded = key(row.name)
    if folded == wanted:
        return Proposal(row.code, row.name, 1.0, EQUAL, REASONS[EQUAL]), folded
    score = round(fuzz.ratio(wanted, folded) / 100, 4)
    if len(wanted) >= CUT_FROM and folded.startswith(wanted):
        return Proposal(row.code, row.name, max(score, LEAST), CUT, REASONS[CUT]), folded
    reason = REASONS[ALIKE].format(percent=int(score * 100))
    return Proposal(row.code, row.name, score, ALIKE, reason), folded


class Nomenclature:
    """The rows of one era, to be asked level by level below what was already recognised."""

    def __init__(self, rows: Iterable[Row]):
        self._below: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._of_level: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._below[row.level, row.parent].append(row)
            self._of_level[row.level].append(row)

    def propose(self, level: str, printed: str, above: str = "") -> Proposal:
        """`above`: the code recognised one level up, generic where the nomenclature is."""
        if level == codes.PROGRAM:
            return propose(printed, self._of_level[level])
        if above:
            return propose(printed, self._below[level, above])
        found = propose(printed, self._of_level[level], LEAST_ANYWHERE)
        if not found.code:
            return found
        where = WHERE_UNKNOWN.format(level=level)
        return Proposal(found.code, found.name, found.score, ALIKE, found.reason + where)


Address = tuple[int, str]  # the row of a block and its level: one row may open several levels


def recognise(
    roots: Iterable[Block], known: Nomenclature, lead: str = ""
) -> dict[Address, Proposal]:
    """A proposal for each program, kegiatan and sub kegiatan, by row and level of its block.

    `lead`: the office's lead bidang ("2.17"), under which its penunjang stands; "" takes the
    bidang most of the other programs belong to.
    """
    found: dict[Address, Proposal] = {}
    for root in roots:
        _walk(root, known, "", found)
    programs = Counter(
        codes.bidang_of(one.code) for one in found.values() if not one.code.startswith("X")
    )
    programs.pop("", None)
    lead = lead or (programs.most_common(1)[0][0] if programs else "")
    return {at: _placed(one, lead) for at, one in found.items()}


def _walk(block: Block, known: Nomenclature, above: str, found: dict[Address, Proposal]) -> None:
    if block.level in (codes.PROGRAM, codes.KEGIATAN, codes.SUBKEGIATAN):
        proposal = known.propose(block.level, block.name, above)
        found[block.row, block.level] = proposal
        above = proposal.code
    for child in block.children:
        _walk(child, known, above, found)


def _placed(proposal: Proposal, lead: str) -> Proposal:
    """The generic penunjang under the lead bidang, once that is known."""
    if not lead or not proposal.code.startswith(codes.GENERIC):
        return proposal
    code = codes.for_bidang(proposal.code, lead)
    return Proposal(code, proposal.name, proposal.score, proposal.kind, proposal.reason)

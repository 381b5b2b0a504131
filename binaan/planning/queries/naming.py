"""The printed names of a version beside the nomenclature: what is proposed, what was confirmed.

A proposal stands in `official_code`; once a person accepted it, `code` says the same.
"""

from typing import NamedTuple

from binaan.access.permissions import Permission
from binaan.places.models import NomenclatureItem
from binaan.places.rules import nomenclature as codes
from binaan.planning.choices import Level
from binaan.planning.models import Node, Version
from binaan.planning.queries import nomenclature
from binaan.planning.rules import matching

NAMED = (Level.PROGRAM, Level.KEGIATAN, Level.SUBKEGIATAN)
CONFIRMED, EQUAL, LIKELY, OPEN, FREE = "confirmed", "equal", "likely", "open", "free"


class Named(NamedTuple):
    """A part of the plan. `state`: confirmed, equal (proposed, the same name), likely (proposed, to
    be looked at), open (nothing near enough), free (a code of no row). `choices`: what may stand there.
    """

    node: Node
    printed: str
    state: str
    proposal: matching.Proposal
    choices: list[NomenclatureItem]
    again: bool  # the same name as a part above it: printed once, decided once


def named(user, version: Version, permission: Permission = Permission.PLAN_VIEW) -> list[Named]:
    """Every program, kegiatan and sub kegiatan in printed order."""
    mine = Version.objects.permitted(user, permission).filter(pk=version.pk)
    if not mine.exists():
        return []
    known = _Known(nomenclature.in_order(user, nomenclature.items_of(user, version.era)))
    found, seen = [], set()
    nodes = Node.objects.filter(version=version, level__in=NAMED).select_related("parent")
    for node in nodes.order_by("order"):
        one = _named(node, known, (node.parent_id, node.level, node.name) in seen)
        seen.add((node.parent_id, node.level, node.name))
        found.append(one)
    return found


def counts(rows: list[Named]) -> dict[str, int]:
    """How many parts stand in each state."""
    found = dict.fromkeys((CONFIRMED, EQUAL, LIKELY, OPEN, FREE), 0)
    for row in rows:
        found[row.state] += 1
    return found


class _Known:
    """The rows of an era by code and by what they hang below."""

    def __init__(self, items: list[NomenclatureItem]):
        self.by_code = {item.code: item for item in items}
        self.below: dict[tuple[str, str], list[NomenclatureItem]] = {}
        for item in items:
            above = item.parent_code if item.level != codes.PROGRAM else ""
            self.below.setdefault((item.level, above), []).append(item)

    def item(self, code: str) -> NomenclatureItem | None:
        return self.by_code.get(code) or self.by_code.get(codes.generic_of(code))

    def choices(self, node: Node) -> list[NomenclatureItem]:
        if node.level == Level.PROGRAM:
            return self.below.get((codes.PROGRAM, ""), [])
        above = node.parent.official_code or node.parent.code if node.parent else ""
        return self.below.get((node.level, codes.generic_of(above)), [])


def _named(node: Node, known: _Known, again: bool) -> Named:
    printed = node.printed_name or node.name
    item = known.item(node.official_code) if node.official_code else None
    proposal = _scored(printed, item, node.official_code)
    return Named(node, printed, _state(node, item, proposal), proposal, known.choices(node), again)


def _scored(printed: str, item: NomenclatureItem | None, code: str) -> matching.Proposal:
    if item is None:
        return matching.NOTHING
    row = matching.Row(code, item.level, item.parent_code, item.name)
    return matching.propose(printed, [row], 0)


def _state(node: Node, item: NomenclatureItem | None, proposal: matching.Proposal) -> str:
    if item is None:
        return FREE if node.code else OPEN
    if node.code == node.official_code:
        return CONFIRMED
    return EQUAL if proposal.kind == matching.EQUAL else LIKELY

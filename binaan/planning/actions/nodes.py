"""Writing the tree of a draft: add, change, move, remove. Rule: docs/rules/pohon-rencana.md."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from binaan.access.actions.keeping import keep
from binaan.planning.actions.drafting import must_be_fresh, must_not_orphan, note
from binaan.planning.actions.versions import must_be_open
from binaan.planning.choices import Level
from binaan.planning.models import Budget, CashPlan, Indicator, Node, Target, Version
from binaan.planning.queries import stamps
from binaan.planning.rules.branches import code_fits, level_above, level_below
from binaan.planning.rules.papers import LEVELS

BEYOND = 10_000_000  # no plan has so many nodes: positions are put aside there while they move
WORDS = ("code", "name", "official_code", "location", "beneficiary", "strategy", "policy")


@transaction.atomic
def add_node(*, version: Version, parent: Node | None, level: str, values: dict, by) -> Node:
    """Add a node as the last below `parent` (None: a tujuan). `values`: WORDS and division.

    Raises ValidationError for a level that does not belong there, or a code of another shape.
    """
    version = must_be_open(version)
    parent = _of(version, parent) if parent else None
    if level != level_below(parent.level if parent else ""):
        raise ValidationError(_misplaced(level))
    node = Node(version=version, parent=parent, level=level, **_tidy(values))
    _must_fit(node)
    order = _after(version, parent)
    _open_gap(version, order)
    node.order = order
    keep(node)
    payload = {"what": "node_added", "level": level, "below": str(parent or ""), **_said(node)}
    note("plan.changed", subject=node, version=version, payload=payload, by=by)
    return node


@transaction.atomic
def change_node(*, node: Node, values: dict, stamp: str = "", by) -> Node:
    """Rename a node, or change its code, owner, place, beneficiary, strategy or policy."""
    version = must_be_open(node.version)
    node = _of(version, node)
    must_be_fresh(stamp, now=stamps.node_stamp(by, node), subject=node, by=by)
    was = _said(node)
    for name, value in _tidy(values).items():
        setattr(node, name, value)
    _must_fit(node)
    now = _said(node)
    if was == now:
        return node
    keep(node)
    payload = {"what": "node_changed", **_changes(was, now)}
    note("plan.changed", subject=node, version=version, payload=payload, by=by)
    return node


@transaction.atomic
def move_node(*, node: Node, to: Node | None, after: Node | None = None, by) -> Node:
    """Move a node with all below it: below `to` (None: a tujuan stays at the top), behind `after`.

    `after` None: it becomes the first there.
    """
    version = must_be_open(node.version)
    node = _of(version, node)
    to = _of(version, to) if to else None
    if (to.level if to else "") != level_above(node.level):
        raise ValidationError(_misplaced(node.level))
    if after and after.parent_id != (to.pk if to else None):
        raise ValidationError("Pilih tempat di antara bagian yang setingkat.")
    was = node.parent
    node.parent = to
    node.save(update_fields=["parent"])
    _arrange(version, node, after)
    payload = {"what": "node_moved", "was": str(was or ""), "now": str(to or ""),
               "after": str(after or "")}  # fmt: skip
    note("plan.changed", subject=node, version=version, payload=payload, by=by)
    return node


@transaction.atomic
def remove_node(*, node: Node, by) -> int:
    """Remove a node and all below it from this draft; answers how many. Keys live on elsewhere."""
    version = must_be_open(node.version)
    node = _of(version, node)
    below = _with_all_below(version, node)
    must_not_orphan(version, Node.objects.filter(pk__in=below))
    gone = Node.objects.filter(pk__in=below).order_by("order")
    money = Budget.objects.filter(node_id__in=below).values_list("node__code", "year", "amount")
    payload = {
        "what": "node_removed",
        "level": node.level,
        "removed": [f"{one.code} {one.name}".strip() for one in gone],
        "money": [f"{code} {year}: {amount}" for code, year, amount in money],
        **_said(node),
    }
    note("plan.changed", subject=node, version=version, payload=payload, by=by)
    _delete(below)
    return len(below)


@transaction.atomic
def write_vision(*, version: Version, vision: str, mission: str, stamp: str = "", by) -> Version:
    """Vision and mission above the tree (T-C.26)."""
    version = must_be_open(version)
    now = stamps.vision_stamp(by, version)
    must_be_fresh(stamp, now=now, subject=version, by=by)
    was = {"vision": version.vision, "mission": version.mission}
    version.vision, version.mission = vision.strip(), mission.strip()
    said = {"vision": version.vision, "mission": version.mission}
    if was != said:
        version.save(update_fields=["vision", "mission"])
        payload = {"what": "vision", **_changes(was, said)}
        note("plan.changed", subject=version, version=version, payload=payload, by=by)
    return version


def _of(version: Version, node: Node) -> Node:
    """The node as it stands now. Raises ValidationError for one that was removed meanwhile."""
    found = Node.objects.select_related("division", "parent").filter(version=version, pk=node.pk)
    now = found.first()
    if now is None:
        raise ValidationError("Bagian ini sudah dihapus dari versi ini oleh orang lain.")
    now.version = version
    return now


def _tidy(values: dict) -> dict:
    tidy = {key: " ".join(value.split()) if key in ("code", "name", "official_code") else value
            for key, value in values.items()}  # fmt: skip
    return {key: value.strip() if isinstance(value, str) else value for key, value in tidy.items()}


def _must_fit(node: Node) -> None:
    if not node.name:
        raise ValidationError({"name": "Tuliskan namanya."})
    if not code_fits(node.level, node.code, node.version.era):
        raise ValidationError({"code": _wrong_code(node)})
    office = node.version.document.office_id
    if node.division and node.division.office_id != office:
        raise ValidationError({"division": "Bidang ini milik kantor lain."})


def _wrong_code(node: Node) -> str:
    examples = {
        "program": "2.17.03",
        "kegiatan": "2.17.03.2.01",
        "subkegiatan": "2.17.03.2.01.0001",
    }
    if node.level not in examples:
        return "Tujuan dan sasaran tidak berkode: kosongkan."
    level = Level(node.level).label.lower()
    return f"Kode {level} pada edisi ini ditulis seperti {examples[node.level]}."


def _misplaced(level: str) -> str:
    above = level_above(level)
    if not above:
        return "Tujuan berdiri paling atas, tidak di bawah bagian lain."
    return f"{Level(level).label} hanya dapat berada di bawah {Level(above).label.lower()}."


def _said(node: Node) -> dict:
    said = {name: getattr(node, name) for name in WORDS if getattr(node, name)}
    return said | ({"division": node.division.name} if node.division else {})


def _changes(was: dict, now: dict) -> dict:
    keys = [key for key in {**was, **now} if was.get(key, "") != now.get(key, "")]
    return {"was": {key: was.get(key, "") for key in keys},
            "now": {key: now.get(key, "") for key in keys}}  # fmt: skip


def _delete(keys: list[UUID]) -> None:
    """What hangs on the nodes first, then the nodes from the leaves upward."""
    Target.objects.filter(indicator__node_id__in=keys).delete()
    for model in (Indicator, Budget, CashPlan):
        model.objects.filter(node_id__in=keys).delete()
    for level in reversed(LEVELS):
        Node.objects.filter(pk__in=keys, level=level).delete()


def _children(version: Version) -> dict[UUID | None, list[UUID]]:
    found: dict[UUID | None, list[UUID]] = {}
    rows = Node.objects.filter(version=version).order_by("order").values_list("pk", "parent_id")
    for pk, parent in rows:
        found.setdefault(parent, []).append(pk)
    return found


def _with_all_below(version: Version, node: Node) -> list[UUID]:
    children = _children(version)
    found, waiting = [], [node.pk]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting += children.get(here, [])
    return found


def _after(version: Version, parent: Node | None) -> int:
    """The position behind everything below the parent."""
    nodes = Node.objects.filter(version=version)
    if parent is not None:
        nodes = nodes.filter(pk__in=_with_all_below(version, parent))
    last = nodes.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _open_gap(version: Version, order: int) -> None:
    """One position free at `order`. In two steps: a store checks that positions differ row by row."""
    behind = Node.objects.filter(version=version, order__gte=order)
    if behind.update(order=F("order") + BEYOND):
        aside = Node.objects.filter(version=version, order__gte=BEYOND)
        aside.update(order=F("order") - BEYOND + 1)


def _arrange(version: Version, moved: Node, after: Node | None) -> None:
    """Positions anew after a move: parents before children, siblings as they stood."""
    children = _children(version)
    siblings = [pk for pk in children[moved.parent_id] if pk != moved.pk]
    siblings.insert(siblings.index(after.pk) + 1 if after else 0, moved.pk)
    children[moved.parent_id] = siblings
    order, waiting = [], list(reversed(children[None]))
    while waiting:
        here = waiting.pop()
        order.append(here)
        waiting += reversed(children.get(here, []))
    _number(version, order)


def _number(version: Version, order: Iterable[UUID]) -> None:
    wanted = {pk: position for position, pk in enumerate(order)}
    stood = dict(Node.objects.filter(version=version).values_list("pk", "order"))
    moving = [pk for pk in wanted if stood[pk] != wanted[pk]]
    Node.objects.filter(pk__in=moving).update(order=F("order") + BEYOND)
    rows = [Node(pk=pk, order=wanted[pk]) for pk in moving]
    Node.objects.bulk_update(rows, ["order"], batch_size=400)

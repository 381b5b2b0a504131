"""Which numbers of a table stay hidden, so that no small one follows from those printed.

Prose, with an example: docs/rules/measures.md, "Two dimensions at once". A table is a network whose
nodes are its sums: a cell leads from its row to its column, a margin from the grand total to its
line. Other whole numbers fit the same sums exactly when a circle of hidden entries leads through.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

SMALL_CELL = 5  # fewer records than this could point at a person

K = TypeVar("K", bound=Hashable)


class Entry(NamedTuple):
    """A printed number: the two sums it stands in, and how many records it counts."""

    start: Hashable
    end: Hashable
    size: int


def is_small(count: int | None) -> bool:
    """1 to 4 records; none at all points at nobody."""
    return count is not None and 0 < count < SMALL_CELL


def hide_rows(counts: Mapping[K, int]) -> set[K]:
    """Which rows of a simple list to hide; their total is printed unless it is small itself."""
    entries: dict[Hashable, Entry] = {
        ("row", key): Entry("rows", "total", count) for key, count in counts.items()
    }
    total = sum(counts.values())
    if is_small(total):
        entries["total"] = Entry("total", "rows", total)
    found = hide(entries, keep={"total"})
    return {key for key in counts if ("row", key) in found}


def hide_cells(cells: Mapping[tuple[K, K], int]) -> tuple[set[tuple[K, K]], set[K], set[K]]:
    """Which cells, row sums and column sums of a cross table to hide.

    The sums are hidden as `hide_rows` hides them, for they are printed elsewhere as lists.
    """
    rows, columns = _sums(cells, 0), _sums(cells, 1)
    entries: dict[Hashable, Entry] = {
        ("cell", *pair): Entry(("row", pair[0]), ("column", pair[1]), count)
        for pair, count in cells.items()
    }
    entries |= {("row", k): Entry("rows", ("row", k), count) for k, count in rows.items()}
    entries |= {("column", k): Entry(("column", k), "columns", n) for k, n in columns.items()}
    hidden_rows, hidden_columns = hide_rows(rows), hide_rows(columns)
    begun = {("row", k) for k in hidden_rows} | {("column", k) for k in hidden_columns}
    total = sum(rows.values())
    if is_small(total):
        entries["total"] = Entry("columns", "rows", total)
    keep = {key for key in entries if key == "total" or key[0] != "cell"} - begun  # type: ignore[index]
    found = hide(entries, keep=keep, begun=begun)
    return {pair for pair in cells if ("cell", *pair) in found}, hidden_rows, hidden_columns


def _sums(cells: Mapping[tuple[K, K], int], side: int) -> dict[K, int]:
    sums: dict[K, int] = defaultdict(int)
    for pair, count in cells.items():
        sums[pair[side]] += count
    return dict(sums)


def hide(
    entries: Mapping[Hashable, Entry],
    *,
    keep: Iterable[Hashable] = (),
    begun: Iterable[Hashable] = (),
) -> set[Hashable]:
    """The entries to hide: the small ones, `begun`, and what would give a small one away.

    `keep` stays printed unless it is small. A 0 is hidden only where nothing else is left to hide.
    """
    small = {key for key, entry in entries.items() if is_small(entry.size)}
    hidden = small | set(begun)
    free = set(entries) - hidden - set(keep)
    while free:
        chosen = _for_a_thin_line(entries, hidden, free)
        if chosen is None:
            chosen = _for_what_follows(entries, small, hidden, free)
        if chosen is None:
            break
        hidden.add(chosen)
        free.discard(chosen)
    return hidden


def _for_a_thin_line(entries, hidden: set, free: set) -> Hashable | None:
    """The next smallest of a line whose hidden numbers, all on one side, count fewer than five."""
    lines: dict[Hashable, list[list[int]]] = defaultdict(lambda: [[], []])
    for key in hidden:
        lines[entries[key].start][0].append(entries[key].size)
        lines[entries[key].end][1].append(entries[key].size)
    for line in sorted(lines, key=repr):
        out, into = lines[line]
        if (out and into) or not is_small(sum(out) + sum(into)):
            continue
        near = [k for k in free if line in entries[k][:2] and entries[k].size]
        if near:
            return _least(entries, near)
    return None


def _for_what_follows(entries, small: set, hidden: set, free: set) -> Hashable | None:
    """The entry to hide because some small one follows from the printed sums; None if none does."""
    ways = _ways(entries, hidden)
    for key in sorted(small, key=repr):
        if not _follows(entries, key, ways):
            continue
        joined = _joined(entries, hidden, entries[key].start)
        closing = [k for k in free if entries[k].start in joined and entries[k].end in joined]
        near = [k for k in free if joined & set(entries[k][:2])]
        if near:
            counted = [k for k in closing if entries[k].size] or [
                k for k in near if entries[k].size
            ]
            return _least(entries, counted or closing or near)
    return None


def _ways(entries, hidden: set) -> dict[Hashable, list[tuple[Hashable, Hashable]]]:
    """From each sum to the next: along an entry that grows, against one that shrinks to 1 or more."""
    ways = defaultdict(list)
    for key in hidden:
        entry = entries[key]
        ways[entry.start].append((entry.end, key))
        if entry.size > 1:
            ways[entry.end].append((entry.start, key))
    return ways


def _follows(entries, key, ways) -> bool:
    """Whether no other number would fit: it can neither grow nor shrink."""
    entry = entries[key]
    grows = _leads(ways, entry.end, entry.start, key)
    return not grows and not (entry.size > 1 and _leads(ways, entry.start, entry.end, key))


def _leads(ways, start, goal, without) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for place, key in ways.get(waiting.pop(), ()):
            if key == without or place in seen:
                continue
            if place == goal:
                return True
            seen.add(place)
            waiting.append(place)
    return False


def _joined(entries, hidden: set, start) -> set:
    """All sums connected with one through hidden entries, whatever their direction."""
    near = defaultdict(list)
    for key in hidden:
        near[entries[key].start].append(entries[key].end)
        near[entries[key].end].append(entries[key].start)
    seen, waiting = {start}, [start]
    while waiting:
        for place in near[waiting.pop()]:
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return seen


def _least(entries, keys: list) -> Hashable:
    return min(keys, key=lambda key: (entries[key].size, repr(key)))

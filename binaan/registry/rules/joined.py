"""Sets of records that are one, kept apart where somebody or something says they are not."""

from collections import defaultdict
from collections.abc import Hashable, Iterable


class Joined:
    """Sets that grow by `join`; two that hold records named `apart` never become one."""

    def __init__(self, apart: Iterable[tuple[Hashable, Hashable]] = ()):
        self._into: dict = {}
        self._members: dict = {}
        self._apart: dict = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, one: Hashable) -> Hashable:
        """What stands for the set of this record."""
        at = one
        while (above := self._into.get(at, at)) != at:
            at = above
        while one != at:
            self._into[one], one = at, self._into.get(one, one)
        return at

    def join(self, one: Hashable, other: Hashable) -> bool:
        """Make one set of two. False when they have to stay apart."""
        large, small = self.root(one), self.root(other)
        if large == small:
            return True
        if len(self._of(large)) < len(self._of(small)):
            large, small = small, large
        mine = self._of(large)
        if any(not self._apart[member].isdisjoint(mine) for member in self._of(small)
               if member in self._apart):  # fmt: skip
            return False
        self._into[small] = large
        self._members[large] = mine | self._of(small)
        return True

    def _of(self, root: Hashable) -> set:
        return self._members.setdefault(root, {root})


def vanishing(pairs: Iterable[tuple[Hashable, Hashable]]) -> int:
    """How many records there would be fewer if every pair were one record."""
    joined, fewer = Joined(), 0
    for one, other in pairs:
        fewer += joined.root(one) != joined.root(other)
        joined.join(one, other)
    return fewer

"""Bringing the index up to what was committed: a little at a time, or all of it anew."""

from typing import NamedTuple
from uuid import UUID

from binaan.kit.keepers import keeper
from binaan.registry.finding import index
from binaan.registry.finding.documents import all_documents, documents
from binaan.registry.models import Touched
from binaan.registry.queries.siblings import with_siblings

EVERY_SECONDS = 0.5
NOTES = 200  # read in one turn
MOST_REPLACED = 20_000  # businesses in one turn; with more the readers would wait too long


class Rebuilt(NamedTuple):
    businesses: int
    generation: str


def start() -> None:
    """Sign up the keeper."""
    keeper("search", every=EVERY_SECONDS)(sync)


def sync() -> bool:
    """One turn: take the oldest notes into the index. Answers whether there may be more at once.

    Killed anywhere it can be called again: notes are marked as taken after the commit only.
    """
    with index.writing(wait=False) as mine:
        if not mine:
            return False
        if not in_order():
            _rebuild()
            return True
        notes = _oldest()
        if not notes:
            return False
        if any(note.everything for note in notes):
            _rebuild()
            return True
        touched = {UUID(one) for note in notes for one in note.businesses.split()}
        try:
            _replace(with_siblings(touched))
        except index.Broken:
            return True
        _taken([note.pk for note in notes])
        return True


def rebuild() -> Rebuilt:
    """All of it anew, while readers go on with the old; waits for whoever writes at the moment."""
    with index.writing(wait=True):
        return _rebuild()


def in_order() -> bool:
    """Whether there is an index of this database, of today's form and places."""
    opened = index.reader()
    return opened is not None and opened.about == index.About.now()


def _rebuild() -> Rebuilt:
    """Only notes that could be seen before the reading began are answered by it."""
    notes = list(Touched.objects.filter(for_search=True).values_list("pk", flat=True))
    count = index.build(all_documents())
    _taken(notes)
    return Rebuilt(count, index.current())


def _oldest() -> list[Touched]:
    """The oldest notes, as many as name not too many businesses; at least one."""
    found, named = [], 0
    for note in Touched.objects.filter(for_search=True).order_by("pk")[:NOTES]:
        named += len(note.businesses) // 33 + 1
        if found and named > MOST_REPLACED:
            break
        found.append(note)
    return found


def _replace(businesses: set[UUID]) -> None:
    index.replace([pk.hex for pk in businesses], documents(businesses))


def _taken(notes: list[int]) -> None:
    Touched.objects.taken(notes, "for_search")

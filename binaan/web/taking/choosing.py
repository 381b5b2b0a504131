"""What somebody chose to take: ticked businesses, or all that match a selection."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.masking import mask_text
from binaan.kit.numbers import id_number
from binaan.registry.models import Business
from binaan.registry.selecting import asking
from binaan.registry.selecting.selection import CHOSEN_COLUMNS, ORDER, Selection
from binaan.web.taking import reach

IDS, ALL = "usaha", "semua"
MOST_TICKED = 900  # Django reads a thousand fields of a form
BATCH = 1_000
NAMED = 10
ONE_BY_ONE = "dipilih satu per satu"


class Choice(NamedTuple):
    """`ticked`: those chosen one by one, in the order of the list; None: all that match.

    `unread`: sentences about filters nobody could read. Without them more would match than was
    meant, so nothing is taken or changed.
    """

    selection: Selection
    ticked: tuple[UUID, ...] | None
    unread: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        return self.selection.query()

    @property
    def words(self) -> str:
        """What was selected, as people read it; a number somebody searched for is hidden."""
        if self.ticked is not None:
            return ONE_BY_ONE
        chips = [f"{chip.label}: {chip.text}" for chip in self.selection.chips()]
        return mask_text(" · ".join(chips)) or "semua usaha di wilayah tugas"

    def must_be_read(self) -> None:
        """Raises ValidationError when a filter could not be read."""
        if self.unread:
            raise ValidationError([*self.unread, "Tidak ada yang dikerjakan."])

    def ids(self, user: User, permission: Permission, limit: int | None = None) -> Iterator[UUID]:
        """In the order of the list; of all that match, those one may touch with this permission.

        To be asked for live all the same: the copy may be some seconds old.
        """
        if self.ticked is not None:
            return islice(self.ticked, limit)
        if reach.is_that_of_the_list(user, permission):
            return asking.ids(user, self.selection, limit)
        every = batches(asking.ids(user, self.selection))
        return islice((pk for part in every for pk in allowed(user, permission, part)), limit)


def read(query, form, user: User) -> Choice | None:
    """From an address and, when a form was sent, from that; None when nothing is ticked."""
    selection = Selection.parse(query, user)
    if form is None or form.get(ALL):
        return Choice(selection, None, _unread(query, user) if selection.ignored else ())
    ticked = tuple(ticked_ids(form.getlist(IDS)))
    return Choice(selection, ticked) if ticked else None


def _unread(query, user: User) -> tuple[str, ...]:
    """What was not understood, without order and columns: those let nobody in."""
    narrowing = {key: query.getlist(key) for key in query if key not in (ORDER, CHOSEN_COLUMNS)}
    return Selection.parse(narrowing, user).ignored


def ticked_ids(texts: Iterable[str]) -> list[UUID]:
    """The ids among these texts, each once, at most MOST_TICKED; what is none is left out."""
    found: dict[UUID, None] = {}
    for text in texts:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)[:MOST_TICKED]


def batches(ids: Iterable[UUID], size: int = BATCH) -> Iterator[list[UUID]]:
    """The ids in parts, in order."""
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


def allowed(user: User, permission: Permission, ids: Iterable[UUID]) -> list[UUID]:
    """Of these, what this user may touch with this permission, asked live, in order."""
    found: list[UUID] = []
    mine = Business.objects.permitted(user, permission).present()
    for part in batches(ids):
        inside = set(mine.filter(pk__in=part).values_list("pk", flat=True))
        found += [pk for pk in part if pk in inside]
    return found


def names(user: User, permission: Permission, ids: Iterable[UUID]) -> list[Business]:
    """The first few, to be named on a page that asks once more."""
    mine = Business.objects.permitted(user, permission).present().select_related("place__parent")
    keys = list(ids)
    by_key = {one.pk: one for one in mine.filter(pk__in=keys)}
    return [by_key[pk] for pk in keys if pk in by_key]


class Summary(NamedTuple):
    """What a page says before it acts: how many, how many are out of reach, and the first few."""

    count: int
    exact: bool
    beyond: int
    named: list[Business]

    @property
    def words(self) -> str:
        number = id_number(self.count)
        return f"{number} usaha" if self.exact else f"lebih dari {number} usaha"

    @property
    def more(self) -> int:
        """How many are not named, as far as known."""
        return max(self.count - len(self.named), 0)


def summary(user: User, choice: Choice, permission: Permission) -> Summary:
    """Ticked ones are asked for live; of all that match, how many this permission reaches."""
    if choice.ticked is not None:
        mine = allowed(user, permission, choice.ticked)
        beyond = len(choice.ticked) - len(mine)
        return Summary(len(mine), True, beyond, names(user, permission, mine[:NAMED]))
    number, exact = reach.count(user, choice, permission)
    first = names(user, permission, choice.ids(user, permission, NAMED))
    return Summary(number, exact, 0, first)

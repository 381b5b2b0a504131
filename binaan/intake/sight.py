"""What one page shows of personal words: masked, or whole to who may read them, with an account of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, Problem
from binaan.kit.sheets.cells import shown


class Reading(NamedTuple):
    """What a page shows whole: of which lists, which fields, how many values; none of the values."""

    lists: list[Batch]
    fields: list[str]
    values: int


class Sight:
    """The words of one page for one reader.

    `why` is the reason given for reading in full; "" masks everything. `offered`: something that is
    masked on this page could be read in full. `reading`: what this page shows whole.
    """

    def __init__(self, user: User, why: str = "", until: datetime | None = None):
        self.user, self.why, self.until = user, why, until
        self.offered = False
        self._lists: dict[UUID, Batch] = {}
        self._read: set[tuple] = set()

    def readable(self, problems: Iterable[Problem]) -> set[int]:
        """Which of these problems this reader may read in full."""
        keys = [problem.pk for problem in problems]
        if not keys or not self.user.may(Permission.PERSONAL_READ):
            return set()
        mine = Problem.objects.permitted(self.user, Permission.PERSONAL_READ)
        return set(mine.filter(pk__in=keys).values_list("pk", flat=True))

    def words(self, batch: Batch, field: str, text: str | None, *, row, mine: bool) -> str:
        """The words of a cell; `mine`: the reader may read them in full. `row` tells cells apart."""
        masked, whole = wording.written(kind_of(batch), field, text), shown(text or "")
        if masked == whole or not mine:
            return masked
        if not self.why:
            self.offered = True
            return masked
        self._lists[batch.pk] = batch
        self._read.add((batch.pk, row, field, whole))
        return whole

    @property
    def reading(self) -> Reading | None:
        """None when nothing was shown whole."""
        if not self._read:
            return None
        fields = sorted({field for _batch, _row, field, _text in self._read})
        lists = [self._lists[key] for key in sorted(self._lists)]
        return Reading(lists, fields, len(self._read))


def kind_of(batch: Batch):
    """The kind of a list; None for one that is no longer known."""
    return KINDS.get(batch.version.source.kind)


def hides(batch: Batch, field: str, *texts: str | None) -> bool:
    """Whether a field is personal, or any of these words in it."""
    kind = kind_of(batch)
    return wording.is_personal(kind, field) or any(
        wording.written(kind, field, text) != shown(text or "") for text in texts
    )

"""Figures frozen when a quarter was closed: their records, their hash, and what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.kit import measures
from binaan.kit.files import path_of
from binaan.kit.numbers import rounded
from binaan.planning.choices import AchievementState as State
from binaan.planning.models import Achievement, Document, Hold, Indicator
from binaan.planning.queries import measuring, periods
from binaan.planning.queries.measuring import Measurement
from binaan.planning.rules import freezing
from binaan.registry.queries.since import Since, learned

NAMED = 20  # records told by name
AT_ONCE = 20_000  # records a page reads and counts without being asked to
DAMAGED = "Daftar rekamannya tidak dapat dibaca; pulihkan dari cadangan."
BROKEN = "Hash tidak cocok: isi yang dibekukan berubah sesudah ditutup."


def holds(user, permission: Permission = Permission.PLAN_VIEW):
    """The frozen figures this user may see, also those released."""
    return Hold.objects.permitted(user, permission).select_related("achievement", "records")


def history(user, achievement: Achievement) -> list[Hold]:
    """Every time a figure was frozen, the newest first."""
    return list(holds(user).filter(achievement=achievement).order_by("-held_at"))


class Seal(NamedTuple):
    """Whether what was frozen is whole; `why` says what is wrong."""

    is_whole: bool
    why: str = ""


def seal_of(user, hold: Hold) -> Seal:
    """Recompute the hash of a frozen figure from its file."""
    try:
        lists = lists_of(user, hold)
    except (OSError, EOFError, UnicodeDecodeError):
        return Seal(False, DAMAGED)
    sealed = freezing.Sealed(
        hold.value, hold.numerator, hold.denominator, hold.asked, hold.known_at, lists
    )
    return Seal(True) if sealed.hash() == hold.hash else Seal(False, BROKEN)


def lists_of(user, hold: Hold) -> tuple[list[str], ...]:
    """The ids counted, of numerator and denominator. Raises OSError, EOFError for a damaged file."""
    if hold.records_id is None:
        return ()
    return freezing.unpacked(path_of(hold.records_id).read_bytes())


class Moved(NamedTuple):
    """A record that came or went; `told` None: not to be named to this reader. `side`: of which number."""

    key: str
    came: bool
    side: str
    told: Since | None


@dataclass(frozen=True)
class Change:
    """A frozen figure beside what its quarter's end looks like today; nothing was written.

    `added`, `removed`: ids of the numerator's records; `per_` those of the denominator.
    """

    indicator: Indicator
    hold: Hold
    now: Measurement
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    per_added: tuple[str, ...] = ()
    per_removed: tuple[str, ...] = ()
    named: tuple[Moved, ...] = ()
    why: str = ""

    @property
    def value(self) -> Decimal | None:
        return freezing.kept(self.now.value)

    @property
    def difference(self) -> Decimal | None:
        if self.value is None or self.hold.value is None:
            return None
        return self.value - self.hold.value

    @property
    def moved(self) -> int:
        lists = (self.added, self.removed, self.per_added, self.per_removed)
        return sum(len(one) for one in lists)

    @property
    def unnamed(self) -> int:
        """Records that came or went and are not told one by one."""
        return self.moved - len(self.named)

    @property
    def signed(self) -> str:
        """The difference as people read it: +3, −1, 0."""
        shown = rounded(self.difference)
        return f"+{shown}" if self.difference and self.difference > 0 else shown

    @property
    def is_same(self) -> bool:
        return not self.moved and self.difference in (None, 0)


def changes(
    user, document: Document, year: int, quarter: int, keys: Iterable[UUID] = ()
) -> list[Change]:
    """Each closed figure counted again, exactly, as known now; of `keys` only, if any are given."""
    wanted = set(keys)
    return [
        change(user, line)
        for line in periods.lines(user, document, year, quarter)
        if line.state == State.CLOSED and (not wanted or line.indicator.key in wanted)
    ]


def change(user, line: periods.Line) -> Change:
    """One closed figure counted again."""
    hold = line.row.hold
    if not line.indicator.citation or hold.records_id is None:
        return Change(line.indicator, hold, Measurement(value=hold.value))
    now = measuring.recounted(user, line.indicator, line.document, line.row.year, line.row.quarter)
    if now.value is None:
        return Change(line.indicator, hold, now, why=now.why)
    then = (*lists_of(user, hold), [], [])
    came, went = _differ(then[0], now.records)
    per_came, per_went = _differ(then[1], now.per_records)
    named = _named(user, hold, now, came, went, per_came, per_went)
    return Change(line.indicator, hold, now, came, went, per_came, per_went, named)


def as_at(user, hold: Hold) -> date | None:
    """The day a frozen stock speaks for."""
    said = hold.asked.get("numerator", {}).get("per", "")
    return date.fromisoformat(said) if said else None


def _differ(then: list[str], now: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = set(then), set(now)
    return tuple(sorted(after - before)), tuple(sorted(before - after))


def _named(user, hold: Hold, now: Measurement, *lists: tuple[str, ...]) -> tuple[Moved, ...]:
    sides = ((True, "dihitung"), (False, "dihitung"), (True, "pembagi"), (False, "pembagi"))
    first = [
        (key, came, side)
        for ids, (came, side) in zip(lists, sides, strict=True)
        for key in ids[:NAMED]
    ]
    told = learned(user, _businesses(now, [key for key, _came, _side in first]), hold.known_at)
    return tuple(
        Moved(key, came, side, told.get(UUID(key)) if _is_uuid(key) else None)
        for key, came, side in first
    )


def _businesses(now: Measurement, ids: list[str]) -> list[UUID]:
    """The ids that name businesses; records of other kinds are told by number only."""
    said = [now.asked.get(side, {}).get("measure") for side in ("numerator", "denominator")]
    if any(key and measures.get(key).subject != "business" for key in said):
        return []
    return [UUID(key) for key in ids if _is_uuid(key)]


def _is_uuid(text: str) -> bool:
    return len(text) in (32, 36) and all(one in "0123456789abcdef-" for one in text)

"""How businesses stood from the moment of a merge on, told again without it (or with others still).

Claims say their words, and are taken back, at the moments at which that happened; what was known
before the merge stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from binaan.intake.amending import parts
from binaan.kit import bulk
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.projecting import KEPT, MOMENT, Difference, compare
from binaan.registry.models import Claim, Condition
from binaan.registry.queries.claims import STATED
from binaan.registry.rules import projection
from binaan.registry.rules.projection import Stated

CLAIMS = "registry.Claim.business"


class Replay:
    """`since`: of each business the moment from which its conditions are told again."""

    def __init__(self, board: Board, since: dict[UUID, datetime]):
        self.board, self.since = board, since
        self.claims: dict[UUID, Stated] = {}
        self.retracted: dict[UUID, datetime | None] = {}
        self.standing: dict[UUID, dict] = defaultdict(dict)
        self.kept: dict[UUID, datetime | None] = {}
        self.rows: dict[UUID, Condition] = {}
        self.gone: list[UUID] = []
        self.fresh: list[dict] = []
        for part in parts(since):
            self._load_claims(part)
            self._rewind(part)

    def _load_claims(self, part: list) -> None:
        """Of these businesses and whoever holds their rows: every claim that stands on the board."""
        keys = [key for one in part for key in self.board.at[CLAIMS].get(one, ())]
        for some in parts(keys):
            said = Claim.objects.filter(pk__in=some, erased_at=None)
            for *stated, retracted in said.values_list(*STATED, "retracted_at"):
                self.claims[stated[0]] = Stated(*stated)
                self.retracted[stated[0]] = retracted

    def _rewind(self, part: list) -> None:
        """Conditions as they were known before: what came since goes, what ended since goes on."""
        for business in part:
            since = self.since[business]
            ended = Q(known_until=None) | Q(known_until__gte=since)
            for row in Condition.objects.filter(ended, business=business):
                if row.known_from >= since:
                    self.gone.append(row.pk)
                    continue
                self.kept[row.pk], self.rows[row.pk] = row.known_until, row
                row.known_until = None
                self.standing[business][row.valid_from] = row

    def moments(self, late: set) -> dict[datetime, set[UUID]]:
        """When something was said or taken back since, and by which claims. `late`: came after it."""
        found: dict[datetime, set] = defaultdict(set)
        where = self.board.where(self.board.mover(CLAIMS))
        for key, claim in self.claims.items():
            since = self.since.get(where.get(key))
            if since is None:
                continue
            if key in late or claim.recorded_at > since:
                found[claim.recorded_at].add(key)
            retracted = self.retracted[key]
            if retracted is not None and retracted > since:
                found[retracted].add(key)
        return found

    def end(self, business: UUID, moment: datetime) -> None:
        """It is merged away: nothing is known of it from this moment on."""
        for row in self.standing.pop(business, {}).values():
            row.known_until = max(moment, row.known_from + MOMENT)

    def project(self, businesses: Iterable[UUID], moment: datetime) -> None:
        """Conditions as the claims that stand there say, as known at the moment."""
        closed, added = [], []
        for business in sorted(set(businesses) & self.since.keys()):
            there = self.board.at[CLAIMS].get(business, ())
            if not there:
                continue
            timeline = projection.states(self._said(there, moment, self.since[business]))
            compare(
                business, timeline, self.standing[business], moment,
                closed=closed, added=added, found=Difference(set(), defaultdict(dict)),
            )  # fmt: skip
        for row, ended in closed:
            row.known_until = ended
            del self.standing[row.business_id][row.valid_from]
        for columns in added:
            row = Condition(**columns)
            self.standing[row.business_id][row.valid_from] = row
            self.fresh.append(row)

    def _said(self, keys: Iterable[UUID], moment: datetime, since: datetime) -> list[Stated]:
        said = [
            self.claims[key]
            for key in keys
            if key in self.claims
            and self.claims[key].recorded_at <= max(moment, since)
            and (self.retracted[key] is None or self.retracted[key] > moment)
        ]
        return sorted(said, key=lambda one: (one.as_of, one.recorded_at, one.id.hex))

    def write(self) -> None:
        """The difference to what stands in the store: first what goes and ends, then what comes."""
        for part in parts(self.gone):
            Condition.objects.filter(pk__in=part).delete()
        changed = defaultdict(list)
        for key, was in self.kept.items():
            if self.rows[key].known_until != was:
                changed[self.rows[key].known_until].append(key)
        for moment in sorted(changed, key=lambda one: (one is None, str(one))):
            for part in parts(changed[moment]):
                Condition.objects.filter(pk__in=part).update(known_until=moment)
        if self.fresh:
            rows = [{name: getattr(row, name) for name in KEPT} for row in self.fresh]
            bulk.insert("registry_condition", bulk.frame_of(rows, KEPT))

"""The worker gathers the page of coverage and continuity as soon as the copy is another.

For each office, as whoever works for it in its whole place sees it; so no page of a large register
waits.
"""

from dataclasses import dataclass
from functools import cached_property

from binaan.access.models import Assignment, Office
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.keepers import keeper
from binaan.kit.measures import parse_period
from binaan.kit.measuring.ahead import OnceACopy
from binaan.programmes.queries import figures

EVERY = 20
YEARS = 3  # the page of this year and of the last, each beside the year before


@dataclass(frozen=True)
class Works:
    """Whoever holds every right at an office's place for it: nobody in person."""

    office: Office

    @cached_property
    def held(self) -> list[Assignment]:
        """One and the same each time: who holds figures here also holds the names."""
        return [Assignment(place=self.office.place, office=self.office)]

    def holdings(self, permission: Permission) -> list[Assignment]:
        """As access.User.holdings."""
        return self.held


@keeper("programmes", every=EVERY)
@OnceACopy
def keep() -> None:
    """Gather the years under way for every office."""
    for office in Office.objects.select_related("place"):
        for back in range(YEARS):
            period = parse_period(str(today().year - back))
            figures.refresh(Works(office), figures.Question(period, office.place, office))

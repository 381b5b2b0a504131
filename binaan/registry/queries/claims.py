"""The claims that count, as the rules of projection take them.

Nothing here is shown to anybody: it serves those who have asked who is reading, or who projects.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from binaan.registry.models import Claim
from binaan.registry.rules.projection import Stated

# Of claims that rank alike (two rows of one list) the first row counts, in every run the same one.
ORDER = ("as_of", "recorded_at", "id")
STATED = ("pk", "as_of", "recorded_at", "precedence", "correction", "said")


def said_of(whose: str, ids: Iterable[UUID]) -> dict[UUID, list[Stated]]:
    """The claims of these businesses or owners, as the rules see them."""
    found = defaultdict(list)
    claims = Claim.objects.filter(
        **{f"{whose}__in": ids}, erased_at=None, retracted_at=None
    ).order_by(*ORDER)
    for row in claims.values_list(whose, *STATED):
        found[row[0]].append(Stated(*row[1:]))
    return found

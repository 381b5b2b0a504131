"""What of programmes the copy holds (docs/rules/snapshot.md): days, kinds and places, no words.

Whoever changes a follow-up touches its business (registry/actions/touching), or figures of follow-up
lag behind in a large register.
"""

from binaan.programmes.models import Activity, FollowUp, Service
from binaan.registry.snapshot import served

OF_SERVICE = (
    "id", "kind", "source", "activity", "office", "place", "group", "sex", "association",
    "owner_age",
)  # fmt: skip
OF_FOLLOW_UP = (
    "id", "business", "participation", "kind", "served_on", "first_due", "done_on", "state",
)  # fmt: skip


def start() -> None:
    """Called once when the room starts."""
    served.declare(Service, also=OF_SERVICE)
    served.beside(FollowUp, OF_FOLLOW_UP, business="business")
    served.beside(Activity, ("id", "kind", "group", "starts_on", "ends_on"))

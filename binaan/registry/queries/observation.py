"""How long an observation counts: an office may decide it; declared where every reader can ask."""

from binaan.access import parameters
from binaan.registry.rules import activity

ACTIVE_MONTHS = parameters.declare(
    activity.PARAMETER,
    "Umur pengamatan yang masih dihitung berjalan",
    activity.DEFAULT_MONTHS,
    source=activity.CITATION,
    unit="bulan",
    kind="number",
)

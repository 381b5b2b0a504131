"""What measures of programmes have in common."""

from binaan.access.permissions import Permission
from binaan.kit.measures import FLOW, Asked
from binaan.programmes.measures.dimensions import AS_SERVED
from binaan.registry.measures.declared import OF_BUSINESSES, keeps_small_cells, wider

SOURCE = "Layanan yang dicatat ketika diberikan (docs/rules/layanan.md)"
FORMULAS = "data/ikm/equity-continuity-metrics.csv"
RUNNING = (
    "usaha yang sehari sebelum periode terdaftar dan masih berjalan (bila kantor disebut: yang dibina "
    "kantor itu, dan hanya layanannya)"
)
ALIKE = {
    "kind": FLOW,
    "discreet": keeps_small_cells,
    "opens_with": Permission.BUSINESS_VIEW,
    "wider": wider,
}
OF_SERVICES = {
    **ALIKE,
    "dimensions": AS_SERVED,
    "order": ("business_id", "pk"),
    "subject": "business",
    "from_copy": True,
}
OF_RUNNING = {**OF_BUSINESSES, "kind": FLOW}


def flow(asked: Asked) -> dict:
    """The period, place and office asked, as the queries take them."""
    period = asked.period
    return {
        "first": period.first, "last": period.last, "place": asked.place, "office": asked.office,
    }  # fmt: skip


def before(asked: Asked) -> dict:
    """The same without the end: what stood before the period."""
    return {"first": asked.period.first, "place": asked.place, "office": asked.office}

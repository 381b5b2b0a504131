"""Everything that arrives: lists, versions, batches, rows; their problems and repairs."""

from binaan.intake.models.arriving import (
    CELL_SEPARATOR,
    Batch,
    BatchState,
    IntakeQuerySet,
    KeyNote,
    ListedKey,
    RememberedLayout,
    Row,
    Source,
    SourceVersion,
)
from binaan.intake.models.repairs import (
    STILL_OPEN,
    Errand,
    Problem,
    ProblemState,
    RememberedRepair,
    Repair,
    RepairKind,
)

__all__ = [
    "CELL_SEPARATOR",
    "STILL_OPEN",
    "Batch",
    "BatchState",
    "Errand",
    "IntakeQuerySet",
    "KeyNote",
    "ListedKey",
    "Problem",
    "ProblemState",
    "RememberedLayout",
    "RememberedRepair",
    "Repair",
    "RepairKind",
    "Row",
    "Source",
    "SourceVersion",
]

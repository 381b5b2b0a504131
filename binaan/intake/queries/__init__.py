"""Reading what arrived; every question takes the user first."""

from binaan.intake.queries.batches import (
    address,
    batches,
    cell_of,
    problems,
    rows_waiting,
    steerable,
)

__all__ = ["address", "batches", "cell_of", "problems", "rows_waiting", "steerable"]

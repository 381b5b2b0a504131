"""What the checker says of a plan: one sentence each, with its address and, where one exists, a proposal."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

ERROR, WARNING, INFO = "error", "warning", "info"
# A column of papers as it is told outside: rp, target, ratio or growth.
OUTSIDE = {
    "budget": "rp", "realised": "rp", "end_rp": "rp", "growth_budget": "growth",
    "growth_realised": "growth", "actual": "target", "base": "target", "end": "target",
}  # fmt: skip


class Fix(NamedTuple):
    """One figure a proposal would change: at the line's row, as it would be written."""

    row: int
    column: str
    year: int
    text: str


@dataclass(frozen=True)
class Finding:
    """`node`: code if printed, else name. `recomputed` and `difference` are plain decimals ("9.5");
    `printed` is the text as printed. `line_node` and `line_mark`: ids in the store, if it came from there.
    """

    rule: str
    severity: str
    message: str
    node: str = ""
    level: str = ""
    row: int | None = None
    table: str = ""
    year: int | None = None
    column: str = ""
    printed: str = ""
    recomputed: str = ""
    difference: str = ""
    proposal: str | None = None
    fix: tuple[Fix, ...] = ()
    line_node: str = ""
    line_mark: str = ""

    def as_json(self) -> dict:
        """What other programs read (the command check_plan)."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "level": self.level,
            "node": self.node,
            "row": self.row,
            "table": self.table,
            "year": self.year,
            "column": OUTSIDE.get(self.column, self.column),
            "printed": self.printed,
            "recomputed": self.recomputed,
            "difference": self.difference,
            "message": self.message,
            "proposal": self.proposal,
        }

    @property
    def mark(self) -> str:
        """The same finding has the same mark, however often the plan is checked."""
        parts = (self.rule, self.table, self.line_node or self.node, self.line_mark,
                 str(self.row if not self.line_node else ""), str(self.year), self.column, self.printed,
                 self.recomputed)  # fmt: skip
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

"""One definition of each measure of programs (domain.md §5): from querysets that the asker may see to typed rows."""

from programs.measures.costs import Cost, cost
from programs.measures.definitions import DEFINITIONS
from programs.measures.pipeline import STAGES, Tally, completed, tallies
from programs.measures.retention import SMALL, YEARS, Retention, retention, retention_in

__all__ = [
    "Cost",
    "DEFINITIONS",
    "Retention",
    "SMALL",
    "STAGES",
    "Tally",
    "YEARS",
    "completed",
    "cost",
    "retention",
    "retention_in",
    "tallies",
]

"""One definition of each measure of the log (domain.md §5): from querysets that the asker may see to typed rows.

Time comes from the tables of sums, people from the tables of who was reached; nothing here reads the log itself, so
that a district of ten million entries answers as fast as a small one. `definitions` holds each measure in words.
"""

from responsibilities.measures.cycles import Completion, cycle_completion
from responsibilities.measures.definitions import DEFINITIONS, Definition
from responsibilities.measures.plan import (
    PlanRow,
    Release,
    completeness,
    plan_and_actual,
    release_honored,
    released_minutes,
)
from responsibilities.measures.reach import (
    BANDS,
    Reach,
    covered_schools,
    never_reached,
    never_reached_schools,
    reach_of_all,
    reach_of_some,
)
from responsibilities.measures.release_by_school import release_by_school, release_by_site
from responsibilities.measures.time import Minutes, TimeUse, percent, time_by, time_use

__all__ = [
    "BANDS",
    "Completion",
    "DEFINITIONS",
    "Definition",
    "Minutes",
    "PlanRow",
    "Reach",
    "Release",
    "TimeUse",
    "completeness",
    "covered_schools",
    "cycle_completion",
    "never_reached",
    "never_reached_schools",
    "percent",
    "plan_and_actual",
    "reach_of_all",
    "reach_of_some",
    "release_by_school",
    "release_by_site",
    "release_honored",
    "released_minutes",
    "time_by",
    "time_use",
]

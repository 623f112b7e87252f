"""Who took part in the programs of a school year: seats by holder and by how it went, with the people behind them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from programs.models import HOLDING, Enrollment
from responsibilities.suppression import SMALL_GROUP

Status, Participant = Enrollment.Status, Enrollment.Participant


@dataclass(frozen=True)
class Group:
    """Enrollments, and the different people behind them: exact below five, at least five above."""

    count: int = 0
    people: int = 0


# Which (status, participant) belong to each part.
PARTS = {
    "leaders": lambda status, participant: status in HOLDING and participant == Participant.CURRENT,
    "others": lambda status, participant: status in HOLDING and participant != Participant.CURRENT,
    "seats": lambda status, participant: status in HOLDING,
    "completed": lambda status, participant: status == Status.COMPLETED,
    "under_way": lambda status, participant: status in HOLDING and status != Status.COMPLETED,
    "withdrawn": lambda status, participant: status == Status.WITHDRAWN,
    "all": lambda status, participant: status in HOLDING or status == Status.WITHDRAWN,
}


def participation(enrollments, years):
    """`{school year: {part: Group}}`; two queries at most, however many enrollments there are."""
    rows = enrollments.filter(cohort__school_year__in=years).order_by()
    lines = rows.values_list("cohort__school_year", "status", "participant")
    cells = {tuple(at): Group(*sums) for *at, sums in _counted(lines)}
    few = _few(rows, [at for at, group in cells.items() if group.people < SMALL_GROUP])
    return {year: {part: _together(year, holds, cells, few) for part, holds in PARTS.items()} for year in years}


def _counted(lines):
    """`(cell, (enrollments, people))`."""
    for *at, count, people in lines.annotate(Count("pk"), Count("person", distinct=True)):
        yield (*at, (count, people))


def _few(rows, cells):
    """`{cell: people}` of the cells of few people."""
    found, wanted = defaultdict(set), Q(pk=None)
    for year, status, participant in cells:
        wanted |= Q(cohort__school_year=year, status=status, participant=participant)
    kept = rows.filter(wanted) if cells else rows.none()
    for *at, person in kept.values_list("cohort__school_year", "status", "participant", "person"):
        found[tuple(at)].add(person)
    return found


def _together(year, holds, cells, few):
    found = {at: group for at, group in cells.items() if at[0] == year and holds(*at[1:])}
    most = max((group.people for group in found.values()), default=0)
    people = most if most >= SMALL_GROUP else len(frozenset().union(*(few[at] for at in found)))
    return Group(sum(group.count for group in found.values()), people)

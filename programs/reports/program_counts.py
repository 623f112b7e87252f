"""Programs of a school year in numbers, for R10 and R11 alike: the same cells are hidden in both."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.charts import Chart, Series
from programs import access
from programs.measures import DEFINITIONS, Tally, tallies
from programs.models import HOLDING, Cohort, Enrollment
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities.deducing import one_list
from responsibilities.measures import percent

NUMBER = "number"
MOST_BARS = 25
COLUMNS = ("leader_seats", "other_seats", "completed", "withdrawn")
TOTAL = "total"


@dataclass(frozen=True)
class Line:
    """One program, or all together: its cohorts, and its people."""

    name: str
    cohorts: list
    tally: Tally

    @property
    def held(self):
        return self.tally.held

    @property
    def seats(self):
        return sum(cohort.capacity for cohort in self.cohorts)

    def people(self, column):
        return self.tally.in_status("withdrawn") if column == "withdrawn" else getattr(self.tally, column)

    @property
    def completion(self):
        """Percent of completed and withdrawn participants who completed."""
        completed = self.people("completed")
        return percent(completed, completed + self.people("withdrawn"))


@dataclass(frozen=True)
class Counts:
    """All programs of a school year; `hidden` are (program id or "total", column) that this reader must not see."""

    lines: dict  # program id: Line
    total: Line
    hidden: frozenset


def counted(year, reader):
    """`Counts` of the programs that have a cohort in the year, in four queries at most; a canceled one has no seats."""
    every = list(Cohort.objects.filter(school_year=year).with_program())
    cohorts = [row for row in every if not row.is_cancelled]
    rows = Enrollment.objects.filter(cohort__school_year=year)
    found = tallies(rows, "cohort__program")
    programs = sorted({row.program for row in every}, key=lambda row: (row.name, row.pk))
    lines = {
        row.pk: Line(row.name, [each for each in cohorts if each.program_id == row.pk], found.get(row.pk, Tally()))
        for row in programs
    }
    total = Line(_("All programs"), cohorts, sum((line.tally for line in lines.values()), Tally()))
    hidden = frozenset() if access.sees_small_groups(reader) else hidden_in(rows, list(lines))
    return Counts(lines, total, hidden)


def hidden_in(enrollments, programs):
    """Cells about few people, and those from which they would follow.

    Seats taken are open to all: so who holds the others of them follows from each group, and counts as it does.
    """
    people = defaultdict(set)
    for program, *how, person in enrollments.order_by().values_list(
        "cohort__program", "status", "participant", "person"
    ):
        for group in groups_of(*how):
            people[program, group].add(person)
            people[TOTAL, group].add(person)
    hidden = set()
    for columns, groups in GROUPS:
        told = {key: smallest([people[key, group] for group in groups]) for key in [*programs, TOTAL]}
        of_all = told.pop(TOTAL)
        hidden |= {(key, column) for key in one_list(told, of_all) for column in columns}
    return frozenset(hidden)


# Which columns tell of which groups.
GROUPS = (
    (("leader_seats", "other_seats"), ("leaders", "others")),
    (("completed",), ("completed", "under_way")),
    (("withdrawn",), ("withdrawn",)),
)


def groups_of(status, participant):
    """The groups that somebody is in by how they stand in a cohort."""
    if status == Enrollment.Status.WITHDRAWN:
        return ["withdrawn"]
    if status not in HOLDING:
        return []
    held = "leaders" if participant == Enrollment.Participant.CURRENT else "others"
    return [held, "completed" if status == Enrollment.Status.COMPLETED else "under_way"]


def smallest(groups):
    """The smallest group of those that are not empty."""
    return frozenset(min((group for group in groups if group), key=len, default=()))


def figure(counts, keys=None):
    """The figure of some programs (all, unless keys are given), with the total of all where all are shown."""
    lines = {key: line for key, line in counts.lines.items() if keys is None or key in keys}
    if not lines:
        return []
    rows = [row_of(counts, key, line) for key, line in lines.items()]
    whole = len(lines) == len(counts.lines) and len(lines) > 1
    summary = taken(lines.values())
    return [
        Figure(
            "programs",
            _("Programs"),
            summary,
            [
                Head(_("Program")),
                Head(_("Cohorts"), NUMBER),
                Head(_("Seats"), NUMBER),
                Head(_("Taken"), NUMBER),
                Head(_("TL seats"), NUMBER),
                Head(_("Other seats"), NUMBER),
                Head(_("Completed"), NUMBER),
                Head(_("Withdrawn"), NUMBER),
                Head(_("Completion"), "percent"),
            ],
            rows,
            total=row_of(counts, TOTAL, counts.total) if whole else None,
            chart=chart_of(lines, rows, summary) if len(lines) <= MOST_BARS else None,
            definitions=tuple(DEFINITIONS[code] for code in ("seats", "leader_seats", "completion")),
        )
    ]


def taken(lines):
    """How many of the seats are taken, in words."""
    held, seats = sum(line.held for line in lines), sum(line.seats for line in lines)
    return _("%(held)s of %(seats)s seats are taken.") % {"held": held, "seats": seats}


def row_of(counts, key, line):
    people = [HIDDEN if (key, column) in counts.hidden else line.people(column) for column in COLUMNS]
    share = HIDDEN if HIDDEN in people[2:] else line.completion
    return [line.name, len(line.cohorts), line.seats, line.held, *people, share]


def chart_of(lines, rows, summary):
    """Seats of teacher leaders and of others, from the same cells as the table."""
    places = {_("TL seats"): 4, _("Other seats"): 5}
    return Chart(
        "programs",
        _("Seats in programs"),
        summary,
        _("Program"),
        _("seats"),
        [line.name for line in lines.values()],
        [Series(label, [None if row[at] is HIDDEN else row[at] for row in rows]) for label, at in places.items()],
        sideways=True,
        stacked=True,
    )

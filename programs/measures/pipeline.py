"""How many people stand where between applying and completing, and who holds the seats."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from programs.models import HOLDING, Enrollment

Status, Participant = Enrollment.Status, Enrollment.Participant
# In the order in which people go through them; whoever left on the way stands at the end.
STAGES = (
    Status.APPLIED,
    Status.WAITLISTED,
    Status.ACCEPTED,
    Status.ENROLLED,
    Status.COMPLETED,
    Status.DECLINED,
    Status.WITHDRAWN,
)


@dataclass(frozen=True)
class Tally:
    """People of some cohorts by status and by what they took part as; tallies add up."""

    people: Counter = field(default_factory=Counter)  # (status, participant): people

    def __add__(self, other):
        return Tally(self.people + other.people)

    def in_status(self, *statuses):
        return sum(count for (status, _participant), count in self.people.items() if status in statuses)

    def seats_of(self, *participants):
        """Seats held by these kinds of participants."""
        held = (count for (status, kind), count in self.people.items() if status in HOLDING and kind in participants)
        return sum(held)

    @property
    def held(self):
        return self.in_status(*HOLDING)

    @property
    def leader_seats(self):
        """Seats of who was a teacher leader on the day of enrolling (case 15)."""
        return self.seats_of(Participant.CURRENT)

    @property
    def other_seats(self):
        return self.seats_of(Participant.ASPIRING, Participant.OTHER)

    @property
    def completed(self):
        return self.in_status(Status.COMPLETED)

    def stages(self):
        """`[(stage, people)]` in order."""
        return [(stage, self.in_status(stage)) for stage in STAGES]


def tallies(enrollments, by="cohort"):
    """`{cohort id: Tally}` of enrollments, or by another key, `cohort__program`: one query whatever their number."""
    found = defaultdict(Counter)
    rows = enrollments.order_by().values_list(by, "status", "participant").annotate(Count("pk"))
    for key, status, participant, count in rows:
        found[key][status, participant] = count
    return {key: Tally(people) for key, people in found.items()}


def completed(enrollments):
    """`{cohort id: people who completed it}`, in one query."""
    rows = enrollments.completed().order_by().values_list("cohort")
    return dict(rows.annotate(Count("pk")))

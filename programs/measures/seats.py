"""Seats and who holds them: teacher leaders and others apart (case 15), and how many stand at which status."""

from dataclasses import dataclass

from django.db.models import Count, Q

from programs.models import HOLDING, Enrollment


@dataclass(frozen=True)
class Seats:
    """Seats held by those who were teacher leaders when they enrolled, and by others; each seat is one person's."""

    leaders: int
    others: int

    @property
    def total(self):
        return self.leaders + self.others


def held(enrollments):
    """Seats that the enrollments hold: accepted, enrolled or completed; who only applied or waits holds none."""
    leads = Q(participant=Enrollment.Participant.CURRENT)
    counted = enrollments.filter(status__in=HOLDING).order_by()
    found = counted.aggregate(leaders=Count("pk", filter=leads), others=Count("pk", filter=~leads))
    return Seats(found["leaders"], found["others"])


def by_status(enrollments):
    """`[(status, count)]` of the statuses that occur, in their order from applying to completing."""
    found = dict(enrollments.order_by().values_list("status").annotate(count=Count("pk")))
    return [(status, found[status]) for status in Enrollment.Status if status in found]


def place_in_line(enrollment):
    """The place on the waiting list of the cohort, from 1; None for who does not wait."""
    if enrollment.waiting_since is None:
        return None
    line = Enrollment.objects.in_line().filter(cohort=enrollment.cohort_id)
    earlier = Q(waiting_since__lt=enrollment.waiting_since)
    same = Q(waiting_since=enrollment.waiting_since, pk__lt=enrollment.pk)
    return line.filter(earlier | same).count() + 1

"""Which months a teacher leader has to close: one answer for the banner, the coordinator, reminders and completeness.

A month is due when an approved appointment was in force in it for a day on which its holder was not on leave.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from leaders.models import Appointment, Person, Term
from responsibilities.models import Month, last_day, next_month

DAYS_BEFORE_THE_END = 2  # a month may be closed from its last three days on
DONE = (Month.Status.ATTESTED, Month.Status.APPROVED)


def first_of(date):
    """The month of a date, named by its first day."""
    return date.replace(day=1)


def before(month):
    """The month before."""
    return first_of(month - timedelta(days=1))


def last_ended(today):
    """The latest month that is over."""
    return before(first_of(today))


def closable_from(month):
    """The first day on which a month may be closed."""
    return last_day(month) - timedelta(days=DAYS_BEFORE_THE_END)


def may_be_closed(month, today):
    return today >= closable_from(month)


def reminded_since(today, district):
    """The first month that people are still reminded of: the school year of the last ended month begins with it."""
    start, _end = district.school_year_span(last_ended(today))
    return start


def served(start, end):
    """Terms that held on a day of the span, of approved appointments, not on leave."""
    rows = Term.objects.current().filter(appointment__status=Appointment.Status.APPROVED, on_leave=False)
    rows = rows.filter(appointment__start__lte=end, appointment__end__gte=start)
    return rows.filter(start__lte=end, end__gte=start)


def due_in(month, people=None):
    """Those of the people (all of them, unless given) who have the month to close."""
    people = Person.objects.all() if people is None else people
    terms = served(month, last_day(month)).filter(appointment__person=OuterRef("pk"))
    return people.filter(Exists(terms))


def listed_in(month, people):
    """Those who have the month to close, and those who closed it or were asked about it though they had not to."""
    due = served(month, last_day(month)).order_by().values("appointment__person")
    rows = Month.objects.filter(month=month).order_by()
    version = rows.filter(leader=OuterRef("pk")).values("version")
    shown = Coalesce(Subquery(version) + 1, 1)  # a month that nobody touched has a version too
    return people.filter(pk__in=due.union(rows.values("leader"))).annotate(version_shown=shown)


def due_by_leader(start, end, leaders=None):
    """`{person id: {months}}` of the months from `start` to `end` (days; both months included) that are due."""
    terms = served(first_of(start), last_day(end))
    if leaders is not None:
        terms = terms.filter(appointment__person__in=leaders)
    found = defaultdict(set)
    spans = terms.order_by().values_list(
        "appointment__person", "start", "end", "appointment__start", "appointment__end"
    )
    for person, first, last, begun, ended in spans:
        span = max(first, begun, first_of(start)), min(last, ended, last_day(end))
        found[person] |= set(_months(*span))
    return dict(found)


def months_due(person_id, start, end):
    """The months of one person from `start` to `end` that are due, in order."""
    return sorted(due_by_leader(start, end, [person_id]).get(person_id, ()))


def open_months(person_id, today, district):
    """`[(month, its row or None)]`: due, to be closed by now, and not closed yet; the oldest first."""
    this = first_of(today)
    until = this if may_be_closed(this, today) else last_ended(today)
    since = reminded_since(today, district)
    due = months_due(person_id, since, until)
    if not due:
        return []
    rows = {row.month: row for row in Month.objects.filter(leader=person_id, month__in=due)}
    return [(month, rows.get(month)) for month in due if not is_closed(rows.get(month))]


def is_closed(row):
    """Whether the teacher leader has closed a month, and nobody returned it."""
    return row is not None and row.status in DONE


def _months(first, last):
    month = first_of(first)
    while month <= last:
        yield month
        month = next_month(month)

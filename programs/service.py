"""Service owed for a seat: how much of it was served, and by when it is due. The one place that reckons it.

Served: of each school year, the days on which the person held an appointment that counts as teacher leader
(`leaders.definition`: approved, formal, STEM, compensated, not on leave), from the day on which the obligation counts,
without pauses, ÷ the days of that school year. Two appointments at once are one day; a year is never more than 1.
The sum is rounded to hundredths of a year, and as such compared with the years owed: years of service that begin
within a school year are not lost to one leap day.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, prefetch_related_objects

from leaders import definition
from leaders.models import Appointment, Compensation, District, Person

DAY = datetime.timedelta(days=1)
HUNDREDTH = Decimal("0.01")
# Parts of the definition about role and site; they hold on every day. The others are asked day by day below.
OF_ROLE = {"informal", "own_students", "not_stem", "outside"}


@dataclass(frozen=True)
class Year:
    """What was served in one school year: days, of all days of the year."""

    year: int
    days: int
    of: int

    @property
    def share(self):
        return _hundredths(Fraction(self.days, self.of))


@dataclass(frozen=True)
class Served:
    """What was served of an obligation, year by year; `owed` in school years."""

    owed: int
    years: tuple

    @property
    def total(self):
        """School years, in hundredths."""
        return _hundredths(sum((Fraction(each.days, each.of) for each in self.years), Fraction(0)))

    @property
    def left(self):
        """School years still owed, never below 0."""
        return max(Decimal(0), self.owed - self.total)

    @property
    def is_enough(self):
        return self.total >= self.owed


def _hundredths(fraction):
    return (Decimal(fraction.numerator) / fraction.denominator).quantize(HUNDREDTH, ROUND_HALF_UP)


def served(obligations, today):
    """`{key: Served}` of obligations (loaded `with_names`) until today, or the day on which they ended.

    Takes as many queries for many as for one.
    """
    prefetch_related_objects(obligations, "pauses")
    people = {row.enrollment.person_id for row in obligations}
    persons = Person.objects.filter(pk__in=people).prefetch_related("former_kinds").in_bulk() if people else {}
    held, district = _held(people), District.current()
    return {
        row.pk: Served(row.years, tuple(_by_year(_days(row, persons, held, today), district))) for row in obligations
    }


def served_of(obligation, today):
    """`Served` of one obligation."""
    return served([obligation], today)[obligation.pk]


def enough(obligations, today):
    """Keys of open obligations whose years are served, and that wait to be confirmed.

    Only those are reckoned whose years can be over by now: nobody serves more than a year in a year.
    """
    rows = list(obligations.open().begun_by(lambda years: years_later(today + 3 * DAY, -years)).with_names())
    return [key for key, found in served(rows, today).items() if found.is_enough]


def due_on(obligation, pauses, district):
    """Last day of the school year in which the owed years end, pauses added."""
    paused = sum((each.end - each.start).days + 1 for each in pauses)
    last = years_later(obligation.starts, obligation.years) - DAY + paused * DAY
    return district.school_year_span(last)[1]


def years_later(date, years):
    """The same day some years later; February 29 becomes February 28 where there is none."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


def _held(people):
    """`{person: appointments}` that count by role and site, with terms, and `is_paid`."""
    paid = Compensation.objects.paying().filter(appointment=OuterRef("pk"))
    rows = Appointment.objects.approved().filter(person__in=people).annotate(is_paid=Exists(paid))
    for part in definition.PARTS:
        if part.code in OF_ROLE:
            rows = rows.exclude(part.fails(datetime.date.min, definition.OF_APPOINTMENTS))
    found = defaultdict(list)
    for row in rows.prefetch_related("terms"):
        found[row.person_id].append(row)
    return found


def _days(row, persons, held, today):
    """The days served of one obligation, as numbers."""
    person, last = persons[row.enrollment.person_id], min(today, row.ended_on or today)
    paused = _union((each.start, each.end) for each in row.pauses.all())
    days = set().union(*(_days_held(each, row.starts, last) for each in held[person.pk]))
    return _teaching(person, days - paused)


def _by_year(days, district):
    """The days of each school year, the earliest first."""
    counts = defaultdict(int)
    for day in days:
        counts[district.school_year(datetime.date.fromordinal(day))] += 1
    for year in sorted(counts):
        first, last = district.school_year_dates(year)
        yield Year(year, counts[year], (last - first).days + 1)


def _days_held(appointment, first, last):
    """Days of an appointment from `first` to `last` with release or pay, without leave."""
    start, end = max(first, appointment.start), min(last, appointment.end)
    terms = appointment.current_terms()
    spans = [(start, end)] if appointment.is_paid else _within(start, end, (t for t in terms if t.release_fte > 0))
    return _union(spans) - _union(_within(start, end, (term for term in terms if term.on_leave)))


def _within(start, end, terms):
    return [(max(start, term.start), min(end, term.end)) for term in terms]


def _union(spans):
    """Days in spans, both ends included, as numbers (`date.toordinal`)."""
    return {day for start, end in spans for day in range(start.toordinal(), end.toordinal() + 1)}


def _teaching(person, days):
    """Those of the days on which the person was a teacher of the district."""
    if not person.is_active and person.left_on is None:
        return set()
    gone = person.left_on.toordinal() if person.left_on else max(days, default=0)
    former = [(each.until.toordinal(), each.kind) for each in person.former_kinds.all()]

    def kind_on(day):
        return next((kind for until, kind in former if day <= until), person.staff_kind)

    return {day for day in days if day <= gone and kind_on(day) == Person.StaffKind.TEACHER}

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
from programs.spans import joined, span, without

DAY = datetime.timedelta(days=1)
HUNDREDTH = Decimal("0.01")
MOST_OF_A_YEAR = 340 * DAY  # whoever served a year was appointed for longer, in whatever pieces
EVER = span(datetime.date.min, datetime.date.max)
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
    """`{key: Served}` of obligations (loaded with their enrollment) until today, or the day on which they ended.

    Takes as many queries for many as for one.
    """
    prefetch_related_objects(obligations, "pauses")
    people = {row.enrollment.person_id for row in obligations}
    persons = Person.objects.filter(pk__in=people).prefetch_related("former_kinds").in_bulk() if people else {}
    since = min((row.starts for row in obligations), default=today)
    held, district = _held(people, since), District.current()
    return {
        row.pk: Served(row.years, tuple(_by_year(_days(row, persons, held, today), district))) for row in obligations
    }


def served_of(obligation, today):
    """`Served` of one obligation."""
    return served([obligation], today)[obligation.pk]


def enough(obligations, today):
    """Keys of open obligations whose years are served, and that wait to be confirmed.

    Only those are reckoned whose years can be over by now, as nobody serves more than a year in a year, and whose
    people were appointed for most of that time.
    """
    rows = obligations.open().begun_by(lambda years: years_later(today + 3 * DAY, -years))
    found = served(list(rows.appointed_for(MOST_OF_A_YEAR, today).select_related("enrollment")), today)
    return [key for key, each in found.items() if each.is_enough]


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


def _held(people, since):
    """`{person: appointments}` that count by role and site and end on a day or later, with terms, and `is_paid`."""
    paid = Compensation.objects.paying().filter(appointment=OuterRef("pk"))
    rows = Appointment.objects.approved().filter(person__in=people, end__gte=since).annotate(is_paid=Exists(paid))
    for part in definition.PARTS:
        if part.code in OF_ROLE:
            rows = rows.exclude(part.fails(datetime.date.min, definition.OF_APPOINTMENTS))
    found = defaultdict(list)
    for row in rows.prefetch_related("terms"):
        found[row.person_id].append(row)
    return found


def _days(row, persons, held, today):
    """The days served of one obligation, as spans (`programs.spans`)."""
    person, last = persons[row.enrollment.person_id], min(today, row.ended_on or today)
    served = joined(each for one in held[person.pk] for each in _days_held(one, row.starts, last))
    paused = [span(each.start, each.end) for each in row.pauses.all()]
    return without(without(served, paused), _not_teaching(person))


def _by_year(days, district):
    """The days of each school year, the earliest first."""
    counts = defaultdict(int)
    for start, stop in days:
        while start < stop:
            year = district.school_year(datetime.date.fromordinal(start))
            ends = min(stop, district.school_year_dates(year)[1].toordinal() + 1)
            counts[year] += ends - start
            start = ends
    for year in sorted(counts):
        first, last = district.school_year_dates(year)
        yield Year(year, counts[year], (last - first).days + 1)


def _days_held(appointment, first, last):
    """Days of an appointment from `first` to `last` with release or pay, without leave."""
    start, end = max(first, appointment.start), min(last, appointment.end)
    terms = appointment.current_terms()
    spans = [span(start, end)] if appointment.is_paid else _within(start, end, (t for t in terms if t.release_fte > 0))
    return without(joined(spans), _within(start, end, (term for term in terms if term.on_leave)))


def _within(start, end, terms):
    return [span(max(start, term.start), min(end, term.end)) for term in terms]


def _not_teaching(person):
    """The days on which the person was no teacher of the district."""
    if not person.is_active and person.left_on is None:
        return [EVER]
    found, since = [], EVER[0]
    for each in person.former_kinds.all():
        until = each.until.toordinal() + 1
        found += [(since, until)] if each.kind != Person.StaffKind.TEACHER else []
        since = until
    found += [(since, EVER[1])] if person.staff_kind != Person.StaffKind.TEACHER else []
    return found + ([(person.left_on.toordinal() + 1, EVER[1])] if person.left_on else [])

"""Who was reached, and for how long: each teacher once, whatever the number of leaders, months and schools."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum

from leaders.models import Appointment, Person, Position, School
from responsibilities.models import SchoolReach, TeacherReach

# Dosage in bands, by the minutes at which each begins.
BANDS = (0, 60, 300, 600, 1200)


@dataclass(frozen=True)
class Reach:
    """Supported teachers of a school year: how many, by band of dosage, and by their first month."""

    teachers: int
    minutes: int
    bands: list
    first: dict  # month: teachers who were first supported in it

    @property
    def each(self):
        """Minutes per supported teacher, rounded; 0 without any."""
        return round(Decimal(self.minutes) / self.teachers) if self.teachers else 0

    def so_far(self):
        """`[(month, new teachers, teachers so far)]`."""
        found, total = [], 0
        for month, new in sorted(self.first.items()):
            total += new
            found.append((month, new, total))
        return found


def reach_of_all(rows):
    """`Reach` from the table of teachers (`TeacherReach`): one row per teacher, whatever their number."""
    edges = [*BANDS, None]
    counts = {f"band_{at}": Count("minutes", filter=_between(low, edges[at + 1])) for at, low in enumerate(BANDS)}
    lines = rows.order_by().values_list("first").annotate(Sum("minutes"), teachers=Count("*"), **counts)
    bands = [sum(line[3 + at] for line in lines) for at in range(len(BANDS))]
    first = {line[0]: line[2] for line in lines}
    return Reach(sum(first.values()), sum(line[1] for line in lines), bands, first)


def reach_of_some(rows):
    """`Reach` from the table of who reached whom (`Reached`), of one leader or a few schools."""
    people = rows.order_by().values_list("person").annotate(Sum("minutes"), Min("first"))
    people = [(minutes, first) for _person, minutes, first in people]
    bands = Counter(band_of(minutes) for minutes, _first in people)
    first = Counter(month for _minutes, month in people)
    total = sum(minutes for minutes, _first in people)
    return Reach(len(people), total, [bands[at] for at in range(len(BANDS))], dict(first))


def band_of(minutes):
    """Which of `BANDS` holds the minutes."""
    return max(at for at, low in enumerate(BANDS) if minutes >= low)


def _between(low, high):
    return Q(minutes__gte=low) if high is None else Q(minutes__gte=low, minutes__lt=high)


def covered_schools(schools, year):
    """Schools where an approved position of the school year is based or serves."""
    based = Appointment.objects.approved().filter(position__school_year=year).order_by().values("position__site")
    served = Position.other_sites.through.objects.filter(position__school_year=year).order_by()
    served = served.filter(position__appointments__status=Appointment.Status.APPROVED).values("school")
    return schools.filter(kind=School.Kind.SCHOOL, pk__in=based.union(served))


def never_reached(people, year):
    """Teachers of covered schools whom nobody supported in the school year: of STEM, or of subjects nobody recorded."""
    schools = covered_schools(School.objects.all(), year).order_by().values("pk")
    rows = people.filter(is_active=True, staff_kind=Person.StaffKind.TEACHER, home_school__in=schools)
    supported = TeacherReach.objects.filter(person=OuterRef("pk"), school_year=year)
    leading = Appointment.objects.approved().filter(person=OuterRef("pk"), position__school_year=year)
    return rows.filter(~Exists(supported), ~Exists(leading), ~_has_other_subjects_only())


def _has_other_subjects_only():
    """Teachers who have subjects, none of them of STEM; both lists are read once, not for each teacher."""
    taught = Person.teaches.through.objects.order_by()
    stem, other = (taught.filter(discipline__is_stem=is_stem).values("person") for is_stem in (True, False))
    return Q(pk__in=other) & ~Q(pk__in=stem)


def never_reached_schools(schools, year):
    """Open schools of the district none of whose teachers was supported in the school year."""
    supported = SchoolReach.objects.filter(school=OuterRef("pk"), school_year=year)
    return schools.filter(kind=School.Kind.SCHOOL, is_open=True).exclude(Exists(supported))

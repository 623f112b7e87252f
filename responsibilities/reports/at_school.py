"""A school's year so far, for its principal and the coordinator: who serves, hours, release, teachers reached."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from leaders.models import Appointment, District, Person
from responsibilities import access
from responsibilities.measures import TimeUse, percent, released_minutes, time_by, time_use
from responsibilities.measures.plan import Release
from responsibilities.models import LeaderMonth, Reached, SchoolMonth, SchoolReach

MOST_NAMES = 60


@dataclass(frozen=True)
class Serving:
    """One leader based at the schools: hours there, and the release promised and delivered there so far."""

    appointment: Appointment
    minutes: int
    release: Release


@dataclass(frozen=True)
class AtSchool:
    """The year so far at some schools; `names` of supported teachers, or None where only counts are to be seen."""

    use: TimeUse
    serving: list
    teachers: int
    eligible: int
    names: list | None

    @property
    def reach(self):
        return percent(self.teachers, self.eligible)

    @property
    def release(self):
        """Promised and delivered, of all who are based here."""
        promised = sum(one.release.promised for one in self.serving)
        return Release(promised, sum(one.release.delivered for one in self.serving))


def year_at(user, schools, today):
    """`AtSchool` for schools whose sums the user sees in full."""
    keys, year = [school.pk for school in schools], District.current().school_year(today)
    use = time_use(SchoolMonth.objects.visible_to(user).filter(site__in=keys, school_year=year))
    reach = SchoolReach.objects.visible_to(user).filter(school__in=keys, school_year=year)
    eligible = sum(school.eligible_teachers or 0 for school in schools)
    teachers = reach.aggregate(total=Sum("teachers"))["total"] or 0
    names = names_at(user, keys, year, teachers)
    return AtSchool(use, serving(user, keys, today, use), teachers, eligible, names)


def serving(user, keys, today, use):
    """`[Serving]` of the approved appointments based at the schools this school year."""
    district = District.current()
    year, (first, _last) = district.school_year(today), district.school_year_span(today)
    rows = LeaderMonth.objects.visible_to(user).filter(site__in=keys, school_year=year)
    cells = time_by(rows, "appointment", "category") if use.cells else {}
    minutes, in_contract = defaultdict(int), defaultdict(int)
    for (appointment, category), cell in cells.items():
        if not use.is_diverted(category):
            minutes[appointment] += cell.minutes
            in_contract[appointment] += cell.in_contract_minutes
    based = Appointment.objects.visible_to(user).approved().touching(first, today).filter(position__site__in=keys)
    based = based.with_people().prefetch_related("terms").order_by("person__family_name", "pk")
    promised = {row.pk: released_minutes(row.current_terms(), first, today, district) for row in based}
    return [Serving(row, minutes[row.pk], Release(promised[row.pk], in_contract[row.pk])) for row in based]


def names_at(user, keys, year, teachers):
    """`[(person, minutes)]` of supported teachers by name; None where the district shows counts only.

    `teachers` is how many there are: nobody is looked up where there are none.
    """
    if not (access.is_coordinator(user) or access.named_schools(user)):
        return None
    if not teachers:
        return []
    rows = Reached.objects.visible_to(user).filter(school__in=keys, school_year=year).order_by()
    found = dict(rows.values_list("person").annotate(total=Sum("minutes")))
    people = Person.objects.filter(pk__in=found).order_by("family_name", "given_name", "pk")
    return [(person, found[person.pk]) for person in people[:MOST_NAMES]]

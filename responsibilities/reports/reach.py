"""R4, reach and dosage: the coordinator's whole, a principal's schools, a leader's own; for others suppressed."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from leaders import access as staff
from leaders.models import School
from responsibilities import access
from responsibilities.measures import Reach, covered_schools, percent, reach_of_all, reach_of_some
from responsibilities.models import Reached, SchoolReach, TeacherReach
from responsibilities.suppression import Cell, hidden_of_list, is_small


@dataclass(frozen=True)
class Report:
    """Reach of a school year; this reader must not see a `reach` that is None, nor what stands in hidden sets."""

    reach: Reach | None
    eligible: int
    supported: int  # different teachers of the schools whose number of eligible teachers is known
    unknown: int  # schools for which it is not
    hidden_schools: set = field(default_factory=set)
    hidden_bands: set = field(default_factory=set)
    hidden_months: set = field(default_factory=set)

    @property
    def percent(self):
        return percent(self.supported, self.eligible)

    @property
    def months(self):
        """`[(month, new teachers, teachers so far)]`; None for what must not be seen."""
        found = self.reach.so_far() if self.reach else []
        hides = bool(self.hidden_months)
        return [(m, None if m in self.hidden_months else new, None if hides else total) for m, new, total in found]

    @property
    def bands(self):
        return [None if at in self.hidden_bands else count for at, count in enumerate(self.reach.bands)]


def leader_of(user, chosen):
    """The one person whose reach is asked for, or None."""
    if access.is_coordinator(user):
        return chosen.get("leader")
    return user.person if access.sees_own_time(user) and not user.school_ids else None


def places_of(user, chosen):
    """Keys of the schools that the report is about; None: all."""
    if chosen.get("school"):
        return [chosen["school"].pk]
    return None if access.is_coordinator(user) or not user.school_ids else sorted(user.school_ids)


def report(user, chosen):
    """The `Report` that a user gets for what they chose."""
    schools, found = schools_of(user, chosen), reach_for(user, chosen)
    made = reported(found, schools, rows_for(user, chosen))
    if access.sees_own_time(user):
        return made
    return suppressed(made, dict(schools.order_by("pk").values_list("pk", "supported")))


def for_everyone(year):
    """The district's `Report` of a school year without its schools, as readers of tier A get it, whoever asks."""
    reach = reach_of_all(TeacherReach.objects.filter(school_year=year))
    made = reported(reach, schools_with_reach(year), Reached.objects.filter(school_year=year))
    return suppressed(made, {})


def reported(found, schools, rows):
    """The `Report` of a `Reach` of the `rows` (`Reached`); `schools` as `schools_of` finds them.

    Schools whose number of eligible teachers is not known are in neither part of the share.
    """
    known = schools.aggregate(
        eligible=Coalesce(Sum("eligible_teachers"), 0), unknown=Count("pk", filter=Q(eligible_teachers=None))
    )
    left_out = in_no_share(rows) if known["unknown"] else 0
    return Report(found, known["eligible"], found.teachers - left_out, known["unknown"])


def in_no_share(rows):
    """How many different teachers were supported only at schools whose number of eligible teachers is not known."""
    known = rows.filter(person=OuterRef("person"), school__eligible_teachers__isnull=False)
    alone = rows.filter(~Exists(known), school__eligible_teachers=None)
    return alone.order_by().values("person").distinct().count()


def rows_for(user, chosen):
    """Rows of `Reached` that the report is about."""
    leader, places = leader_of(user, chosen), places_of(user, chosen)
    rows = Reached.objects.filter(school_year=chosen["year"])
    rows = rows if leader is None else rows.filter(leader=leader)
    return rows if places is None else rows.filter(school__in=places)


def reach_for(user, chosen):
    """`Reach` from the smallest table that answers."""
    if leader_of(user, chosen) is None and places_of(user, chosen) is None:
        return reach_of_all(TeacherReach.objects.filter(school_year=chosen["year"]))
    return reach_of_some(rows_for(user, chosen))


def schools_of(user, chosen):
    """Covered schools and those with supported teachers, each with `supported` and `support_minutes` of the year."""
    year, leader, places = chosen["year"], leader_of(user, chosen), places_of(user, chosen)
    if leader is not None:
        return schools_of_leader(leader, year, places)
    rows = schools_with_reach(year)
    return rows if places is None else rows.filter(pk__in=places)


def schools_with_reach(year):
    """Covered schools and those with supported teachers of the district, with the sums of each."""
    reach = SchoolReach.objects.filter(school_year=year)
    covered = covered_schools(School.objects.all(), year).order_by().values("pk")
    rows = staff.any_of(School.objects.all(), Q(pk__in=covered), Q(pk__in=reach.values("school")))
    own = reach.filter(school=OuterRef("pk"))
    return rows.annotate(
        supported=Coalesce(Subquery(own.values("teachers")[:1]), 0),
        support_minutes=Coalesce(Subquery(own.values("minutes")[:1]), 0),
    )


def schools_of_leader(leader, year, places):
    """Schools of the teachers whom one leader supported; a teacher is one row there, so rows count teachers."""
    own = Reached.objects.filter(leader=leader, school_year=year).order_by()
    rows = School.objects.filter(pk__in=own.values("school"))
    rows = rows if places is None else rows.filter(pk__in=places)
    here = own.filter(school=OuterRef("pk")).values("school")
    return rows.annotate(
        supported=Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0),
        support_minutes=Coalesce(Subquery(here.annotate(n=Sum("minutes")).values("n")), 0),
    )


def suppressed(made, counts):
    """The report for tier A: what stands for fewer than five teachers is hidden, and what that follows from.

    `counts`: supported teachers by school (id).
    """
    reach = made.reach
    if is_small(reach.teachers):
        return Report(None, 0, 0, made.unknown, hidden_schools=set(counts))
    keys, months = list(counts), sorted(reach.first)
    return Report(
        reach,
        0 if made.unknown else made.eligible,  # else the share would tell of the schools that it leaves out
        made.supported,
        made.unknown,
        hidden_schools={keys[at] for at in hidden_in(list(counts.values()))},
        hidden_bands=hidden_in(reach.bands),
        hidden_months={months[at] for at in hidden_in([reach.first[month] for month in months])},
    )


def hidden_in(counts):
    """Positions to hide in a list of numbers of people whose sum is shown."""
    cells = [Cell(count, count) for count in counts]
    hidden, _total = hidden_of_list(cells, Cell(sum(counts), sum(counts)))
    return hidden

"""R3, time use: the coordinator's whole, a principal's school, a leader's own; suppressed sums for everyone else."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from leaders.models import Appointment, District
from responsibilities import access, months_due, promises
from responsibilities.measures import TimeUse, completeness, plan_and_actual, release_honored, time_use
from responsibilities.models import DistrictMonth, LeaderMonth, Month, SchoolMonth, last_day
from responsibilities.suppression import SMALL_GROUP, Cell, hidden_cells, is_small

TOTAL = None
PRICE = 1000  # more than there are months or categories


@dataclass(frozen=True)
class Plan:
    """One appointment's plan beside what was done, and its release."""

    appointment: Appointment
    rows: list
    release: object


@dataclass(frozen=True)
class Report:
    """Time use of some rows; `hidden` are cells (month, category id; None: total) that this reader must not see."""

    use: TimeUse
    scope: object  # the school or person that it is about; None: the district
    hidden: set = field(default_factory=set)
    plans: list = field(default_factory=list)
    completeness: object = None
    tells_contact: bool = True  # whether it may be seen with whom the time of each cell was

    def is_hidden(self, month=TOTAL, category=TOTAL):
        return (month, category) in self.hidden

    def hides_leader_time(self, month=TOTAL):
        """Leader time is all time less diverted duty: it may be seen where both may."""
        diverted = [row.pk for row in self.use.categories if row.is_diverted]
        return any(self.is_hidden(month, category) for category in [TOTAL, *diverted])

    @property
    def total(self):
        """Teacher leader time, or None where it must not be seen."""
        return None if self.hides_leader_time() else self.use.total

    @property
    def diverted(self):
        """Diverted duty, or None where it must not be seen."""
        hidden = any(self.is_hidden(category=row.pk) for row in self.use.categories if row.is_diverted)
        return None if hidden else self.use.diverted


def report(user, chosen, today):
    """The `Report` that a user gets for what they chose."""
    if not access.sees_own_time(user):
        return suppressed(chosen["year"])
    rows, scope = rows_for(user, chosen)
    use = time_use(narrowed(rows, chosen))
    leader = leader_of(user, chosen)
    if leader is None or chosen.get("category") or chosen.get("role"):
        return Report(use, scope)
    plans = plans_of(user, leader, chosen, today)
    return Report(use, scope, plans=plans, completeness=closed(user, leader, chosen, today))


def leader_of(user, chosen):
    """The one person whose time is asked for, or None."""
    if access.is_coordinator(user):
        return chosen.get("leader")
    return None if user.school_ids else user.person


def rows_for(user, chosen):
    """The smallest table that answers, as far as the user sees it; and what it is about."""
    leader, school, role = leader_of(user, chosen), chosen.get("school"), chosen.get("role")
    if leader or role:
        rows = LeaderMonth.objects.visible_to(user)
        rows = rows.filter(leader=leader) if leader else rows.filter(appointment__position__role=role)
        return at(rows, user, school), leader or school
    if school or user.school_ids and not access.is_coordinator(user):
        return at(SchoolMonth.objects.visible_to(user), user, school), school
    return DistrictMonth.objects.visible_to(user), None


def at(rows, user, school):
    """Time at the chosen school; a principal's own schools when none is chosen."""
    if school:
        return rows.filter(site=school)
    if user.school_ids and not access.is_coordinator(user):
        return rows.filter(site__in=user.school_ids)
    return rows


def narrowed(rows, chosen):
    """Rows of the school year, and of the months and the category that were chosen."""
    rows = rows.filter(school_year=chosen["year"])
    if chosen.get("start"):
        rows = rows.filter(month__gte=chosen["start"])
    if chosen.get("end"):
        rows = rows.filter(month__lte=chosen["end"])
    return rows.filter(category=chosen["category"]) if chosen.get("category") else rows


def suppressed(year):
    """The district's time of a school year for readers of tier A: cells of fewer than five leaders are hidden.

    Of the five behind a cell one alone may have worked with groups, so that contact is no part of it; the board report
    tells that of the year.
    """
    rows = DistrictMonth.objects.filter(school_year=year)
    use = time_use(rows)
    people = leaders_behind(rows, LeaderMonth.objects.filter(school_year=year))
    table = {(m, c): Cell(sum_of(use, m, c), people[m, c]) for m in [*use.months, TOTAL] for c in [*ids(use), TOTAL]}
    if companion := companion_of(use, people):
        table[companion] = Cell(table[companion].value, SMALL_GROUP - 1)
    hidden = hidden_cells(table, price=price_of(use)) if use.cells else set()
    return Report(use, None, hidden=hidden, tells_contact=False)


def companion_of(use, people):
    """The year's total that is always hidden beside small ones, so that it is not shown when more become small."""
    counts = {key: people[TOTAL, key] for key in ids(use)}
    if not any(is_small(count) for count in counts.values()):
        return None
    held = [key for key, count in counts.items() if count >= SMALL_GROUP and not use.is_diverted(key)]
    return (TOTAL, held[-1]) if held else None


def price_of(use):
    """What hiding a cell costs: less for later categories, then for earlier months, more for diverted duty and totals.

    It does not depend on values. Else the cells hidden with a small one would be others from one day to the next, and
    whoever read the report on both days would know them all.
    """
    backwards = ids(use)[::-1]
    ordered = sorted(backwards, key=use.is_diverted)
    later, months = {key: at for at, key in enumerate(ordered)}, {m: at for at, m in enumerate(use.months)}
    return lambda place: 1 + months.get(place[0], PRICE) + PRICE * later.get(place[1], PRICE)


def ids(use):
    return [row.pk for row in use.categories]


def sum_of(use, month, category):
    """Minutes of a cell of the table with its totals, diverted duty included: a line's cells add up to its total."""
    held = ((m, c, cell.minutes) for (m, c), cell in use.cells.items())
    return sum(minutes for m, c, minutes in held if month in (m, TOTAL) and category in (c, TOTAL))


def leaders_behind(rows, of_leaders):
    """How many leaders are behind each cell: exact below five, at least five above.

    Two lanes never hold the same leader, so five lanes are five leaders; where there are fewer, leaders are counted.
    """
    lanes = defaultdict(set)
    for month, category, lane in rows.order_by().values_list("month", "category", "lane"):
        for place in places_of(month, category):
            lanes[place].add(lane)
    few = {place for place, held in lanes.items() if len(held) < SMALL_GROUP}
    exact = leaders_in(of_leaders, [place for place in few if TOTAL not in place])
    return defaultdict(int, {place: len(exact[place] if place in few else held) for place, held in lanes.items()})


def leaders_in(rows, cells):
    """Leaders behind each of the cells and their totals; a total of few leaders has only such cells."""
    found, wanted = defaultdict(set), Q(pk=None)
    for month, category in cells:
        wanted |= Q(month=month, category=category)
    for month, category, leader in rows.filter(wanted).order_by().values_list("month", "category", "leader").distinct():
        for place in places_of(month, category):
            found[place].add(leader)
    return found


def places_of(month, category):
    """The cell and the totals that it is a part of."""
    return (month, category), (month, TOTAL), (TOTAL, category), (TOTAL, TOTAL)


def plans_of(user, leader, chosen, today):
    """`[Plan]` of a leader's approved appointments of the school year, as their commitments stand today."""
    year = chosen["year"]
    own = Appointment.objects.visible_to(user).approved().filter(person=leader, position__school_year=year)
    own = list(own.with_people().prefetch_related("terms").order_by("start", "pk"))
    promised = promises.promises_on(own, today)
    return [plan_of(row, promised.get(row.pk), chosen, today) for row in own]


def plan_of(appointment, promised, chosen, today):
    """The `Plan` of one appointment, loaded with its terms, for the chosen part of the school year."""
    rows = LeaderMonth.objects.filter(leader=appointment.person_id, appointment=appointment)
    use = time_use(narrowed(rows, chosen))
    first, last = District.current().school_year_dates(chosen["year"])
    start, end = chosen.get("start") or first, min(last_day(chosen.get("end") or last), today)
    release = release_honored(appointment.current_terms(), use, start, end, District.current())
    return Plan(appointment, plan_and_actual(use, promised.shares if promised else {}), release)


def closed(user, leader, chosen, today):
    """Logging completeness of a leader over the months of the school year that are over."""
    first, last = District.current().school_year_dates(chosen["year"])
    until = min(last, months_due.last_ended(today))
    if until < first:
        return None
    due = months_due.due_by_leader(first, until, [leader.pk])
    return completeness(Month.objects.visible_to(user).filter(leader=leader), due)

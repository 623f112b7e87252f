"""What entries change in the sums, gathered by table and row, then written in one order of locks."""

from collections import Counter, defaultdict

from django.db.models import F, Min, Sum

from responsibilities.models import COUNTED, LANES, Contact, Reached, SchoolReach, Support, TeacherReach
from responsibilities.rollups.tables import (
    DISTRICT,
    LEADER,
    REACHED,
    SCHOOL,
    SCHOOL_REACH,
    TEACHER,
    YEAR,
    Batch,
)

TIMES = (SCHOOL, DISTRICT, LEADER, YEAR)
TABLES = (*TIMES, SCHOOL_REACH, TEACHER, REACHED)  # in the order of locks


class Changes:
    """Differences by table and key."""

    def __init__(self):
        self.of = {table: defaultdict(table.nothing) for table in TABLES}

    def take(self, facts, sign):
        """Count an entry's `Facts` in (`sign` 1) or out (-1)."""
        if facts is None:
            return
        year, month, category = facts.school_year, facts.month, facts.category_id
        leader, site = facts.leader_id, facts.site_id
        sums = month_sums(facts)
        self.of[LEADER][leader, year, month, category, site, facts.appointment_id].add(sign, sums, month)
        self.of[YEAR][year, facts.appointment_id, category, site].add(sign, sums, month)
        self.of[SCHOOL][site, year, month, category].add(sign, sums, month)
        self.of[DISTRICT][year, month, category, leader % LANES].add(sign, sums, month)
        for person, school in facts.supports:
            visit = (facts.minutes, 1)
            self.of[REACHED][year, school, person, leader].add(sign, visit, month)
            self.of[TEACHER][person, year].add(sign, visit, month)
            self.of[SCHOOL_REACH][year, school].add(sign, visit, month)

    def write(self):
        """Bring the tables in step. Whoever counts teachers of a school holds its row, so that none counts twice."""
        batch = Batch()
        for table in TIMES:
            table.write({key: delta for key, delta in self.of[table].items() if any(delta.sums)}, batch)
        people = {key: delta for key, delta in self.of[REACHED].items() if any(delta.sums) or +delta.months}
        SCHOOL_REACH.write({key[:2]: self.of[SCHOOL_REACH][key[:2]] for key in people}, batch)
        TEACHER.write({key: self.of[TEACHER][key] for key in {(person, year) for year, _, person, _ in people}}, batch)
        REACHED.write(people, batch)
        answer = batch.send()
        if people:
            self._count_teachers(turning(people, answer))
            self._find_first({key: delta.lost for key, delta in people.items() if delta.lost})

    def _count_teachers(self, keys):
        """Teachers of a school who are new to it this year, or no longer supported, with whomever they were."""
        by_place, moved = defaultdict(set), Counter()
        for key, delta in self.of[REACHED].items():
            moved[key[:3]] += delta.sums[-1]
        for year, school, person, _leader in keys:
            by_place[year, school].add(person)
        for (year, school), persons in sorted(by_place.items()):
            rows = Reached.objects.filter(school_year=year, school=school, person__in=persons).order_by()
            now = dict(rows.values_list("person").annotate(total=Sum("visits")))
            more = sum(turned(now.get(person, 0), moved[year, school, person]) for person in persons)
            if more:
                place = SchoolReach.objects.filter(school_year=year, school=school)
                place.update(teachers=F("teachers") + more)

    def _find_first(self, lost):
        """Where the first month lost a visit, look for the month that is the first now."""
        for (year, school, person, leader), months in sorted(lost.items()):
            row = Reached.objects.filter(school_year=year, school=school, person=person, leader=leader)
            if row.filter(first__in=months).exists():
                row.update(first=first_visit(year, school, person, leader))
            teacher = TeacherReach.objects.filter(school_year=year, person=person)
            if teacher.filter(first__in=months).exists():
                rows = Reached.objects.filter(school_year=year, person=person)
                teacher.update(first=rows.aggregate(first=Min("first"))["first"])


def month_sums(facts):
    minutes = facts.minutes
    return (
        minutes,
        minutes * (facts.contact == Contact.ONE_ON_ONE),
        minutes * (facts.contact == Contact.GROUP),
        minutes * facts.in_contract,
        minutes * facts.participants,
        1,
    )


def turning(people, answer):
    """Keys of `Reached` that may have turned a teacher into a supported one, or back.

    When all visits were added in one statement, its `answer` tells which rows are new.
    """
    changed = [key for key, delta in people.items() if delta.sums[-1]]
    if not all(people[key].grows for key in people):
        return changed
    held = {tuple(row[:-1]): row[-1] for row in answer}
    return [key for key in changed if held[key] == people[key].sums[-1]]


def turned(now, moved):
    """1 when a teacher with `now` visits had none before `moved` came to them, -1 when none are left, else 0."""
    return (now > 0) - (now - moved > 0)


def first_visit(year, school, person, leader):
    """First day of the month of a leader's first counted visit to a teacher of a school in the school year."""
    visits = Support.objects.filter(person=person, school=school, activity__leader=leader)
    visits = visits.filter(activity__school_year=year, activity__status__in=COUNTED)
    return visits.aggregate(first=Min("date"))["first"].replace(day=1)

"""Each measure beside the same worked out in plain Python from the rows of the log, exact to the minute."""

import datetime
import random
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest

from leaders.models import District, Person, School
from responsibilities import measures
from responsibilities.models import (
    Activity,
    Category,
    CoachingCycle,
    Commitment,
    CommittedShare,
    DistrictMonth,
    LeaderMonth,
    Month,
    Reached,
    SchoolMonth,
    TeacherReach,
    UsualPromise,
    UsualShare,
)
from tests.factories import ActivityFactory, AppointmentFactory, CycleFactory, PersonFactory, SchoolFactory
from tests.factories.places import discipline

pytestmark = pytest.mark.django_db
START, LEAVE, END = datetime.date(2026, 7, 1), datetime.date(2026, 9, 1), datetime.date(2027, 6, 30)


@pytest.fixture
def log():
    """Forty entries of three leaders at three schools with eight teachers, one in five diverted duty."""
    dice = random.Random(7)
    schools = [SchoolFactory() for _each in range(3)]
    appointments = [AppointmentFactory(position__site=school) for school in schools]
    teachers = [PersonFactory(home_school=schools[at % 3]) for at in range(8)]
    codes = list(Category.objects.values_list("code", flat=True))
    for _each in range(40):
        code = dice.choice([*codes, "diverted_duty", "diverted_duty"])
        some = [] if code == "diverted_duty" else dice.sample(teachers, dice.choice([0, 1, 1, 3]))
        ActivityFactory(
            appointment=dice.choice(appointments),
            code=code,
            minutes=15 * dice.randint(1, 12),
            date=datetime.date(2026, dice.randint(8, 11), dice.randint(1, 20)),
            in_contract=dice.random() < 0.8,
            supported=some,
            status=dice.choice(["submitted", "approved", "returned", "planned", "draft"])
            if code != "own_learning"
            else "submitted",
            returned_why="Mend",
        )
    return appointments


def raw():
    """The counted entries, as the log has them."""
    counted = ("submitted", "approved", "returned")
    return [row for row in Activity.objects.select_related("category") if row.status in counted]


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("table", [DistrictMonth, SchoolMonth, LeaderMonth])
def test_time_by_category_and_month(table):
    use, by_category, by_month = measures.time_use(table.objects.all()), defaultdict(int), defaultdict(int)
    for row in raw():
        by_category[row.category_id] += row.minutes
        by_month[row.date.replace(day=1)] += 0 if row.category.is_diverted else row.minutes
    assert {row.pk: use.of_category(row.pk).minutes for row in use.categories} == by_category
    assert {month: use.of_month(month).minutes for month in use.months} == by_month


@pytest.mark.usefixtures("log")
def test_direct_share_leaves_diverted_duty_out():
    use, kept = measures.time_use(DistrictMonth.objects.all()), [r for r in raw() if not r.category.is_diverted]
    direct = sum(row.minutes for row in kept if row.contact != "none")
    assert use.total.minutes == sum(row.minutes for row in kept)
    assert use.diverted.minutes == sum(row.minutes for row in raw()) - use.total.minutes > 0
    assert use.total.direct_percent == round(Decimal(100 * direct) / use.total.minutes, 1)
    assert use.total.alone == use.total.minutes - direct


@pytest.mark.usefixtures("log")
def test_participant_hours_stand_beside_leader_hours():
    use = measures.time_use(SchoolMonth.objects.all())
    kept = [row for row in raw() if not row.category.is_diverted]
    assert use.total.participant_minutes == sum(row.minutes * row.participants for row in kept)


def dosage():
    """Minutes and first month by supported teacher, from the log."""
    minutes, first = defaultdict(int), {}
    for row in raw():
        for support in row.supports.all():
            minutes[support.person_id] += row.minutes
            month = row.date.replace(day=1)
            first[support.person_id] = min(month, first.get(support.person_id, month))
    return minutes, first


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    "found",
    [
        lambda: measures.reach_of_all(TeacherReach.objects.filter(school_year=2027)),
        lambda: measures.reach_of_some(Reached.objects.filter(school_year=2027)),
    ],
)
def test_reach_and_dosage(found):
    (minutes, first), reach = dosage(), found()
    edges = [*measures.BANDS, 10**9]
    assert (reach.teachers, reach.minutes) == (len(minutes), sum(minutes.values()))
    assert reach.bands == [sum(low <= m < high for m in minutes.values()) for low, high in pairwise(edges)]
    assert reach.first == {month: list(first.values()).count(month) for month in set(first.values())}
    assert reach.so_far()[-1][2] == len(minutes)
    assert reach.each == round(Decimal(sum(minutes.values())) / len(minutes))


def test_a_group_of_six_for_an_hour():
    """Case 17: 1.0 leader hour, 6.0 participant hours, reach six."""
    ActivityFactory(minutes=60, supported=PersonFactory.create_batch(6))
    use = measures.time_use(DistrictMonth.objects.all())
    assert (use.total.minutes, use.total.participant_minutes) == (60, 360)
    assert measures.reach_of_all(TeacherReach.objects.all()).teachers == 6


def test_covering_a_class_is_no_leader_time():
    """Case 19."""
    ActivityFactory(minutes=60, code="diverted_duty")
    use = measures.time_use(DistrictMonth.objects.all())
    assert (use.total.minutes, use.diverted.minutes, use.total.direct_percent) == (0, 60, None)
    assert use.share(use.categories[0].pk) is None


def test_plan_beside_actual():
    row = ActivityFactory(minutes=90)
    ActivityFactory(appointment=row.appointment, minutes=30, code="own_learning")
    ActivityFactory(appointment=row.appointment, minutes=300, code="diverted_duty")
    materials = Category.objects.get(code="instructional_materials")
    shares = {row.category_id: Decimal("60.00"), materials.pk: Decimal("40.00")}
    rows = measures.plan_and_actual(measures.time_use(LeaderMonth.objects.all()), shares)
    assert [(r.category.code, r.minutes, r.actual, r.planned, r.difference) for r in rows] == [
        ("coaching_modeling", 90, Decimal("75.0"), Decimal("60.00"), Decimal("15.0")),
        ("instructional_materials", 0, Decimal("0.0"), Decimal("40.00"), Decimal("-40.0")),
        ("own_learning", 30, Decimal("25.0"), None, None),
    ]


def test_plan_without_time_shows_the_plan_alone():
    shares = {Category.objects.get(code="own_learning").pk: Decimal(100)}
    (row,) = measures.plan_and_actual(measures.time_use(LeaderMonth.objects.all()), shares)
    assert (row.actual, row.difference) == (None, None)


def test_release_honored():
    """0.4 of 186 days of 450 minutes, for the served part of the year; in-contract leader time beside it."""
    row = AppointmentFactory(start=START, end=END, release="0.4")
    ActivityFactory(appointment=row, minutes=120)
    ActivityFactory(appointment=row, minutes=60, in_contract=False)
    ActivityFactory(appointment=row, minutes=45, code="diverted_duty")
    use = measures.time_use(LeaderMonth.objects.all())
    found = measures.release_honored(row.current_terms(), use, START, END, District())
    assert (found.promised, found.delivered) == (33480, 120)
    assert found.percent == Decimal("0.4")
    half = measures.released_minutes(row.current_terms(), START, datetime.date(2026, 12, 31), District())
    assert half == round(Decimal(33480) * 184 / 365)


def test_leave_and_days_outside_promise_no_release():
    row = AppointmentFactory(start=START, end=END, release="0.4", leave=(LEAVE, datetime.date(2026, 12, 31)))
    assert measures.released_minutes(row.current_terms(), LEAVE, datetime.date(2026, 10, 31), District()) == 0
    assert measures.released_minutes(row.current_terms(), START, LEAVE, District()) > 0


@pytest.mark.parametrize("rows", [1, 3])
def test_release_by_school_shares_positions_equally_and_counts_only_who_serves(rows, django_assert_num_queries):
    """0.4 of 83,700 contract minutes a year at two schools, none of it at the office; to the minute, leave apart."""
    base, further, later, none = (SchoolFactory(name=name) for name in ("Base", "Further", "Later", "None"))
    office = SchoolFactory(kind="district_office")
    held = [AppointmentFactory(start=START, end=END, release="0.4", position__site=base) for _each in range(rows)]
    for row in held:
        row.position.other_sites.set([further, office])
        ActivityFactory(appointment=row, minutes=120, site=further)
        ActivityFactory(appointment=row, minutes=60, site=none)
        ActivityFactory(appointment=row, minutes=75, site=base, in_contract=False)
        ActivityFactory(appointment=row, minutes=45, site=base, code="diverted_duty")
    AppointmentFactory(start=START, end=END, release="1", position__site=office)
    AppointmentFactory(start=START, end=END, release="1", position__site=base, status="proposed")
    new_year = datetime.date(2026, 12, 31)
    AppointmentFactory(start=START, end=END, release="0.4", position__site=later, leave=(LEAVE, new_year))
    with django_assert_num_queries(5):
        found = measures.release_by_school(2027, END)
    served = round(Decimal(33480) * (62 + 181) / 365)
    assert found == [(base, 16740 * rows, 0), (further, 16740 * rows, 120 * rows), (later, served, 0)]
    half = measures.release_by_site(2027, new_year, [further.pk])
    assert half == {further.pk: measures.Release(round(Decimal(16740 * rows) * 184 / 365), 120 * rows)}


def test_logging_completeness_counts_months_due():
    leader, now = PersonFactory(), datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
    for month, status in ((9, "attested"), (10, "approved"), (11, "returned"), (12, "attested")):
        day = datetime.date(2026, month, 1)
        Month.objects.create(leader=leader, month=day, status=status, attested_at=now, comment="Mend")
    due = {leader.pk: {datetime.date(2026, month, 1) for month in (8, 9, 10, 11)}}
    assert measures.completeness(Month.objects.all(), due) == Decimal("50.0")
    assert measures.completeness(Month.objects.all(), {}) is None


def test_cycle_completion_leaves_running_ones_out():
    ended = datetime.date(2026, 11, 1)
    appointment = AppointmentFactory()
    for status in ("completed", "completed", "stopped"):
        row = CycleFactory(appointment=appointment)
        CoachingCycle.objects.filter(pk=row.pk).update(status=status, **changes(status, ended))
    CycleFactory(appointment=appointment)
    found = measures.cycle_completion(CoachingCycle.objects.all())
    assert (found.completed, found.stopped, found.percent) == (2, 1, 67)


def changes(status, ended):
    return {"end": ended} if status == "completed" else {"end": ended, "status_why": "schedule"}


def test_never_reached_are_stem_teachers_of_covered_schools():
    covered, other = SchoolFactory(), SchoolFactory()
    leader = AppointmentFactory(position__site=covered, position__school_year=2027)
    science, english = discipline("science"), discipline("literacy")
    teachers = {
        name: PersonFactory(home_school=covered) for name in ("never", "reached", "english", "left", "unrecorded")
    }
    teachers["elsewhere"] = PersonFactory(home_school=other)
    for name in teachers.keys() - {"unrecorded"}:
        person = teachers[name]
        person.teaches.set([english if name == "english" else science])
    Person.objects.filter(pk=teachers["left"].pk).update(is_active=False)
    ActivityFactory(appointment=leader, supported=[teachers["reached"]])
    found = measures.never_reached(Person.objects.filter(home_school__in=[covered, other]), 2027)
    assert set(found) == {teachers["never"], teachers["unrecorded"]}
    assert set(measures.covered_schools(School.objects.all(), 2027)) == {covered}
    assert covered not in measures.never_reached_schools(School.objects.all(), 2027)
    assert other in measures.never_reached_schools(School.objects.all(), 2027)


@pytest.mark.parametrize("definition", measures.DEFINITIONS.values())
def test_every_definition_is_a_sentence(definition):
    assert definition.label
    assert str(definition.text).endswith(".")


def test_promised_shares_weigh_agreements_and_what_is_usual_by_release(django_assert_num_queries):
    """0.4 FTE agreed wholly on coaching (an older and a later version aside), 0.6 FTE usually half and half."""
    coaching, materials = (Category.objects.get(code=code) for code in ("coaching_modeling", "instructional_materials"))
    agreed, usual = (AppointmentFactory(start=START, end=END, release=share) for share in ("0.4", "0.6"))
    for start, category in [(START, materials), (LEAVE, coaching), (END, materials)]:
        row = Commitment.objects.create(appointment=agreed, start=start)
        CommittedShare.objects.create(commitment=row, category=category, percent=100)
    promise = UsualPromise.objects.create(role=usual.position.role)
    for category in (coaching, materials):
        UsualShare.objects.create(promise=promise, category=category, percent=50)
    AppointmentFactory(start=START, end=END, release="1", status="proposed", position__role=usual.position.role)
    with django_assert_num_queries(3):
        found = measures.promised_shares(datetime.date(2026, 11, 24))
    assert found == {coaching.pk: Decimal("70.0"), materials.pk: Decimal("30.0")}

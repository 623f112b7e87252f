"""The demo's log: within the rules of the log, believable in its shares, and with every state to show."""

import datetime
from collections import Counter, defaultdict

import pytest
from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Mod

from config import demo
from leaders.demo import ANCHOR
from leaders.models import AuditEntry, District, Person, School, User
from programs.models import Measurement
from programs.own_measures import value_of
from responsibilities import cycle_rules, rollups, rules
from responsibilities.demo import build
from responsibilities.models import (
    COUNTED,
    Activity,
    CoachingCycle,
    Commitment,
    CommittedShare,
    Contact,
    Month,
    Note,
    RequestState,
    Stage,
    Support,
    SupportRequest,
    UsualShare,
)

pytestmark = pytest.mark.django_db
OCTOBER = datetime.date(2026, 10, 1)
Status = CoachingCycle.Status


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker):
    """The demo, built once for this file, whose tests only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.build()
        yield District.objects.get()
        transaction.set_rollback(True)


built = pytest.mark.usefixtures("district")


def minutes(**facts):
    return Activity.objects.counted().filter(**facts).aggregate(sum=Sum("minutes"))["sum"] or 0


@pytest.mark.django_db
def test_a_site_that_is_no_demo_gets_no_log():
    District.objects.create(pk=1, name="A district")
    assert build() is False
    assert not Activity.objects.exists()


def test_every_entry_keeps_the_rules_of_the_log(district):
    rows = Activity.objects.select_related("category", "appointment__position").prefetch_related("supported")
    rows = rows.annotate(place=Mod("pk", 5)).filter(place=0)  # whatever keys the database gave
    assert len(rows) > 3_000
    for row in rows:
        people = list(row.supported.all())
        rules.check_minutes(row.minutes)
        rules.check_contact(row.contact, len(people), row.unnamed, row.category)
        rules.check_people(row, people)
        rules.check_year(row, district)
        rules.check_appointment(row, district)
        rules.check_not_ahead(row, ANCHOR)
        assert row.participants == len(people) + row.unnamed


@built
def test_no_minute_is_entered_twice_and_no_day_is_too_long():
    days = defaultdict(list)
    for row in Activity.objects.counted():
        days[row.leader_id, row.date].append(row)
    for rows in days.values():
        for place, row in enumerate(rows):
            total = rules.check_day(row, rows[:place] + rows[place + 1 :])
            assert total <= rules.LONG_DAY


@built
def test_visits_to_a_coached_teacher_belong_to_the_cycle():
    cycles = {(row.leader_id, row.teacher_id): row for row in CoachingCycle.objects.open()}
    single = Support.objects.filter(activity__contact=Contact.ONE_ON_ONE).select_related("activity")
    found = [
        (row, cycles.get((row.activity.leader_id, row.person_id))) for row in single.filter(activity__school_year=2027)
    ]
    coached = [(row.activity.cycle_id, cycle.pk) for row, cycle in found if cycle]
    assert len(coached) > 100
    assert [pair for pair in coached if pair[0] != pair[1]] == []


@built
def test_cycles_know_their_last_visit_and_reach_their_stages_in_order():
    visits = Activity.objects.counted().filter(cycle__isnull=False)
    last = dict(visits.order_by("date").values_list("cycle", "date"))
    for cycle in CoachingCycle.objects.prefetch_related("stages"):
        assert cycle.last_visit == last.get(cycle.pk)
        reached = [(row.on, cycle_rules.ORDER.index(Stage(row.stage))) for row in cycle.stages.all()]
        assert [place for _on, place in sorted(reached)] == sorted(place for _on, place in reached)
        assert cycle_rules.ORDER.index(Stage(cycle.stage)) == max(place for _on, place in reached)


@built
def test_shares_of_time_are_those_of_the_studies():
    for year in (2025, 2026, 2027):
        diverted = minutes(school_year=year, category__is_diverted=True)
        spent = minutes(school_year=year, category__is_diverted=False)
        assert 0.05 < diverted / (diverted + spent) < 0.15
        assert 0.28 < minutes(school_year=year, contact__in=[Contact.ONE_ON_ONE, Contact.GROUP]) / spent < 0.40


@built
def test_cycles_stand_in_every_state_and_stage():
    assert set(CoachingCycle.objects.values_list("status", flat=True)) == set(Status.values)
    assert set(CoachingCycle.objects.values_list("stage", flat=True)) == set(Stage.values)
    due = [row.next_visit() for row in CoachingCycle.objects.running()]
    assert sum(day < ANCHOR for day in due) > 10
    assert sum(ANCHOR <= day <= ANCHOR + datetime.timedelta(days=7) for day in due) > 10
    assert CoachingCycle.objects.filter(conflict_seen_at__isnull=False).exists()


@built
def test_months_stand_in_every_state():
    october = Month.objects.filter(month=OCTOBER)
    states = Counter(october.values_list("status", flat=True))
    assert set(states) == set(Month.Status.values)
    assert october.filter(unlocked_until__gte=ANCHOR).count() == 1
    logging = Activity.objects.in_month(OCTOBER).values("leader").distinct().count()
    assert logging - october.exclude(status=Month.Status.OPEN).count() >= 5
    closed = {row.leader_id: row.minutes for row in october.exclude(status=Month.Status.OPEN)}
    logged = Activity.objects.counted().in_month(OCTOBER).values_list("leader").annotate(sum=Sum("minutes")).order_by()
    assert {leader: total for leader, total in logged if leader in closed}.items() <= closed.items()


@built
def test_some_schools_and_teachers_were_never_reached():
    reached = Support.objects.filter(activity__status__in=COUNTED).values("school")
    assert School.objects.filter(~Q(pk__in=reached), kind=School.Kind.SCHOOL).count() >= 3


@built
def test_teachers_have_recorded_subjects_and_the_supported_ones_teach_stem():
    teachers = Person.objects.filter(staff_kind=Person.StaffKind.TEACHER)
    recorded = teachers.filter(teaches__isnull=False).count()
    assert 0.8 < recorded / teachers.count() < 1
    supported = teachers.filter(pk__in=Support.objects.values("person"))
    assert not supported.exclude(teaches__is_stem=True).exists()


@built
def test_the_principal_has_a_request_in_each_state():
    assert {row.state for row in SupportRequest.objects.with_names()} == set(RequestState)


@built
def test_promised_shares_sum_to_a_hundred():
    for model, promise in ((CommittedShare, "commitment"), (UsualShare, "promise")):
        sums = model.objects.order_by().values_list(promise).annotate(sum=Sum("percent"))
        assert {total for _pk, total in sums} == {100}
    assert Commitment.objects.current().count() > 100


@built
def test_the_sums_agree_with_the_log():
    assert rollups.check() == []


@built
def test_values_of_reach_in_the_goals_are_those_of_the_log():
    coordinator = User.objects.get(email="coordinator@trellis.example")
    for row in Measurement.objects.filter(indicator__measure="reach").select_related("indicator__goal"):
        assert (row.value, row.people) == value_of(row.indicator, row.school_year, coordinator)


@built
def test_every_entry_has_its_history():
    assert (
        AuditEntry.objects.filter(model="responsibilities.activity", verb="added").count() == Activity.objects.count()
    )


@built
def test_the_account_of_a_leader_has_a_month_to_close_and_a_follow_up_due():
    leader, teacher = (User.objects.get(email=f"{name}@trellis.example").person for name in ("leader", "teacher"))
    assert leader.activities.counted().count() > 100
    assert leader.activities.filter(status="planned", date__gt=ANCHOR).exists()
    assert not leader.months.filter(month=OCTOBER).exists()
    cycle = leader.cycles_led.get(teacher=teacher)
    assert (cycle.status, cycle.check_back) == (Status.RUNNING, ANCHOR)
    assert cycle.next_visit() < ANCHOR
    assert teacher.home_school == School.objects.get(grants__user__email="principal@trellis.example")


@built
def test_one_cycle_has_notes_of_every_kind_that_are_sealed():
    notes = Note.objects.all()
    assert set(notes.values_list("kind", flat=True)) >= {"note", "goal", "next_step", "rating_before"}
    assert {row.is_private for row in notes} == {True, False}
    assert not any(b"fraction" in bytes(row.sealed) for row in notes)


@built
def test_a_second_run_makes_nothing():
    before = Activity.objects.count()
    assert demo.build() is False
    assert Activity.objects.count() == before

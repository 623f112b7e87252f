"""The sums of the log follow every change of it, and a rebuild from the log gives the same."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responsibilities import rollups
from responsibilities.models import (
    Activity,
    Category,
    DistrictMonth,
    LeaderMonth,
    LeaderYear,
    Reached,
    SchoolMonth,
    SchoolReach,
    Support,
    TeacherReach,
)
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
TABLES = (DistrictMonth, LeaderMonth, LeaderYear, Reached, SchoolMonth, SchoolReach, TeacherReach)
MONTHS = [datetime.date(2026, 9, 3), datetime.date(2026, 10, 20), datetime.date(2026, 11, 5)]
STATUSES = ["submitted", "submitted", "approved", "returned", "planned", "draft"]


def stored():
    """All sums but their keys, which a rebuild gives anew."""
    return {
        model.__name__: sorted(
            [tuple(v for k, v in sorted(row.items()) if k != "id") for row in model.objects.values()], key=str
        )
        for model in TABLES
    }


@pytest.fixture
def places():
    """Two appointments of two leaders, three schools and four teachers."""
    schools = [SchoolFactory() for _each in range(3)]
    return {
        "appointments": [AppointmentFactory(position__site=school) for school in schools[:2]],
        "schools": schools,
        "teachers": [PersonFactory(home_school=schools[at % 2]) for at in range(4)],
        "categories": list(Category.objects.all()[:3]),
    }


entries = st.fixed_dictionaries(
    {
        "leader": st.integers(0, 1),
        "day": st.integers(0, 2),
        "minutes": st.integers(1, 6),
        "category": st.integers(0, 2),
        "site": st.integers(0, 2),
        "status": st.sampled_from(STATUSES),
        "in_contract": st.booleans(),
        "supported": st.sets(st.integers(0, 3), max_size=4),
        "unnamed": st.integers(0, 2),
        "year": st.sampled_from([2027, 2027, 2028]),
    }
)
steps = st.lists(st.tuples(st.sampled_from(["add", "edit", "edit", "remove"]), st.integers(0, 9), entries), max_size=14)


def fill(row, facts, places):
    """The facts of an entry, put on it; the pairs of its supported teachers."""
    named = [places["teachers"][at] for at in sorted(facts["supported"])]
    participants = len(named) + facts["unnamed"]
    contact = {0: "none", 1: "one_on_one" if named else "none"}.get(participants, "group")
    row.appointment = places["appointments"][facts["leader"]] if row.pk is None else row.appointment
    row.leader = row.appointment.person
    row.date, row.minutes, row.school_year = MONTHS[facts["day"]], 15 * facts["minutes"], facts["year"]
    row.category, row.site = places["categories"][facts["category"]], places["schools"][facts["site"]]
    row.status, row.in_contract, row.kind = facts["status"], facts["in_contract"], "co_plan"
    row.returned_why = "Mend it" if row.status == "returned" else ""
    row.contact = contact
    named = [] if row.contact == "none" else named
    row.unnamed = facts["unnamed"] if row.contact == "group" else 0
    row.participants = len(named) + row.unnamed
    row.save()
    row.supports.all().delete()
    for person in named:
        Support.objects.create(activity=row, person=person, school_id=person.home_school_id, date=row.date)


def facts(row):
    return rollups.facts_of(row, list(row.supports.values_list("person_id", "school_id")))


def trips(statements):
    """How often the database is asked: PostgreSQL takes the statements together."""
    return 1 if connection.vendor == "postgresql" else statements


def play(step, places):
    """One change of the log as the actions make it."""
    verb, which, wanted = step
    held = list(Activity.objects.order_by("pk"))
    row = held[which % len(held)] if held and verb != "add" else None
    before = facts(row) if row else None
    if verb == "remove" and row:
        row.delete()
        rollups.moved(before, None)
        return
    row = row or Activity()
    fill(row, wanted, places)
    rollups.moved(before, facts(row))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps, together=st.booleans())
def test_whatever_happens_to_the_log_the_sums_equal_a_rebuild(places, steps, together):
    with transaction.atomic():
        if together:
            with rollups.gathered():
                for step in steps:
                    play(step, places)
        else:
            for step in steps:
                play(step, places)
        kept = stored()
        assert rollups.check() == []
        rollups.rebuild()
        assert stored() == kept
        transaction.set_rollback(True)


def test_sums_of_a_group_by_hand():
    """Case 17: six teachers, 60 minutes: one leader hour, six participant hours, reach six."""
    school = SchoolFactory()
    team = [PersonFactory(home_school=school) for _each in range(6)]
    row = ActivityFactory(minutes=60, supported=team, appointment__position__site=school)
    for model in (LeaderMonth, SchoolMonth, DistrictMonth):
        sums = model.objects.get()
        assert (sums.minutes, sums.group_minutes, sums.participant_minutes, sums.entries) == (60, 60, 360, 1)
        assert (sums.one_on_one_minutes, sums.in_contract_minutes, sums.month) == (0, 60, datetime.date(2026, 11, 1))
    place = SchoolReach.objects.get()
    assert (place.school, place.teachers, place.minutes, place.visits) == (school, 6, 360, 6)
    assert list(Reached.objects.values_list("leader", "minutes", "visits")) == [(row.leader_id, 60, 1)] * 6
    assert TeacherReach.objects.filter(first=datetime.date(2026, 11, 1), minutes=60).count() == 6


def test_a_teacher_of_two_leaders_counts_once_at_the_school():
    teacher = PersonFactory(home_school=SchoolFactory())
    first, second = ActivityFactory(supported=[teacher]), ActivityFactory(supported=[teacher])
    assert list(SchoolReach.objects.values_list("teachers", "visits")) == [(1, 2)]
    for row, left in ((first, [(1, 1)]), (second, [])):
        before = facts(row)
        row.delete()
        rollups.moved(before, None)
        assert list(SchoolReach.objects.values_list("teachers", "visits")) == left
    assert not any(model.objects.exists() for model in TABLES)


@pytest.mark.parametrize("status", ["planned", "draft"])
def test_what_is_planned_or_a_draft_adds_nothing(status):
    ActivityFactory(status=status, supported=[PersonFactory()])
    assert not any(model.objects.exists() for model in TABLES)


def test_an_edit_that_changes_little_writes_only_the_difference(django_assert_num_queries):
    row = ActivityFactory(supported=[PersonFactory()])
    before = facts(row)
    row.focus = "fractions"
    row.save()
    after = facts(row)
    with django_assert_num_queries(0):
        rollups.moved(before, after)
    row.in_contract = False
    after = facts(row)
    with django_assert_num_queries(trips(4)):  # time of leader, by month and year, school and district; no person
        rollups.moved(before, after)


def test_a_usual_visit_costs_seven_statements_whatever_the_group(django_assert_num_queries):
    school = SchoolFactory()
    team = [PersonFactory(home_school=school) for _each in range(6)]
    for supported in (team, team[:1]):
        again = facts(ActivityFactory(supported=supported))
        with django_assert_num_queries(trips(7)):
            rollups.moved(None, again)


def test_several_entries_together_cost_as_much_as_one(django_assert_num_queries):
    teacher = PersonFactory()
    again = [facts(ActivityFactory(supported=[teacher])) for _each in range(3)]
    with django_assert_num_queries(trips(7)), rollups.gathered(), rollups.gathered():
        for entry in again:
            rollups.moved(None, entry)


def test_an_exception_takes_what_was_gathered_with_it():
    row = ActivityFactory(status="planned")
    row.status = "submitted"

    def act():
        with rollups.gathered():
            rollups.moved(None, facts(row))
            raise ZeroDivisionError

    pytest.raises(ZeroDivisionError, act)
    assert not LeaderMonth.objects.exists()


def test_the_command_finds_what_differs_and_mends_it(capsys):
    ActivityFactory(supported=[PersonFactory()])
    kept = stored()
    call_command("rollups", "--check")
    LeaderMonth.objects.update(minutes=46)
    SchoolReach.objects.all().delete()
    with pytest.raises(CommandError, match="differ"):
        call_command("rollups", "--check")
    told = capsys.readouterr().out
    assert "leadermonth: stored has" in told
    assert "minutes 46" in told
    assert "schoolreach: log has" in told
    call_command("rollups", "--rebuild")
    assert stored() == kept

"""Attendance of a whole cohort: who sees whom, what stands where people and sessions meet, and the file."""

import datetime

import pytest

from programs.actions.attendance import recount
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrollmentFactory,
    PersonFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def cohort():
    return CohortFactory(name="Fall")


@pytest.fixture
def opened(client, coordinator, cohort):
    client.force_login(coordinator)
    return lambda query="": client.get(f"/cohorts/{cohort.pk}/attendance/{query}")


def seat(cohort, name, **facts):
    return EnrollmentFactory(cohort=cohort, person__family_name=name, person__given_name="Ana", **facts)


def cells(answer):
    """Of each person, by family name, the minutes or None, session by session."""
    found = [(line[0].person.family_name, line[2]) for line in answer.context["lines"]]
    return {name: [mark.minutes if mark else None for mark in marks] for name, marks in found}


def test_minutes_stand_where_people_and_sessions_meet(opened, cohort):
    first, second = (SessionFactory(cohort=cohort, date=TODAY - days * DAY) for days in (2, 0))
    young, zane = seat(cohort, "Young"), seat(cohort, "Zane")
    AttendanceFactory(session=first, enrollment=young)
    AttendanceFactory(session=second, enrollment=young, minutes=0)
    AttendanceFactory(session=second, enrollment=zane, minutes=45)
    answer = opened()
    assert cells(answer) == {"Young": [120, 0], "Zane": [None, 45]}
    assert answer.context["sessions"] == [(first, 1), (second, 2)]
    page = answer.content.decode()
    assert "not there" in page
    assert "2 h" in page


def test_sessions_to_come_are_counted_and_canceled_ones_left_out(opened, cohort):
    held = AttendanceFactory(session__cohort=cohort, session__date=TODAY).session
    SessionFactory(cohort=cohort, date=TODAY + DAY)
    SessionFactory(cohort=cohort, date=TODAY, is_cancelled=True)
    answer = opened()
    assert [session for session, _came in answer.context["sessions"]] == [held]
    assert "1 session is yet to come." in answer.content.decode()


def test_who_withdrew_stays_when_they_were_there_and_says_so(opened, cohort):
    session = SessionFactory(cohort=cohort, date=TODAY)
    AttendanceFactory(session=session, enrollment=seat(cohort, "Young", status="withdrawn"))
    for status in ("withdrawn", "applied", "waitlisted", "declined"):
        seat(cohort, status, status=status)
    answer = opened()
    assert list(cells(answer)) == ["Young"]
    assert "withdrawn" in answer.content.decode()


def test_a_cohort_that_has_not_met_says_what_will_stand_here(opened, cohort):
    seat(cohort, "Young")
    assert "Nothing to show yet" in opened().content.decode()


def test_a_principal_sees_the_own_staff_alone(client, cohort):
    school = SchoolFactory()
    session = SessionFactory(cohort=cohort, date=TODAY)
    for place, name in ((school, "Young"), (SchoolFactory(), "Zane")):
        AttendanceFactory(session=session, enrollment=seat(cohort, name, person__home_school=place))
    client.force_login(UserFactory(kind="principal", kind__school=school))
    assert cells(client.get(f"/cohorts/{cohort.pk}/attendance/")) == {"Young": [120]}
    file = client.get(f"/cohorts/{cohort.pk}/attendance/?export=csv").getvalue().decode()
    assert "Young" in file
    assert "Zane" not in file


def test_the_page_of_the_cohort_leads_there_for_who_may(client, coordinator, cohort):
    client.force_login(coordinator)
    way = f"/cohorts/{cohort.pk}/attendance/"
    assert way in client.get(f"/cohorts/{cohort.pk}/").content.decode()
    client.force_login(UserFactory(kind="viewer"))
    assert way not in client.get(f"/cohorts/{cohort.pk}/").content.decode()
    assert client.get(way).status_code == 403


def test_the_file_holds_everybody_and_staff_numbers_for_the_coordinator_alone(client, opened, cohort):
    person = PersonFactory(family_name="Young", given_name="Ana", local_id="S-77", home_school=SchoolFactory())
    row = EnrollmentFactory(cohort=cohort, person=person)
    session = SessionFactory(cohort=cohort, date=datetime.date(2026, 11, 3), title="Listening")
    AttendanceFactory(session=session, enrollment=row)
    recount([row.pk])
    lines = opened("?export=csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == '"Staff number","Name","2026-11-03 Listening","Sessions","Minutes"'
    assert lines[1] == '"S-77","Young, Ana",120,1,120'
    client.force_login(UserFactory(kind="principal", kind__school=person.home_school))
    assert "S-77" not in opened("?export=csv").getvalue().decode()


@pytest.mark.parametrize("amount", [1, 3])
def test_it_asks_as_often_for_three_people_and_sessions_as_for_one(opened, cohort, django_assert_num_queries, amount):
    sessions = [SessionFactory(cohort=cohort, date=TODAY - back * DAY) for back in range(amount)]
    for _each in range(amount):
        row = EnrollmentFactory(cohort=cohort)
        for session in sessions:
            AttendanceFactory(session=session, enrollment=row)
    with django_assert_num_queries(8):
        assert len(opened().context["lines"]) == amount

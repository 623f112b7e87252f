"""How often the pages of the log ask the database: the same for one entry and for three."""

import datetime

import pytest
import time_machine

from leaders.models import District
from responsibilities.views.activities import person_log
from responsibilities.views.log import home_log
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
TODAY = datetime.date(2026, 11, 20)
LIST, RECORD, FORM, HOME, PERSON = 6, 8, 12, 5, 2
SIGNED_IN = 2  # session, and the user with grants and appointment in force


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-20 18:00Z", tick=False):
        yield


@pytest.fixture
def appointment():
    District.objects.create(pk=1, name="Test District")
    return AppointmentFactory()


@pytest.fixture
def leader(appointment, client):
    client.force_login(UserFactory(person=appointment.person))
    return client


def entries(appointment, rows, **facts):
    people = PersonFactory.create_batch(2 * rows)
    usual = {"appointment": appointment, "date": TODAY - datetime.timedelta(days=1)}
    return [ActivityFactory(supported=people[: 2 * row + 2], **(usual | facts)) for row in range(rows)]


def test_the_list(leader, appointment, rows, django_assert_num_queries):
    entries(appointment, rows)
    with django_assert_num_queries(LIST + SIGNED_IN):
        assert leader.get("/activities/").context["paging"].count == rows


def test_the_page_of_an_entry(leader, appointment, rows, django_assert_num_queries):
    row = entries(appointment, rows)[-1]
    with django_assert_num_queries(RECORD + SIGNED_IN):
        assert leader.get(f"/activities/{row.pk}/").status_code == 200


def test_the_form(leader, appointment, rows, django_assert_num_queries):
    entries(appointment, rows)
    with django_assert_num_queries(FORM + SIGNED_IN):
        assert leader.get("/activities/add/").status_code == 200


def test_the_first_part_of_home(appointment, rows, django_assert_num_queries, rf):
    entries(appointment, rows)
    planned = entries(appointment, rows, status="planned")
    request = rf.get("/", {"logged": planned[0].pk})
    request.user = UserFactory(person=appointment.person)
    assert request.user.may("responsibilities.log_activities")  # read once a request
    with django_assert_num_queries(HOME):
        part = home_log(request, None)
    assert (len(part["cards"]), len(part["waiting"])) == (rows, rows)


def test_the_latest_activities_of_a_person(appointment, rows, django_assert_num_queries, rf):
    entries(appointment, rows)
    request = rf.get("/")
    request.user = UserFactory(kind="coordinator")
    assert request.user.may("responsibilities.view_activities")
    with django_assert_num_queries(PERSON):
        assert len(person_log(request, appointment.person)["latest"]) == rows

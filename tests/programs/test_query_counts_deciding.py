"""Pages of decisions and offers ask the database as often for one row as for three, whoever looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leaders.models import District
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    ApplicationFactory,
    AppointmentFactory,
    CallFactory,
    CriterionFactory,
    PersonFactory,
    PositionFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LIST = 11
KNOWN = {"coordinator": 6, "principal": 6}
SEND = 5
ANSWER = 4


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def ask(client, django_assert_num_queries):
    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


@pytest.fixture
def person():
    person = AppointmentFactory().person
    UserFactory(person=person)
    return person


def call(**facts):
    return CallFactory(**({"opens": TODAY - 30 * DAY, "closes": TODAY - DAY, "places": 50} | facts))


def user_of(kind, person):
    if kind == "principal":
        return UserFactory(kind="principal", kind__school=person.home_school)
    return person.user if kind == "leader" else UserFactory(kind=kind)


def applied(seats, school, rows):
    """Reviewed applications of a school's people, in all states, one review of each recused."""
    phase, criterion = ReviewPhaseFactory(call=seats), CriterionFactory(call=seats)
    for state in ({}, {"decision": "offered", "respond_by": TODAY}, {"decision": "waitlisted"}):
        for _each in range(rows):
            row = ApplicationFactory(call=seats, person=PersonFactory(home_school=school), **state)
            review = ReviewFactory(phase=phase, application=row, status="submitted")
            ScoreFactory(review=review, criterion=criterion)
            ReviewFactory(phase=phase, application=row, status="recused")
    return row


def offered(person, rows):
    """Offers of one person to answer, of cohorts and of positions."""
    for _each in range(rows):
        for seats in (call(decided_on=TODAY), call(decided_on=TODAY, position=PositionFactory())):
            facts = {"decision": "offered", "respond_by": TODAY, "decided_on": TODAY}
            row = ApplicationFactory(call=seats, person=person, **facts)
    return row


def test_the_list_of_applications(rows, person, ask):
    seats = call()
    applied(seats, person.home_school, rows)
    ask(user_of("coordinator", person), f"/calls/{seats.pk}/applications/", LIST)


@pytest.mark.parametrize("kind", KNOWN)
def test_the_list_of_what_applicants_know(rows, kind, person, ask):
    applied(call(), person.home_school, rows)
    offered(person, rows)
    ask(user_of(kind, person), "/applications/", KNOWN[kind])


def test_the_page_that_sends_decisions(rows, person, ask):
    seats = call()
    applied(seats, person.home_school, rows)
    ask(user_of("coordinator", person), f"/calls/{seats.pk}/send/", SEND)


def test_the_page_that_answers_an_offer(rows, person, ask):
    row = offered(person, rows)
    ask(person.user, f"/applications/{row.pk}/answer/", ANSWER)


@pytest.mark.parametrize("kind", ["coordinator", "principal", "leader"])
@pytest.mark.parametrize("page", ["home", "mine", "person", "call", "application"])
def test_parts_of_other_pages_cost_the_same_for_more_rows(rows, kind, page, person, client):
    """What the whole page costs stands in the tests of its own app, where its other parts are counted too."""
    seats = call(decided_on=TODAY)
    row = applied(seats, person.home_school, 1)
    own = offered(person, 1)
    told = own if kind == "leader" else row
    addresses = {"home": "/", "mine": "/programs/mine/", "person": person.get_absolute_url()}
    address = addresses.get(page) or {"call": seats, "application": told}[page].get_absolute_url()
    client.force_login(user_of(kind, person))
    found = []
    for more in (0, rows):
        if more:
            applied(seats, person.home_school, more)
            offered(person, more)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        found.append((answer.status_code, len(queries)))
    assert found[0] == found[1]

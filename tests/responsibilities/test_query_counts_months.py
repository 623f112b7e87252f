"""Pages of months and commitments ask the database as often for one row as for three."""

import datetime

import pytest

from responsibilities.models import Category, Commitment, CommittedShare, UsualPromise, UsualShare
from tests.factories import AppointmentFactory, MonthFactory, RoleFactory, UserFactory, logged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district"), pytest.mark.parametrize("rows", [1, 3])]
day = datetime.date
OWN, MONTH, DECIDED, SCREEN, CATEGORIES, HOME, ROLE, APPOINTMENT = 6, 7, 6, 7, 5, 31, 12, 16


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 17, tzinfo=datetime.UTC))


@pytest.fixture
def ask(client, django_assert_num_queries):
    """Opens a page as a user, within a number of queries."""

    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


@pytest.fixture
def leader():
    return UserFactory(person=AppointmentFactory().person)


def logs(leader, rows):
    logged(leader.person.appointments.get(), *[(day(2026, 10, 5 + place), 60) for place in range(rows)])


def test_the_own_months(rows, leader, ask):
    for month in range(rows):
        MonthFactory(leader=leader.person, month=day(2026, 8 + month, 1))
    ask(leader, "/months/", OWN)


def test_a_month_of_ones_own(rows, leader, ask):
    logs(leader, rows)
    ask(leader, f"/months/people/{leader.person_id}/?month=2026-10", MONTH)


def test_a_month_that_a_coordinator_looks_at(rows, leader, coordinator, ask):
    logs(leader, rows)
    row = MonthFactory(leader=leader.person)
    ask(coordinator, f"/months/{row.pk}/", DECIDED)


def test_the_screen_that_closes_a_month(rows, coordinator, ask):
    for appointment in AppointmentFactory.create_batch(rows):
        logged(appointment, (day(2026, 10, 5), 60))
        MonthFactory(leader=appointment.person)
    ask(coordinator, "/months/close/?month=2026-10", SCREEN)


def test_the_categories(rows, coordinator, ask):
    ask(coordinator, "/categories/", CATEGORIES)


def test_home_of_a_leader_with_months_to_close(rows, leader, ask):
    logs(leader, rows)
    ask(leader, "/", HOME)


def test_the_page_of_a_role(rows, coordinator, ask):
    role = RoleFactory()
    promise = UsualPromise.objects.create(role=role)
    shares(UsualShare, rows, promise=promise)
    ask(coordinator, role.get_absolute_url(), ROLE)


def test_the_page_of_an_appointment(rows, coordinator, ask):
    appointment = AppointmentFactory()
    for place in range(rows):
        start = appointment.start + datetime.timedelta(days=place)
        shares(CommittedShare, rows, commitment=Commitment.objects.create(appointment=appointment, start=start))
    ask(coordinator, appointment.get_absolute_url(), APPOINTMENT)


def shares(model, count, **owner):
    for category in Category.objects.all()[:count]:
        model.objects.create(category=category, percent=100 / count, **owner)

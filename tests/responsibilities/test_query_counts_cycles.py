"""Pages of coaching cycles and requests ask the database as often for one row as for three, whoever looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leaders.models import District
from responsibilities.actions.support_requests import request_support
from responsibilities.models import SupportRequest
from tests.coaching import DAY, NOON, TODAY, leader, teacher_of
from tests.factories import ActivityFactory, CycleFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LIST = {"coordinator": 7, "principal": 7, "leader": 7, "teacher": 7}
RECORD = {"coordinator": 11, "principal": 10, "leader": 11, "teacher": 11}
REQUESTS = {"coordinator": 6, "principal": 6, "leader": 6}
BEGIN, ASK = 5, 6


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def ask(client, django_assert_num_queries):
    """Opens a page as a user, within a number of queries."""

    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


@pytest.fixture
def appointment():
    return leader()


def user_of(kind, appointment, teacher):
    made = {
        "principal": lambda: UserFactory(kind="principal", kind__school=appointment.position.site),
        "leader": lambda: appointment.person.user,
        "teacher": lambda: UserFactory(person=teacher),
    }
    return made[kind]() if kind in made else UserFactory(kind=kind)


def cycles_of(appointment, rows, teacher=None):
    """Open cycles with as many visits each: of one leader, or with one teacher and leaders of their own."""
    for _each in range(rows):
        held = appointment if teacher is None else leader(position__site=appointment.position.site)
        row = CycleFactory(appointment=held, teacher=teacher or teacher_of(appointment), check_back=TODAY)
        for back in range(rows):
            ActivityFactory(appointment=held, cycle=row, supported=[row.teacher], date=TODAY - back * DAY)
    return row


@pytest.mark.parametrize("kind", LIST)
def test_the_list_of_cycles(rows, kind, appointment, ask):
    teacher = teacher_of(appointment)
    cycles_of(appointment, rows, teacher if kind == "teacher" else None)
    ask(user_of(kind, appointment, teacher), "/cycles/", LIST[kind])


@pytest.mark.parametrize("kind", RECORD)
def test_the_page_of_a_cycle(rows, kind, appointment, ask):
    cycle = cycles_of(appointment, rows)
    ask(user_of(kind, appointment, cycle.teacher), cycle.get_absolute_url(), RECORD[kind])


@pytest.mark.parametrize("kind", REQUESTS)
def test_the_list_of_requests(rows, kind, appointment, ask):
    requests_of(appointment, rows)
    ask(user_of(kind, appointment, None), "/requests/", REQUESTS[kind])


def requests_of(appointment, rows):
    by = UserFactory()
    for _each in range(rows):
        facts = {"kind": "observe", "wished_for": TODAY, "participants": 1, "site": appointment.position.site}
        teachers = [teacher_of(appointment)]
        request_support(request=SupportRequest(**facts), appointment=appointment, teachers=teachers, by=by)


@pytest.mark.parametrize("kind", ["coordinator", "principal", "leader", "teacher"])
def test_parts_of_home_cost_the_same_for_more_rows(rows, kind, appointment, client):
    """What the whole page costs stands in `tests/leaders`, where its other parts are counted too."""
    teacher = teacher_of(appointment)
    found = [asked(client, kind, appointment, teacher, "/", 1), asked(client, kind, appointment, teacher, "/", rows)]
    assert found[0] == found[1]


def asked(client, kind, appointment, teacher, address, rows):
    """How many queries a page takes once there are `rows` more cycles and requests."""
    cycles_of(appointment, rows, teacher if kind == "teacher" else None)
    requests_of(appointment, rows)
    user = getattr(teacher, "user", None) if kind == "teacher" else None
    client.force_login(user or user_of(kind, appointment, teacher))
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_form_of_a_new_cycle(rows, appointment, ask):
    for _each in range(rows):
        teacher_of(appointment)
    ask(appointment.person.user, "/cycles/add/", BEGIN)


def test_the_form_of_a_request(rows, appointment, ask):
    for _each in range(rows):
        leader(position__site=appointment.position.site)
        teacher_of(appointment)
    ask(user_of("principal", appointment, None), "/activities/request/", ASK)


def test_a_persons_page_costs_the_same_for_more_cycles(rows, appointment, client):
    teacher = teacher_of(appointment)
    address = teacher.get_absolute_url()
    found = [asked(client, "coordinator", appointment, teacher, address, more) for more in (1, rows)]
    assert found[0] == found[1]

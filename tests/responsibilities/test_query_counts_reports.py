"""Reports and the parts they add to other pages ask the database as often for one row as for three."""

import pytest
import time_machine

from leaders.models import District
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
TIME = {"coordinator": 9, "principal": 7, "viewer": 7, "leader": 14}
REACH = {"coordinator": 10, "principal": 8, "viewer": 9, "leader": 7}
NEVER, SCHOOLS = 7, 5


@pytest.fixture(autouse=True)
def _november():
    District.objects.create(pk=1, name="Test District")
    with time_machine.travel("2026-11-20 12:00", tick=False):
        yield


@pytest.fixture
def place(rows):
    """A school where each of some leaders supported as many teachers; others were never reached."""
    school = SchoolFactory(eligible_teachers=30)
    for _each in range(rows):
        appointment = AppointmentFactory(position__site=school, position__school_year=2027)
        for _visit in range(rows):
            ActivityFactory(appointment=appointment, supported=[PersonFactory(home_school=school)])
        PersonFactory(home_school=school)
        other = SchoolFactory(eligible_teachers=30)
        ActivityFactory(supported=[PersonFactory(home_school=other)], appointment__position__site=other)
    ActivityFactory(code="own_learning", appointment=appointment)  # a small group whatever the rows
    return appointment


def user_of(kind, place):
    if kind == "leader":
        return UserFactory(person=place.person)
    school = {"kind__school": place.position.site} if kind == "principal" else {}
    return UserFactory(kind=kind, **school)


@pytest.mark.parametrize(("kind", "queries"), [("coordinator", 17), ("principal", 16)])
def test_the_page_of_a_school_with_its_year(client, rows, place, kind, queries, django_assert_num_queries):
    client.force_login(user_of(kind, place))
    with django_assert_num_queries(queries):
        assert client.get(place.position.site.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("address", "kind", "queries"),
    [
        *(("/reports/time-use/", kind, count) for kind, count in TIME.items()),
        *(("/reports/reach/", kind, count) for kind, count in REACH.items()),
        ("/reports/reach/never/", "coordinator", NEVER),
        ("/reports/reach/schools/", "coordinator", SCHOOLS),
    ],
)
def test_a_report(client, rows, place, address, kind, queries, django_assert_num_queries):
    client.force_login(user_of(kind, place))
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200

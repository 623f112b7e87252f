"""Literal numbers of queries of what phones ask and send, equal for one row and for three."""

import pytest
import time_machine
from django.db import connection

from leaders.models import District
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, UserFactory
from tests.responsibilities.test_offline_sync import TODAY, entry, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-24 15:00:00-05:00", tick=False):
        yield


@pytest.fixture
def leader():
    District.objects.create(pk=1, name="Test District")
    return UserFactory(person=AppointmentFactory().person)


@pytest.mark.parametrize("rows", [1, 3])
def test_pocket(client, leader, rows, django_assert_num_queries):
    client.force_login(leader)
    for at in range(rows):
        teacher = PersonFactory()
        facts = {"date": TODAY, "kind": ["plc", "consult", "observe"][at]}
        ActivityFactory(appointment=leader.person.appointments.get(), supported=[teacher], **facts)
    with django_assert_num_queries(14):
        data = client.get("/activities/pocket/").json()
    assert [len(data[name]) for name in ("cards", "week", "teachers")] == [rows] * 3


@pytest.mark.parametrize("path", ["/activities/offline/", "/sw.js", "/manifest.webmanifest"])
def test_what_everyone_gets_asks_for_the_district_only(client, leader, path, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get(path).status_code == 200


def test_token(client, leader, django_assert_num_queries):
    client.force_login(leader)
    with django_assert_num_queries(2):
        assert client.get("/activities/token/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_one_entry_costs_the_same_in_a_batch(client, leader, rows, django_assert_num_queries):
    client.force_login(leader)
    entries = [entry(leader) for _each in range(rows)]
    each = 19 if connection.vendor == "postgresql" else 22  # both roll-ups in one statement
    with django_assert_num_queries(3 + rows * each):
        send(client, leader, *entries)

"""A teacher leader at their desk on Wednesday, 25 November 2026."""

import datetime

import pytest
import time_machine
from django.test import Client

from leaders.models import District
from tests.factories import AppointmentFactory, PersonFactory, UserFactory


@pytest.fixture
def _wednesday():
    District.objects.create(pk=1, name="Test District")
    with time_machine.travel(datetime.datetime(2026, 11, 25, 17, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def appointment():
    return AppointmentFactory()


@pytest.fixture
def teacher(appointment):
    return PersonFactory(given_name="Sal", home_school=appointment.position.site)


@pytest.fixture
def desk(appointment):
    client = Client()
    client.force_login(UserFactory(person=appointment.person))
    return client

"""The same form sent several times at the same moment, as a double click or a bad line does it (PostgreSQL)."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client

from leaders.models import Appointment, Compensation, District, Person
from tests.factories import AppointmentFactory, PersonFactory, RoleFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts):
    """Run functions in threads of their own, on connections of their own."""

    def run(act):
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def clicks(address, data, keys):
    """Post the same form once per key, all at the same moment, as one coordinator."""
    user, answers = UserFactory(kind="coordinator"), []

    def click(key):
        client = Client()
        client.force_login(user)
        answers.append(client.post(address, data | {"client_key": key}))

    at_once(*[lambda key=key: click(key) for key in keys])
    return answers


def new_person():
    return "/people/add/", {"given_name": "Bea", "family_name": "New", "staff_kind": "teacher", "teaching_fte": "1"}


def new_pay():
    row = AppointmentFactory()
    data = {"kind": "annual_stipend", "full_amount": "120", "proration": "months", "schedule": "once"}
    return f"/appointments/{row.pk}/pay/add/", data


def new_appointment():
    year = District.current().school_year_dates(2027)
    who = {"person": PersonFactory().pk, "role": RoleFactory().pk, "site": SchoolFactory().pk}
    return "/appointments/appoint/", who | {
        "start": year[0],
        "end": year[1],
        "release_fte": "0.2",
        "pattern": "partial_release",
    }


@pytest.mark.parametrize(
    ("make", "model"), [(new_person, Person), (new_pay, Compensation), (new_appointment, Appointment)]
)
def test_clicks_at_the_same_moment_have_one_effect(make, model):
    District.objects.get_or_create(pk=1, defaults={"name": "Test District"})
    address, data = make()
    before = model.objects.count()
    answers = clicks(address, data, [uuid.uuid4()] * 4)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert model.objects.count() == before + 1


def test_without_one_key_the_same_clicks_have_several_effects():
    """The control: what the key guards against does happen."""
    address, data = new_person()
    clicks(address, data, [uuid.uuid4() for _each in range(4)])
    assert Person.objects.filter(family_name="New").count() == 4

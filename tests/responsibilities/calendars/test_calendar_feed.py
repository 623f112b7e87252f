"""The secret address: shown once, ended at will and with the appointment, and without names."""

import datetime
import hashlib
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from leaders.models import AuditEntry
from responsibilities.models import Wishes
from tests.factories import ActivityFactory, CycleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_wednesday", "_fresh")]


@pytest.fixture
def _fresh():
    cache.clear()


def made(desk):
    """The path of a new address."""
    page = desk.post("/calendar/make/").content.decode()
    return re.search(r'value="http://testserver(/calendar/[\w-]{43}\.ics)"', page)[1]


def titles(address):
    return [str(part["SUMMARY"]) for part in Calendar.from_ical(Client().get(address).content).walk("VEVENT")]


def test_only_the_digest_is_stored_and_the_address_is_shown_once(desk):
    address = made(desk)
    token = address.split("/")[2].removesuffix(".ics")
    stored = Wishes.objects.get().calendar_hash
    assert stored == hashlib.sha256(token.encode()).hexdigest()
    assert token not in desk.get("/calendar/").content.decode()
    assert stored not in "".join(str(row.changes) for row in AuditEntry.objects.all())


def test_the_feed_is_a_calendar_that_nobody_keeps(desk):
    answer = Client().get(made(desk))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_it_holds_what_is_planned_due_and_done_and_no_name(desk, appointment, teacher):
    site = appointment.position.site
    facts = {"appointment": appointment, "supported": [teacher], "focus": "Fractions"}
    ActivityFactory(**facts, start_time=datetime.time(9))
    ActivityFactory(**facts, date=datetime.date(2026, 12, 1), status="planned", kind="observe")
    ActivityFactory(**facts, date=datetime.date(2026, 11, 4), status="draft", kind="plc")
    ActivityFactory(**facts, date=datetime.date(2026, 9, 20), kind="materials")
    CycleFactory(appointment=appointment, teacher=teacher, check_back=datetime.date(2026, 12, 9))
    address = made(desk)
    assert titles(address) == [
        f"Planned: Observe · {site} · 45 min",
        f"Co-plan · {site}",
        f"Coaching visit due · {site}",
        f"Check back · {site}",
    ]
    text = Client().get(address).content.decode()
    assert not [word for word in (teacher.family_name, teacher.given_name, "Fractions", "questioning") if word in text]


def test_times_are_written_so_that_every_program_shows_the_districts(desk, appointment):
    ActivityFactory(appointment=appointment, start_time=datetime.time(9))
    event = Calendar.from_ical(Client().get(made(desk)).content).walk("VEVENT")[0]
    assert event["DTSTART"].dt.isoformat() == "2026-11-03T14:00:00+00:00"
    assert (event["DTEND"].dt - event["DTSTART"].dt) == datetime.timedelta(minutes=45)


def test_a_new_address_ends_the_old_one(desk):
    old, new = made(desk), made(desk)
    assert [Client().get(address).status_code for address in (old, new)] == [404, 200]


def test_it_is_ended_at_will(desk):
    address = made(desk)
    assert desk.post("/calendar/revoke/").status_code == 302
    assert Client().get(address).status_code == 404


def test_it_ends_with_the_appointment(desk):
    address = made(desk)
    for day, status in (
        (datetime.datetime(2027, 6, 30, 17, tzinfo=datetime.UTC), 200),
        (datetime.datetime(2027, 7, 1, 17, tzinfo=datetime.UTC), 410),
    ):
        with time_machine.travel(day):
            assert Client().get(address).status_code == status


def test_it_ends_with_the_sign_in(desk):
    address = made(desk)
    user = Wishes.objects.get().user
    user.is_active = False
    user.save()
    assert Client().get(address).status_code == 410


def test_guessing_is_slowed_down_also_for_the_right_address(desk):
    address = made(desk)
    guesses = [Client().get(f"/calendar/{'x' * 42}{n % 10}.ics").status_code for n in range(31)]
    assert guesses == [404] * 30 + [429]
    assert Client().get(address).status_code == 429


@pytest.mark.parametrize("token", ["", "x", "x" * 42, "x" * 44, "../../etc/passwd", "x" * 42 + "%00"])
def test_what_is_no_token_is_no_page(token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_asks_the_database_as_often_for_three_entries_as_for_one(
    desk, appointment, rows, django_assert_num_queries
):
    for _ in range(rows):
        ActivityFactory(appointment=appointment)
        CycleFactory(appointment=appointment)
    address = made(desk)
    with django_assert_num_queries(9):
        Client().get(address)


def test_the_calendar_page_asks_five_times(desk, django_assert_num_queries):
    made(desk)
    with django_assert_num_queries(5):
        desk.get("/calendar/")

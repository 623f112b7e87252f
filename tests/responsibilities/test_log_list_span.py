"""The log of many leaders begins with its recent part, and counts no further than it has to."""

import datetime

import pytest
import time_machine

from leaders.models import District
from responsibilities.views.activities import ActivityList
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
RECENT, OLD = datetime.date(2026, 10, 1), datetime.date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-20 18:00Z", tick=False):
        yield


@pytest.fixture
def appointment():
    District.objects.create(pk=1, name="Test District")
    held = AppointmentFactory()
    for date in (RECENT, OLD):
        ActivityFactory(appointment=held, date=date)
    return held


@pytest.fixture
def coordinator(appointment, client):
    client.force_login(UserFactory(kind="coordinator"))
    return client


def count(client, query=""):
    return client.get(f"/activities/{query}").context["paging"].count


def test_a_coordinator_begins_with_this_month_and_the_last(coordinator):
    assert count(coordinator) == 1
    assert "since last month" in coordinator.get("/activities/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?span=all", 2),
        ("?span=recent", 1),
        ("?span=nonsense", 1),
        ("?month=2026-09", 1),
        ("?month=2026-09&span=recent", 1),
        ("?year=2027", 2),
        ("?year=2026", 0),
        ("?date_after=2026-09-30", 2),
        ("?kind=plc", 0),
    ],
)
def test_what_says_when_takes_the_place_of_the_recent_part(coordinator, query, found):
    assert count(coordinator, query) == found


def test_the_chip_of_the_recent_part_leads_to_the_whole_log(coordinator):
    answer = coordinator.get("/activities/?status=submitted")
    chip = next(each for each in answer.context["active"] if each.text == "since last month")
    assert coordinator.get(chip.remove_url).context["paging"].count == 2
    whole = coordinator.get(answer.context["clear_url"])
    assert (whole.context["active"], whole.context["paging"].count) == ([], 2)


def test_a_principal_begins_with_the_recent_part_of_the_own_school(appointment, client):
    client.force_login(UserFactory(kind="principal", kind__school=appointment.position.site))
    assert (count(client), count(client, "?span=all")) == (1, 2)


def test_ones_own_log_is_whole(appointment, client):
    client.force_login(UserFactory(person=appointment.person))
    assert count(client) == 2
    assert "span" not in client.get("/activities/").context["filter_form"].fields


@pytest.mark.parametrize("most", [2, 3])
def test_more_rows_than_are_counted_are_not_summed_up(coordinator, appointment, monkeypatch, most):
    ActivityFactory(appointment=appointment, date=OLD)
    monkeypatch.setattr(ActivityList, "most", most)
    answer = coordinator.get("/activities/?span=all")
    exceeded = most == 2
    assert ("more than 2" in answer.content.decode()) is exceeded
    assert (answer.context["totals"] == []) is exceeded
    assert answer.context["paging"].count == most


def test_teachers_and_leaders_are_found_within_the_span(coordinator, appointment):
    teacher = PersonFactory(family_name="Quillfeather")
    for date in (RECENT, OLD):
        ActivityFactory(appointment=appointment, date=date, supported=[teacher])
    leader = appointment.person.family_name
    assert (count(coordinator, f"?q={leader}"), count(coordinator, f"?q={leader}&span=all")) == (2, 4)
    found = [count(coordinator, f"?teacher=quillfeather{more}") for more in ("", "&span=all", "&month=2026-09")]
    assert found == [1, 2, 1]

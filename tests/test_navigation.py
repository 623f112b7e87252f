"""The main navigation: what each kind of user finds in it, and where one is."""

import re

import pytest

from tests.factories import AppointmentFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def groups(client, path="/"):
    """`{heading: [labels]}` of the navigation beside the page."""
    side = re.search(r'<nav class="side".*?</nav>', client.get(path).content.decode(), re.S)[0]
    parts = re.split(r'<p class="nav-heading"[^>]*>([^<]*)</p>', side)
    headings, lists = ["", *parts[1::2]], parts[::2]
    return {heading: re.findall(r"<a [^>]*>([^<]*)</a>", text) for heading, text in zip(headings, lists, strict=True)}


def current(client, path):
    """The entries marked as the place where one is."""
    side = re.search(r'<nav class="side".*?</nav>', client.get(path).content.decode(), re.S)[0]
    return re.findall(r'aria-current="page">([^<]*)<', side)


def test_a_leader_finds_the_own_work_first(client):
    client.force_login(UserFactory(person=AppointmentFactory().person))
    assert groups(client) == {
        "": ["Home"],
        "My work": ["My week", "My months", "My calendar"],
        "Insight": ["Board report", "Reports", "Time use", "Reach"],
        "The work": ["Activities", "Coaching cycles", "Requests for support"],
        "Programs": ["My programs", "Programs", "Cohorts", "Reviews", "Goals"],
        "District": ["Schools", "Roles"],
    }


def test_a_coordinator_finds_everything_in_groups(client):
    client.force_login(UserFactory(kind="coordinator"))
    assert list(groups(client)) == ["", "Insight", "The work", "Programs", "Staffing", "Money", "District"]


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("principal", ["", "Insight", "The work", "Programs", "Staffing", "District"]),
        ("business_office", ["", "Insight", "Programs", "Staffing", "Money", "District"]),
        ("viewer", ["", "Insight", "Programs", "District"]),
    ],
)
def test_a_heading_shows_only_with_entries(client, kind, headings):
    at = {"kind__school": SchoolFactory()} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    found = groups(client)
    assert list(found) == headings
    assert all(found.values())


def test_own_settings_stand_in_the_menu_of_the_account(client):
    client.force_login(UserFactory(person=AppointmentFactory().person))
    page = client.get("/").content.decode()
    assert '<a class="menu-link" href="/wishes/">My settings</a>' in page


def test_one_place_is_marked_also_on_a_page_of_another_address(client):
    client.force_login(UserFactory(kind="principal", kind__school=SchoolFactory()))
    assert current(client, "/") == ["Home"]
    assert current(client, "/activities/request/") == ["Requests for support"]
    assert current(client, "/reports/reach/") == ["Reach"]
    assert current(client, "/reports/board/") == ["Board report"]
    assert current(client, "/reports/tiny/freeze/") == ["Reports"]

"""Sessions in a leader's calendar feed: those they take part in or lead, each once, without names and links."""

import datetime

import pytest

from programs import calendar_source
from programs.actions import sessions
from programs.models import Session
from responsibilities.calendars.feed import SOURCES, as_file
from tests.coaching import DAY, NOON, TODAY
from tests.factories import AppointmentFactory, CohortFactory, EnrollmentFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


def feed(person):
    """The feed as text, its folded lines joined."""
    assert calendar_source.sessions in SOURCES
    return as_file(person, TODAY, "Log").decode().replace("\r\n ", "")


def titles(person):
    return [line.partition(":")[2] for line in feed(person).splitlines() if line.startswith("SUMMARY")]


@pytest.mark.parametrize("status", ["accepted", "enrolled", "completed"])
def test_whoever_holds_a_seat_has_the_sessions(status):
    row = EnrollmentFactory(status=status, cohort__program__name="Institute")
    SessionFactory(cohort=row.cohort, title="Listening", date=TODAY)
    assert titles(row.person) == ["Listening · Institute · Library"]


@pytest.mark.parametrize("status", ["applied", "waitlisted", "withdrawn", "declined"])
def test_whoever_holds_no_seat_does_not(status):
    row = EnrollmentFactory(status=status)
    SessionFactory(cohort=row.cohort, date=TODAY)
    assert titles(row.person) == []


def test_the_feed_reaches_two_months_back_and_a_year_ahead():
    row = EnrollmentFactory()
    for days in (-61, -60, 366, 367):
        SessionFactory(cohort=row.cohort, title=f"Day {days}", date=TODAY + days * DAY)
    assert [title.split(" · ")[0] for title in titles(row.person)] == ["Day -60", "Day 366"]


def test_what_one_leads_is_there_once_though_the_log_plans_it(coordinator):
    leader = AppointmentFactory().person
    cohort = CohortFactory()
    EnrollmentFactory(cohort=cohort, person=leader)
    without = SessionFactory(cohort=CohortFactory(), title="Elsewhere", date=TODAY, facilitators=[leader])
    times = {"starts": datetime.time(15), "ends": datetime.time(17), "minutes": 120, "place": "Gym"}
    session = Session(cohort=cohort, title="Listening", date=TODAY + DAY, **times)
    sessions.save_session(session=session, facilitators=[leader], by=coordinator)
    site = leader.appointments.get().position.site
    assert titles(leader) == [f"Planned: PD delivery · {site}", f"Elsewhere · {without.cohort.program} · Library"]


def test_what_is_canceled_stays_and_says_so():
    row = EnrollmentFactory(cohort__program__name="Institute")
    SessionFactory(cohort=row.cohort, title="Listening", date=TODAY, is_cancelled=True)
    assert titles(row.person) == ["Canceled: Listening · Institute · Library"]
    assert "STATUS:CANCELLED" in feed(row.person)
    SessionFactory(cohort=CohortFactory(is_cancelled=True), date=TODAY, facilitators=[row.person])
    assert feed(row.person).count("STATUS:CANCELLED") == 2


def test_no_name_and_no_link_leaves_the_site():
    row = EnrollmentFactory()
    leader = PersonFactory(family_name="Zanzibarsky")
    facts = {"mode": "online", "link": "https://meet.example/secret", "place": "", "date": TODAY}
    session = SessionFactory(cohort=row.cohort, facilitators=[leader], **facts)
    text = feed(row.person)
    assert "· online" in text
    assert not any(word in text for word in ("Zanzibarsky", "secret", session.door_code, session.exit_code))

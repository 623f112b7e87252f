"""Checking in by code: when it is taken, what people are told otherwise, and what it is worth."""

import datetime

import pytest

from leaders.models import AuditEntry, District
from programs.actions.attendance import AttendanceRefused, Mark, mark_attendance
from programs.models import Attendance, Session
from responsibilities.models import Activity
from tests.factories import AppointmentFactory, EnrollmentFactory, PersonFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 3)  # the session is from 15:00 to 17:00 in New York: 20:00 to 22:00 UTC


def at(hour, minute=0):
    return datetime.datetime(2026, 11, 3, hour + 5, minute, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _during(time_machine):
    District.objects.create(pk=1, name="Test District")
    time_machine.move_to(at(15, 5), tick=False)


@pytest.fixture
def session():
    return SessionFactory(date=DAY, facilitators=[PersonFactory(family_name="Leader")])


@pytest.fixture
def enrollment(session):
    row = EnrollmentFactory(cohort=session.cohort)
    UserFactory(person=row.person)
    return row


def tap(client, code):
    return client.post("/check-in/", {"code": code, "here": "1"})


def text(answer):
    return answer.content.decode()


def sums(enrollment):
    enrollment.refresh_from_db()
    return enrollment.minutes, enrollment.attended


def test_scanning_writes_nothing_and_one_tap_credits_once(client, session, enrollment):
    client.force_login(enrollment.person.user)
    assert "I am here" in text(client.get(f"/check-in/{session.door_code}/"))
    assert Attendance.objects.count() == 0
    assert [tap(client, session.door_code).status_code for _twice in "ab"] == [200, 200]
    assert (Attendance.objects.count(), sums(enrollment)) == (1, (120, 1))


def test_a_code_typed_in_small_letters_is_known(client, session, enrollment):
    client.force_login(enrollment.person.user)
    assert "I am here" in text(client.post("/check-in/", {"code": session.door_code.lower()}))
    assert Attendance.objects.count() == 0


def test_the_code_survives_signing_in(client, session):
    answer = client.get(f"/check-in/{session.door_code}/")
    assert answer["Location"] == f"/accounts/login/?next=/check-in/{session.door_code}/"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(14, 29), "Check-in opens at 2:30 p.m."),
        (at(14, 30), "I am here"),
        (at(18), "I am here"),
        (at(18, 1), "ask Ana Leader"),
        (at(15) - datetime.timedelta(days=1), "another day"),
    ],
)
def test_the_window_opens_and_closes_to_the_minute(client, session, enrollment, time_machine, now, words):
    time_machine.move_to(now, tick=False)
    client.force_login(enrollment.person.user)
    assert words in text(client.get(f"/check-in/{session.door_code}/"))
    tap(client, session.door_code)
    assert Attendance.objects.exists() == (words == "I am here")


def test_a_canceled_session_takes_nobody(client, enrollment):
    session = SessionFactory(cohort=enrollment.cohort, date=DAY, is_cancelled=True)
    client.force_login(enrollment.person.user)
    assert "canceled" in text(tap(client, session.door_code))
    assert not Attendance.objects.exists()


def test_of_two_codes_the_second_credits(client, enrollment, time_machine):
    session = SessionFactory(cohort=enrollment.cohort, date=DAY, two_codes=True)
    client.force_login(enrollment.person.user)
    assert "second code" in text(tap(client, session.door_code))
    assert sums(enrollment) == (0, 0)
    assert "opens at 4 p.m." in text(tap(client, session.exit_code))
    time_machine.move_to(at(16), tick=False)
    assert "120 minutes" in text(tap(client, session.exit_code))
    assert "120 minutes" in text(tap(client, session.exit_code))
    assert sums(enrollment) == (120, 1)


def test_the_second_code_without_the_first_says_what_to_do(client, enrollment, time_machine):
    session = SessionFactory(cohort=enrollment.cohort, date=DAY, two_codes=True)
    time_machine.move_to(at(16, 30), tick=False)
    client.force_login(enrollment.person.user)
    assert "first code is missing" in text(tap(client, session.exit_code))
    assert not Attendance.objects.exists()


def test_who_is_not_enrolled_is_told_whom_to_ask(client, session):
    EnrollmentFactory(cohort=session.cohort, person__family_name="Secret")
    client.force_login(UserFactory(person=PersonFactory()))
    answer = text(tap(client, session.door_code))
    assert "Ask Ana Leader" in answer
    assert "Secret" not in answer
    assert not Attendance.objects.exists()


def test_guessing_ends_after_twenty_wrong_codes(client, session, enrollment):
    client.force_login(enrollment.person.user)
    assert [tap(client, "AAAAAA").status_code for _try in range(21)] == [422] * 20 + [429]
    assert tap(client, session.door_code).status_code == 429
    client.force_login(UserFactory(person=PersonFactory()))
    assert tap(client, session.door_code).status_code == 200


def test_codes_of_a_session_from_before_its_place_was_asked_for_stay_and_it_says_why(client, session):
    Session.objects.update(place="")
    client.force_login(UserFactory(kind="coordinator"))
    answer = client.post(f"/sessions/{session.pk}/codes/", follow=True)
    assert "Name a school, or a room or address." in text(answer)
    assert Session.objects.get().door_code == session.door_code


def test_no_code_stands_in_the_history(client, session, enrollment):
    client.force_login(UserFactory(kind="coordinator"))
    before = (session.door_code, session.exit_code)
    client.post(f"/sessions/{session.pk}/codes/")
    session.refresh_from_db()
    assert not {session.door_code, session.exit_code} & set(before)
    told = str(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert AuditEntry.objects.filter(model="programs.session").exists()
    assert not [code for code in (*before, session.door_code, session.exit_code) if code in told]


def test_an_older_page_does_not_wipe_newer_marks(session, enrollment):
    by = UserFactory(kind="coordinator")
    mark_attendance(marks=[Mark(enrollment, session, 90, None)], by=by)
    with pytest.raises(AttendanceRefused):
        mark_attendance(marks=[Mark(enrollment, session, 120, None)], by=by)
    assert sums(enrollment) == (90, 1)
    mark_attendance(marks=[Mark(enrollment, session, None, 90)], by=by)
    assert sums(enrollment) == (0, 0)


@pytest.mark.parametrize(("minutes", "status"), [("120", 302), ("121", 422), ("x", 422)])
def test_the_typed_sheet_takes_minutes_of_the_session(client, session, enrollment, minutes, status):
    client.force_login(UserFactory(kind="coordinator"))
    sent = {f"m.{enrollment.pk}": minutes, f"v.{enrollment.pk}": ""}
    assert client.post(f"/sessions/{session.pk}/attendance/", sent).status_code == status
    assert Attendance.objects.exists() == (status == 302)


def test_a_stale_sheet_shows_both_versions(client, session, enrollment):
    client.force_login(UserFactory(kind="coordinator"))
    sent = {f"m.{enrollment.pk}": "60", f"v.{enrollment.pk}": ""}
    assert client.post(f"/sessions/{session.pk}/attendance/", sent).status_code == 302
    answer = client.post(f"/sessions/{session.pk}/attendance/", sent | {f"m.{enrollment.pk}": "30"})
    assert (answer.status_code, "stored now: 60" in text(answer)) == (409, True)


def test_a_facilitator_leads_their_own_session_only(client, session):
    leader = AppointmentFactory()
    session.facilitators.add(leader.person)
    client.force_login(UserFactory(person=leader.person))
    pages = ["door", "present", "sheet", "attendance"]
    assert [client.get(f"/sessions/{session.pk}/{page}/").status_code for page in pages] == [200] * 4
    other = SessionFactory(cohort=session.cohort, date=DAY)
    assert [client.get(f"/sessions/{other.pk}/{page}/").status_code for page in pages] == [404] * 4


def test_what_a_leader_attended_is_logged_by_one_tap_and_once(client, session):
    held = AppointmentFactory()
    enrollment = EnrollmentFactory(cohort=session.cohort, person=held.person)
    client.force_login(UserFactory(person=held.person))
    assert "Log it" in text(tap(client, session.door_code))
    row = Attendance.objects.get(enrollment=enrollment)
    for _twice in "ab":
        assert client.post(f"/attendance/{row.pk}/log/").status_code == 302
    entry = Activity.objects.get()
    assert (entry.category.code, entry.minutes, entry.date, entry.source) == ("own_learning", 120, DAY, "program")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("part", ["present", "sheet", "attendance"])
def test_pages_ask_as_often_for_three_as_for_one(client, session, rows, part, django_assert_num_queries):
    for _each in range(rows):
        EnrollmentFactory(cohort=session.cohort)
    client.force_login(UserFactory(kind="coordinator"))
    with django_assert_num_queries(6):
        client.get(f"/sessions/{session.pk}/{part}/")

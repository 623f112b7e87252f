"""One tap in the list of who is in: was here, and back again; with scripts and without."""

import pytest
from django.core.exceptions import ValidationError

from leaders.models import AuditEntry
from programs.actions.attendance import Mark, mark_attendance, mark_here, unmark_here
from programs.models import Attendance
from tests.coaching import DAY, NOON, TODAY
from tests.factories import AppointmentFactory, AttendanceFactory, EnrollmentFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def session():
    return SessionFactory(date=TODAY)


@pytest.fixture
def seat(session):
    return EnrollmentFactory(cohort=session.cohort, person__given_name="Ana", person__family_name="Young")


@pytest.fixture
def tap(client, coordinator, session, seat):
    """Sends the button of the seat as the page does."""
    client.force_login(coordinator)

    def sent(follow=True, headers=None, **fields):
        return client.post(
            f"/sessions/{session.pk}/here/", {"enrollment": seat.pk, **fields}, follow=follow, headers=headers
        )

    return sent


def sums(seat):
    seat.refresh_from_db()
    return seat.minutes, seat.attended


def test_one_tap_marks_and_one_takes_it_back(tap, seat):
    page = tap().content.decode()
    assert "Ana Young: was here." in page
    assert "1 of 1 are in" in page
    assert sums(seat) == (120, 1)
    assert Attendance.objects.get().how == "sheet"
    assert "Ana Young: not marked any more." in tap(undo=1).content.decode()
    assert (sums(seat), Attendance.objects.count()) == ((0, 0), 0)
    assert AuditEntry.objects.filter(model="programs.attendance").count() == 2


def test_a_repeat_changes_nothing(tap, seat):
    for fields in ({}, {}, {"undo": 1}, {"undo": 1}):
        assert tap(follow=False, **fields).status_code == 302
    assert sums(seat) == (0, 0)
    assert AuditEntry.objects.filter(model="programs.attendance").count() == 2


def test_with_scripts_the_list_alone_comes_back_with_the_same_button_in_place(tap, seat):
    answer = tap(headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer
    assert "data-live>Ana Young: was here." in answer
    assert f'id="here-{seat.pk}" name="undo"' in answer


@pytest.mark.parametrize("facts", [{"how": "code"}, {"how": "file"}, {"how": "sheet", "minutes": 60}])
def test_what_no_tap_wrote_is_not_taken_back_by_one(tap, session, seat, facts):
    row = AttendanceFactory(session=session, enrollment=seat, **facts)
    assert "not marked by one tap" in tap(undo=1).content.decode()
    assert Attendance.objects.get().minutes == row.minutes


def test_who_is_in_by_code_stays_as_they_are(tap, session, seat):
    AttendanceFactory(session=session, enrollment=seat, how="code", minutes=0)
    tap()
    assert Attendance.objects.values_list("how", "minutes").get() == ("code", 0)


@pytest.mark.parametrize(("days", "marked"), [(0, True), (1, False)])
def test_a_session_yet_to_come_has_no_buttons_and_takes_no_mark(client, tap, session, seat, days, marked):
    session.date = TODAY + days * DAY
    session.save()
    page = tap().content.decode()
    assert Attendance.objects.exists() == marked
    assert ("/here/" in page) == marked
    assert ("is yet to come" in page) != marked


def test_somebody_without_a_seat_here_is_not_marked(tap, client, session):
    for key in (EnrollmentFactory().pk, EnrollmentFactory(cohort=session.cohort, status="applied").pk, "x", ""):
        assert client.post(f"/sessions/{session.pk}/here/", {"enrollment": key}).status_code == 404
    assert not Attendance.objects.exists()


def test_who_facilitates_marks_in_their_own_session_only(client, session, seat):
    leader = AppointmentFactory()
    session.facilitators.add(leader.person)
    client.force_login(UserFactory(person=leader.person))
    other = SessionFactory(cohort=session.cohort, date=TODAY)
    answers = [client.post(f"/sessions/{each.pk}/here/", {"enrollment": seat.pk}) for each in (session, other)]
    assert [answer.status_code for answer in answers] == [302, 404]
    assert Attendance.objects.get().session == session


def test_the_actions_undo_only_what_they_did(session, seat, coordinator):
    facts = {"session": session, "enrollment": seat, "by": coordinator}
    mark_here(**facts)
    mark_attendance(marks=[Mark(seat, session, 90, 120)], by=coordinator)
    with pytest.raises(ValidationError, match="minutes are typed in"):
        unmark_here(**facts)
    assert sums(seat) == (90, 1)


@pytest.mark.parametrize("amount", [1, 3])
def test_the_list_asks_as_often_for_three_people_as_for_one(
    client, coordinator, session, django_assert_num_queries, amount
):
    for _each in range(amount):
        AttendanceFactory(session=session, enrollment=EnrollmentFactory(cohort=session.cohort))
    client.force_login(coordinator)
    with django_assert_num_queries(6):
        client.get(f"/sessions/{session.pk}/present/")

"""Attendance as a file: out as CSV, in by a preview that names every fault by row and column, and all or nothing."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leaders.models import District
from programs.models import Attendance
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    EnrollmentFactory,
    PersonFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _the_day_after(time_machine):
    District.objects.create(pk=1, name="Test District")
    time_machine.move_to(datetime.datetime(2026, 11, 4, 15, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def session():
    return SessionFactory(date=DAY)


def seat(session, given="Ana", family="Ortiz", **facts):
    person = PersonFactory(given_name=given, family_name=family, **facts)
    return EnrollmentFactory(cohort=session.cohort, person=person)


@pytest.fixture
def signed_in(client):
    client.force_login(UserFactory(kind="coordinator"))
    return client


def lead(client, session):
    """Signed in as a teacher leader who leads the session."""
    leader = AppointmentFactory().person
    session.facilitators.add(leader)
    client.force_login(UserFactory(person=leader))


def hand_in(client, session, *lines, name="came.csv"):
    file = SimpleUploadedFile(name, "\r\n".join(lines).encode())
    return client.post(f"/sessions/{session.pk}/attendance/file/", {"file": file})


def apply(client, session, *cells):
    """Send the preview on: `(enrollment, minutes, what was stored)` of each row."""
    sent = {"apply": "1"}
    for row, minutes, seen in cells:
        sent |= {f"m.{row.pk}": minutes, f"v.{row.pk}": seen}
    return client.post(f"/sessions/{session.pk}/attendance/file/", sent)


def text(answer):
    return answer.content.decode()


def stored():
    return sorted(Attendance.objects.values_list("minutes", "how"))


def exported(client, session):
    answer = client.get(f"/sessions/{session.pk}/attendance/export/")
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_the_export_has_a_line_for_everyone_who_holds_a_seat(signed_in, session):
    AttendanceFactory(session=session, enrollment=seat(session, local_id="S-1"), minutes=90)
    seat(session, "Ben", "Quill", local_id="=1+1")
    assert exported(signed_in, session) == [
        '"Staff number","Name","Minutes","Recorded by"',
        '"S-1","Ana Ortiz",90,"sheet"',
        '"\'=1+1","Ben Quill","",""',
    ]


def test_whoever_leads_the_session_gets_no_staff_numbers(client, session):
    seat(session, local_id="S-1")
    lead(client, session)
    assert exported(client, session) == ['"Name","Minutes","Recorded by"', '"Ana Ortiz","",""']


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("Staff number", "s-1"),
        ("E-mail", "ANA@district.example"),
        ("email", "ana@district.example"),
        ("Name", '"Ortiz, Ána"'),
        ("name", "ana ortiz"),
    ],
)
def test_a_row_is_known_by_number_address_or_name(signed_in, session, head, cell):
    row = seat(session, local_id="S-1", email="ana@district.example")
    answer = hand_in(signed_in, session, f"{head},Minutes", f"{cell},90")
    assert answer.status_code == 200
    assert "1 change in 1 rows" in text(answer)
    assert f'name="m.{row.pk}" value="90"' in text(answer)
    assert not Attendance.objects.exists()


def test_what_the_preview_showed_is_written(signed_in, session):
    rows = [seat(session), seat(session, "Ben", "Quill"), seat(session, "Cy", "Rowe")]
    AttendanceFactory(session=session, enrollment=rows[1], minutes=60)
    answer = apply(signed_in, session, (rows[0], "90", ""), (rows[1], "", "60"))
    assert answer.status_code == 302
    assert stored() == [(90, "file")]


def test_an_export_comes_back_without_a_change(signed_in, session):
    AttendanceFactory(session=session, enrollment=seat(session, local_id="S-1"), minutes=90)
    seat(session, "Ben", "Quill", local_id="=1+1")
    assert "0 changes in 2 rows" in text(hand_in(signed_in, session, *exported(signed_in, session)))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Nobody Here,90", "row 3, column Name: “Nobody Here” fits nobody who holds a seat in this cohort."),
        ("Ana Ortiz,90", "row 3, column Name: “Ana Ortiz” stands in row 2 already."),
        ("Twin Same,90", "row 3, column Name: “Twin Same” fits several people."),
        (",90", "row 3, column Name: The row does not say who was there."),
        ("Ben Quill,121", "row 3, column Minutes: “121” is not a number of minutes from 0 to 120."),
        ("Ben Quill,-1", "row 3, column Minutes: “-1” is not a number of minutes"),
        ("Ben Quill,two", "row 3, column Minutes: “two” is not a number of minutes"),
        ("Ben Quill,60,more", "row 3: The row has 3 cells, the header has 2."),
    ],
)
def test_a_fault_is_told_by_row_and_column_and_takes_the_whole_file_back(signed_in, session, line, words):
    for names in [("Ana", "Ortiz"), ("Ben", "Quill"), ("Twin", "Same"), ("Twin", "Same")]:
        seat(session, *names)
    answer = hand_in(signed_in, session, "Name,Minutes", "Ana Ortiz,90", line)
    assert answer.status_code == 422
    assert f"came.csv, {words}" in text(answer)
    assert not Attendance.objects.exists()


def test_a_person_who_holds_no_seat_here_is_nobody(signed_in, session):
    EnrollmentFactory(
        cohort=session.cohort, person=PersonFactory(given_name="Wai", family_name="Ting"), status="applied"
    )
    assert hand_in(signed_in, session, "Name,Minutes", "Wai Ting,90").status_code == 422


@pytest.mark.parametrize(
    ("lines", "name", "words"),
    [
        (["Name,Hours", "Ana Ortiz,2"], "came.csv", "The column “Minutes” is missing."),
        (["Who,Minutes", "Ana Ortiz,2"], "came.csv", "No column says who was there."),
        (["Name,Minutes"], "came.csv", "The file holds no rows."),
        (["Name,Minutes"], "came.xlsx", "The file is called .xlsx but is not one."),
        (["%PDF"], "came.pdf", "is of another kind"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_words(signed_in, session, lines, name, words):
    seat(session)
    answer = hand_in(signed_in, session, *lines, name=name)
    assert (answer.status_code, words in text(answer)) == (422, True)


def test_whoever_leads_the_session_cannot_ask_whose_a_staff_number_is(client, session):
    seat(session, local_id="S-1")
    lead(client, session)
    answer = hand_in(client, session, "Staff number,Minutes", "S-1,90")
    assert (answer.status_code, "No column says who was there." in text(answer)) == (422, True)


def test_what_changed_after_the_preview_is_shown_and_nothing_is_written(signed_in, session):
    rows = [seat(session), seat(session, "Ben", "Quill")]
    AttendanceFactory(session=session, enrollment=rows[1], minutes=60)
    cells = [(rows[0], "90", ""), (rows[1], "120", "")]
    answer = apply(signed_in, session, *cells)
    assert (answer.status_code, f'name="v.{rows[1].pk}" value="60"' in text(answer)) == (409, True)
    assert stored() == [(60, "sheet")]


def test_one_wrong_line_of_the_preview_writes_none(signed_in, session):
    rows = [seat(session), seat(session, "Ben", "Quill")]
    assert apply(signed_in, session, (rows[0], "90", ""), (rows[1], "121", "")).status_code == 422
    assert not Attendance.objects.exists()

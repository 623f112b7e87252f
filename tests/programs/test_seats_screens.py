"""Pages of seats as people use them: asked for, decided, waited for, given up, written about."""

import datetime
import uuid

import pytest
from django.core import mail

from leaders.models import AuditEntry
from programs.models import Cohort, Enrollment
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    CohortFactory,
    EnrollmentFactory,
    PersonFactory,
    ProgramFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
NOON = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def leader():
    return UserFactory(person=AppointmentFactory().person)


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


def sent(row=None, **fields):
    version = {"version": row.version} if row is not None else {}
    return {"client_key": str(uuid.uuid4()), **version, **fields}


def ticked(*rows, **fields):
    return {
        "client_key": str(uuid.uuid4()),
        "rows": [f"{row.pk}:{row.version}" for row in rows],
        "reason": "",
        **fields,
    }


def status(row):
    return Enrollment.objects.get(pk=row.pk).status


def text(response):
    return " ".join(response.content.decode().split())


def open_cohort(**facts):
    return CohortFactory(enroll_from=TODAY - DAY, enroll_until=TODAY + DAY, **facts)


def test_a_teacher_leader_asks_for_a_seat_confirms_it_and_leaves(as_leader, leader):
    cohort = open_cohort()
    assert cohort.program.name in text(as_leader.get("/programs/mine/"))
    assert as_leader.post(f"/cohorts/{cohort.pk}/ask/", sent()).status_code == 302
    row = Enrollment.objects.get()
    assert (row.person, row.status) == (leader.person, "applied")
    Enrollment.objects.update(status="accepted")
    Cohort.objects.update(held=1)
    assert "Confirm my seat" in text(as_leader.get("/"))
    as_leader.post(f"/enrollments/{row.pk}/confirm/", sent())
    assert (status(row), Enrollment.objects.get().participant) == ("enrolled", "current")
    as_leader.post(f"/enrollments/{row.pk}/leave/", sent(why="workload"))
    assert (status(row), Cohort.objects.get().held) == ("withdrawn", 0)


def test_outside_the_window_the_form_says_when(as_leader):
    cohort = CohortFactory(enroll_from=TODAY + DAY, enroll_until=TODAY + DAY)
    response = as_leader.post(f"/cohorts/{cohort.pk}/ask/", sent())
    assert response.status_code == 422
    assert "Seats can be asked for from 11/25/2026" in text(response)


def test_of_a_seat_of_somebody_else_nothing_is_found(as_leader):
    row = EnrollmentFactory(status="accepted")
    for page in ("", "confirm/", "leave/"):
        assert as_leader.get(f"/enrollments/{row.pk}/{page}").status_code == 404


def test_my_programs_tell_what_is_missing_and_the_next_session(as_leader, leader):
    cohort = CohortFactory(required_minutes=120, practice_task=True)
    EnrollmentFactory(cohort=cohort, person=leader.person)
    SessionFactory(cohort=cohort, date=TODAY - DAY, title="The past one")
    SessionFactory(cohort=cohort, date=TODAY + DAY, title="The next one")
    SessionFactory(cohort=cohort, date=TODAY + 2 * DAY, title="A later one")
    for address in ("/", "/programs/mine/"):
        page = text(as_leader.get(address))
        assert "The next one" in page
        assert "A later one" not in page
        assert "The past one" not in page
        assert "practice task missing" in page


def test_the_coordinator_accepts_from_the_page_and_a_full_cohort_says_so(as_coordinator):
    cohort = CohortFactory(capacity=1)
    first, second = (EnrollmentFactory(cohort=cohort, status="applied") for _each in range(2))
    as_coordinator.post(f"/enrollments/{first.pk}/accept/", sent(first, reason=""))
    response = as_coordinator.post(f"/enrollments/{second.pk}/accept/", sent(second, reason=""), follow=True)
    assert [status(first), status(second)] == ["accepted", "waitlisted"]
    assert "All seats are taken: 1 person is on the waiting list." in text(response)
    assert "Place on the waiting list" in text(response)


def test_a_free_seat_is_offered_to_who_waits_longest_with_one_tap(as_coordinator):
    cohort = CohortFactory(capacity=1)
    gone = EnrollmentFactory(cohort=cohort)
    later = EnrollmentFactory(cohort=cohort, status="waitlisted", waiting_since=NOON - DAY)
    first = EnrollmentFactory(cohort=cohort, status="waitlisted", waiting_since=NOON - 2 * DAY)
    assert "Give the seat to" not in text(as_coordinator.get(f"/cohorts/{cohort.pk}/"))
    response = as_coordinator.post(f"/enrollments/{gone.pk}/withdraw/", sent(gone, why="moved", reason=""), follow=True)
    for page in (response, as_coordinator.get(f"/cohorts/{cohort.pk}/")):
        assert f"Give the seat to {first.person}" in text(page)
    as_coordinator.post(f"/enrollments/{first.pk}/accept/", sent(first))
    assert [status(first), status(later)] == ["accepted", "waitlisted"]


def test_ticked_people_are_accepted_in_the_order_in_which_they_wait(as_coordinator):
    cohort = CohortFactory(capacity=2)
    applied = EnrollmentFactory(cohort=cohort, status="applied", applied_on=TODAY - 9 * DAY)
    later = EnrollmentFactory(cohort=cohort, status="waitlisted", waiting_since=NOON - DAY)
    first = EnrollmentFactory(cohort=cohort, status="waitlisted", waiting_since=NOON - 2 * DAY)
    response = as_coordinator.post("/enrollments/accept/", ticked(applied, later, first), follow=True)
    assert [status(row) for row in (first, later, applied)] == ["accepted", "accepted", "waitlisted"]
    assert "1 person is on the waiting list" in text(response)


@pytest.mark.parametrize(
    ("step", "begin", "end", "more"),
    [
        ("waitlist", "applied", "waitlisted", {}),
        ("decline", "waitlisted", "declined", {}),
        ("withdraw", "enrolled", "withdrawn", {"why": "left"}),
    ],
)
def test_ticked_people_take_a_step_together_or_not_at_all(as_coordinator, step, begin, end, more):
    rows = [EnrollmentFactory(status=begin) for _each in range(2)]
    stuck = EnrollmentFactory(status="completed")
    refused = as_coordinator.post(f"/enrollments/{step}/", ticked(*rows, stuck, **more))
    assert refused.status_code == 422
    assert stuck.person.name in text(refused)
    assert [status(row) for row in rows] == [begin, begin]
    as_coordinator.post(f"/enrollments/{step}/", ticked(*rows, **more))
    assert [status(row) for row in rows] == [end, end]


def test_a_message_goes_to_each_alone_and_once(as_coordinator, django_capture_on_commit_callbacks):
    rows = [EnrollmentFactory() for _each in range(2)]
    body = ticked(*rows, subject="Bring a laptop", reason="We try it on Tuesday.")
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            as_coordinator.post("/enrollments/message/", body)
    assert sorted(each.to for each in mail.outbox) == sorted([row.person.email] for row in rows)
    assert not any(each.cc or each.bcc for each in mail.outbox)
    assert "We try it on Tuesday." in mail.outbox[0].body
    kept = list(AuditEntry.objects.filter(model="programs.enrollment").values_list("changes", flat=True))
    assert kept == [{"message sent": [None, "Bring a laptop"]}] * 2


def test_a_message_that_one_cannot_get_is_sent_to_nobody(as_coordinator, django_capture_on_commit_callbacks):
    rows = [EnrollmentFactory(), EnrollmentFactory(person__email="")]
    with django_capture_on_commit_callbacks(execute=True):
        response = as_coordinator.post("/enrollments/message/", ticked(*rows, subject="Hello", reason="Words"))
    assert response.status_code == 422
    assert "no e-mail address" in text(response)
    assert mail.outbox == []


def test_a_subject_of_two_lines_makes_no_header(as_coordinator, django_capture_on_commit_callbacks):
    row = EnrollmentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        body = ticked(row, subject="Hello\nBcc: someone@elsewhere.example", reason="Words")
        as_coordinator.post("/enrollments/message/", body)
    assert [each.recipients() for each in mail.outbox] == [[row.person.email]]


def test_who_is_accepted_or_waits_gets_a_mail_at_the_address_of_their_sign_in(
    as_coordinator, django_capture_on_commit_callbacks
):
    cohort = CohortFactory(capacity=1)
    rows = [EnrollmentFactory(cohort=cohort, status="applied", applied_on=TODAY - day * DAY) for day in (2, 1)]
    user = UserFactory(person=rows[0].person)
    with django_capture_on_commit_callbacks(execute=True):
        as_coordinator.post("/enrollments/accept/", ticked(*rows))
    assert [each.to for each in mail.outbox] == [[user.email], [rows[1].person.email]]
    assert "there is a seat for you" in mail.outbox[0].body
    assert "waiting list" in mail.outbox[1].body
    assert f"/enrollments/{rows[0].pk}/" in mail.outbox[0].body


def test_people_are_added_by_name_number_or_address(as_coordinator):
    cohort = CohortFactory(capacity=2)
    people = [PersonFactory(family_name="Quiroga"), PersonFactory(local_id="T-77"), PersonFactory()]
    lines = f"Quiroga\nT-77\n\n{people[2].email.upper()}\nQuiroga"
    response = as_coordinator.post(f"/cohorts/{cohort.pk}/people/add/", sent(people=lines, reason=""), follow=True)
    found = {row.person: row.status for row in Enrollment.objects.all()}
    assert found == dict(zip(people, ["enrolled", "enrolled", "waitlisted"], strict=True))
    assert "2 enrolled." in text(response)


def test_a_line_that_fits_nobody_or_several_is_named(as_coordinator):
    PersonFactory.create_batch(2, given_name="Twin")
    cohort = CohortFactory()
    response = as_coordinator.post(f"/cohorts/{cohort.pk}/people/add/", sent(people="Ana\nNobody Here", reason=""))
    assert response.status_code == 422
    assert "“Nobody Here” fits nobody who works here." in text(response)
    assert not Enrollment.objects.exists()


def test_case_15_seats_of_teacher_leaders_and_of_others_are_counted_apart(as_coordinator):
    cohort = CohortFactory(capacity=40, program=ProgramFactory(name="STEM Institute"))
    for count, participant in ((12, "current"), (15, "aspiring"), (5, "other")):
        EnrollmentFactory.create_batch(count, cohort=cohort, participant=participant)
    EnrollmentFactory(cohort=cohort, participant="current", status="waitlisted")
    for address in (f"/cohorts/{cohort.pk}/", cohort.program.get_absolute_url()):
        page = text(as_coordinator.get(address))
        assert 'Teacher leader seats</span> <span class="stat-value">12<' in page
        assert 'Other seats</span> <span class="stat-value">20<' in page


def test_a_principal_sees_the_own_staff_and_not_why_they_left(client):
    school = SchoolFactory()
    client.force_login(UserFactory(kind="principal", kind__school=school))
    own = EnrollmentFactory(person__home_school=school, status="withdrawn", status_why="leave")
    other = EnrollmentFactory(person__family_name="Elsewhere", cohort=own.cohort)
    page = text(client.get("/enrollments/?columns=person&columns=why"))
    assert own.person.family_name in page
    assert "Elsewhere" not in page
    assert "leave or illness" not in text(client.get("/enrollments/"))
    assert "leave or illness" not in text(client.get(own.get_absolute_url()))
    assert client.get(other.get_absolute_url()).status_code == 404
    assert 'Enrolled</span> <span class="stat-value">' not in text(client.get(own.cohort.get_absolute_url()))


def listed(client, query):
    return {row[0] for row in client.get(f"/enrollments/?{query}").context["rows"]}


def test_the_list_is_filtered_by_each_of_its_filters(as_coordinator):
    school = SchoolFactory()
    one = EnrollmentFactory(person__home_school=school, participant="current", cohort__required_sessions=1)
    waiting = EnrollmentFactory(status="waitlisted", person__family_name="Quiroga", cohort__school_year=2026)
    full = EnrollmentFactory(status="waitlisted", cohort=CohortFactory(capacity=1, held=1))
    asks = EnrollmentFactory(status="applied", cohort__school_year=2025)
    EnrollmentFactory(status="applied", cohort__school_year=2025, cohort__is_cancelled=True)
    waiting.person.other_schools.add(school)
    expected = {
        "status=holding": {one.pk},
        "status=waitlisted": {waiting.pk, full.pk},
        "status=line": {waiting.pk},
        "status=undecided": {asks.pk},
        "participant=current": {one.pk},
        f"program={one.cohort.program_id}": {one.pk},
        f"cohort={waiting.cohort_id}": {waiting.pk},
        "year=2026": {waiting.pk},
        f"school={school.pk}": {one.pk, waiting.pk},
        "missing=true": {one.pk},
        "q=quiroga": {waiting.pk},
    }
    assert {query: listed(as_coordinator, query) for query in expected} == expected


def test_who_has_all_that_is_asked_for_misses_nothing(as_coordinator):
    EnrollmentFactory(cohort__required_sessions=1)
    met = EnrollmentFactory(cohort__required_sessions=1, attended=1)
    assert listed(as_coordinator, "missing=false") == {met.pk}


def test_the_list_sums_up_and_exports_what_it_shows(as_coordinator):
    AttendanceFactory()
    AttendanceFactory()
    assert "4 h" in text(as_coordinator.get("/enrollments/?columns=person&columns=time"))
    lines = b"".join(as_coordinator.get("/enrollments/?export=csv").streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert "all met" in lines[1]


def test_home_counts_what_the_coordinator_has_to_decide(as_coordinator):
    EnrollmentFactory(status="applied")
    EnrollmentFactory(status="waitlisted")
    EnrollmentFactory(status="applied", cohort__is_cancelled=True)
    decisions = {str(label): (count, url) for label, count, url in as_coordinator.get("/").context["decisions"]}
    assert decisions["Seats asked for"] == (1, "/enrollments/?status=undecided")
    assert decisions["Waiting, and a seat is free"] == (1, "/enrollments/?status=line")


def test_the_page_of_an_enrollment_tells_its_way(as_coordinator):
    row = AttendanceFactory(session__title="Opening day").enrollment
    page = text(as_coordinator.get(row.get_absolute_url()))
    assert "Opening day" in page
    assert '<li class="track-now" aria-current="step">' in page
    for status_, names in (("withdrawn", ["Applied", "Withdrawn"]), ("waitlisted", ["Applied", "On the waiting list"])):
        other = EnrollmentFactory(status=status_)
        page = text(as_coordinator.get(other.get_absolute_url()))
        assert all(f'<span class="track-name">{name}</span>' in page for name in names)


def test_as_what_somebody_takes_part_is_changed_with_a_reason(as_coordinator):
    row = EnrollmentFactory()
    address = f"/enrollments/{row.pk}/takes-part/"
    assert as_coordinator.post(address, sent(row, participant="other", reason="")).status_code == 422
    as_coordinator.post(address, sent(row, participant="other", reason="A guest"))
    assert Enrollment.objects.get().participant == "other"


def test_a_decision_that_somebody_else_took_first_is_told(as_coordinator):
    row = EnrollmentFactory(status="applied")
    body = sent(row, reason="")
    Enrollment.objects.update(version=2)
    assert as_coordinator.post(f"/enrollments/{row.pk}/accept/", body).status_code == 409
    assert status(row) == "applied"


def test_a_person_page_lists_the_programs_taken(as_coordinator):
    row = EnrollmentFactory(cohort__program__name="Coaching Academy")
    assert "Coaching Academy" in text(as_coordinator.get(row.person.get_absolute_url()))


def test_one_of_many_cohorts_is_typed_and_not_listed(as_coordinator):
    program = ProgramFactory(name="STEM Institute")
    one, other = (EnrollmentFactory(cohort__program=program, cohort__name=name) for name in ("Spring 7", "Fall 7"))
    facts = {"program": program, "school_year": 2026, "start": TODAY, "end": TODAY, "capacity": 5}
    Cohort.objects.bulk_create(Cohort(name=f"Group {one.cohort_id}-{number}", **facts) for number in range(101))
    page = text(as_coordinator.get("/enrollments/"))
    assert 'data-picker-url="/pick/cohorts/"' in page
    assert "Group" not in page
    assert listed(as_coordinator, f"cohort=%23{one.cohort_id}") == {one.pk}
    assert listed(as_coordinator, "cohort=institute+spring") == {one.pk}
    assert listed(as_coordinator, "cohort=7") == {one.pk, other.pk}, "several fit: none is chosen"
    found = as_coordinator.get("/pick/cohorts/?q=spring+institute").json()["results"]
    assert [row["value"] for row in found] == [f"{one.cohort} #{one.cohort_id}"]

"""Seats: who may ask, who gets one, who waits, and what a step changes."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from leaders import definition
from leaders.actions.records import StaleRecord
from leaders.models import AuditEntry, Person
from programs import enrollment_rules as rules
from programs.actions import enrollments
from programs.models import Cohort, Enrollment
from tests.factories import AppointmentFactory, CohortFactory, EnrollmentFactory, PersonFactory, ProgramFactory

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON, tick=False)


def cohort_open(start=TODAY - DAY, end=TODAY + DAY, **facts):
    return CohortFactory(enroll_from=start, enroll_until=end, **facts)


def held(cohort):
    return Cohort.objects.get(pk=cohort.pk).held


def in_step(cohort):
    """Whether the seats kept with the cohort are those that its participants hold."""
    return held(cohort) == cohort.enrollments.holding().count()


@pytest.mark.parametrize(("first", "last"), [(TODAY, TODAY + DAY), (TODAY - DAY, TODAY)])
def test_a_seat_is_asked_for_on_the_first_and_the_last_day_of_the_window(coordinator, first, last):
    row = enrollments.ask_for_seat(cohort=cohort_open(first, last), person=PersonFactory(), by=coordinator)
    assert (row.status, row.applied_on, row.participant) == ("applied", TODAY, "aspiring")


@pytest.mark.parametrize(("first", "last"), [(TODAY + DAY, TODAY + DAY), (TODAY - DAY, TODAY - DAY)])
def test_outside_the_window_no_seat_is_asked_for(coordinator, first, last):
    with pytest.raises(ValidationError, match="Seats can be asked for from"):
        enrollments.ask_for_seat(cohort=cohort_open(first, last), person=PersonFactory(), by=coordinator)


def test_without_a_window_or_when_canceled_no_seat_is_asked_for(coordinator):
    with pytest.raises(ValidationError, match="takes no requests"):
        enrollments.ask_for_seat(cohort=CohortFactory(), person=PersonFactory(), by=coordinator)
    with pytest.raises(ValidationError, match="canceled"):
        enrollments.ask_for_seat(cohort=cohort_open(is_cancelled=True), person=PersonFactory(), by=coordinator)


def test_who_left_the_district_asks_for_nothing(coordinator):
    with pytest.raises(ValidationError, match="no longer works"):
        enrollments.ask_for_seat(cohort=cohort_open(), person=PersonFactory(is_active=False), by=coordinator)


@pytest.mark.parametrize("status", ["applied", "accepted", "waitlisted", "enrolled", "completed", "declined"])
def test_who_stands_in_the_cohort_does_not_ask_again(coordinator, status):
    row = EnrollmentFactory(cohort=cohort_open(), status=status)
    with pytest.raises(ValidationError, match="already"):
        enrollments.ask_for_seat(cohort=row.cohort, person=row.person, by=coordinator)


def test_who_withdrew_asks_again_in_the_same_row(coordinator):
    row = EnrollmentFactory(cohort=cohort_open(), status="withdrawn", status_why="leave")
    again = enrollments.ask_for_seat(cohort=row.cohort, person=row.person, by=coordinator)
    assert (again.pk, again.status, again.status_why, again.ended_on) == (row.pk, "applied", "", None)
    assert again.applied_on == TODAY


def test_accepting_takes_the_last_seat_and_then_the_waiting_list_begins(coordinator):
    cohort = CohortFactory(capacity=1)
    first, second = (EnrollmentFactory(cohort=cohort, status="applied") for _each in range(2))
    assert enrollments.accept(enrollment=first, by=coordinator).status == "accepted"
    waiting = enrollments.accept(enrollment=second, by=coordinator)
    assert (waiting.status, waiting.waiting_since) == ("waitlisted", NOON)
    assert held(cohort) == 1


def test_who_waits_keeps_the_place_when_accepted_without_a_free_seat(coordinator):
    cohort = CohortFactory(capacity=1)
    EnrollmentFactory(cohort=cohort)
    row = EnrollmentFactory(cohort=cohort, status="waitlisted", waiting_since=NOON - DAY)
    assert enrollments.accept(enrollment=row, by=coordinator).waiting_since == NOON - DAY
    assert not AuditEntry.objects.exists()


def test_a_seat_given_up_is_free_and_goes_to_nobody_by_itself(coordinator):
    cohort = CohortFactory(capacity=1)
    gone = EnrollmentFactory(cohort=cohort)
    next_one = EnrollmentFactory(cohort=cohort, status="waitlisted")
    row = enrollments.withdraw(enrollment=gone, why="workload", by=coordinator)
    assert (row.status, row.status_why, row.ended_on, held(cohort)) == ("withdrawn", "workload", TODAY, 0)
    assert Enrollment.objects.get(pk=next_one.pk).status == "waitlisted"
    assert enrollments.accept(enrollment=next_one, by=coordinator).status == "accepted"
    assert in_step(cohort)


def test_who_withdraws_chooses_one_of_the_reasons(coordinator):
    with pytest.raises(ValidationError, match="Choose a reason"):
        enrollments.withdraw(enrollment=EnrollmentFactory(), why="a private matter", by=coordinator)


def test_taking_back_an_acceptance_frees_the_seat(coordinator):
    row = EnrollmentFactory(status="accepted")
    assert enrollments.put_back(enrollment=row, by=coordinator, reason="Mistake").status == "applied"
    assert held(row.cohort) == 0


ACTS = {
    "accept": enrollments.accept,
    "waitlist": enrollments.waitlist,
    "decline": enrollments.decline,
    "enroll": enrollments.enroll,
    "put_back": enrollments.put_back,
    "withdraw": lambda **facts: enrollments.withdraw(why="moved", **facts),
    "complete": lambda **facts: enrollments.move(step="complete", **facts),
    "reopen": lambda **facts: enrollments.move(step="reopen", **facts),
}


@pytest.mark.parametrize("step", sorted(ACTS))
@pytest.mark.parametrize("status", Enrollment.Status.values)
def test_every_step_is_taken_from_its_statuses_only_and_keeps_the_seats_in_step(coordinator, step, status):
    row = EnrollmentFactory(status=status)
    if status in rules.MOVES[step].begin:
        assert ACTS[step](enrollment=row, by=coordinator).status == rules.MOVES[step].end
    else:
        with pytest.raises(ValidationError, match="cannot be done from the status"):
            ACTS[step](enrollment=row, by=coordinator)
    assert in_step(row.cohort)


def test_a_canceled_cohort_gives_no_seats(coordinator):
    cohort = CohortFactory(is_cancelled=True)
    row = EnrollmentFactory(cohort=cohort, status="applied")
    with pytest.raises(ValidationError, match="canceled"):
        enrollments.accept(enrollment=row, by=coordinator)
    with pytest.raises(ValidationError, match="canceled"):
        enrollments.enroll_people(cohort=cohort, people=[PersonFactory()], by=coordinator)


def test_several_people_are_added_at_once_until_the_seats_are_taken(coordinator):
    cohort = CohortFactory(capacity=3)
    seated = EnrollmentFactory(cohort=cohort)
    declined = EnrollmentFactory(cohort=cohort, status="declined")
    people = [seated.person, declined.person, PersonFactory(), PersonFactory()]
    rows = enrollments.enroll_people(cohort=cohort, people=people, by=coordinator, reason="Nominated")
    assert [(row.person, row.status) for row in rows] == [
        (declined.person, "enrolled"),
        (people[2], "enrolled"),
        (people[3], "waitlisted"),
    ]
    assert in_step(cohort)


def test_a_refused_person_leaves_all_as_it_was(coordinator):
    cohort = CohortFactory()
    people = [PersonFactory(), PersonFactory(is_active=False)]
    with pytest.raises(ValidationError, match="no longer works"):
        enrollments.enroll_people(cohort=cohort, people=people, by=coordinator)
    assert (Enrollment.objects.count(), held(cohort), AuditEntry.objects.count()) == (0, 0, 0)


def test_as_what_somebody_takes_part_is_that_of_the_day_of_enrolling(coordinator):
    leader = AppointmentFactory(start=TODAY).person
    row = EnrollmentFactory(status="accepted", person=leader, participant="aspiring")
    assert enrollments.enroll(enrollment=row, by=coordinator).participant == "current"
    later = AppointmentFactory(start=TODAY + DAY).person
    row = EnrollmentFactory(status="accepted", person=later, participant="current")
    assert enrollments.enroll(enrollment=row, by=coordinator).participant == "aspiring"


@pytest.mark.parametrize(
    ("kind", "purpose", "expected"),
    [("teacher", "develops", "aspiring"), ("administrator", "develops", "other"), ("teacher", "supports", "other")],
)
def test_who_is_no_teacher_leader_aspires_as_a_teacher_in_a_program_that_develops_them(kind, purpose, expected):
    cohort = CohortFactory(program=ProgramFactory(purpose=purpose))
    assert rules.participant(PersonFactory(staff_kind=kind), cohort, TODAY) == expected


def test_case_16_enrolling_makes_nobody_a_teacher_leader(coordinator):
    person = PersonFactory()
    AppointmentFactory()
    before = definition.teacher_leaders(Person.objects.all(), TODAY).count()
    [row] = enrollments.enroll_people(cohort=CohortFactory(), people=[person], by=coordinator)
    enrollments.move(enrollment=row, step="complete", by=coordinator)
    assert (before, definition.teacher_leaders(Person.objects.all(), TODAY).count()) == (1, 1)
    assert Enrollment.objects.holding().count() == 1


def test_as_what_somebody_takes_part_is_corrected_with_a_reason_once_enrolled(coordinator):
    row = EnrollmentFactory()
    enrollments.change_participant(enrollment=row, participant="other", by=coordinator, reason="Guest")
    assert AuditEntry.objects.get().reason == "Guest"
    applied = EnrollmentFactory(status="applied")
    with pytest.raises(ValidationError, match="day of enrolling"):
        enrollments.change_participant(enrollment=applied, participant="other", by=coordinator, reason="Guest")


def test_of_two_decisions_on_one_version_the_second_is_refused(coordinator):
    row = EnrollmentFactory(status="applied")
    enrollments.accept(enrollment=row, by=coordinator, version=1)
    with pytest.raises(StaleRecord):
        enrollments.withdraw(enrollment=row, why="moved", by=coordinator, version=1)
    assert in_step(row.cohort)

"""Many at the same moment: never more seats than there are, none lost, none counted twice; with controls."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from programs.actions import cohorts, enrollments
from programs.models import Cohort, Enrollment
from tests.factories import CohortFactory, EnrollmentFactory
from tests.leaders.test_races import at_once, without_guards

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SEATS, PEOPLE, AT_A_TIME = 20, 200, 8
GUARD = r'AND "programs_cohort"."held" < \("?programs_cohort"?\."capacity"\)'
ROOM = "SELECT held < capacity FROM programs_cohort WHERE id = %s"


@pytest.fixture
def _without_the_constraint():
    """The database's own belt: no cohort holds more than it has."""
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE programs_cohort DROP CONSTRAINT "cohort_seats_enough"')
    yield
    Enrollment.objects.all().delete()
    Cohort.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            'ALTER TABLE programs_cohort ADD CONSTRAINT "cohort_seats_enough" '
            "CHECK (capacity >= 1 AND held <= capacity)"
        )


def look_first(execute, sql, params, many, context):
    """What a careless program does: it looks whether a seat is free, and takes it a moment later."""
    bare = re.sub(GUARD, "", without_guards(sql))
    if bare.startswith('UPDATE "programs_cohort"') and "+" in bare:
        with context["connection"].cursor() as cursor:
            cursor.execute(ROOM, [params[-1]])
            room = cursor.fetchone()[0]
        time.sleep(0.01)
        bare += "" if room else " AND FALSE"
    return execute(bare, params, many, context)


def accepted_by(user, guarded):
    def act(row):
        try:
            if guarded:
                enrollments.accept(enrollment=row, by=user)
            else:
                with connection.execute_wrapper(look_first):
                    enrollments.accept(enrollment=row, by=user)
        finally:
            connection.close()

    return act


def accept_all(user, guarded):
    cohort = CohortFactory(capacity=SEATS)
    rows = EnrollmentFactory.create_batch(PEOPLE, cohort=cohort, status="applied")
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        list(threads.map(accepted_by(user, guarded), rows))
    return cohort


def counts(cohort):
    """Seated, waiting, and the seats kept with the cohort."""
    cohort.refresh_from_db()
    rows = cohort.enrollments
    return rows.holding().count(), rows.filter(status="waitlisted").count(), cohort.held


def test_200_accepted_at_once_for_20_seats_fill_20_and_the_others_wait(coordinator):
    assert counts(accept_all(coordinator, guarded=True)) == (SEATS, PEOPLE - SEATS, SEATS)


@pytest.mark.usefixtures("_without_the_constraint")
def test_whoever_only_looks_first_would_seat_more_than_there_are(coordinator):
    """The control, from an empty cohort: what the conditional statement guards against does happen."""
    seated, _waiting, held = counts(accept_all(coordinator, guarded=False))
    assert seated > SEATS
    assert held == seated


def test_without_the_conditional_statement_the_constraint_still_refuses(coordinator):
    cohort = CohortFactory(capacity=1, held=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(held=2)


@pytest.mark.parametrize("_round", range(5))
def test_seats_given_up_and_taken_at_once_stay_in_step(coordinator, _round):
    cohort = CohortFactory(capacity=4)
    seated = EnrollmentFactory.create_batch(4, cohort=cohort)
    waiting = EnrollmentFactory.create_batch(4, cohort=cohort, status="waitlisted")
    acts = [lambda row=row: enrollments.withdraw(enrollment=row, why="moved", by=coordinator) for row in seated]
    acts += [lambda row=row: enrollments.accept(enrollment=row, by=coordinator) for row in waiting]
    assert at_once(*acts, guarded=True) == ["done"] * 8
    held, left, kept = counts(cohort)
    assert (held, left) == (kept, 4 - held)


@pytest.mark.parametrize(("guarded", "outcomes"), [(True, ["ValidationError", "done"]), (False, ["done", "done"])])
def test_of_two_decisions_on_one_person_at_once_one_holds(coordinator, guarded, outcomes):
    row = EnrollmentFactory(status="applied")
    acts = [
        lambda: enrollments.accept(enrollment=row, by=coordinator, version=1),
        lambda: enrollments.decline(enrollment=row, by=coordinator, version=1),
    ]
    assert at_once(*acts, guarded=guarded) == outcomes


def with_seats(cohort, seats, by):
    """Edits how many seats a cohort has, as somebody's form does it that was opened now."""
    edited = Cohort.objects.with_program().get(pk=cohort.pk)
    edited.capacity = seats
    return lambda: cohorts.save_cohort(cohort=edited, by=by)


def given_while_edited(seats, by, guarded):
    """A cohort with one of two seats taken; before an editor who has read it saves, the other seat is given."""
    cohort = CohortFactory(capacity=2)
    EnrollmentFactory(cohort=cohort)
    row = EnrollmentFactory(cohort=cohort, status="applied")
    save, read, given = with_seats(cohort, seats, by), threading.Event(), threading.Event()

    def slowly(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not read.is_set():
            read.set()
            given.wait(0.5)  # with the lock it is not given before the editor is through
        return execute(sql if guarded else without_guards(sql), params, many, context)

    def edit():
        with connection.execute_wrapper(slowly):
            save()
        connection.close()

    def give():
        read.wait(10)
        enrollments.accept(enrollment=row, by=by)
        given.set()
        connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda act: act(), [edit, give]))
    return cohort


@pytest.mark.parametrize(("seats", "found"), [(1, (1, 1, 1)), (2, (2, 0, 2))])
def test_a_seat_given_while_the_cohort_is_edited_is_counted(coordinator, seats, found):
    cohort = given_while_edited(seats, coordinator, guarded=True)
    assert (counts(cohort), cohort.capacity) == (found, seats)


@pytest.mark.parametrize("seats", [1, 2])
def test_an_editor_who_does_not_lock_the_cohort_would_forget_the_seat(coordinator, seats):
    """The control: two sit there and one is counted, even where there is one seat alone."""
    cohort = given_while_edited(seats, coordinator, guarded=False)
    assert (counts(cohort), cohort.capacity) == ((2, 0, 1), seats)


@pytest.mark.parametrize("_round", range(5))
def test_seats_taken_away_while_they_are_given_are_refused_or_the_person_waits(coordinator, _round):
    cohort = CohortFactory(capacity=2)
    EnrollmentFactory(cohort=cohort)
    row = EnrollmentFactory(cohort=cohort, status="applied")

    outcomes = at_once(
        with_seats(cohort, 1, coordinator), lambda: enrollments.accept(enrollment=row, by=coordinator), guarded=True
    )
    seated, waiting, kept = counts(cohort)
    assert seated == kept <= cohort.capacity
    assert (outcomes, seated, waiting, cohort.capacity) in [
        (["done", "done"], 1, 1, 1),
        (["ValidationError", "done"], 2, 0, 2),
    ]


def test_attendance_counted_meanwhile_is_not_forgotten(coordinator):
    """Attendance writes its sums without a new version; the lock of the row keeps them."""
    row = EnrollmentFactory(status="accepted")
    acts = [
        lambda: enrollments.enroll(enrollment=row, by=coordinator),
        lambda: Enrollment.objects.filter(pk=row.pk).update(minutes=60),
    ]
    at_once(*acts, guarded=True)
    row.refresh_from_db()
    assert (row.status, row.minutes) == ("enrolled", 60)


def test_one_person_added_twice_at_once_stands_once(coordinator):
    cohort = CohortFactory()
    person = EnrollmentFactory(cohort=CohortFactory()).person
    acts = [lambda: enrollments.enroll_people(cohort=cohort, people=[person], by=coordinator)] * 2
    at_once(*acts, guarded=True)
    assert counts(cohort) == (1, 0, 1)

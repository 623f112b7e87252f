"""Two at the same moment: one open cycle with a teacher, one step of a cycle; each race has its control."""

import threading

import pytest
from django.db import connection

from responsibilities.actions import cycles
from responsibilities.models import CoachingCycle
from tests.coaching import DAY, NOON, TODAY, leader, teacher_of
from tests.factories import CycleFactory
from tests.leaders.test_races import at_once, without_guards

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
INDEX = 'CREATE UNIQUE INDEX "cycle_one_open" ON "responsibilities_coachingcycle" ("leader_id", "teacher_id")'


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def _without_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute('DROP INDEX "cycle_one_open"')
    yield
    CoachingCycle.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f"{INDEX} WHERE \"status\" IN ('running', 'paused')")


def opening(appointment, teacher):
    def act():
        row = CoachingCycle(appointment=appointment, teacher=teacher, focus="questioning", start=TODAY)
        cycles.open_cycle(cycle=row, by=appointment.person.user)

    return act


def open_twice():
    appointment = leader()
    teacher = teacher_of(appointment)
    return at_once(opening(appointment, teacher), opening(appointment, teacher), guarded=True)


def test_of_two_cycles_with_one_teacher_begun_at_once_one_is_begun():
    assert open_twice() == ["ValidationError", "done"]
    assert CoachingCycle.objects.count() == 1


@pytest.mark.usefixtures("_without_the_constraint")
def test_without_the_constraint_two_would_be_begun():
    """The control: what the constraint guards against does happen."""
    assert open_twice() == ["done", "done"]
    assert CoachingCycle.objects.count() == 2


@pytest.mark.parametrize(("guarded", "outcomes"), [(True, ["ValidationError", "done"]), (False, ["done", "done"])])
def test_of_two_ends_of_one_cycle_at_once_one_holds(guarded, outcomes):
    row = CycleFactory(appointment=leader(), stage="close", start=TODAY - DAY)
    by = row.leader.user
    acts = [
        lambda: cycles.complete_cycle(cycle=row, end=TODAY, by=by),
        lambda: cycles.stop_cycle(cycle=row, why="leave", end=TODAY, by=by),
    ]
    assert at_once(*acts, guarded=guarded) == outcomes


@pytest.mark.parametrize(("guarded", "kept"), [(True, TODAY), (False, None)])
def test_a_change_does_not_forget_the_visit_that_the_log_counts_meanwhile(guarded, kept):
    """The log writes a cycle's last visit without a new version; the lock of the row keeps it from being lost."""
    row = CycleFactory(appointment=leader(), start=TODAY - DAY)
    log, begun = threading.Thread(target=count_visit, args=[row]), []

    def pause(execute, sql, params, many, context):
        """Before the change is written, the log writes, or waits for the lock."""
        if sql.startswith("UPDATE") and not begun:
            begun.append(log.start())
            log.join(timeout=0.5)
        return execute(sql if guarded else without_guards(sql), params, many, context)

    with connection.execute_wrapper(pause):
        row.focus = "Number talks"
        cycles.change_cycle(cycle=row, by=row.leader.user)
    log.join()
    row.refresh_from_db()
    assert (row.focus, row.last_visit) == ("Number talks", kept)


def count_visit(row):
    try:
        CoachingCycle.objects.filter(pk=row.pk).update(last_visit=TODAY)
    finally:
        connection.close()

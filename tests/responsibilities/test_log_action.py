"""Writing an entry: once, whole, audited, guarded against the faster of two, and all or nothing."""

import datetime
import json
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leaders.actions.records import StaleRecord
from leaders.models import AuditEntry
from responsibilities.actions.activities import log_activity, remove_activity
from responsibilities.models import Activity, CoachingCycle, Support
from tests.factories import ActivityFactory, CycleFactory, PersonFactory
from tests.factories.places import discipline
from tests.responsibilities.test_log_rules import TUESDAY, appointment, by, entry, log

__all__ = ["appointment", "by"]
pytestmark = pytest.mark.django_db
CREATE, CHANGE = (10, 11) if connection.vendor == "postgresql" else (11, 12)  # there all sums in one statement


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-20 12:00", tick=False):
        yield


class Broken(Exception):
    """The database went away."""


def breaking_at(start):
    """Fails the first statement that begins like `start`."""

    def execute(run, sql, params, many, context):
        if sql.startswith(start):
            raise Broken
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


LAST = 'UPDATE "responsibilities_coachingcycle"'


def test_a_failure_at_the_last_write_leaves_nothing_of_a_new_entry(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    with pytest.raises(Broken), breaking_at(LAST):
        log(appointment, by, [cycle.teacher], contact="one_on_one")
    assert not Activity.objects.exists()
    assert not Support.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_failure_at_the_last_write_leaves_a_changed_entry_as_it_was(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    row = ActivityFactory(appointment=appointment, supported=[cycle.teacher], cycle=cycle)
    row.minutes = 90
    with pytest.raises(Broken), breaking_at(LAST):
        log_activity(activity=row, supported=[PersonFactory()], by=by)
    stored = Activity.objects.get()
    assert (stored.minutes, stored.version, list(stored.supported.all())) == (45, 1, [cycle.teacher])
    assert not AuditEntry.objects.exists()


def test_a_failure_at_the_last_write_leaves_a_removed_entry_there(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    row = ActivityFactory(appointment=appointment, supported=[cycle.teacher], cycle=cycle)
    with pytest.raises(Broken), breaking_at(LAST):
        remove_activity(activity=row, by=by)
    assert (Activity.objects.count(), Support.objects.count(), AuditEntry.objects.count()) == (1, 1, 0)


def test_history_tells_who_was_supported_and_what_changed(appointment, by):
    first, second = PersonFactory.create_batch(2)
    log(appointment, by, [first], contact="one_on_one")
    row = Activity.objects.get()
    row.minutes = 30
    log_activity(activity=row, supported=[second], by=by, reason="Wrong teacher")
    change = AuditEntry.objects.get(verb="changed")
    assert (change.changes["supported"], change.changes["minutes"], change.reason) == (
        [[first.pk], [second.pk]],
        [60, 30],
        "Wrong teacher",
    )


def test_an_entry_keeps_its_people_and_disciplines_unless_told_otherwise(appointment, by):
    log(appointment, by, PersonFactory.create_batch(3), contact="group")
    row = Activity.objects.get()
    before = json.dumps([list(row.supported.values_list("pk")), list(row.disciplines.values_list("pk"))])
    row.minutes = 15
    log_activity(activity=row, by=by)
    assert json.dumps([list(row.supported.values_list("pk")), list(row.disciplines.values_list("pk"))]) == before


def test_a_new_entry_is_in_the_stem_disciplines_of_the_role(appointment, by):
    log(appointment, by)
    role = appointment.position.role
    assert set(Activity.objects.get().disciplines.all()) == set(role.disciplines.filter(is_stem=True)) != set()
    other = discipline("robotics")
    log_activity(activity=entry(appointment), disciplines=[other], by=by)
    assert list(Activity.objects.first().disciplines.all()) == [other]


def test_the_school_of_a_supported_teacher_is_that_of_the_day(appointment, by):
    teacher = PersonFactory()
    log(appointment, by, [teacher], contact="one_on_one")
    school, row = teacher.home_school, Activity.objects.get()
    teacher.home_school = appointment.position.site
    teacher.save()
    log_activity(activity=row, supported=[teacher], by=by)
    assert Support.objects.get().school == school


def test_a_changed_date_goes_along_to_the_supported(appointment, by):
    log(appointment, by, [PersonFactory()], contact="one_on_one")
    row = Activity.objects.get()
    row.date = TUESDAY + datetime.timedelta(days=1)
    log_activity(activity=row, by=by)
    assert Support.objects.get().date == row.date


def test_the_slower_of_two_is_told(appointment, by):
    row = ActivityFactory(appointment=appointment)
    slower = Activity.objects.get()
    row.minutes = 30
    log_activity(activity=row, by=by)
    with pytest.raises(StaleRecord):
        log_activity(activity=slower, by=by)
    with pytest.raises(StaleRecord):
        remove_activity(activity=slower, by=by, version=1)


def test_an_entry_that_was_removed_cannot_be_changed(appointment, by):
    row = ActivityFactory(appointment=appointment)
    remove_activity(activity=Activity.objects.get(), by=by)
    with pytest.raises(ValidationError, match="removed in the meantime"):
        log_activity(activity=row, by=by)


def test_removing_the_last_visit_sets_the_cycle_back(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    for day in (3, 10):
        date = datetime.date(2026, 11, day)
        log(appointment, by, [cycle.teacher], contact="one_on_one", date=date)
    remove_activity(activity=Activity.objects.first(), by=by)
    assert CoachingCycle.objects.get().last_visit == TUESDAY


def statements(act):
    """What is asked and written but the sums, which have a test of their own."""
    with CaptureQueriesContext(connection) as found:
        act()
    texts = [query["sql"] for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return [text for text in texts if not re.search(r"leadermonth|schoolmonth|districtmonth|reach", text)]


@pytest.mark.parametrize("count", [2, 6])
def test_an_entry_costs_the_same_statements_for_many_teachers(appointment, by, count):
    people = PersonFactory.create_batch(count)
    new = entry(appointment, contact="group")
    assert len(statements(lambda: log_activity(activity=new, supported=people, by=by))) == CREATE
    row = Activity.objects.select_related("leader", "category", "site", "appointment__position__role").get()
    row.minutes = 30
    assert len(statements(lambda: log_activity(activity=row, supported=people, by=by))) == CHANGE

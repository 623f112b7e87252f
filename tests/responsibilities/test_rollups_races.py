"""Two leaders who log at the same moment: sums stay exact, nobody waits in a circle; each race has its control."""

import re
import threading

import pytest
from django.db import OperationalError, connection, transaction

from responsibilities import rollups
from responsibilities.models import Category, Reached, SchoolReach
from responsibilities.rollups import tables
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, SchoolFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _category():
    """Tests that commit find emptied tables."""
    Category.objects.get_or_create(code="coaching_modeling", defaults={"name": "Coaching and modeling"})


def waiting(*statements):
    """The acts meet before each statement that begins so, or half a second has gone by."""
    meeting = threading.Barrier(2)

    def pause(execute, sql, params, many, context):
        if any(re.match(pattern, sql) for pattern in statements):
            try:
                meeting.wait(timeout=0.5)
            except threading.BrokenBarrierError:
                meeting.reset()
        return execute(sql, params, many, context)

    return pause


def at_once(*acts, pause):
    """Run the acts in threads and transactions of their own; what came of each."""
    outcomes = []

    def run(act):
        try:
            with connection.execute_wrapper(pause), transaction.atomic():
                act()
            outcomes.append("done")
        except OperationalError as refusal:
            outcomes.append("deadlock" if "deadlock" in str(refusal) else str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def logged(**facts):
    """An entry that stands in the log and is not yet in the sums."""
    row = ActivityFactory(status="planned", **facts)
    type(row).objects.filter(pk=row.pk).update(status="submitted")
    row.status = "submitted"
    return rollups.facts_of(row, list(row.supports.values_list("person_id", "school_id")))


@pytest.mark.parametrize(("guarded", "teachers"), [(True, 1), (False, 2)])
def test_two_leaders_who_reach_a_new_teacher_at_once_count_one(monkeypatch, guarded, teachers):
    """Without the rows of school and teacher held, neither sees the other's visit, and both count the teacher."""
    school = SchoolFactory()
    teacher = PersonFactory(home_school=school)
    entries = [logged(supported=[teacher], appointment=AppointmentFactory()) for _each in range(2)]
    if not guarded:
        for table in (tables.SCHOOL_REACH, tables.TEACHER):
            monkeypatch.setattr(table, "write", lambda deltas, batch: None)
        SchoolReach.objects.create(school_year=2027, school=school, minutes=90, visits=2)
    acts = [lambda entry=entry: rollups.moved(None, entry) for entry in entries]
    pause = waiting(r"INSERT INTO responsibilities_", r'SELECT .*FROM "responsibilities_reached"')
    assert at_once(*acts, pause=pause) == ["done", "done"]
    assert Reached.objects.count() == 2
    assert SchoolReach.objects.get().teachers == teachers
    assert (rollups.check() == []) is guarded


@pytest.mark.parametrize(("gathered", "outcomes"), [(True, ["done", "done"]), (False, ["deadlock", "done"])])
def test_two_who_save_a_week_in_opposite_order_do_not_wait_in_a_circle(gathered, outcomes):
    schools = [SchoolFactory() for _each in range(2)]
    leaders = [AppointmentFactory() for _each in range(2)]
    weeks = [[logged(appointment=row, site=school) for school in schools] for row in leaders]
    weeks[1].reverse()

    def save(week):
        if gathered:
            with rollups.gathered():
                for entry in week:
                    rollups.moved(None, entry)
        else:
            for entry in week:
                rollups.moved(None, entry)

    acts = [lambda week=week: save(week) for week in weeks]
    assert at_once(*acts, pause=waiting(r"INSERT INTO responsibilities_schoolmonth")) == outcomes
    if gathered:
        assert rollups.check() == []


def test_a_rebuild_beside_a_writer_loses_nothing():
    teacher = PersonFactory(home_school=SchoolFactory())
    ActivityFactory(supported=[teacher])
    pause = waiting(r"INSERT INTO responsibilities_\w+month", "LOCK")
    assert at_once(lambda: log(teacher), rollups.rebuild, pause=pause) == ["done", "done"]
    assert rollups.check() == []


def log(teacher):
    """One more entry with its sums, in a transaction of another leader."""
    ActivityFactory(supported=[teacher], appointment__position__site=teacher.home_school)

"""Two coordinators at the same moment: what must hold over many rows holds, and each race has its control.

Both acts wait before their first write until the other is there too, or half a second has gone by: long enough for the
other to run into a lock. The control takes the guards out of the SQL, and the race must then be seen.
"""

import datetime
import re
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from leaders import measures
from leaders.actions import appointments, pools, rollover, terms
from leaders.actions.records import StaleRecord
from leaders.models import Appointment, District, StipendPool
from tests.factories import AppointmentFactory, PersonFactory, PositionFactory, SchoolFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
START, END = datetime.date(2026, 8, 1), datetime.date(2027, 6, 30)
WRITES = ("INSERT", "UPDATE")
UNGUARDED = [(r" FOR (NO KEY )?UPDATE( OF \S+)?", ""), (r'AND "\w+"."version" = %s', "AND %s IS NOT NULL")]


def at_once(*acts, guarded):
    """Run the acts in threads of their own; what came of each: `done` or the name of the refusal."""
    meeting, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        met = []

        def pause(execute, sql, params, many, context):
            if sql.startswith(WRITES) and not met:
                met.append(True)
                wait(meeting)
            return execute(sql if guarded else without_guards(sql), params, many, context)

        try:
            with connection.execute_wrapper(pause):
                act()
            outcomes.append("done")
        except (ValidationError, StaleRecord) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def wait(meeting):
    try:
        meeting.wait(timeout=0.5)
    except threading.BrokenBarrierError:
        return


def without_guards(sql):
    for pattern, instead in UNGUARDED:
        sql = re.sub(pattern, instead, sql)
    return sql


def proposing(by, person, position, release):
    offer = appointments.Offer(person, position, START, END, Decimal(release), "partial_release")
    return lambda: appointments.propose(offer=offer, by=by)


@pytest.mark.parametrize(("guarded", "total"), [(True, "0.600"), (False, "1.200")])
def test_release_of_one_person_stays_within_one(coordinator, guarded, total):
    person = PersonFactory()
    acts = [proposing(coordinator, person, PositionFactory(), "0.6") for _each in range(2)]
    outcomes = at_once(*acts, guarded=guarded)
    assert outcomes == (["ValidationError", "done"] if guarded else ["done", "done"])
    assert sum(row.current_terms()[0].release_fte for row in Appointment.objects.all()) == Decimal(total)


@pytest.mark.parametrize(("guarded", "made"), [(True, 1), (False, 2)])
def test_one_position_is_filled_once(coordinator, guarded, made):
    position = PositionFactory(fte="0.5")
    acts = [proposing(coordinator, PersonFactory(), position, "0.4") for _each in range(2)]
    at_once(*acts, guarded=guarded)
    assert Appointment.objects.count() == made


@pytest.mark.parametrize(("guarded", "total"), [(True, "1.000"), (False, "1.200")])
def test_two_amendments_do_not_fill_a_position_beyond_its_budget(coordinator, guarded, total):
    position = PositionFactory(fte="1")
    rows = [AppointmentFactory(position=position) for _each in range(2)]
    change = {"by": coordinator, "reason": "More", "start": START, "release_fte": Decimal("0.6")}
    acts = [lambda row=row: terms.amend(appointment=row, **change) for row in rows]
    at_once(*acts, guarded=guarded)
    assert sum(row.current_terms()[0].release_fte for row in Appointment.objects.all()) == Decimal(total)


@pytest.mark.parametrize(("guarded", "total"), [(True, "5000"), (False, "10000")])
def test_a_stipend_shared_twice_at_once_is_shared_once(coordinator, guarded, total):
    pool = StipendPool.objects.create(name="Team", school_year=2027, site=SchoolFactory(), amount=Decimal("5000"))
    teams = [[AppointmentFactory(release="0", position__site=pool.site)] for _each in range(2)]
    seen = {"pool": pool, "by": coordinator, "version": 1}
    at_once(*[lambda team=team: pools.share_pool(appointments=team, **seen) for team in teams], guarded=guarded)
    assert sum(pool.members.values_list("full_amount", flat=True)) == Decimal(total)


@pytest.mark.parametrize(("guarded", "made"), [(True, 1), (False, 2)])
def test_a_year_rolled_over_twice_at_once_is_rolled_over_once(coordinator, guarded, made):
    District.objects.create(pk=1, name="Test District")
    held = AppointmentFactory()

    def act():
        row = measures.with_money(Appointment.objects.filter(pk=held.pk)).get()
        stay = rollover.Stay(row, datetime.date(2027, 8, 1), datetime.date(2028, 6, 30), Decimal("0.4"), {})
        rollover.roll_over(stays=[stay], to_year=2028, by=coordinator)

    at_once(act, act, guarded=guarded)
    assert Appointment.objects.filter(continues=held).count() == made

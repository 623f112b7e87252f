"""Two at the same moment: never more offers than places, one answer, one seat; each race with its control."""

import datetime

import pytest

from programs.actions import deciding
from programs.models import Application, Enrollment
from programs.offer_rules import Verdict
from tests.factories import ApplicationFactory, CallFactory
from tests.leaders.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOON = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)
PLACES, PEOPLE = 5, 8


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


def call(**facts):
    return CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY, **facts)


def offering(row, by):
    return lambda: deciding.decide(application=row, verdict=Verdict("offered", "By the reviews", TODAY), by=by)


@pytest.mark.parametrize("guarded", [True, False])
def test_offers_made_at_once_never_exceed_the_places(coordinator, guarded):
    """The control: without the lock on the call each counts the same free place, and all of them take it."""
    rows = ApplicationFactory.create_batch(PEOPLE, call=call(places=PLACES))
    outcomes = at_once(*[offering(row, coordinator) for row in rows], guarded=guarded)
    standing = Application.objects.holding_places(TODAY).count()
    if guarded:
        assert (standing, outcomes) == (PLACES, ["ValidationError"] * (PEOPLE - PLACES) + ["done"] * PLACES)
    else:
        assert standing > PLACES


@pytest.mark.parametrize(("guarded", "outcomes"), [(True, ["ValidationError", "done"]), (False, ["done", "done"])])
def test_of_two_answers_at_once_one_holds(coordinator, guarded, outcomes):
    row = offered(call(decided_on=TODAY))
    acts = [
        lambda: deciding.accept_offer(application=row, by=coordinator, version=1),
        lambda: deciding.turn_down(application=row, by=coordinator, version=1),
    ]
    assert at_once(*acts, guarded=guarded) == outcomes
    if guarded:
        row.refresh_from_db()
        assert Enrollment.objects.count() == (row.response == "accepted")


@pytest.mark.parametrize("_round", range(5))
def test_an_offer_changed_while_it_is_accepted_is_one_or_the_other(coordinator, _round):
    row = offered(call(decided_on=TODAY))
    verdict = Verdict("declined", "A mistake")
    acts = [
        lambda: deciding.accept_offer(application=row, by=coordinator),
        lambda: deciding.decide(application=row, verdict=verdict, by=coordinator),
    ]
    assert at_once(*acts, guarded=True) == ["ValidationError", "done"]
    row.refresh_from_db()
    assert ((row.decision, row.response), Enrollment.objects.count()) in [
        (("offered", "accepted"), 1),
        (("declined", ""), 0),
    ]


def test_a_place_turned_down_while_it_is_offered_goes_to_one(coordinator):
    seats = call(decided_on=TODAY, places=1)
    row, others = offered(seats), ApplicationFactory.create_batch(2, call=seats)
    acts = [lambda: deciding.turn_down(application=row, by=coordinator)]
    at_once(*acts, *[offering(other, coordinator) for other in others], guarded=True)
    assert Application.objects.holding_places(TODAY).count() <= 1


def test_decisions_sent_twice_at_once_are_sent_once(coordinator):
    row = offered(call())
    acts = [lambda: deciding.send_decisions(call=row.call, by=coordinator)] * 2
    assert at_once(*acts, guarded=True) == ["ValidationError", "done"]


def offered(seats):
    return ApplicationFactory(call=seats, decision="offered", respond_by=TODAY, decided_on=TODAY)

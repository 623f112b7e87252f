"""Two at once: assigning the same phase, and stepping back while it is assigned.

There is no control without the lock: raising the version of the phase makes the second wait as well.
"""

import pytest

from leaders.models import District
from programs.actions import phases, reviewing
from programs.actions.phases import Way
from programs.models import Review
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    UserFactory,
)
from tests.leaders.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON, tick=False)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def by():
    return UserFactory(kind="coordinator")


@pytest.fixture
def phase():
    call = CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY, reviews_wanted=2)
    CriterionFactory(call=call)
    phase = ReviewPhaseFactory(call=call, opens=TODAY, closes=TODAY)
    for _each in range(3):
        ApplicationFactory(call=call)
        ReviewerFactory(phase=phase)
    return phase


def assigning(phase, by):
    return lambda: phases.assign(phase=phase, way=Way.EVENLY, by=by)


def test_of_two_assignments_at_once_the_second_finds_nothing_left(phase, by):
    assert at_once(assigning(phase, by), assigning(phase, by), guarded=True) == ["done", "done"]
    assert Review.objects.count() == 6


def test_who_steps_back_while_another_phase_is_assigned_does_not_get_it_again(phase, by):
    application, person = phase.call.applications.first(), phase.reviewers.first().person
    first = ReviewPhaseFactory(call=phase.call, opens=TODAY, closes=TODAY)
    review = ReviewFactory(phase=first, application=application, reviewer=person)
    acts = [
        lambda: reviewing.recuse(review=review, recusal="family", by=by),
        lambda: phases.assign(phase=phase, way=Way.EVERYONE, by=by),
    ]
    assert at_once(*acts, guarded=True) == ["done", "done"]
    rows = Review.objects.filter(application=application, reviewer=person)
    assert set(rows.values_list("status", flat=True)) == {"recused"}

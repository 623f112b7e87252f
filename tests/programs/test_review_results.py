"""What reviews come to: the mean by weights, the spread between reviewers, and what does not count."""

import pytest

from leaders.models import District
from programs.review_results import WIDE, Result, results
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def call():
    """A rubric of two criteria: 0 to 4 with weight 3, 0 to 10 with weight 1."""
    row = CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY, reviews_wanted=2)
    CriterionFactory(call=row, highest=4, weight=3)
    CriterionFactory(call=row, highest=10, weight=1)
    return row


def judged(phase, application, *scores, status="submitted"):
    review = ReviewFactory(phase=phase, application=application, status=status)
    for criterion, score in zip(phase.call.criteria.all(), scores, strict=False):
        ScoreFactory(review=review, criterion=criterion, score=score)
    return review


def result_of(call, application, **only):
    return results(call, **only)[application.pk]


def test_a_review_is_its_scores_in_percent_by_weight(call):
    application = ApplicationFactory(call=call)
    judged(ReviewPhaseFactory(call=call), application, 2, 10)  # (3 × 50% + 1 × 100%) ÷ 4
    assert result_of(call, application) == Result(mean=62.5, submitted=1, wanted=2)


def test_the_mean_is_that_of_reviews_and_the_spread_from_the_lowest_to_the_highest(call):
    application, phase = ApplicationFactory(call=call), ReviewPhaseFactory(call=call)
    for scores in ((4, 10), (0, 0), (2, 10)):
        judged(phase, application, *scores)
    assert result_of(call, application) == Result(mean=54.2, submitted=3, wanted=3, spread=100.0)


def test_drafts_and_recused_reviews_do_not_count(call):
    application, phase = ApplicationFactory(call=call), ReviewPhaseFactory(call=call)
    judged(phase, application, 4, 10)
    judged(phase, application, 0, 0, status="draft")
    judged(phase, application, 0, 0, status="recused")
    assert result_of(call, application) == Result(mean=100.0, submitted=1, wanted=2, recused=1)


def test_without_any_review_there_is_no_mean(call):
    application = ApplicationFactory(call=call)
    assert results(call) == {application.pk: Result(wanted=2)}


def test_all_zeros_are_a_mean_of_zero(call):
    application = ApplicationFactory(call=call)
    judged(ReviewPhaseFactory(call=call), application, 0, 0)
    assert result_of(call, application).mean == 0.0


def test_drafts_of_applications_are_left_out_and_withdrawn_ones_are_not(call):
    ApplicationFactory(call=call, status="draft")
    ApplicationFactory()
    gone = ApplicationFactory(call=call, status="withdrawn")
    assert set(results(call)) == {gone.pk}


def test_a_phase_and_an_application_can_be_asked_for_alone(call):
    application, other = ApplicationFactory(call=call), ApplicationFactory(call=call)
    first, second = ReviewPhaseFactory(call=call), ReviewPhaseFactory(call=call)
    judged(first, application, 4, 10)
    judged(second, application, 0, 0)
    judged(first, other, 4, 10)
    assert result_of(call, application).mean == 50.0
    assert result_of(call, application, phase=first).mean == 100.0
    assert results(call, application=other) == {other.pk: Result(mean=100.0, submitted=1, wanted=2)}


def test_a_phase_that_recused_one_of_its_reviewers_still_wants_what_the_call_asks_for(call):
    application = ApplicationFactory(call=call)
    for phase in (ReviewPhaseFactory(call=call), ReviewPhaseFactory(call=call)):
        judged(phase, application, 4, 10)
        judged(phase, application, status="recused")
    assert (result_of(call, application).submitted, result_of(call, application).wanted) == (2, 4)


@pytest.mark.parametrize(("spread", "wide"), [(None, False), (WIDE - 0.1, False), (WIDE, True)])
def test_a_spread_is_wide_from_25_points_on(spread, wide):
    assert Result(spread=spread).is_wide is wide


@pytest.mark.parametrize("rows", [1, 3])
def test_results_cost_four_queries_however_many_there_are(call, rows, django_assert_num_queries):
    phase = ReviewPhaseFactory(call=call)
    for _each in range(rows):
        application = ApplicationFactory(call=call)
        for _reviewer in range(rows):
            judged(phase, application, 4, 10)
    with django_assert_num_queries(4):
        assert len(results(call)) == rows

"""The demo's surveys: the same from the same seed, by the rules of the site, with results to show."""

import random

import pytest

from leaders.models import District
from programs.demo.surveys import surveys_of
from programs.models import Survey, SurveyAnswer, SurveyResponse
from programs.survey_results import results
from tests.coaching import DAY, NOON, TODAY
from tests.factories import CohortFactory, EnrollmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def cohorts():
    """One that is long over with 24 participants, one that begins today with three."""
    dates = [(TODAY - 300 * DAY, TODAY - 60 * DAY), (TODAY, TODAY + 200 * DAY)]
    rows = [CohortFactory(start=start, end=end, capacity=40) for start, end in dates]
    for cohort, people in zip(rows, (24, 3), strict=True):
        EnrollmentFactory.create_batch(people, cohort=cohort)
    return rows


def test_cohorts_that_have_begun_get_surveys_with_results_of_those_over(cohorts):
    surveys_of(cohorts, random.Random(4), today=TODAY)
    told = [(row.cohort, row.moment) for row in Survey.objects.order_by("pk")]
    assert told == [(cohorts[0], "pre"), (cohorts[0], "post"), (cohorts[1], "pre")]
    after = results(Survey.objects.get(moment="post"), TODAY)
    assert after.people >= 10
    assert [one.change for one in after.items if one.item.is_scale and one.before is None] == []
    assert after.items[-1].texts


def test_the_same_seed_makes_the_same_rows(cohorts):
    found = []
    for _each in range(2):
        surveys_of(cohorts, random.Random(4), today=TODAY)
        found.append([list(model.objects.order_by("pk").values_list("pk")) for model in (SurveyResponse, SurveyAnswer)])
        SurveyAnswer.objects.all().delete()
        SurveyResponse.objects.all().delete()
        for survey in Survey.objects.all():
            survey.taken.all().delete()
            survey.delete()
    assert found[0] == found[1]

"""What the access tests' district has of surveys (see `tests.world`): one open, one over, of a cohort per relation."""

import datetime

from tests.factories import CohortFactory, EnrollmentFactory, SurveyFactory, answered

DAY = datetime.timedelta(days=1)
TEXTS = [{"kind": "scale_5"}, {"kind": "text"}]


def surveys_of(relation, person, today):
    """A cohort of that person with a survey that nobody answered yet, and one that ten others did."""
    cohort = CohortFactory(name=f"Asked in {relation}", capacity=40)
    EnrollmentFactory(cohort=cohort, person=person, participant="current")
    open_one = SurveyFactory(cohort=cohort, moment="post", opens=today - DAY, closes=today + DAY)
    over = SurveyFactory(cohort=cohort, opens=today - 9 * DAY, closes=today - DAY, items=TEXTS)
    answered(over, [{1: 4, 2: f"Own words of {relation}"}] * 10)
    return {"survey": open_one, "survey-over": over, "survey-item": open_one.items.first()}

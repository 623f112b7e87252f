import datetime

import factory

from programs import survey_items
from programs.models import Survey, SurveyAnswer, SurveyItem, SurveyResponse, SurveyTaken
from tests.factories.programs import CohortFactory, EnrollmentFactory


class SurveyFactory(factory.django.DjangoModelFactory):
    """A survey with the built-in questions, open through November 2026; `items=[…]` gives facts of others."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    cohort = factory.SubFactory(CohortFactory, capacity=100)
    title = factory.Sequence(lambda number: f"Survey {number}")
    moment = "pre"
    opens = datetime.date(2026, 11, 1)
    closes = datetime.date(2026, 11, 30)

    @factory.post_generation
    def items(row, create, facts):
        if facts is None:
            SurveyItem.objects.bulk_create(survey_items.built_in(row))
            return
        for place, one in enumerate(facts, start=1):
            SurveyItem.objects.create(**({"survey": row, "place": place, "code": f"own-{place}", "text": "Why?"} | one))


def answered(survey, said, participant=""):
    """Each of `said` is one participant's answers, `{place: value or own words}`, of a person enrolled for it."""
    items = {item.place: item for item in survey.items.all()}
    kind = {"participant": participant} if participant else {}
    for answers in said:
        SurveyTaken.objects.create(survey=survey, person=EnrollmentFactory(cohort=survey.cohort, **kind).person)
        response = SurveyResponse.objects.create(survey=survey, participant=participant)
        for place, value in answers.items():
            given = {"text": value} if isinstance(value, str) else {"value": value}
            SurveyAnswer.objects.create(response=response, item=items[place], **given)

"""Two posts of one participant at the same moment: one response. With its control; and two people do not hinder."""

import pytest
from django.db import connection

from leaders.models import District
from programs.actions import surveys
from programs.models import SurveyAnswer, SurveyResponse, SurveyTaken
from tests.coaching import NOON
from tests.factories import EnrollmentFactory, SurveyFactory
from tests.leaders.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TABLE, NAME = '"programs_surveytaken"', '"survey_taken_once"'


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON, tick=False)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def _without_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}")
    yield
    SurveyTaken.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} UNIQUE (survey_id, person_id)")


def answering(survey, person, value):
    answers = [(survey.items.get(), value, "")]
    return lambda: surveys.answer(survey=survey, person=person, answers=answers)


def answer_twice():
    survey = SurveyFactory(items=[{"kind": "scale_5"}])
    person = EnrollmentFactory(cohort=survey.cohort).person
    return at_once(answering(survey, person, 1), answering(survey, person, 5), guarded=True)


def test_of_two_posts_of_one_participant_at_once_one_is_kept():
    assert answer_twice() == ["ValidationError", "done"]
    assert (SurveyResponse.objects.count(), SurveyAnswer.objects.count()) == (1, 1)


@pytest.mark.usefixtures("_without_the_constraint")
def test_without_the_constraint_both_would_be_kept():
    """The control: what the constraint guards against does happen."""
    assert answer_twice() == ["done", "done"]
    assert SurveyResponse.objects.count() == 2


def test_two_participants_at_once_are_both_kept():
    """Each writes all answers anew; the lock of the survey keeps them from losing each other's."""
    survey = SurveyFactory(items=[{"kind": "scale_5"}])
    people = [EnrollmentFactory(cohort=survey.cohort).person for _each in range(2)]
    acts = [answering(survey, person, value) for person, value in zip(people, (1, 5), strict=True)]
    assert at_once(*acts, guarded=True) == ["done", "done"]
    assert sorted(SurveyAnswer.objects.values_list("value", flat=True)) == [1, 5]

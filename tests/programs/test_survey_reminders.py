"""Reminders of surveys: to whom they ask and who has not answered, once, and nothing of what is asked."""

import datetime
import io

import pytest
from django.core import mail
from django.core.management import call_command

from programs.models import SurveyTaken
from responsibilities.models import SentReminder, Wishes
from tests.factories import EnrollmentFactory, PersonFactory, SurveyFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
FIRST, LAST = datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 17, tzinfo=datetime.UTC)


@pytest.fixture
def survey():
    return SurveyFactory(opens=FIRST, closes=LAST, title="Secret title", cohort__name="Fall")


@pytest.fixture
def participant(survey):
    """A user who is enrolled in the cohort of the survey, and wants reminders."""
    user = UserFactory(person=PersonFactory())
    EnrollmentFactory(cohort=survey.cohort, person=user.person)
    Wishes.objects.create(user=user, reminders=True)
    return user


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """Run the command; answers all mail so far."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("remind", stdout=io.StringIO())
        return mail.outbox

    return run


@pytest.mark.parametrize(
    ("day", "reminded"),
    [
        (FIRST - datetime.timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + datetime.timedelta(days=1), False),
    ],
)
def test_an_open_survey_is_reminded_of_once(participant, survey, remind, time_machine, day, reminded):
    time_machine.move_to(noon(day))
    remind()
    found = remind()
    assert [sent.to for sent in found] == [[participant.email]] * reminded
    assert all(f"/surveys/{survey.pk}/answer/" in sent.body for sent in found)
    assert all("Fall" in sent.body and "Secret title" not in sent.body for sent in found)
    assert SentReminder.objects.filter(kind="survey", period=str(survey.pk)).count() == reminded


def test_who_answered_is_not_reminded(participant, survey, remind, time_machine):
    time_machine.move_to(noon(FIRST))
    SurveyTaken.objects.create(survey=survey, person=participant.person)
    assert remind() == []


@pytest.mark.parametrize("status", ["applied", "accepted", "waitlisted", "withdrawn", "declined"])
def test_whom_a_survey_does_not_ask_is_not_reminded(participant, survey, remind, time_machine, status):
    time_machine.move_to(noon(FIRST))
    ended = {"withdrawn": FIRST}
    participant.person.enrollments.update(
        status=status,
        ended_on=ended.get(status),
        waiting_since=noon(FIRST) if status == "waitlisted" else None,
    )
    assert remind() == []


def test_nobody_is_reminded_who_did_not_ask_for_it(participant, remind, time_machine):
    time_machine.move_to(noon(FIRST))
    Wishes.objects.update(reminders=False)
    assert remind() == []

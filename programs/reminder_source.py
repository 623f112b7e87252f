"""Surveys in the reminders: each open one that asks somebody and that they have not answered, once."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programs import access
from programs.models import Survey
from responsibilities import rules
from responsibilities.models import SentReminder
from responsibilities.reminders import SOURCES, Reminder


def open_surveys(user, today):
    """The mail says until when; it tells nothing of what is asked."""
    if not user.may("programs.answer_surveys"):
        return []
    rows = access.own_surveys(Survey.objects.all(), user).open_on(today).not_taken_by(user.person_id)
    return [_reminder(row) for row in rows.with_cohort().order_by("closes", "pk")]


def _reminder(survey):
    words = {"cohort": survey.cohort, "day": rules.shown(survey.closes)}
    text = _("A survey about %(cohort)s waits for your answer, until %(day)s and without your name.") % words
    path = reverse("programs:survey-answer", args=[survey.pk])
    return Reminder(SentReminder.Kind.SURVEY, str(survey.pk), text, path)


SOURCES.append(open_surveys)

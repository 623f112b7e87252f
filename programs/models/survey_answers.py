"""What was answered, and who answered: two sets of rows that nothing joins (docs/surveys.md).

All keys are random, no row knows a time, and answers know no person; neither has history, admin or an export.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import Person
from programs.models.enrollments import Enrollment
from programs.models.surveys import Survey, SurveyItem


class SurveyResponse(models.Model):
    """The answers of one participant, whose name nothing keeps. Without a day: when is told by the survey's dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses", verbose_name=_("survey"))
    participant = models.CharField(
        _("takes part as"),
        max_length=8,
        blank=True,
        choices=Enrollment.Participant.choices,
        help_text=_("Only where each kind of participants of the cohort has ten people at least."),
    )

    class Meta:
        verbose_name = _("answers to a survey")
        verbose_name_plural = _("answers to surveys")
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__in=["", "current", "aspiring", "other"]), name="survey_response_participant"
            ),
        ]

    def __str__(self):
        return str(_("answers to a survey"))


class SurveyAnswer(models.Model):
    """One answer: a value from 1 to the question's `top`, or own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        SurveyResponse, on_delete=models.CASCADE, related_name="answers", verbose_name=_("answers to a survey")
    )
    item = models.ForeignKey(SurveyItem, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question"))
    value = models.PositiveSmallIntegerField(_("value"), null=True)
    text = models.TextField(_("own words"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="survey_answer_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, value__range=(1, 100), text="")
                | (Q(value__isnull=True) & ~Q(text="")),
                name="survey_answer_value_or_text",
            ),
        ]

    def __str__(self):
        return str(_("answer"))


class SurveyTaken(models.Model):
    """That somebody answered a survey, so that they are asked once; not when, and not what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="taken", verbose_name=_("survey"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("survey taken")
        verbose_name_plural = _("surveys taken")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                name="survey_taken_once",
                violation_error_message=_("You have answered this survey already. Thank you."),
            ),
        ]

    def __str__(self):
        return str(_("survey taken"))

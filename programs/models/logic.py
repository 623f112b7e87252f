from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import School, year_label
from leaders.models.record import Record
from programs import access
from programs.models.goals import Indicator
from programs.models.programs import Program


class ContextFactorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read beside the goals of the year, by everyone who reads goals."""
        return access.goals(self, user)

    def with_school(self):
        return self.select_related("school")


class ContextFactor(Record):
    """What else happened in a school year, at a school or in the whole district; it explains nothing by itself."""

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", _("change of leadership")
        STAFFING = "staffing", _("staffing")
        FUNDING = "funding", _("funding")
        CURRICULUM = "curriculum", _("adoption of a curriculum")
        CALENDAR = "calendar", _("calendar or closure")
        POLICY = "policy", _("policy")
        OTHER = "other", _("other")

    class Effect(models.TextChoices):
        HELPS = "helps", _("probably helps")
        HINDERS = "hinders", _("probably hinders")
        UNCLEAR = "unclear", _("unclear")

    school_year = models.PositiveSmallIntegerField(_("school year"))
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="context_factors",
        verbose_name=_("school"),
        help_text=_("Leave empty for the whole district."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    text = models.CharField(_("what happened"), max_length=255, help_text=_("Without names of people."))
    effect = models.CharField(_("effect on the goals"), max_length=8, choices=Effect.choices, default=Effect.UNCLEAR)

    objects = ContextFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("context factor")
        verbose_name_plural = _("context factors")
        ordering = ["-school_year", "pk"]
        indexes = [models.Index(fields=["-school_year", "id"], name="context_year")]

    def __str__(self):
        return f"{year_label(self.school_year)}: {self.text}"

    def get_absolute_url(self):
        return reverse("programs:context-list")


class LogicStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.goals(self, user)


class LogicStep(Record):
    """One box of a program's logic model, in one of six columns; what is hoped for, not what was shown."""

    class Column(models.TextChoices):
        INPUTS = "inputs", _("Inputs")
        ACTIVITIES = "activities", _("Activities")
        OUTPUTS = "outputs", _("Outputs")
        SHORT = "short", _("Short-term outcomes")
        MEDIUM = "medium", _("Medium-term outcomes")
        LONG = "long", _("Long-term outcomes")

    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, related_name="logic_steps", verbose_name=_("program")
    )
    column = models.CharField(_("column"), max_length=10, choices=Column.choices, default=Column.INPUTS)
    order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    text = models.CharField(_("text"), max_length=255)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="logic_steps",
        verbose_name=_("measured by"),
    )

    objects = LogicStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a logic model")
        verbose_name_plural = _("steps of logic models")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["program", "column", "order"], name="logic_place")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("programs:logic-model", args=[self.program_id])

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import year_label
from leaders.models.record import Record
from programs import access
from programs.models.programs import Program

NUMBER = {"max_digits": 14, "decimal_places": 3}


class Verdict(models.TextChoices):
    """How far a goal is in a school year; `programs.goal_progress` says from which share of the way on."""

    FULLY = "fully", _("fully met")
    MOSTLY = "mostly", _("mostly met")
    PARTLY = "partly", _("partly met")
    NOT_MET = "not_met", _("not met")
    UNMEASURED = "unmeasured", _("not yet measured")
    NOT_DUE = "not_due", _("not due")


JUDGED = [choice for choice in Verdict.choices if choice[0] not in (Verdict.UNMEASURED, Verdict.NOT_DUE)]


class GoalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Goals are tier A: open to everyone with access; values about small groups are left out where they show."""
        return access.goals(self, user)

    def running(self, year):
        """Goals of a school year."""
        return self.filter(first_year__lte=year, last_year__gte=year)

    def with_progress(self):
        """With all that verdicts are made of, in four queries."""
        return self.select_related("program").prefetch_related("indicators__measurements", "judgments")


class Goal(Record):
    """What a program, or the district's whole work with teacher leaders, is to reach in some school years."""

    title = models.CharField(_("title"), max_length=160)
    why = models.TextField(_("why it matters"), blank=True)
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("program"),
        help_text=_("Leave empty for a goal of the whole district."),
    )
    first_year = models.PositiveSmallIntegerField(_("first school year"))
    last_year = models.PositiveSmallIntegerField(_("last school year"))
    is_retired = models.BooleanField(_("retired"), default=False, help_text=_("No new values; history stays."))

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")),
                name="goal_years_in_order",
                violation_error_message=_("The last school year is before the first one."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programs:goal-detail", args=[self.pk])

    @property
    def years(self):
        """“2025–26 to 2027–28”, or one school year."""
        ends = dict.fromkeys([year_label(self.first_year), year_label(self.last_year)])
        return (
            _("%(first)s to %(last)s") % dict(zip(("first", "last"), ends, strict=True))
            if len(ends) > 1
            else [*ends][0]
        )


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All who see goals: baselines and targets are typed to be read by everyone."""
        return access.goals(self, user)

    def for_program(self, program):
        """Of the program's own goals, and of those of the whole district."""
        return self.filter(Q(goal__program=program) | Q(goal__program=None))


class Indicator(Record):
    """What a goal is measured by: where it began, where it is to get; `measure` is one of our own figures."""

    class Level(models.TextChoices):
        LEADER = "leader", _("teacher leaders")
        TEACHER = "teacher", _("teachers")
        SCHOOL = "school", _("schools")
        STUDENT = "student", _("students")

    class Horizon(models.TextChoices):
        SHORT = "short", _("short term")
        MEDIUM = "medium", _("medium term")
        LONG = "long", _("long term")

    class Unit(models.TextChoices):
        PERCENT = "percent", _("percent")
        COUNT = "count", _("count")
        HOURS = "hours", _("hours")
        DOLLARS = "dollars", _("dollars")
        SCORE = "score", _("score")

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    class Measure(models.TextChoices):
        """Figures that Trellis knows itself; `programs.own_measures` computes them."""

        REACH = "reach", _("reach: share of teachers supported")
        DIRECT = "direct", _("share of direct time")
        CYCLES = "cycles", _("coaching cycles completed")
        HEADCOUNT = "headcount", _("teacher leaders in the year")
        FTE = "fte", _("TL FTE in the year")
        SEATS = "seats", _("seats taken in programs")
        COMPLETIONS = "completions", _("programs completed")
        RETENTION_1 = "retention_1", _("completers in a teacher leader role one year later")
        RETENTION_2 = "retention_2", _("completers in a teacher leader role two years later")
        RETENTION_3 = "retention_3", _("completers in a teacher leader role three years later")

    PERCENTAGES = (Measure.REACH, Measure.DIRECT, Measure.CYCLES)
    PERCENTAGES += (Measure.RETENTION_1, Measure.RETENTION_2, Measure.RETENTION_3)

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("goal"))
    title = models.CharField(_("title"), max_length=160, help_text=_("Like “Teachers who were coached”."))
    level = models.CharField(_("about"), max_length=8, choices=Level.choices, default=Level.LEADER)
    horizon = models.CharField(_("horizon"), max_length=8, choices=Horizon.choices, default=Horizon.SHORT)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices, default=Unit.PERCENT)
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=0, validators=[MaxValueValidator(3)])
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices, default=Direction.UP)
    baseline = models.DecimalField(
        _("baseline"),
        null=True,
        blank=True,
        help_text=_("Where it stood before. Leave empty when nobody knows; then only reaching the target counts."),
        **NUMBER,
    )
    baseline_year = models.PositiveSmallIntegerField(_("school year of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("target"), **NUMBER)
    target_year = models.PositiveSmallIntegerField(_("school year of the target"))
    source = models.CharField(_("source"), max_length=255, help_text=_("Where the values come from, in words."))
    measure = models.CharField(
        _("own figure"),
        max_length=12,
        choices=Measure.choices,
        blank=True,
        help_text=_("A figure that Trellis can fill in, when somebody asks it to."),
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_year__isnull=True)
                | Q(baseline__isnull=False, baseline_year__isnull=False, baseline_year__lte=F("target_year")),
                name="indicator_baseline_whole",
                violation_error_message=_("A baseline has a value and a school year, not after that of the target."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True)
                | Q(direction="up", target__gt=F("baseline"))
                | Q(direction="down", target__lt=F("baseline")),
                name="indicator_target_ahead",
                violation_error_message=_("The target lies ahead of the baseline, in the direction that is better."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=3),
                name="indicator_decimals",
                violation_error_message=_("At most three decimals are shown."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programs:goal-detail", args=[self.goal_id])

    def clean(self):
        """Our own figures come as percent or as a count."""
        fits = self.Unit.PERCENT if self.measure in self.PERCENTAGES else self.Unit.COUNT
        if self.measure and self.unit != fits:
            words = {"measure": self.get_measure_display(), "unit": fits.label}
            raise ValidationError({"unit": _("“%(measure)s” comes in this unit: %(unit)s.") % words})


class MeasurementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All who see goals; values about fewer than five people are shown to the coordinator only."""
        return access.goals(self, user)


class Measurement(Record):
    """The value of an indicator in a school year, typed or taken over; it never changes by itself."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="measurements", verbose_name=_("indicator")
    )
    school_year = models.PositiveSmallIntegerField(_("school year"))
    value = models.DecimalField(_("value"), **NUMBER)
    people = models.PositiveIntegerField(
        _("people behind it"),
        null=True,
        blank=True,
        help_text=_("Values about fewer than five people are shown to coordinators only."),
    )
    note = models.CharField(_("note"), max_length=255, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["school_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "school_year"],
                name="measurement_once_a_year",
                violation_error_message=_("There is already a value for this school year."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {year_label(self.school_year)}"

    def get_absolute_url(self):
        return reverse("programs:goal-detail", args=[self.indicator.goal_id])


class GoalJudgment(Record):
    """A coordinator's own verdict on a goal in a school year, which stands in place of the computed one."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="judgments", verbose_name=_("goal"))
    school_year = models.PositiveSmallIntegerField(_("school year"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=JUDGED)
    reason = models.CharField(_("reason"), max_length=255, help_text=_("Everyone who reads the goal sees it."))

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["school_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "school_year"],
                name="judgment_once_a_year",
                violation_error_message=_("There is already a verdict for this school year."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="judgment_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self):
        return f"{self.goal}, {year_label(self.school_year)}"

    def in_words(self):
        """“2026–27: mostly met”."""
        return f"{year_label(self.school_year)}: {self.get_verdict_display()}"

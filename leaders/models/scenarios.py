from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders import access
from leaders.models.appointments import Appointment
from leaders.models.district import year_label
from leaders.models.funding import FundingSource
from leaders.models.people import SHARE, Person
from leaders.models.places import School
from leaders.models.record import Record
from leaders.models.roles import Position, Role

NOT_NEGATIVE = [MinValueValidator(0)]


class ScenarioQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.scenarios(self, user)


class Scenario(Record):
    """A plan for a school year, beside the year before it: holds only what differs from rolling everybody over."""

    name = models.CharField(_("name"), max_length=120)
    school_year = models.PositiveSmallIntegerField(_("school year it plans"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    owner = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, related_name="scenarios", verbose_name=_("owner")
    )
    is_shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Every coordinator and the business office may see it.")
    )
    leaving = models.ManyToManyField(
        Appointment, blank=True, related_name="leaving_in", verbose_name=_("who does not stay")
    )
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)
    applied_by = models.ForeignKey(
        "leaders.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("applied by"),
    )

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["-school_year", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school_year__gte=2000, school_year__lte=2100),
                name="scenario_year",
                violation_error_message=_("A school year is named by the year in which it ends, like 2027."),
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="scenario_applied_by_somebody",
                violation_error_message=_("An applied scenario says when and by whom."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:scenario-detail", args=[self.pk])

    @property
    def year_label(self):
        return year_label(self.school_year)

    @property
    def base_year(self):
        """The school year whose positions and people it starts from."""
        return self.school_year - 1


class ScenarioPosition(models.Model):
    """What a scenario changes of one position (empty: as it is), or, without a position, one that it adds."""

    scenario = models.ForeignKey(
        Scenario, on_delete=models.CASCADE, related_name="positions", verbose_name=_("scenario")
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="planned_in", verbose_name=_("position")
    )
    seen_version = models.PositiveIntegerField(_("version of the position that was seen"), null=True, blank=True)
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role")
    )
    site = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    fte = models.DecimalField(_("FTE"), max_digits=4, decimal_places=3, null=True, blank=True, validators=SHARE)
    is_closed = models.BooleanField(_("closed"), default=False)
    filled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("filled by")
    )
    amount = models.DecimalField(
        _("pay for the year"), max_digits=10, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    fund = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fund")
    )

    class Meta:
        verbose_name = _("position of a scenario")
        verbose_name_plural = _("positions of a scenario")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "position"],
                name="scenario_position_once",
                violation_error_message=_("This position is listed twice."),
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=False, seen_version__isnull=False, role__isnull=True)
                | Q(role__isnull=False, site__isnull=False, fte__isnull=False, is_closed=False, position__isnull=True),
                name="scenario_position_whole",
                violation_error_message=_("A new position needs its role, site and FTE."),
            ),
            models.CheckConstraint(
                condition=Q(fte__isnull=True) | Q(fte__gte=0, fte__lte=1),
                name="scenario_position_fte",
                violation_error_message=_("FTE is a share from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="scenario_position_amount",
                violation_error_message=_("Pay cannot be below zero."),
            ),
        ]

    def __str__(self):
        return str(self.position or f"{self.role}, {self.site}")


class ScenarioRole(models.Model):
    """A role's annual stipend in a scenario: a new amount in dollars, or a change in percent (−5 is 5 percent less)."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="roles", verbose_name=_("scenario"))
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))
    amount = models.DecimalField(
        _("annual stipend"), max_digits=10, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    percent = models.DecimalField(
        _("change in percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("role of a scenario")
        verbose_name_plural = _("roles of a scenario")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "role"],
                name="scenario_role_once",
                violation_error_message=_("This role is listed twice."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, percent__range=(-100, 100)) | Q(amount__gte=0, percent__isnull=True),
                name="scenario_role_amount_or_percent",
                violation_error_message=_("Give an amount or a percent, not both."),
            ),
        ]

    def __str__(self):
        return str(self.role)


class ScenarioFund(models.Model):
    """A fund in a scenario: closed, or with another budget in dollars."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="funds", verbose_name=_("scenario"))
    fund = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+", verbose_name=_("fund"))
    is_closed = models.BooleanField(_("closed"), default=False)
    budget = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )

    class Meta:
        verbose_name = _("fund of a scenario")
        verbose_name_plural = _("funds of a scenario")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "fund"],
                name="scenario_fund_once",
                violation_error_message=_("This fund is listed twice."),
            ),
            models.CheckConstraint(
                condition=Q(is_closed=True) | Q(budget__gte=0),
                name="scenario_fund_differs",
                violation_error_message=_("A fund of a scenario is closed or has another budget."),
            ),
        ]

    def __str__(self):
        return str(self.fund)

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders import access
from leaders.models.record import Record


class FundingSourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.funding(self, user)

    def open(self):
        return self.filter(is_open=True)


class FundingSource(Record):
    """A fund or award that pays: its window (both days inclusive) and its budget."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("general fund")
        TITLE_I = "title_i", _("Title I, Part A")
        TITLE_II_A = "title_ii_a", _("Title II, Part A")
        TITLE_IV_A = "title_iv_a", _("Title IV, Part A")
        FEDERAL_GRANT = "federal_grant", _("other federal grant")
        STATE = "state", _("state program")
        PRIVATE_GRANT = "private_grant", _("private grant")

    code = models.CharField(_("fund code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    award_number = models.CharField(_("award number"), max_length=60, blank=True)
    aln = models.CharField(
        _("assistance listing number"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2}\.\d{3}$", _("Like 84.367."))],
    )
    start = models.DateField(_("first day of the award"), null=True, blank=True)
    end = models.DateField(_("last day of the award"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    effort_reporting = models.BooleanField(_("time-and-effort records required"), default=False)
    is_open = models.BooleanField(_("may be used"), default=True)

    objects = FundingSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        ordering = ["code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(start__lte=F("end")),
                name="fund_window_in_order",
                violation_error_message=_("The award ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="fund_budget_not_negative",
                violation_error_message=_("A budget cannot be below zero."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self):
        return reverse("leaders:fund-detail", args=[self.pk])

    def covers(self, start, end):
        """Whether money may be spent from `start` to `end`, both inclusive: an award pays only inside its window."""
        return (self.start is None or self.start <= start) and (self.end is None or end <= self.end)

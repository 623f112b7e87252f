from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders import access
from leaders.models.appointments import Appointment
from leaders.models.district import year_label
from leaders.models.funding import FundingSource
from leaders.models.places import School
from leaders.models.record import Record
from leaders.models.roles import PayKind

NOT_NEGATIVE = [MinValueValidator(0)]
UNPAID_KINDS = frozenset({PayKind.RELEASE_ONLY})


class PayQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.pay(self, user)

    def paying(self):
        """Compensation that makes its holder “otherwise compensated” (definition, part f)."""
        return self.exclude(kind__in=UNPAID_KINDS).filter(full_amount__gt=0)


class StipendPoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if access.sees_all_pay(user) else self.none()

    def with_heads(self):
        """Stipends with `heads`: how many share each."""
        return self.annotate(heads=models.Count("members"))


class StipendPool(Record):
    """One stipend shared by several appointments, to the cent (contract example: $5,000 shared by at most 5)."""

    name = models.CharField(_("name"), max_length=120)
    school_year = models.PositiveSmallIntegerField(_("school year"))
    site = models.ForeignKey(School, on_delete=models.PROTECT, related_name="stipend_pools", verbose_name=_("site"))
    amount = models.DecimalField(_("amount to share"), max_digits=10, decimal_places=2, validators=NOT_NEGATIVE)
    max_members = models.PositiveSmallIntegerField(_("shared by at most"), default=5, validators=[MinValueValidator(1)])

    objects = StipendPoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared stipend")
        verbose_name_plural = _("shared stipends")
        ordering = ["-school_year", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, max_members__gte=1),
                name="pool_amount_and_members",
                violation_error_message=_("A shared stipend has an amount and room for at least one."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:pool-detail", args=[self.pk])

    @property
    def year_label(self):
        return year_label(self.school_year)


class Compensation(Record):
    """One way in which an appointment is paid: `full_amount` is dollars for the span `start` to `end`, inclusive."""

    class Schedule(models.TextChoices):
        ONCE = "once", _("one payment")
        TWICE = "twice", _("two payments")
        MONTHLY = "monthly", _("every month")
        PAY_PERIOD = "pay_period", _("every pay period")

    class Proration(models.TextChoices):
        NONE = "none", _("not prorated")
        MONTHS = "months", _("by months served")
        DAYS = "days", _("by days served")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="compensations", verbose_name=_("appointment")
    )
    kind = models.CharField(_("kind of pay"), max_length=20, choices=PayKind.choices)
    full_amount = models.DecimalField(
        _("full amount"),
        max_digits=10,
        decimal_places=2,
        default=0,
        validators=NOT_NEGATIVE,
        help_text=_("Dollars for the whole span. Worked out from quantity and rate, or percent and salary, if given."),
    )
    quantity = models.DecimalField(
        _("days or hours"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("Days for per-diem and daily pay. For hourly pay: the most hours the board approved."),
    )
    rate = models.DecimalField(
        _("dollars per day or hour"), max_digits=9, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    percent = models.DecimalField(
        _("percent of salary"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    salary_base = models.DecimalField(
        _("salary it is a percent of"), max_digits=10, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    proration = models.CharField(_("proration"), max_length=8, choices=Proration.choices, default=Proration.MONTHS)
    schedule = models.CharField(_("paid"), max_length=12, choices=Schedule.choices, default=Schedule.TWICE)
    pool = models.ForeignKey(
        StipendPool,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("shared stipend"),
    )
    includes_extra_hours = models.BooleanField(
        _("includes extra hours"),
        default=False,
        help_text=_("No hourly pay may stand beside it on the same appointment."),
    )
    note = models.CharField(_("note"), max_length=255, blank=True)

    objects = PayQuerySet.as_manager()

    class Meta:
        verbose_name = _("compensation")
        verbose_name_plural = _("compensations")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="pay_dates_in_order",
                violation_error_message=_("Pay ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(full_amount__gte=0),
                name="pay_not_negative",
                violation_error_message=_("Pay cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="hourly") | Q(quantity__isnull=False, rate__isnull=False),
                name="pay_hourly_has_maximum",
                violation_error_message=_("Hourly pay needs a rate and the most hours that the board approved."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="percent_of_salary") | Q(percent__isnull=False, salary_base__isnull=False),
                name="pay_percent_has_base",
                violation_error_message=_("Percent of salary needs the percent and the salary."),
            ),
            models.UniqueConstraint(
                fields=["pool", "appointment"],
                name="pool_member_once",
                violation_error_message=_("This appointment already has a share of that stipend."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    def worked_out_amount(self):
        """Dollars from quantity × rate or percent × salary; `None` where the amount is typed in."""
        if self.quantity is not None and self.rate is not None:
            return (self.quantity * self.rate).quantize(Decimal("0.01"))
        if self.percent is not None and self.salary_base is not None:
            return (self.percent * self.salary_base / 100).quantize(Decimal("0.01"))
        return None

    def clean(self):
        amount = self.worked_out_amount()
        if amount is not None:
            self.full_amount = amount
        if self.kind in UNPAID_KINDS and self.full_amount:
            raise ValidationError(
                {"full_amount": _("Release only means no pay. Choose another kind of pay, or leave the amount at 0.")}
            )


class AllocationQuerySet(models.QuerySet):
    def unbalanced(self):
        """Compensations, by id, whose funding shares do not make 100.00 percent; always none, and checked for."""
        totals = self.order_by().values("compensation").annotate(total=models.Sum("percent"))
        return totals.exclude(total=100)

    def visible_to(self, user):
        return access.pay(self, user, person="compensation__appointment__person")


class FundingAllocation(Record):
    """The share of a compensation that a fund pays; the shares of a compensation sum to exactly 100.00 percent."""

    compensation = models.ForeignKey(
        Compensation, on_delete=models.CASCADE, related_name="allocations", verbose_name=_("compensation")
    )
    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("fund")
    )
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    account_code = models.CharField(_("account code"), max_length=60, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding allocation")
        verbose_name_plural = _("funding allocations")
        ordering = ["-percent", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100),
                name="allocation_percent",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
            models.UniqueConstraint(
                fields=["compensation", "source", "account_code"],
                name="allocation_once",
                violation_error_message=_("This fund and account code are listed twice."),
            ),
        ]

    def __str__(self):
        return f"{Decimal(self.percent).normalize():f}% {self.source}"

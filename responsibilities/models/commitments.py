from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Role
from leaders.models.record import Record
from responsibilities import access
from responsibilities.models.categories import Category

PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


class Promise(Record):
    """What is promised beside the shares of time: the part that a role's usual promise and a commitment have alike."""

    direct_share = models.DecimalField(
        _("direct time (percent)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=PERCENT,
        help_text=_("Share of the time spent with teachers."),
    )
    meetings_per_week = models.DecimalField(
        _("meetings per week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    schools_covered = models.PositiveSmallIntegerField(_("schools covered"), null=True, blank=True)
    teachers_covered = models.PositiveSmallIntegerField(_("teachers covered"), null=True, blank=True)

    class Meta:
        abstract = True


class Share(models.Model):
    """One category's target share of the time; the shares of a promise sum to exactly 100.00, or there are none."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    percent = models.DecimalField(_("share (percent)"), max_digits=5, decimal_places=2, validators=PERCENT)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.category} {self.percent.normalize():f}%"


class UsualPromiseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As open as the catalogue of roles."""
        return self if user.is_authenticated else self.none()


class UsualPromise(Promise):
    """What appointments to a role usually promise: commitments are pre-filled from it."""

    role = models.OneToOneField(Role, on_delete=models.CASCADE, related_name="usual_promise", verbose_name=_("role"))

    objects = UsualPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("usual commitment of a role")
        verbose_name_plural = _("usual commitments of roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(direct_share__isnull=True) | Q(direct_share__gte=0, direct_share__lte=100),
                name="usual_promise_direct_share",
                violation_error_message=_("A share is a number from 0 to 100 percent."),
            ),
        ]

    def __str__(self):
        return str(self.role)


class UsualShare(Share):
    """The usual share of one category in the time of a role."""

    promise = models.ForeignKey(UsualPromise, on_delete=models.CASCADE, related_name="shares", verbose_name=_("of"))

    class Meta:
        verbose_name = _("usual share")
        verbose_name_plural = _("usual shares")
        ordering = ["category__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "category"],
                name="usual_share_once",
                violation_error_message=_("This category is listed twice."),
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100),
                name="usual_share_percent",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
        ]


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.commitments(self, user)

    def current(self):
        """Those that stand; replaced ones are kept as history."""
        return self.filter(retired_at__isnull=True)

    def on(self, date):
        """Begun by the date, latest first: the first of an appointment is the one that holds."""
        return self.current().filter(start__lte=date).order_by("appointment", "-start", "-pk")


class Commitment(Promise):
    """What an appointment promises from `start` on, until the next version begins; never edited, but replaced."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("appointment")
    )
    start = models.DateField(_("from"))
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    retired_at = models.DateTimeField(_("replaced"), null=True, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "start"],
                condition=Q(retired_at__isnull=True),
                name="commitment_one_per_start",
                violation_error_message=_("Two versions of one commitment begin on the same day."),
            ),
            models.CheckConstraint(
                condition=Q(direct_share__isnull=True) | Q(direct_share__gte=0, direct_share__lte=100),
                name="commitment_direct_share",
                violation_error_message=_("A share is a number from 0 to 100 percent."),
            ),
        ]

    def __str__(self):
        return str(self.appointment)

    def get_absolute_url(self):
        return self.appointment.get_absolute_url()


class CommittedShare(Share):
    """The target share of one category in the time of an appointment."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="shares", verbose_name=_("commitment")
    )

    class Meta:
        verbose_name = _("committed share")
        verbose_name_plural = _("committed shares")
        ordering = ["category__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "category"],
                name="committed_share_once",
                violation_error_message=_("This category is listed twice."),
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100),
                name="committed_share_percent",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
        ]

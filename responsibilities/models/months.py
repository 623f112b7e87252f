import calendar
import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models import Person
from leaders.models.record import Record
from responsibilities import access


def last_day(month):
    """The last day of the month that begins on `month`."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def locks_after(month, days):
    """The last day on which entries of a month may be written: `days` after its end (domain.md §3, default 15)."""
    return last_day(month) + datetime.timedelta(days=days)


class MonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.months(self, user)


class Month(Record):
    """A teacher leader's month: closed by their attestation, then approved or returned. No row: nothing happened."""

    class Status(models.TextChoices):
        OPEN = "open", _("not closed")
        ATTESTED = "attested", _("closed, to approve")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="months", verbose_name=_("teacher leader")
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.OPEN)
    attested_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    attested_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    minutes = models.PositiveIntegerField(
        _("minutes"), default=0, editable=False, help_text=_("As they stood when the month was closed; 0 is “none”.")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    comment = models.CharField(_("comment"), max_length=255, blank=True)
    unlocked_until = models.DateField(_("unlocked until"), null=True, blank=True)
    unlock_reason = models.CharField(_("why it was unlocked"), max_length=255, blank=True)
    unlocked_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    unlock_wish = models.CharField(
        _("request to unlock"),
        max_length=255,
        blank=True,
        help_text=_("Why the teacher leader asks; empty: no request."),
    )

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month")
        verbose_name_plural = _("months")
        ordering = ["-month", "pk"]
        indexes = [
            models.Index(fields=["month", "status"], name="month_status"),
            # What waits for a coordinator, of all years: few rows of a table that only grows.
            models.Index(fields=["month"], name="month_waiting", condition=Q(status="attested") | ~Q(unlock_wish="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "month"],
                name="month_once",
                violation_error_message=_("This month of this person is already there."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="month_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(attested_at__isnull=False),
                name="month_attested_first",
                violation_error_message=_("A month is closed by the teacher leader first."),
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(comment=""),
                name="month_returned_says_why",
                violation_error_message=_("Say what to mend."),
            ),
            models.CheckConstraint(
                condition=Q(unlocked_until__isnull=True) | ~Q(unlock_reason=""),
                name="month_unlocked_says_why",
                violation_error_message=_("Say why the month is unlocked."),
            ),
        ]

    def __str__(self):
        return date_format(self.month, "YEAR_MONTH_FORMAT")

    def get_absolute_url(self):
        return reverse("responsibilities:month-detail", args=[self.pk])

    def is_locked(self, on, days):
        """Whether entries may no longer be written on a date, by the district's `days` and an unlock."""
        if self.unlocked_until is not None and on <= self.unlocked_until:
            return False
        return on > locks_after(self.month, days)

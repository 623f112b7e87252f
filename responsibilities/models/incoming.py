"""What comes from elsewhere than the form: entries that phones sent, and calendar series that were taught once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import Person, School
from leaders.models.record import Record
from responsibilities.models.activities import Contact, Kind
from responsibilities.models.categories import Category


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user.pk)


class Receipt(models.Model):
    """An entry that a phone sent: the key made when its form opened, and what came of it."""

    user = models.ForeignKey("leaders.User", on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    client_id = models.UUIDField(_("key"))
    digest = models.CharField(_("SHA-256 of what was sent"), max_length=64)
    activity_id = models.BigIntegerField(_("activity"))
    sent_at = models.DateTimeField(_("clock of the phone"), null=True)
    at = models.DateTimeField(_("received"), auto_now_add=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "client_id"],
                name="receipt_once",
                violation_error_message=_("This entry was already received."),
            ),
        ]

    def __str__(self):
        return str(self.client_id)


class TaughtSeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(leader=user.person_id, leader__isnull=False)


class TaughtSeries(Record):
    """What a teacher leader said once about a calendar series: how its events become entries."""

    leader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("teacher leader"))
    title = models.CharField(_("title in the calendar"), max_length=255)
    ignored = models.BooleanField(_("never an activity"), default=False)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    contact = models.CharField(_("contact"), max_length=10, choices=Contact.choices, blank=True)
    supported = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("supported teachers"))
    unnamed = models.PositiveSmallIntegerField(_("further participants"), default=0)
    site = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )

    objects = TaughtSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("known calendar series")
        verbose_name_plural = _("known calendar series")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "title"],
                name="taught_series_once",
                violation_error_message=_("This series is already known."),
            ),
            models.CheckConstraint(
                condition=Q(ignored=True) | (Q(category__isnull=False) & ~Q(kind="") & ~Q(contact="")),
                name="taught_series_complete",
                violation_error_message=_("Say category, kind and contact, or that it is never an activity."),
            ),
        ]

    def __str__(self):
        return self.title

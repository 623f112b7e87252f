from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models.record import Record


class OwnQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user.pk)


class Wishes(Record):
    """What a user chose for themselves: reminders (off by default) and the secret address of their calendar."""

    user = models.OneToOneField("leaders.User", on_delete=models.CASCADE, related_name="wishes", verbose_name=_("user"))
    reminders = models.BooleanField(
        _("remind me by e-mail"),
        default=False,
        help_text=_("One digest: a week without an entry, a month not closed, a check-back due, a survey to answer."),
    )
    calendar_hash = models.CharField(_("secret of the calendar"), max_length=64, blank=True, editable=False)
    calendar_since = models.DateTimeField(_("calendar since"), null=True, blank=True, editable=False)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("wishes")
        verbose_name_plural = _("wishes")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_hash"], condition=~Q(calendar_hash=""), name="wishes_calendar_once"
            ),
            models.CheckConstraint(
                condition=Q(calendar_hash="") | Q(calendar_since__isnull=False), name="wishes_calendar_since"
            ),
        ]

    def __str__(self):
        return str(self.user)


class SentReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user.pk)


class SentReminder(models.Model):
    """A reminder that was sent: each kind once per user and period (trust D8)."""

    class Kind(models.TextChoices):
        EMPTY_WEEK = "empty_week", _("week without entry")
        OPEN_MONTH = "open_month", _("month not closed")
        CHECK_BACK = "check_back", _("check-back due")
        SURVEY = "survey", _("survey to answer")
        ASKED = "asked", _("asked by the coordinator")
        COPY = "copy", _("copy of a visit")

    user = models.ForeignKey("leaders.User", on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    period = models.CharField(_("period"), max_length=40)
    at = models.DateTimeField(_("sent"), auto_now_add=True)

    objects = SentReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "period"],
                name="sent_reminder_once",
                violation_error_message=_("This reminder was already sent."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.period}"

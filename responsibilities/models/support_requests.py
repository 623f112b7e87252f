from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import Person, School
from leaders.models.record import Record
from responsibilities import access
from responsibilities.models.activities import COUNTED, Activity, Kind


class RequestState(models.TextChoices):
    """What became of a request for support; follows from the visit that it planned."""

    OPEN = "open", _("planned, not yet done")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")
    DROPPED = "dropped", _("taken out of the log")


class SupportRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.support_requests(self, user)

    def open(self):
        """The visit is planned and not yet done."""
        return self.filter(activity__isnull=False).exclude(activity__status__in=COUNTED)

    def in_state(self, state):
        """Requests of which that became (`RequestState`)."""
        return {
            RequestState.OPEN: self.open,
            RequestState.DONE: lambda: self.filter(activity__status__in=COUNTED),
            RequestState.DECLINED: lambda: self.filter(declined_on__isnull=False),
            RequestState.DROPPED: lambda: self.filter(activity__isnull=True, declined_on__isnull=True),
        }[state]()

    def with_names(self):
        """What a row of any list shows, in one query."""
        return self.select_related("leader", "site", "by", "activity")


class SupportRequest(Record):
    """A principal asks a teacher leader for support: becomes a planned visit, and stays when that is declined. Tier B.

    Whom it is about stands with the visit alone, so that who reads names is decided in one place.
    """

    by = models.ForeignKey("leaders.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by"))
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="support_requests", verbose_name=_("teacher leader")
    )
    site = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="support_requests", verbose_name=_("school")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    wished_for = models.DateField(_("wished for"))
    participants = models.PositiveSmallIntegerField(_("teachers"))
    focus = models.CharField(_("focus"), max_length=120, blank=True)
    activity = models.OneToOneField(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="support_request",
        verbose_name=_("planned visit"),
    )
    declined_on = models.DateField(_("declined on"), null=True, blank=True)
    declined_why = models.CharField(_("why it was declined"), max_length=255, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["leader", "-wished_for"], name="request_leader"),
            models.Index(fields=["site", "-wished_for"], name="request_site"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(participants__gte=1),
                name="request_for_someone",
                violation_error_message=_("Say for which teachers."),
            ),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True, declined_why="")
                | (Q(declined_on__isnull=False, activity__isnull=True) & ~Q(declined_why="")),
                name="request_declined_says_why",
                violation_error_message=_("Say why, so that the principal knows."),
            ),
        ]

    def __str__(self):
        return _("Request of %(day)s") % {"day": self.wished_for}

    def get_absolute_url(self):
        return reverse("responsibilities:request-list")

    @property
    def state(self):
        if self.declined_on:
            return RequestState.DECLINED
        if self.activity is None:
            return RequestState.DROPPED
        return RequestState.DONE if self.activity.is_counted else RequestState.OPEN

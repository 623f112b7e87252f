from django.db import models
from django.utils.translation import gettext_lazy as _

from leaders.models import Person
from programs.models.sessions import Session
from responsibilities.models import Activity


class FacilitatedQuerySet(models.QuerySet):
    def standing(self):
        """Those whose entry is still in the log."""
        return self.filter(activity__isnull=False)


class Facilitated(models.Model):
    """That a session which a teacher leader leads was put into their log, once.

    Without an activity: its leader took it out of the log, and it is not put there again.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="logged", verbose_name=_("session"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="sessions_logged", verbose_name=_("facilitator")
    )
    activity = models.OneToOneField(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        related_name="facilitated",
        verbose_name=_("entry in the log"),
    )

    objects = FacilitatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitated session")
        verbose_name_plural = _("facilitated sessions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="facilitated_once",
                violation_error_message=_("This session is already in the log."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.session}"

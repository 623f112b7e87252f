import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs import selection_access as access
from programs.models.applications import Application
from programs.models.call_parts import Question


class ApplicationFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those of sent applications for the coordinator. Reviewers get theirs through `Review`."""
        return access.application_files(self, user)


class ApplicationFile(models.Model):
    """A file that answers a question of an application: checked and cleaned; on the disk it has a random name.

    Its own name may tell who applies, so blind reviewers get it under another one.
    """

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("waiting for the virus scan")
        CLEAN = "clean", _("ready")
        INFECTED = "infected", _("refused by the virus scan")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="files", verbose_name=_("application")
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="files", verbose_name=_("question"))
    name = models.CharField(_("file name"), max_length=120, editable=False)
    stored_as = models.UUIDField(_("stored as"), default=uuid.uuid4, unique=True, editable=False)
    media_type = models.CharField(_("type"), max_length=80, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CLEAN, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ApplicationFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an application")
        verbose_name_plural = _("files of applications")
        ordering = ["question__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                name="application_file_once",
                violation_error_message=_("This question has a file already."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

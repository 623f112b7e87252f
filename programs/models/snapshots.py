from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs import access


class ReportSnapshotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sums that everyone may read; others for the coordinator, and for who froze them."""
        return access.snapshots(self, user)

    def listed(self):
        """Without what only the page of one snapshot and its files need."""
        return self.defer("document", "pdf", "xlsx").select_related("made_by")


class ReportSnapshot(models.Model):
    """A report as it stood: its figures and definitions, when, by whom and from which data, and both files.

    Added once, never changed or removed: the database refuses it, as it does for history.
    """

    code = models.CharField(_("number of the report"), max_length=8)
    slug = models.SlugField(_("report"), max_length=50)
    title = models.CharField(_("title"), max_length=200)
    period = models.CharField(_("period"), max_length=120)
    chosen = models.JSONField(_("chosen"), default=dict, blank=True)  # of the report's address: name → value
    language = models.CharField(_("language"), max_length=10)
    document = models.JSONField(_("figures and definitions"))
    pdf = models.BinaryField(_("PDF"))
    xlsx = models.BinaryField(_("workbook"))
    data_version = models.CharField(_("data version"), max_length=40)
    is_aggregate = models.BooleanField(_("open to everyone"), default=False)
    made_by = models.ForeignKey("leaders.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("frozen by"))
    made_on = models.DateTimeField(_("frozen on"), default=timezone.now)
    why = models.CharField(_("why"), max_length=255)

    objects = ReportSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["-made_on", "-id"], name="snapshot_when")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(why=""),
                name="snapshot_has_a_reason",
                violation_error_message=_("Say what it is frozen for."),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.period}"

    def get_absolute_url(self):
        return reverse("programs:snapshot-detail", args=[self.pk])

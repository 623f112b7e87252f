import datetime
import uuid
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders import access
from leaders.models.places import School

LATE = datetime.timedelta(minutes=2)


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.imports(self, user)


class ImportBatch(models.Model):
    """One file or package handed in for import, from the upload to its undoing. Its rows are the preview."""

    class Status(models.TextChoices):
        READING = "reading", _("being read")
        CHOOSING = "choosing", _("waits for a district to be chosen")
        READY = "ready", _("ready to apply")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("cannot be used")
        DISCARDED = "discarded", _("discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file"), max_length=255)
    stored = models.CharField(_("stored as"), max_length=60, blank=True, help_text=_("Random name; empty once read."))
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    format = models.CharField(_("kind of file"), max_length=80, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.READING)
    options = models.JSONField(_("choices made"), default=dict)
    summary = models.JSONField(_("counts and remarks"), encoder=DjangoJSONEncoder, default=dict)
    message = models.CharField(_("what happened"), max_length=1000, blank=True)
    digest = models.CharField(_("fingerprint of the preview"), max_length=64, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    uploaded_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("handed in by")
    )
    touched_at = models.DateTimeField(_("last sign of life"), auto_now=True)
    applied_at = models.DateTimeField(_("applied"), null=True)
    applied_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="import_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(status__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="import_applied_has_date",
                violation_error_message=_("An applied import has a date; another has none."),
            ),
            models.CheckConstraint(
                condition=Q(status="undone", undone_at__isnull=False)
                | (~Q(status="undone") & Q(undone_at__isnull=True)),
                name="import_undone_has_date",
                violation_error_message=_("An undone import has a date; another has none."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:import-detail", args=[self.pk])

    @property
    def is_working(self):
        return self.status in (self.Status.READING, self.Status.APPLYING)

    @property
    def is_late(self):
        """Whether the background work has shown no sign of life for two minutes."""
        return self.is_working and timezone.now() - self.touched_at > LATE

    @cached_property
    def school_names(self):
        """Names of schools by id, and of those that this import adds by their reference, all as text."""
        names = {str(pk): name for pk, name in School.objects.values_list("pk", "name")}
        added = self.rows.filter(kind=ImportRow.Kind.SCHOOL, verdict=ImportRow.Verdict.NEW)
        return names | {f"new:{source}": label for source, label in added.values_list("candidate__source_id", "label")}


class ImportRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.imports(self, user)

    def written(self):
        """Rows that an apply writes, and an undo takes back."""
        return self.filter(verdict__in=[ImportRow.Verdict.NEW, ImportRow.Verdict.CHANGED, ImportRow.Verdict.LEAVES])

    def by_urgency(self):
        """With `urgency`, which puts first what people have to look at: refused rows, then who leaves, then changes."""
        order = [ImportRow.Verdict.REFUSED, ImportRow.Verdict.LEAVES, ImportRow.Verdict.CHANGED, ImportRow.Verdict.NEW]
        whens = [When(verdict=verdict, then=place) for place, verdict in enumerate(order)]
        return self.annotate(urgency=Case(*whens, default=len(order), output_field=models.IntegerField()))


class ImportRow(models.Model):
    """What an import says about one row of its file, or about one record that the file no longer holds."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("school")
        PERSON = "person", _("person")

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        LEAVES = "leaves", _("leaves or closes")
        REFUSED = "refused", _("refused")
        UNCHANGED = "unchanged", _("unchanged")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind of record"), max_length=8, choices=Kind.choices)
    verdict = models.CharField(_("what will happen"), max_length=10, choices=Verdict.choices)
    file = models.CharField(_("file"), max_length=120, blank=True)
    row = models.PositiveIntegerField(_("row"), null=True)
    column = models.CharField(_("column"), max_length=120, blank=True)
    label = models.CharField(_("name"), max_length=255, blank=True)
    reason = models.CharField(_("why"), max_length=1000, blank=True)
    mend = models.CharField(_("how to mend it"), max_length=500, blank=True)
    object_id = models.BigIntegerField(_("record"), null=True)
    candidate = models.JSONField(_("what the file says"), encoder=DjangoJSONEncoder, default=dict)
    changes = models.JSONField(_("before and after"), encoder=DjangoJSONEncoder, default=dict)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="import_row_number_once",
                violation_error_message=_("Each row of an import has its own number."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | ~Q(reason=""),
                name="import_row_refused_says_why",
                violation_error_message=_("A refused row says why."),
            ),
        ]

    def __str__(self):
        return self.label

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders import access


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.history(self, user)

    def about(self, record):
        """Entries on one row, newest first."""
        return self.filter(model=record._meta.label_lower, object_id=record.pk)


class AuditEntry(models.Model):
    """Who changed which row when, why, from what to what. Written in the change's own transaction, never edited."""

    class Verb(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("what"), max_length=8, choices=Verb.choices)
    model = models.CharField(_("kind of record"), max_length=60)
    object_id = models.BigIntegerField(_("record"))
    object_label = models.CharField(_("name of the record"), max_length=255)
    changes = models.JSONField(_("before and after"), encoder=DjangoJSONEncoder, default=dict)
    reason = models.CharField(_("why"), max_length=255, blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)
    ip = models.GenericIPAddressField(_("address"), null=True)
    batch = models.UUIDField(_("import"), null=True)
    # Keys, not foreign keys: the story of a person is told also by what was removed since.
    about_person = models.BigIntegerField(_("in the story of (person)"), null=True)
    about_appointment = models.BigIntegerField(_("in the story of (appointment)"), null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["model", "object_id", "-at"], name="audit_record"),
            models.Index(fields=["-at", "-id"], name="audit_when"),
            models.Index(fields=["batch"], name="audit_batch", condition=models.Q(batch__isnull=False)),
            models.Index(fields=["about_person", "-at"], name="audit_person"),
            models.Index(fields=["about_appointment", "-at"], name="audit_appointment"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(verb__in=["added", "changed", "removed"]), name="audit_verb"),
        ]

    def __str__(self):
        return f"{self.object_label}: {self.verb}"

    def changes_for(self, user):
        """Before and after by field, without money for who does not see all pay."""
        if access.sees_all_pay(user):
            return self.changes
        return {name: pair for name, pair in self.changes.items() if name not in access.PAY_FIELDS}


class ClientKey(models.Model):
    """A form sent once: the key that the form carried, stored in the transaction of its effect, with where it led."""

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey("leaders.User", on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    result = models.CharField(_("led to"), max_length=2400, blank=True)  # a list as a view shows it
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="client_key_of_user")]

    def __str__(self):
        return str(self.key)

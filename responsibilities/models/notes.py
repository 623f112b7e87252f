"""Tier C (domain.md §4): what was said between a teacher leader and a supported teacher; sealed at rest.

Nothing here is registered in the admin, exported, searched, logged or kept in the history. Rows are reached through
`responsibilities.confidential`, the one place that opens a seal.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import Person
from leaders.models.record import Record
from responsibilities import access
from responsibilities.models.activities import Activity
from responsibilities.models.cycles import CoachingCycle


class ConfidentialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The author; and when it is shared, the other of the two people, and whom the supported teacher let in."""
        return access.confidential(self, user)


class Sealed(Record):
    """A sealed text or file between two people; who they are is fixed when it is written."""

    activity = models.ForeignKey(
        Activity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("activity"),
    )
    cycle = models.ForeignKey(
        CoachingCycle,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("coaching cycle"),
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("teacher leader"))
    teacher = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("supported teacher")
    )
    is_private = models.BooleanField(_("only for me"), default=False)
    sealed = models.BinaryField(_("sealed content"), editable=False)
    key_id = models.CharField(_("key"), max_length=40, editable=False)

    objects = ConfidentialQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(self._meta.verbose_name)


class Note(Sealed):
    """One confidential text of a visit or a cycle: a note, a goal, a next step, a rating."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        GOAL = "goal", _("goal in words")
        NEXT_STEP = "next_step", _("next step")
        RATING_BEFORE = "rating_before", _("self-rating before")
        RATING_AFTER = "rating_after", _("self-rating after")

    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.NOTE)
    is_done = models.BooleanField(_("done"), default=False)
    check_back = models.DateField(_("check back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["activity"], name="note_activity", condition=Q(activity__isnull=False)),
            models.Index(fields=["key_id"], name="note_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(cycle__isnull=False),
                name="note_belongs_somewhere",
                violation_error_message=_("A note belongs to an activity or to a cycle."),
            ),
            models.CheckConstraint(
                condition=Q(is_private=True) | Q(teacher__isnull=False),
                name="note_shared_with_someone",
                violation_error_message=_("A shared note needs a supported teacher."),
            ),
        ]


class Evidence(Sealed):
    """A file kept with a visit: checked, cleaned and sealed with its name; on the disk it has a random one."""

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("waiting for the virus scan")
        CLEAN = "clean", _("ready")
        INFECTED = "infected", _("refused by the virus scan")

    stored_as = models.UUIDField(_("stored as"), default=uuid.uuid4, unique=True, editable=False)
    media_type = models.CharField(_("type"), max_length=80, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256 of the sealed file"), max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CLEAN, editable=False)
    shows_students = models.BooleanField(_("students can be seen or heard"))
    consent = models.CharField(_("consent on file"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(cycle__isnull=False),
                name="evidence_belongs_somewhere",
                violation_error_message=_("A file belongs to an activity or to a cycle."),
            ),
            models.CheckConstraint(
                condition=Q(is_private=True) | Q(teacher__isnull=False),
                name="evidence_shared_with_someone",
                violation_error_message=_("A shared file needs a supported teacher."),
            ),
            models.CheckConstraint(
                condition=Q(shows_students=False) | ~Q(consent=""),
                name="evidence_has_consent",
                violation_error_message=_("Say which consent is on file for the students."),
            ),
        ]


class LettingInQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Q(cycle__teacher=user.person_id) | Q(person=user.person_id), person__isnull=False)


class LettingIn(models.Model):
    """A supported teacher lets a successor of the teacher leader read the shared content of one cycle."""

    cycle = models.ForeignKey(
        CoachingCycle, on_delete=models.CASCADE, related_name="let_in", verbose_name=_("coaching cycle")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("shared with"))
    by = models.ForeignKey("leaders.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("shared by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = LettingInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sharing with a successor")
        verbose_name_plural = _("sharings with successors")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "person"],
                name="letting_in_once",
                violation_error_message=_("This cycle is already shared with that person."),
            ),
        ]

    def __str__(self):
        return str(self.person)

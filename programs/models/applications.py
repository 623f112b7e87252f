"""What applicants send in. Answers, files and references stay out of admin, search, logs and exports of others."""

import datetime
import uuid

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Person, User
from leaders.models.record import Record
from programs import selection_access as access
from programs.models.call_parts import Question
from programs.models.calls import Call
from programs.models.enrollments import HOLDING, Enrollment

SOON = datetime.timedelta(days=3)

A_DAY = datetime.timedelta(days=1)


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whole applications: one's own, and all for the coordinator. Reviewers go through `Review`."""
        return access.applications(self, user)

    def status_visible_to(self, user):
        """Those of which one may know that they were sent and what came of it: a principal's own staff besides."""
        return access.application_statuses(self, user)

    def own(self, user):
        return access.own_applications(self, user)

    def sent(self):
        return self.filter(status=Application.Status.SUBMITTED)

    def undecided(self):
        """Sent, and nobody has said yet what comes of it."""
        return self.sent().filter(decision=Application.Decision.NONE)

    def decided(self):
        return self.sent().exclude(decision=Application.Decision.NONE)

    def told(self):
        """What was decided, and the applicants know it."""
        return self.decided().filter(call__decided_on__isnull=False)

    def not_told(self):
        """Sent, and the applicants know of no decision."""
        return self.sent().exclude(~Q(decision=Application.Decision.NONE), call__decided_on__isnull=False)

    def by_decision(self):
        """`{decision: how many}`."""
        return dict(self.order_by().values_list("decision").annotate(Count("pk")))

    def having_review(self, status, wanted=True):
        """Those with a review of the status, or without one."""
        reviewed = Q(pk__in=Application.objects.filter(reviews__status=status).values("pk"))
        return self.filter(reviewed if wanted else ~reviewed)

    def holding_places(self, on):
        """Offers that take a place of their call on a day: accepted, or still to be answered; a lapsed one does not."""
        open_offer = Q(response=Application.Response.NONE, respond_by__gte=on)
        rows = self.sent().filter(decision=Application.Decision.OFFERED)
        return rows.filter(open_offer | Q(response=Application.Response.ACCEPTED))

    def to_answer(self, on):
        """Offers that the applicants know and can answer on a day; the last day counts."""
        return self._unanswered().filter(respond_by__gte=on)

    def lapsing(self, on):
        """Those to answer within three days."""
        return self.to_answer(on).filter(respond_by__lte=on + SOON)

    def lapsed(self, on):
        """Offers that nobody answered in time."""
        return self._unanswered().filter(respond_by__lt=on)

    def _unanswered(self):
        return self.told().filter(decision=Application.Decision.OFFERED, response=Application.Response.NONE)

    def waiting(self):
        return self.sent().filter(decision=Application.Decision.WAITLISTED)

    def accepted(self):
        return self.sent().filter(response=Application.Response.ACCEPTED)

    def seated(self):
        """Those that led to a seat that is held, or to an appointment."""
        return self.sent().filter(Q(enrollment__status__in=HOLDING) | Q(appointment__isnull=False))

    def without_appointment(self):
        """Accepted offers of a position that did not lead to an appointment yet."""
        return self.accepted().filter(call__position__isnull=False, appointment__isnull=True)

    def with_names(self):
        return self.select_related(
            "person__home_school", "call__cohort__program", "call__position__role", "call__position__site"
        )


class Application(Record):
    """One person's application to one call, from draft to what came of it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Decision(models.TextChoices):
        NONE = "", _("not decided")
        OFFERED = "offered", _("offered")
        WAITLISTED = "waitlisted", _("on the waiting list")
        DECLINED = "declined", _("not chosen")

    class Response(models.TextChoices):
        NONE = "", _("no answer yet")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("turned down")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="applications", verbose_name=_("applicant")
    )
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.DRAFT)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    decision_reason = models.CharField(
        _("reason"), max_length=500, blank=True, help_text=_("For the organizer only; the applicant does not see it.")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    respond_by = models.DateField(_("answer the offer by"), null=True, blank=True)
    response = models.CharField(
        _("answer to the offer"), max_length=8, choices=Response.choices, default=Response.NONE, blank=True
    )
    responded_on = models.DateField(_("answered on"), null=True, blank=True)
    enrollment = models.OneToOneField(
        Enrollment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="application",
        verbose_name=_("enrollment"),
    )
    appointment = models.OneToOneField(
        Appointment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="application",
        verbose_name=_("appointment"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["call", "status", "decision", "id"], name="application_call"),
            models.Index(fields=["person", "-created_at"], name="application_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"],
                name="application_once",
                violation_error_message=_("This person already has an application to the call."),
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted") | Q(submitted_at__isnull=False),
                name="application_submitted_at",
                violation_error_message=_("What was submitted has a time for it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="draft") | Q(submitted_at__isnull=True, decision=""),
                name="application_draft_undecided",
                violation_error_message=_("A draft is neither submitted nor decided."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True) | (~Q(decision="") & Q(decided_on__isnull=False)),
                name="application_decided_on_a_day",
                violation_error_message=_("What was decided has a day for it."),
            ),
            models.CheckConstraint(
                condition=Q(decision="offered", respond_by__isnull=False)
                | (~Q(decision="offered") & Q(respond_by__isnull=True, response="")),
                name="application_offer_has_a_day",
                violation_error_message=_("An offer says until when it can be answered; only offers are answered."),
            ),
            models.CheckConstraint(
                condition=Q(response="", responded_on__isnull=True) | (~Q(response="") & Q(responded_on__isnull=False)),
                name="application_answered_on_a_day",
                violation_error_message=_("What was answered has a day for it."),
            ),
            models.CheckConstraint(
                condition=Q(response="accepted") | Q(enrollment__isnull=True, appointment__isnull=True),
                name="application_led_to_when_accepted",
                violation_error_message=_("Only an accepted offer leads to a seat or an appointment."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.call}"

    def get_absolute_url(self):
        return reverse("programs:application-detail", args=[self.pk])


class Answer(models.Model):
    """What an applicant answers to one question; an empty text is no answer."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="answers", verbose_name=_("application")
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question"))
    text = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                name="answer_once",
                violation_error_message=_("This question is answered already."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)


class ReferenceQuerySet(models.QuerySet):
    def behind(self, key):
        """The one that was asked with a link of this key, with its application and call; None for others."""
        rows = self.filter(key=key, asked_at__isnull=False)
        return rows.select_related("question", "application__call", "application__person").first()

    def remindable(self, now):
        """Asked a day ago or longer, without an answer: nobody is mailed more than once a day."""
        return self.filter(answered_at__isnull=True, asked_at__lte=now - A_DAY)


class Reference(models.Model):
    """Somebody who can tell of the applicant; `key` stands in the link that is mailed to them, which works once.

    The applicant sees that a statement came, never what it says. Of a draft, name and e-mail may still be missing.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="references", verbose_name=_("application")
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="references", verbose_name=_("question")
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    relation = models.CharField(_("how they know you"), max_length=160, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True, editable=False)
    statement = models.TextField(_("statement"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["question__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                name="reference_once",
                violation_error_message=_("This question names somebody already."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(statement=""),
                name="reference_answered_at",
                violation_error_message=_("A statement has a time for it."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

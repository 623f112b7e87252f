from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import Credential, Person
from leaders.models.record import Record
from programs import access, requirements
from programs.models.cohorts import Cohort
from programs.models.sessions import Session
from responsibilities.models import Activity


class EnrollmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.enrollments(self, user)

    def holding(self):
        """Those that hold a seat."""
        return self.filter(status__in=HOLDING)

    def seated_or_seen(self):
        """Those that hold a seat, and those who got credit for a session before they gave it up."""
        return self.filter(Q(status__in=HOLDING) | Q(attended__gt=0))

    def open(self):
        """Under way: they hold a seat and have not completed."""
        return self.filter(status__in=[Enrollment.Status.ACCEPTED, Enrollment.Status.ENROLLED])

    def missing_something(self):
        """Those whose cohort asks for more than they have (`programs.requirements`)."""
        return self.filter(requirements.unmet())

    def meeting_requirements(self):
        """Those who have all that their cohort asks for."""
        return self.exclude(requirements.unmet())

    def owned_by(self, user):
        """Those that the user acts on themself: making a seat firm, withdrawing."""
        return access.own_enrollments(self, user)

    def applied(self):
        """Waiting for a decision."""
        return self.filter(status=Enrollment.Status.APPLIED, cohort__is_cancelled=False)

    def in_line(self):
        """On the waiting list, whoever waits longest first."""
        return self.filter(status=Enrollment.Status.WAITLISTED).order_by("cohort", "waiting_since", "pk")

    def could_be_seated(self):
        """On the waiting list of a cohort in which a seat is free."""
        rows = self.filter(status=Enrollment.Status.WAITLISTED, cohort__is_cancelled=False)
        return rows.filter(cohort__held__lt=F("cohort__capacity"))

    def ready(self, today):
        """Under way with all that is asked for, in a cohort that is over: to be completed."""
        return self.open().meeting_requirements().filter(cohort__end__lt=today)

    def completed(self):
        return self.filter(status=Enrollment.Status.COMPLETED)

    def with_names(self):
        return self.select_related("person__home_school", "cohort__program")


class Enrollment(Record):
    """One person in one cohort, from applying to completing. It makes no one a teacher leader (case 16)."""

    class Participant(models.TextChoices):
        """As what they take part: of the day on which they enrolled, so that past seats stay what they were."""

        CURRENT = "current", _("current teacher leader")
        ASPIRING = "aspiring", _("aspiring teacher leader")
        OTHER = "other", _("other participant")

    class Status(models.TextChoices):
        APPLIED = "applied", _("applied")
        ACCEPTED = "accepted", _("accepted")
        WAITLISTED = "waitlisted", _("on the waiting list")
        ENROLLED = "enrolled", _("enrolled")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DECLINED = "declined", _("not chosen")

    class Why(models.TextChoices):
        """Why someone withdrew; a choice, because free text would tell about health and family."""

        WORKLOAD = "workload", _("workload")
        LEAVE = "leave", _("leave or illness")
        MOVED = "moved", _("change of position")
        LEFT = "left", _("left the district")
        NOT_FITTING = "not_fitting", _("the program does not fit")
        OTHER = "other", _("other reason")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrollments", verbose_name=_("cohort"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrollments", verbose_name=_("person"))
    participant = models.CharField(_("takes part as"), max_length=8, choices=Participant.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.APPLIED)
    status_why = models.CharField(_("why"), max_length=12, choices=Why.choices, blank=True)
    applied_on = models.DateField(_("applied on"))
    waiting_since = models.DateTimeField(_("on the waiting list since"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("completed or withdrawn on"), null=True, blank=True)
    minutes = models.PositiveIntegerField(
        _("minutes attended"), default=0, editable=False, help_text=_("Sum of the attendance, kept with it.")
    )
    attended = models.PositiveSmallIntegerField(_("sessions attended"), default=0, editable=False)
    pieces = models.PositiveSmallIntegerField(_("pieces of evidence accepted"), default=0, editable=False)
    task_done = models.BooleanField(_("practice task accepted"), default=False, editable=False)
    credential = models.OneToOneField(
        Credential,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enrollment",
        verbose_name=_("credential"),
    )

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        ordering = ["-applied_on", "pk"]
        indexes = [
            models.Index(fields=["cohort", "status", "id"], name="enrollment_cohort"),
            models.Index(fields=["person", "-applied_on"], name="enrollment_person"),
            models.Index(fields=["status", "participant"], name="enrollment_status"),
            models.Index(fields=["-applied_on", "id"], name="enrollment_applied"),
            models.Index(fields=["status", "ended_on"], name="enrollment_ended"),
            models.Index(fields=["participant", "id"], name="enrollment_participant"),
            models.Index(fields=["waiting_since", "id"], name="enrollment_waiting"),
            models.Index(fields=["ended_on", "id"], name="enrollment_over"),
            models.Index(
                fields=["cohort"],
                condition=Q(status__in=["accepted", "enrolled", "completed"], participant="current"),
                name="enrollment_leader_seats",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                name="enrollment_once",
                violation_error_message=_("This person already stands in the cohort."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["completed", "withdrawn"], ended_on__isnull=False)
                | (~Q(status__in=["completed", "withdrawn"]) & Q(ended_on__isnull=True)),
                name="enrollment_end_when_over",
                violation_error_message=_("Who completed or withdrew has a day for it, everybody else has none."),
            ),
            models.CheckConstraint(
                condition=Q(status="waitlisted", waiting_since__isnull=False)
                | (~Q(status="waitlisted") & Q(waiting_since__isnull=True)),
                name="enrollment_waits_since",
                violation_error_message=_("Who is on the waiting list has a place on it."),
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn") | Q(status_why=""),
                name="enrollment_why_withdrawn",
                violation_error_message=_("A reason belongs to who withdrew."),
            ),
            models.CheckConstraint(
                condition=Q(status="completed") | Q(credential__isnull=True),
                name="enrollment_credential_when_completed",
                violation_error_message=_("A credential comes with completing."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.cohort}"

    def get_absolute_url(self):
        return reverse("programs:enrollment-detail", args=[self.pk])

    @property
    def holds_seat(self):
        return self.status in HOLDING


HOLDING = (Enrollment.Status.ACCEPTED, Enrollment.Status.ENROLLED, Enrollment.Status.COMPLETED)


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Attendance is seen by whoever sees the enrollment."""
        return access.attendance(self, user)

    def credited(self):
        """Attendance that counts: with two codes, that of whoever also gave the second."""
        return self.filter(minutes__gt=0)


class Attendance(models.Model):
    """One participant at one session. Without minutes: seen at the beginning only, not (yet) credited."""

    class How(models.TextChoices):
        CODE = "code", _("code or QR")
        SHEET = "sheet", _("sheet")
        FILE = "file", _("file")

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("enrollment")
    )
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("session"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    how = models.CharField(_("recorded by"), max_length=5, choices=How.choices)
    came_at = models.DateTimeField(_("came at"))
    left_at = models.DateTimeField(_("second code at"), null=True, blank=True)
    activity = models.OneToOneField(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="attendance",
        verbose_name=_("entry in the log"),
        help_text=_("What the participant logged for it as a teacher leader: once."),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["came_at", "pk"]
        indexes = [models.Index(fields=["session", "came_at"], name="attendance_session")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "session"],
                name="attendance_once",
                violation_error_message=_("This person is already recorded at the session."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=1440),
                name="attendance_minutes_of_a_day",
                violation_error_message=_("Minutes are at most 1,440."),
            ),
        ]

    def __str__(self):
        return f"{self.enrollment.person}, {self.session}"

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Person, School
from leaders.models.record import Record
from responsibilities import access


class Stage(models.TextChoices):
    """The stages of a coaching cycle, in order (domain.md §2)."""

    GOAL = "goal", _("goal")
    PLAN = "plan", _("plan")
    MODEL = "model", _("model or co-teach")
    OBSERVE = "observe", _("observe")
    DEBRIEF = "debrief", _("debrief")
    CLOSE = "close", _("close")


SOON = 3  # days before a date at which it is “due soon”


class DaysLater(Func):
    """A date some days after another, as a date on both databases: `DaysLater(date, days)`."""

    output_field = models.DateField()

    def as_sqlite(self, compiler, connection, **context):
        words = {"template": "DATE(%(expressions)s || ' days')", "arg_joiner": ", "}
        return self.as_sql(compiler, connection, **words, **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" + ", **context)


class CoachingCycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who, dates, minutes, focus (tier B); what was said is in tables of its own."""
        return access.cycles(self, user)

    def open(self):
        """Running or paused: neither completed nor stopped."""
        return self.filter(status__in=[CoachingCycle.Status.RUNNING, CoachingCycle.Status.PAUSED])

    def running(self):
        return self.filter(status=CoachingCycle.Status.RUNNING)

    def with_names(self):
        """What a row of any list shows, in one query."""
        return self.select_related("leader", "teacher", "site")

    def with_due(self):
        """Each row with `due_by`, the day by which its next visit is due; only a running cycle waits for one."""
        due = DaysLater(Coalesce("last_visit", "start"), F("cadence_days"))
        return self.annotate(due_by=models.Case(models.When(status=CoachingCycle.Status.RUNNING, then=due)))

    def overdue(self, today):
        return self.with_due().filter(due_by__lt=today)

    def due_soon(self, today):
        """The next visit is due today or within three days."""
        return self.with_due().filter(due_by__range=(today, today + datetime.timedelta(days=SOON)))

    def to_follow_up(self, today):
        """Open cycles whose next visit or check-back is due by in three days' time, or was."""
        until = today + datetime.timedelta(days=SOON)
        return self.open().with_due().filter(Q(due_by__lte=until) | Q(check_back__lte=until))

    def with_conflict(self):
        """Begun after the warning that the leader may evaluate the teacher."""
        return self.filter(conflict_seen_at__isnull=False)

    def leader_gone(self, today):
        """Open, but its teacher leader holds no appointment on the day: to be completed or stopped."""
        held = Appointment.objects.in_force(today).filter(person=OuterRef("leader"))
        return self.open().filter(~Exists(held))

    def led_by(self, user):
        """Those that the user may carry on."""
        return access.led_cycles(self, user)

    def closable_by(self, user):
        """Those that the user may complete or stop."""
        return access.closable_cycles(self, user)


class CoachingCycle(Record):
    """A teacher leader and one supported teacher working on one goal; tier B only: content stands in `Note`."""

    class Goal(models.TextChoices):
        TEACHER_PRACTICE = "teacher_practice", _("teacher practice")
        STUDENT_LEARNING = "student_learning", _("student learning")

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        COMPLETED = "completed", _("completed")
        STOPPED = "stopped", _("stopped")

    class Why(models.TextChoices):
        """Why a cycle was paused or stopped; a choice, because free text would be content."""

        SCHEDULE = "schedule", _("scheduling")
        LEAVE = "leave", _("leave or illness")
        MOVED = "moved", _("change of position")
        OTHER_SUPPORT = "other_support", _("other support fits better")
        NOT_WANTED = "not_wanted", _("no longer wanted")
        END_OF_YEAR = "end_of_year", _("end of the school year")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="cycles", verbose_name=_("appointment")
    )
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="cycles_led", verbose_name=_("teacher leader")
    )
    teacher = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="cycles", verbose_name=_("supported teacher")
    )
    site = models.ForeignKey(School, on_delete=models.PROTECT, related_name="cycles", verbose_name=_("school"))
    goal_kind = models.CharField(_("goal"), max_length=16, choices=Goal.choices, default=Goal.TEACHER_PRACTICE)
    focus = models.CharField(_("focus"), max_length=120, help_text=_("A few words, like “questioning in fractions”."))
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"), null=True, blank=True)
    cadence_days = models.PositiveSmallIntegerField(
        _("days between visits"), default=14, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, default=Stage.GOAL)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.RUNNING)
    status_why = models.CharField(_("why"), max_length=16, choices=Why.choices, blank=True)
    last_visit = models.DateField(_("last visit"), null=True, blank=True, editable=False)
    check_back = models.DateField(_("check back on"), null=True, blank=True)
    conflict_seen_at = models.DateTimeField(
        _("conflict warning seen"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The teacher leader may evaluate this teacher and was warned before the cycle began."),
    )

    objects = CoachingCycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching cycle")
        verbose_name_plural = _("coaching cycles")
        ordering = ["-start", "pk"]
        indexes = [
            models.Index(fields=["leader", "status", "-start"], name="cycle_leader"),
            models.Index(fields=["teacher", "status", "-start"], name="cycle_teacher"),
            models.Index(fields=["site", "status", "-start"], name="cycle_site"),
            models.Index(fields=["status", "check_back"], name="cycle_check_back"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "teacher"],
                condition=Q(status__in=["running", "paused"]),
                name="cycle_one_open",
                violation_error_message=_("There is already an open cycle with this teacher."),
            ),
            models.CheckConstraint(
                condition=~Q(leader=F("teacher")),
                name="cycle_two_people",
                violation_error_message=_("A cycle needs another person than the teacher leader."),
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__lte=F("end")),
                name="cycle_dates_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["running", "completed"]) | ~Q(status_why=""),
                name="cycle_says_why",
                violation_error_message=_("Say why the cycle is paused or stopped."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["running", "paused"], end__isnull=True)
                | Q(status__in=["completed", "stopped"], end__isnull=False),
                name="cycle_end_when_over",
                violation_error_message=_("A cycle that is over has a last day, an open one has none."),
            ),
        ]

    def __str__(self):
        return _("Coaching cycle from %(start)s") % {"start": date_format(self.start, "DATE_FORMAT")}

    def get_absolute_url(self):
        return reverse("responsibilities:cycle-detail", args=[self.pk])

    def next_visit(self):
        """The day by which the next visit is due."""
        return (self.last_visit or self.start) + datetime.timedelta(days=self.cadence_days)


class CycleStage(models.Model):
    """The day on which a cycle reached a stage."""

    cycle = models.ForeignKey(CoachingCycle, on_delete=models.CASCADE, related_name="stages", verbose_name=_("cycle"))
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    on = models.DateField(_("reached on"))

    class Meta:
        verbose_name = _("stage of a cycle")
        verbose_name_plural = _("stages of cycles")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "stage"],
                name="cycle_stage_once",
                violation_error_message=_("This stage is already recorded."),
            ),
        ]

    def __str__(self):
        return self.get_stage_display()

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import FundingSource, year_label
from leaders.models.record import Record
from programs import access
from programs.models.counts import behind
from programs.models.programs import Program


class CohortState(models.TextChoices):
    """How a cohort stands on a day; each has one state. A running one may take enrollments as well."""

    UPCOMING = "upcoming", _("upcoming")
    ENROLLING = "enrolling", _("open for enrollment")
    RUNNING = "running", _("running")
    OVER = "over", _("over")
    CANCELLED = "cancelled", _("canceled")


class CohortQuerySet(models.QuerySet):
    def visible_to(self, user):
        """When and where a cohort meets is open to everyone signed in; who is in it is not (`Enrollment`)."""
        return access.cohorts(self, user)

    def running(self, on):
        """Under way on a day."""
        return self.filter(is_cancelled=False, start__lte=on, end__gte=on)

    def enrolling(self, on):
        """Taking enrollments on a day."""
        return self.filter(is_cancelled=False, enroll_from__lte=on, enroll_until__gte=on)

    def in_state(self, state, on):
        """Those that stand so on a day; see `Cohort.state_on`."""
        if state == CohortState.CANCELLED:
            return self.filter(is_cancelled=True)
        ahead = self.filter(is_cancelled=False, start__gt=on)
        enrolling = Q(enroll_from__lte=on, enroll_until__gte=on)
        asked = {
            CohortState.OVER: self.filter(is_cancelled=False, end__lt=on),
            CohortState.RUNNING: self.running(on),
            CohortState.ENROLLING: ahead.filter(enrolling),
            CohortState.UPCOMING: ahead.exclude(enrolling),
        }
        return asked[state]

    def matching(self, text):
        """Every word of `text` is in the name of the cohort or of its program."""
        rows = self
        for word in text.split():
            rows = rows.filter(Q(name__icontains=word) | Q(program__name__icontains=word))
        return rows

    def with_program(self):
        return self.select_related("program")

    def to_choose(self):
        """By name, the newest first, with no more than a choice shows."""
        rows = self.with_program().order_by("-start", "pk")
        return rows.only("name", "school_year", "start", "program__name")

    def with_leader_seats(self):
        """Each row with `leader_seats`, how many of the seats taken are those of teacher leaders (case 15).

        Counted for the rows that are shown, by the index `enrollment_leader_seats`.
        """
        held = Q(enrollments__status__in=["accepted", "enrolled", "completed"], enrollments__participant="current")
        return self.annotate(leader_seats=behind(Cohort.objects.filter(held)))


class Cohort(Record):
    """One run of a program: its year, dates, seats, and what completing it asks for. Both ends of dates count."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("program"))
    name = models.CharField(_("name"), max_length=80, help_text=_("Like “Cohort 3” or “Summer group”."))
    school_year = models.PositiveSmallIntegerField(_("school year"))
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    enroll_from = models.DateField(_("enrollment opens"), null=True, blank=True)
    enroll_until = models.DateField(_("enrollment closes"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    held = models.PositiveSmallIntegerField(
        _("seats taken"),
        default=0,
        editable=False,
        help_text=_("By accepted, enrolled and completed participants; kept with each of them."),
    )
    cost_per_seat = models.DecimalField(
        _("cost per seat"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    fund = models.ForeignKey(
        FundingSource,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
        verbose_name=_("paid from"),
    )
    required_minutes = models.PositiveIntegerField(
        _("minutes required"), default=0, help_text=_("Minutes of sessions to attend; 0 asks for none.")
    )
    required_sessions = models.PositiveSmallIntegerField(
        _("sessions required"), default=0, help_text=_("Sessions to attend; 0 asks for none.")
    )
    required_pieces = models.PositiveSmallIntegerField(
        _("pieces of evidence required"), default=0, help_text=_("Accepted pieces; 0 asks for none.")
    )
    practice_task = models.BooleanField(
        _("practice task"), default=False, help_text=_("Whether an accepted practice task is required.")
    )
    service_years = models.PositiveSmallIntegerField(
        _("years of service owed"),
        default=0,
        validators=[MaxValueValidator(10)],
        help_text=_("School years in a teacher leader role that whoever completes the cohort owes; 0 for none."),
    )
    is_cancelled = models.BooleanField(_("canceled"), default=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-start", "pk"]
        indexes = [
            models.Index(fields=["-start", "id"], name="cohort_start"),
            models.Index(fields=["school_year", "-start"], name="cohort_year"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "school_year", "name"],
                name="cohort_once",
                violation_error_message=_("This program already has a cohort of that name in the school year."),
            ),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="cohort_dates_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(enroll_from__isnull=True, enroll_until__isnull=True)
                | Q(enroll_from__isnull=False, enroll_until__isnull=False, enroll_from__lte=F("enroll_until")),
                name="cohort_window_in_order",
                violation_error_message=_("Enrollment opens and closes on days that are in order, or on none."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, held__lte=F("capacity")),
                name="cohort_seats_enough",
                violation_error_message=_("There are fewer seats than people who hold one."),
            ),
            models.CheckConstraint(
                condition=Q(cost_per_seat__isnull=True) | Q(cost_per_seat__gte=0),
                name="cohort_cost_not_negative",
                violation_error_message=_("The cost of a seat cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(service_years__lte=10),
                name="cohort_service_years",
                violation_error_message=_("At most 10 years of service are owed."),
            ),
        ]

    def __str__(self):
        return f"{self.program}, {self.name} ({year_label(self.school_year)})"

    def get_absolute_url(self):
        return reverse("programs:cohort-detail", args=[self.pk])

    @property
    def left(self):
        """Seats that nobody holds."""
        return self.capacity - self.held

    def takes_enrollments(self, on):
        """Whether its window is open on a day."""
        return not self.is_cancelled and self.enroll_from is not None and self.enroll_from <= on <= self.enroll_until

    def state_on(self, on):
        """The one state that it is in on a day: what has begun is running, whether or not one may still enroll."""
        if self.is_cancelled:
            return CohortState.CANCELLED
        if self.end < on:
            return CohortState.OVER
        if self.start <= on:
            return CohortState.RUNNING
        return CohortState.ENROLLING if self.takes_enrollments(on) else CohortState.UPCOMING

    def clean(self):
        """Its days are in order, and nobody enrolls in what is over."""
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The last day is before the first day.")})
        if bool(self.enroll_from) != bool(self.enroll_until):
            name = "enroll_until" if self.enroll_from else "enroll_from"
            raise ValidationError({name: _("Enrollment has a first and a last day, or neither.")})
        if self.enroll_from and self.enroll_until < self.enroll_from:
            raise ValidationError({"enroll_until": _("Enrollment closes before it opens.")})
        if self.enroll_until and self.end and self.enroll_until > self.end:
            raise ValidationError({"enroll_until": _("Enrollment closes by the last day of the cohort.")})

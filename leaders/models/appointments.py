from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders import access
from leaders.models.people import SHARE, Person
from leaders.models.record import Record
from leaders.models.roles import Position


class State(models.TextChoices):
    """What an appointment is on a date; derived from its status, dates and terms."""

    PROPOSED = "proposed", _("proposed")
    UPCOMING = "upcoming", _("approved, not begun")
    ACTIVE = "active", _("active")
    ON_LEAVE = "on_leave", _("on leave")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AppointmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.appointments(self, user)

    def approved(self):
        return self.filter(status=Appointment.Status.APPROVED)

    def standing(self):
        """Proposed or approved: what takes up a position and a person's time."""
        return self.exclude(status=Appointment.Status.WITHDRAWN)

    def in_force(self, on):
        """Approved and begun, not ended, on leave or not, on the date (both ends inclusive)."""
        return self.approved().filter(start__lte=on, end__gte=on)

    def continued_in(self, school_year):
        """Those that go on, or are proposed to, in a position of the school year."""
        going_on = Appointment.objects.standing().filter(continues=OuterRef("pk"), position__school_year=school_year)
        return self.filter(Exists(going_on))

    def active(self, on):
        """In force on the date and not on leave."""
        terms = Term.objects.current().on(on).filter(appointment=OuterRef("pk"), on_leave=False)
        return self.in_force(on).filter(Exists(terms))

    def touching(self, start, end):
        """Dates overlap the span, both inclusive."""
        return self.filter(start__lte=end, end__gte=start)

    def at(self, *schools):
        """Based at one of the schools or serving it too."""
        return self.filter(position__in=access.any_of(Position.objects.order_by(), *access.sites("", schools)))

    def with_people(self):
        """What a row of any list shows, in one query."""
        return self.select_related("person", "position__role", "position__site")


class Appointment(Record):
    """A person in a position for dated terms; first and last day are inclusive."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person"))
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("position")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    approved_by = models.ForeignKey(
        "leaders.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals",
        verbose_name=_("approved by"),
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    overload_reason = models.CharField(_("reason for the overload"), max_length=255, blank=True)
    bounds_reason = models.CharField(_("reason for release outside the role's bounds"), max_length=255, blank=True)
    return_right_until = models.DateField(
        _("right to return until"), null=True, blank=True, help_text=_("For a teacher on special assignment.")
    )
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-start", "pk"]
        indexes = [
            models.Index(fields=["status", "start", "end"], name="appointment_dates"),
            models.Index(fields=["end", "id"], name="appointment_end"),
            models.Index(fields=["start", "id"], name="appointment_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="appointment_dates_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_on__isnull=False),
                name="appointment_approved_on",
                violation_error_message=_("An approved appointment has the date of its approval."),
            ),
            models.UniqueConstraint(
                fields=["person", "position", "start"],
                condition=~Q(status="withdrawn"),
                name="appointment_once",
                violation_error_message=_("This person already has this position from that day."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.position}"

    def get_absolute_url(self):
        return reverse("leaders:appointment-detail", args=[self.pk])

    def state_on(self, on):
        """State on a date, from status, dates and the terms that stand (uses prefetched `terms`)."""
        if self.status != self.Status.APPROVED:
            return State(self.status)
        if on < self.start:
            return State.UPCOMING
        if on > self.end:
            return State.ENDED
        return State.ON_LEAVE if any(t.on_leave for t in self.current_terms() if t.holds(on)) else State.ACTIVE

    def current_terms(self):
        """Terms that stand today's knowledge, in order of dates."""
        return sorted((t for t in self.terms.all() if t.retired_at is None), key=lambda t: t.start)

    def term_on(self, on):
        """The term that holds on a date, or the nearest to show beside an appointment outside its dates."""
        terms = self.current_terms()
        held = [t for t in terms if t.holds(on)]
        if held or not terms:
            return held[0] if held else None
        return terms[0] if on < self.start else terms[-1]


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(appointment__in=Appointment.objects.visible_to(user))

    def current(self):
        """Terms that stand; retired ones are kept as history."""
        return self.filter(retired_at__isnull=True)

    def on(self, date):
        return self.filter(start__lte=date, end__gte=date)


class Term(models.Model):
    """A stretch of an appointment with constant release; never edited: an amendment retires terms and adds new ones."""

    class Pattern(models.TextChoices):
        FULL_RELEASE = "full_release", _("full release")
        PARTIAL_RELEASE = "partial_release", _("partial release")
        IN_CLASSROOM = "in_classroom", _("in the classroom, stipend")
        TOSA = "tosa", _("teacher on special assignment")

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="terms", verbose_name=_("appointment")
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    release_fte = models.DecimalField(
        _("release"),
        max_digits=4,
        decimal_places=3,
        default=0,
        validators=SHARE,
        help_text=_("Share of the contract day freed for the role, from 0 to 1."),
    )
    pattern = models.CharField(_("pattern"), max_length=16, choices=Pattern.choices, default=Pattern.PARTIAL_RELEASE)
    on_leave = models.BooleanField(_("on leave"), default=False)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    recorded_by = models.ForeignKey(
        "leaders.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    retired_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["appointment", "start", "end"], name="term_dates"),
            models.Index(
                fields=["end", "start", "appointment", "release_fte", "on_leave"],
                condition=Q(retired_at__isnull=True),
                name="term_current",
            ),
            models.Index(
                fields=["appointment", "start", "end"],
                condition=Q(retired_at__isnull=True, on_leave=True),
                name="term_leave",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="term_dates_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(release_fte__gte=0, release_fte__lte=1),
                name="term_release_share",
                violation_error_message=_("Release is a share from 0 to 1."),
            ),
            models.UniqueConstraint(
                fields=["appointment", "start"],
                condition=Q(retired_at__isnull=True),
                name="term_one_per_start",
                violation_error_message=_("Two terms of one appointment begin on the same day."),
            ),
        ]

    def __str__(self):
        span = " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (self.start, self.end))
        return _("%(span)s, release %(release)s") % {"span": span, "release": self.release_fte}

    def holds(self, on):
        return self.start <= on <= self.end

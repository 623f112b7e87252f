from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment
from leaders.models.record import Record
from programs import access
from programs.models.enrollments import Enrollment

MOST_YEARS = 10  # of service for one seat
LEAVING = Q(enrollment__person__is_active=False) | Q(enrollment__person__left_on__isnull=False)


class EvidencePieceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What participants hand in: themselves and the coordinator."""
        return access.evidence_pieces(self, user)

    def waiting(self):
        return self.filter(status=EvidencePiece.Status.SUBMITTED)

    def with_names(self):
        """What a row of any list shows, in one query."""
        return self.select_related("enrollment__person", "enrollment__cohort__program")


class EvidencePiece(Record):
    """What a participant hands in for a cohort: a piece of evidence, or the practice task; a title and a link."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("piece of evidence")
        TASK = "task", _("practice task")

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting to be looked at")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.CASCADE, related_name="handed_in", verbose_name=_("enrollment")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.EVIDENCE)
    title = models.CharField(_("title"), max_length=160)
    link = models.URLField(
        _("link"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it can be read, for instance in the district's drive."),
    )
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.SUBMITTED)
    answer = models.CharField(_("what is missing"), max_length=255, blank=True)
    submitted_on = models.DateField(_("handed in on"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    objects = EvidencePieceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering = ["-submitted_on", "pk"]
        indexes = [
            models.Index(fields=["status", "submitted_on"], name="piece_status"),
            models.Index(fields=["submitted_on", "id"], name="piece_submitted"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="submitted", decided_on__isnull=True)
                | (~Q(status="submitted") & Q(decided_on__isnull=False)),
                name="piece_decided_on_a_day",
                violation_error_message=_("What was decided has a day for it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(answer=""),
                name="piece_returned_says_why",
                violation_error_message=_("Say what is missing."),
            ),
            models.CheckConstraint(
                condition=Q(link__istartswith="http://") | Q(link__istartswith="https://"),
                name="piece_link_of_the_web",
                violation_error_message=_("Enter a web address that begins with https:// or http://."),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.enrollment.person}"

    @property
    def host(self):
        """Where the link leads, by name: what people read before they follow it."""
        return urlsplit(self.link).hostname or ""

    def get_absolute_url(self):
        return reverse("programs:enrollment-detail", args=[self.enrollment_id])


class ServiceObligationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is owed: the person, the coordinator and the business office."""
        return access.obligations(self, user)

    def open(self):
        return self.filter(status=ServiceObligation.Status.OPEN)

    def overdue(self, today):
        """Owed still, though the day by which it was due has passed."""
        return self.open().filter(due_on__lt=today)

    def leaving(self):
        """Owed still by somebody who left the district, or has a day on which they leave."""
        return self.open().filter(LEAVING)

    def begun_by(self, day_of):
        """Those whose years could be over: they count from `day_of(years)` or earlier."""
        spans = [Q(years=years, starts__lte=day_of(years)) for years in range(1, MOST_YEARS + 1)]
        return self.filter(reduce(or_, spans))

    def appointed_for(self, a_year, today):
        """Those whose person was appointed since `starts`, as whatever, for so long each year owed at least.

        Each appointment counts from its first day to its last, the last left out: SQLite does not add to a difference.
        """
        held = Appointment.objects.approved().filter(person=OuterRef("enrollment__person"), start__lte=today)
        days = Least(F("end"), Value(today)) - Greatest(F("start"), OuterRef("starts"))
        length = held.filter(end__gte=OuterRef("starts")).order_by().values("person")
        length = length.annotate(days=Sum(ExpressionWrapper(days, models.DurationField()))).values("days")
        owed = [When(years=years, then=Value(years * a_year)) for years in range(1, MOST_YEARS + 1)]
        return self.alias(days=Subquery(length)).filter(days__gte=Case(*owed, output_field=models.DurationField()))

    def with_names(self):
        """What a row of any list shows, in one query."""
        return self.select_related("enrollment__person__home_school", "enrollment__cohort__program")


class ServiceObligation(Record):
    """Years in a teacher leader role that somebody owes for a seat; what was served follows from appointments."""

    class Status(models.TextChoices):
        OPEN = "open", _("owed")
        FULFILLED = "fulfilled", _("fulfilled")
        RELEASED = "released", _("released")

    enrollment = models.OneToOneField(
        Enrollment, on_delete=models.PROTECT, related_name="obligation", verbose_name=_("enrollment")
    )
    years = models.PositiveSmallIntegerField(
        _("school years owed"), validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)]
    )
    starts = models.DateField(_("counts from"))
    due_on = models.DateField(
        _("due until"), editable=False, help_text=_("Last day of the school year in which the years and pauses end.")
    )
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.OPEN)
    ended_on = models.DateField(_("fulfilled or released on"), null=True, blank=True)

    objects = ServiceObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("service obligation")
        verbose_name_plural = _("service obligations")
        ordering = ["starts", "pk"]
        indexes = [
            models.Index(fields=["status", "starts"], name="obligation_status"),
            models.Index(fields=["status", "due_on"], name="obligation_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(years__range=(1, MOST_YEARS)),
                name="obligation_years",
                violation_error_message=_("Years are from 1 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(status="open", ended_on__isnull=True) | (~Q(status="open") & Q(ended_on__isnull=False)),
                name="obligation_end_when_over",
                violation_error_message=_("What is fulfilled or released has a day for it."),
            ),
        ]

    def __str__(self):
        return _("Service for %(cohort)s") % {"cohort": self.enrollment.cohort}

    def get_absolute_url(self):
        return reverse("programs:obligation-detail", args=[self.pk])


class ServicePause(Record):
    """Days on which an obligation does not run, like parental leave; both ends count."""

    class Why(models.TextChoices):
        """Why it is paused; a choice, because free text would tell about health and family."""

        LEAVE = "leave", _("leave or illness")
        NO_POSITION = "no_position", _("no position to hold")
        DISTRICT = "district", _("the district asked for it")
        OTHER = "other", _("other reason")

    obligation = models.ForeignKey(
        ServiceObligation, on_delete=models.CASCADE, related_name="pauses", verbose_name=_("service obligation")
    )
    why = models.CharField(_("why"), max_length=12, choices=Why.choices)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="pause_dates_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self):
        return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (self.start, self.end))

    def in_words(self):
        """“1/8/2027 – 3/5/2027, leave or illness”."""
        return f"{self}, {self.get_why_display()}"

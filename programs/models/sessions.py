import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.access import any_of
from leaders.models import Person, School
from leaders.models.record import Record
from programs import access
from programs.models.cohorts import Cohort

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none that is mistaken for another on a projector
LENGTH = 6
HALF = len(LETTERS) // 2


def new_code():
    """A short code that people read off a screen and type: 13 × 26⁵ of them, made by the system's randomness."""
    return secrets.choice(LETTERS[:HALF]) + _rest()


def new_exit_code():
    """A code for the end: its first letter is from the other half, so that none is at the door of another session."""
    return secrets.choice(LETTERS[HALF:]) + _rest()


def _rest():
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH - 1))


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """When and where is open to everyone signed in, like the cohort's page; codes are on the organiser's page."""
        return access.sessions(self, user)

    def held(self):
        """Not canceled."""
        return self.filter(is_cancelled=False)

    def coming(self, today):
        return self.held().filter(date__gte=today).order_by("date", "starts", "pk")

    def of_either(self, cohorts, person):
        """Those of the cohorts, and those that a person leads."""
        return any_of(self, Q(cohort__in=cohorts), Q(facilitators=person))

    def with_cohort(self):
        return self.select_related("cohort__program", "site")


class Session(Record):
    """One meeting of a cohort; attending it in full is worth `minutes`."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("cohort"))
    title = models.CharField(_("title"), max_length=160)
    date = models.DateField(_("date"))
    starts = models.TimeField(_("begins at"))
    ends = models.TimeField(_("ends at"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes credited"),
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text=_("For attending all of it, breaks left out."),
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    site = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="program_sessions",
        verbose_name=_("at school"),
    )
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("Room, or address elsewhere."))
    link = models.URLField(_("link to join"), blank=True)
    facilitators = models.ManyToManyField(
        Person, blank=True, related_name="sessions_facilitated", verbose_name=_("facilitators")
    )
    two_codes = models.BooleanField(
        _("second code at the end"),
        default=False,
        help_text=_("Only whoever also enters the second code, shown at the end, gets credit."),
    )
    door_code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    exit_code = models.CharField(
        _("code at the end"), max_length=LENGTH, unique=True, default=new_exit_code, editable=False
    )
    is_cancelled = models.BooleanField(_("canceled"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["date", "starts", "pk"]
        indexes = [models.Index(fields=["date", "starts", "id"], name="session_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")),
                name="session_times_in_order",
                violation_error_message=_("The session ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 1440)),
                name="session_minutes_of_a_day",
                violation_error_message=_("Minutes are from 1 to 1,440."),
            ),
            models.CheckConstraint(
                condition=~Q(mode="online") | ~Q(link=""),
                name="session_online_has_link",
                violation_error_message=_("An online session needs the link to join."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programs:session-detail", args=[self.pk])

    def clean(self):
        """It ends after it begins, credits no more than its length, and says where to come."""
        self._check_times()
        if not self.is_cancelled:  # what was called off before this was asked stays as it is
            self._check_where()

    def _check_times(self):
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("The session ends before it begins.")})
        if self.starts and self.ends and self.minutes and self.minutes > self.length:
            text = _("From begin to end it is %(count)s minutes; no more can be credited.")
            raise ValidationError({"minutes": text % {"count": self.length}})

    def _check_where(self):
        """A place to come to, unless it is online alone; a link to join, unless it is in person alone."""
        if self.mode != self.Mode.IN_PERSON and not self.link:
            raise ValidationError({"link": _("An online session needs the link to join.")})
        if self.mode != self.Mode.ONLINE and not (self.site_id or self.place.strip()):
            text = _("“%(title)s” meets in person. Name a school, or a room or address.")
            raise ValidationError({"place": text % {"title": self.title}})

    @property
    def length(self):
        """Minutes from begin to end, breaks included."""
        begin, end = (moment.hour * 60 + moment.minute for moment in (self.starts, self.ends))
        return end - begin

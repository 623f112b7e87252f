from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.access import any_of
from leaders.models import Discipline, Position, School
from leaders.models.record import Record
from programs import selection_access as access
from programs.models.cohorts import Cohort
from programs.models.counts import behind
from programs.models.programs import Program

NAMES = ("cohort__name", "cohort__program__name", "position__title", "position__role__name", "position__site__name")
SEARCHED = ("title", *NAMES)


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is published is open to everyone signed in; drafts are the coordinator's."""
        return access.calls(self, user)

    def published(self):
        return self.filter(published_on__isnull=False)

    def standing(self):
        """Published and not closed: who wants what it is for applies, and asks in no other way."""
        return self.published().filter(closed_on__isnull=True)

    def taking(self, on):
        """Taking applications on a day: both ends of the window count."""
        return self.standing().filter(opens__lte=on, closes__gte=on)

    def in_state(self, state, on):
        """Those that stand so on a day; see `Call.state`."""
        State, undecided = Call.State, self.standing().filter(decided_on__isnull=True)
        asked = {
            State.DRAFT: self.filter(published_on__isnull=True),
            State.ANNOUNCED: undecided.filter(opens__gt=on),
            State.OPEN: undecided.filter(opens__lte=on, closes__gte=on),
            State.REVIEWING: undecided.filter(closes__lt=on),
            State.DECIDED: self.standing().filter(decided_on__isnull=False),
            State.CLOSED: self.filter(closed_on__isnull=False),
        }
        return asked[state]

    def matching(self, text):
        """Every word of `text` is in the title or in the name of what the call is for."""
        rows = self
        for word in text.split():
            rows = rows.filter(reduce(or_, [Q(**{f"{path}__icontains": word}) for path in SEARCHED]))
        return rows

    def in_year(self, year):
        """For a cohort or a position of the school year."""
        return any_of(self, Q(cohort__school_year=year), Q(position__school_year=year))

    def with_counts(self):
        """Each row with `drafts`, `sent` (and not withdrawn) and `decided`, its applications by where they are."""
        sent = Q(applications__status="submitted")
        verdict = Q(applications__decision__in=["offered", "waitlisted", "declined"])
        return self.annotate(
            drafts=behind(Call.objects.filter(applications__status="draft")),
            sent=behind(Call.objects.filter(sent)),
            decided=behind(Call.objects.filter(sent & verdict)),
        )

    def with_target(self):
        return self.select_related("cohort__program", "position__role", "position__site", "completed_program")


class Call(Record):
    """An invitation to apply for the seats of one cohort or for one vacant position; both ends of its window count."""

    class LeaderRule(models.TextChoices):
        ANYONE = "", _("does not matter")
        CURRENT = "current", _("must be a current teacher leader")
        NOT_CURRENT = "not_current", _("must not be a current teacher leader")

    class State(models.TextChoices):
        """Where a call is: all of it follows from its dates (`state`)."""

        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("open")
        REVIEWING = "reviewing", _("under review")
        DECIDED = "decided", _("decided")
        CLOSED = "closed", _("closed")

    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("cohort")
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("position")
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text for applicants"), blank=True)
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"), help_text=_("Applications can be sent until the end of this day."))
    places = models.PositiveSmallIntegerField(
        _("places"), default=1, validators=[MinValueValidator(1)], help_text=_("How many offers there can be at once.")
    )
    teachers_only = models.BooleanField(_("teachers only"), default=True)
    minimum_years = models.PositiveSmallIntegerField(
        _("years in the district"),
        default=0,
        validators=[MaxValueValidator(50)],
        help_text=_("At least, on the closing day, counted from the day of hire; 0 asks for none."),
    )
    disciplines = models.ManyToManyField(
        Discipline,
        blank=True,
        related_name="calls",
        verbose_name=_("teaches one of"),
        help_text=_("Leave all empty when it does not matter."),
    )
    schools = models.ManyToManyField(
        School,
        blank=True,
        related_name="calls",
        verbose_name=_("works at one of"),
        help_text=_("Home schools. Leave all empty when it does not matter."),
    )
    leader_rule = models.CharField(
        _("teacher leader today"), max_length=11, choices=LeaderRule.choices, default=LeaderRule.ANYONE, blank=True
    )
    completed_program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls_after",
        verbose_name=_("has completed"),
    )
    is_blind = models.BooleanField(
        _("blind review"),
        default=True,
        help_text=_("Reviewers see no name, school, e-mail, staff number or file name unless a phase says otherwise."),
    )
    reviews_wanted = models.PositiveSmallIntegerField(
        _("reviews of each application"), default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    decided_on = models.DateField(
        _("decisions sent on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From then on applicants see what was decided."),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-closes", "pk"]
        indexes = [models.Index(fields=["-closes", "id"], name="call_closes")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cohort__isnull=False, position__isnull=True)
                | Q(cohort__isnull=True, position__isnull=False),
                name="call_for_one_thing",
                violation_error_message=_("A call is for one cohort or for one position."),
            ),
            models.CheckConstraint(
                condition=Q(opens__lte=F("closes")),
                name="call_window_in_order",
                violation_error_message=_("The call closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="call_has_places",
                violation_error_message=_("A call has one place at least."),
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=False) | Q(decided_on__isnull=True, closed_on__isnull=True),
                name="call_published_first",
                violation_error_message=_("Only a published call is decided or closed."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programs:call-detail", args=[self.pk])

    def clean(self):
        """It is for one thing, and its window is in order."""
        if bool(self.cohort_id) == bool(self.position_id):
            raise ValidationError({"cohort": _("A call is for one cohort or for one position.")})
        if self.opens and self.closes and self.closes < self.opens:
            raise ValidationError({"closes": _("The call closes before it opens.")})

    @property
    def target(self):
        """What it is for: the cohort or the position."""
        return self.cohort if self.cohort_id else self.position

    def is_taking(self, on):
        """Whether applications can be sent on a day of the district: both ends of the window count."""
        return self.published_on is not None and self.closed_on is None and self.opens <= on <= self.closes

    def state(self, on):
        """Where it is on a day of the district."""
        if self.published_on is None:
            return self.State.DRAFT
        if self.closed_on:
            return self.State.CLOSED
        if self.decided_on:
            return self.State.DECIDED
        if on < self.opens:
            return self.State.ANNOUNCED
        return self.State.OPEN if on <= self.closes else self.State.REVIEWING

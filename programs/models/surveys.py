from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.models.record import Record
from programs import access
from programs.models.cohorts import Cohort
from programs.models.counts import behind

MOST_CHOICES = 10


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the coordinator, closed ones for the board viewer, those of one's own cohorts for participants."""
        return access.surveys(self, user, timezone.localdate())

    def open_on(self, day):
        """Those that take answers on a day; both ends count."""
        return self.filter(opens__lte=day, closes__gte=day)

    def not_taken_by(self, person_id):
        return self.exclude(taken__person=person_id)

    def named(self, text):
        """Those whose title, program or cohort holds some text."""
        places = Q(cohort__name__icontains=text) | Q(cohort__program__name__icontains=text)
        return self.filter(Q(title__icontains=text) | places)

    def with_cohort(self):
        return self.select_related("cohort__program")

    def with_counts(self):
        """With `answered` and `invited`: how many took the survey, and how many may (see `access.ANSWERING`)."""
        enrolled = Survey.objects.filter(cohort__enrollments__status__in=access.ANSWERING)
        return self.annotate(answered=behind(Survey.objects, "taken"), invited=behind(enrolled))


class Survey(Record):
    """Questions to the participants of a cohort, answered without a name from one day to another, both included.

    What was answered shows after the last day, never before: from figures that grow while answers come in, a single
    answer could be worked out. For the same reason a survey that is over never opens again.
    """

    class Moment(models.TextChoices):
        PRE = "pre", _("before the program")
        POST = "post", _("after the program")
        OTHER = "other", _("at another time")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="surveys", verbose_name=_("cohort"))
    title = models.CharField(_("title"), max_length=120)
    moment = models.CharField(_("asked"), max_length=5, choices=Moment.choices, default=Moment.PRE)
    opens = models.DateField(_("first day"))
    closes = models.DateField(_("last day"), help_text=_("Results show from the day after. It cannot open again then."))
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Stands above the questions."))

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-opens", "pk"]
        indexes = [models.Index(fields=["-opens", "id"], name="survey_opens")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lte=F("closes")),
                name="survey_dates_in_order",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.UniqueConstraint(
                fields=["cohort", "moment"],
                condition=Q(moment__in=["pre", "post"]),
                name="survey_one_pre_and_post",
                violation_error_message=_("The cohort has a survey of this moment already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programs:survey-detail", args=[self.pk])

    def is_open(self, day):
        return self.opens <= day <= self.closes

    def is_over(self, day):
        return self.closes < day


class SurveyItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Questions are edited by whoever edits surveys; everybody else meets them in the form."""
        return self if user.may("programs.change_surveys") else self.none()


class SurveyItem(Record):
    """One question. Of a survey before and one after, questions of the same `code` are compared."""

    class Kind(models.TextChoices):
        SCALE_5 = "scale_5", _("scale from 1 to 5")
        SCALE_10 = "scale_10", _("scale from 1 to 10")
        CHOICE = "choice", _("one of several choices")
        TEXT = "text", _("own words")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="items", verbose_name=_("survey"))
    place = models.PositiveSmallIntegerField(_("place"), help_text=_("1 stands first; the others move."))
    code = models.SlugField(_("code"), max_length=40, editable=False)
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(_("answered by"), max_length=8, choices=Kind.choices, default=Kind.SCALE_5)
    low = models.CharField(_("words at 1"), max_length=40, blank=True)
    high = models.CharField(_("words at the top"), max_length=40, blank=True)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One per line, for “one of several choices”."))
    is_required = models.BooleanField(_("must be answered"), default=False)

    objects = SurveyItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "code"], name="survey_item_code_once"),
            models.CheckConstraint(
                condition=~Q(kind="choice") | Q(choices__contains="\n"),
                name="survey_item_choices",
                violation_error_message=_("Give two choices at least, one per line."),
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("programs:survey-detail", args=[self.survey_id])

    @property
    def top(self):
        """The highest value of an answer; 0 for own words."""
        tops = {self.Kind.SCALE_5: 5, self.Kind.SCALE_10: 10, self.Kind.CHOICE: len(self.lines)}
        return tops.get(self.kind, 0)

    @property
    def lines(self):
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    @property
    def is_scale(self):
        return self.kind in (self.Kind.SCALE_5, self.Kind.SCALE_10)

    @property
    def labels(self):
        """What each value from 1 to `top` is called, in order."""
        if self.kind == self.Kind.CHOICE:
            return self.lines
        ends = {1: self.low, self.top: self.high}
        return [f"{value} – {ends[value]}" if ends.get(value) else str(value) for value in range(1, self.top + 1)]

    @property
    def ends(self):
        """The words at both ends of a scale, in one line."""
        return ", ".join(f"{value} – {words}" for value, words in ((1, self.low), (self.top, self.high)) if words)

    def asks_like(self, other):
        """Whether two questions ask the same, so that their answers may be compared."""
        return (self.code, self.text, self.kind, self.lines) == (other.code, other.text, other.kind, other.lines)

    def clean(self):
        self.choices = "\n".join(self.lines) if self.kind == self.Kind.CHOICE else ""
        if not self.is_scale:
            self.low = self.high = ""
        if len(self.lines) > MOST_CHOICES:
            raise ValidationError({"choices": _("Give ten choices at most.")})

"""What a call is made of besides itself: the questions of its form and the criteria of its rubric."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models.record import Record
from programs import selection_access as access
from programs.models.calls import Call

FEWEST_CHOICES = 2


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The form of a call is the coordinator's; applicants and reviewers read it with what they may read."""
        return access.parts_of_calls(self, user)


class Question(Record):
    """One question of a call's form, in the place `order`. Changes are written into the history of the call."""

    class Kind(models.TextChoices):
        SHORT = "short", _("short answer")
        LONG = "long", _("long answer")
        CHOICE = "choice", _("one of several")
        YES_NO = "yes_no", _("yes or no")
        LINK = "link", _("link")
        FILE = "file", _("file")
        REFERENCE = "reference", _("reference")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions", verbose_name=_("call"))
    order = models.PositiveSmallIntegerField(_("place"), editable=False)
    text = models.CharField(_("question"), max_length=500)
    help = models.CharField(_("hint"), max_length=500, blank=True)
    kind = models.CharField(_("kind of answer"), max_length=9, choices=Kind.choices, default=Kind.LONG)
    required = models.BooleanField(_("required"), default=True)
    word_limit = models.PositiveSmallIntegerField(
        _("most words"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    choices = models.TextField(_("choices"), blank=True, help_text=_("One per line; for “one of several” only."))

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["call", "order"], name="question_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="choice") & ~Q(choices="") | ~Q(kind="choice") & Q(choices=""),
                name="question_choices_when_asked",
                violation_error_message=_("“One of several” needs its choices, other kinds have none."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["short", "long"]) | Q(word_limit__isnull=True),
                name="question_words_of_text",
                violation_error_message=_("Only answers in words have a limit of words."),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("programs:call-questions", args=[self.call_id])

    @property
    def options(self):
        """The choices, in their order."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self):
        """What does not belong to the kind of answer is left out."""
        if self.kind not in (self.Kind.SHORT, self.Kind.LONG):
            self.word_limit = None
        self.choices = "\n".join(self.options) if self.kind == self.Kind.CHOICE else ""
        if self.kind != self.Kind.CHOICE:
            return
        if len(self.options) < FEWEST_CHOICES:
            raise ValidationError({"choices": _("Give two choices or more, one per line.")})
        if len(set(self.options)) < len(self.options):
            raise ValidationError({"choices": _("Give each choice once.")})


class Criterion(Record):
    """One line of a call's rubric, in the place `order`; scores go from 0 to `highest`, `weight` is relative.

    Changes are written into the history of the call.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("call"))
    order = models.PositiveSmallIntegerField(_("place"), editable=False)
    text = models.CharField(_("criterion"), max_length=160)
    description = models.TextField(_("what earns which score"), blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("A criterion of weight 2 counts twice as much as one of weight 1."),
    )
    highest = models.PositiveSmallIntegerField(
        _("highest score"), default=4, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["call", "order"], name="criterion_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, highest__gte=1),
                name="criterion_counts",
                violation_error_message=_("Weight and highest score are 1 at least."),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("programs:call-rubric", args=[self.call_id])

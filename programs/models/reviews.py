"""Who judges applications, and what they say: the organizer's alone, but for one's own reviews."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.folding import begins, words_of
from leaders.models import Person
from leaders.models.record import Record
from programs import selection_access as access
from programs.models.applications import Application
from programs.models.call_parts import Criterion, QuestionQuerySet
from programs.models.calls import Call

TOO_LONG = 10  # digits of a number that no application has


class ReviewPhaseQuerySet(QuestionQuerySet):
    def with_progress(self):
        """With how many reviews are submitted (`done`) of those assigned (`wanted`), as in `ReviewQuerySet.of_use`."""
        waits = Q(reviews__status__in=[Review.Status.ASSIGNED, Review.Status.DRAFT])
        in_vain = waits & Q(reviews__application__status=Application.Status.WITHDRAWN)
        done, recused = Q(reviews__status=Review.Status.SUBMITTED), Q(reviews__status=Review.Status.RECUSED)
        return self.annotate(done=Count("reviews", filter=done), wanted=Count("reviews", filter=~recused & ~in_vain))


class ReviewPhase(Record):
    """One round of reviews of a call; both ends of its dates count."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="phases", verbose_name=_("call"))
    order = models.PositiveSmallIntegerField(_("place"), editable=False)
    name = models.CharField(_("name"), max_length=80)
    is_blind = models.BooleanField(
        _("blind"), default=True, help_text=_("Reviewers see no name, school, e-mail, staff number or file name.")
    )
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"))

    objects = ReviewPhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("review phase")
        verbose_name_plural = _("review phases")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "name"],
                name="phase_once",
                violation_error_message=_("This call already has a phase of that name."),
            ),
            models.CheckConstraint(
                condition=Q(opens__lte=F("closes")),
                name="phase_dates_in_order",
                violation_error_message=_("The phase closes before it opens."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programs:phase-detail", args=[self.pk])

    def is_running(self, on):
        return self.opens <= on <= self.closes


class Reviewer(models.Model):
    """Somebody asked to review in a phase."""

    phase = models.ForeignKey(
        ReviewPhase, on_delete=models.CASCADE, related_name="reviewers", verbose_name=_("review phase")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviewing", verbose_name=_("reviewer"))

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "person"],
                name="reviewer_once",
                violation_error_message=_("This person already reviews in the phase."),
            ),
        ]

    def __str__(self):
        return str(self.person)


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the coordinator; the reviewer's own, those they are recused from too (without the application)."""
        return access.reviews(self, user)

    def own(self, user):
        return access.own_reviews(self, user)

    def standing(self):
        """Not recused."""
        return self.exclude(status=Review.Status.RECUSED)

    def of_use(self):
        """Without those that nobody will write, because the application was withdrawn first."""
        waits = Q(status__in=[Review.Status.ASSIGNED, Review.Status.DRAFT])
        return self.exclude(waits & Q(application__status=Application.Status.WITHDRAWN))

    def readable(self):
        """Those whose application the reviewer may read: not recused, not withdrawn, and not applied to it oneself."""
        rival = Application.objects.exclude(status=Application.Status.WITHDRAWN)
        rival = rival.filter(call=OuterRef("phase__call"), person=OuterRef("reviewer"))
        return self.standing().filter(~Exists(rival), application__status=Application.Status.SUBMITTED)

    def due(self, on):
        """Those that are to be written on a day, started or not."""
        rows = self.readable().exclude(status=Review.Status.SUBMITTED)
        return rows.filter(phase__opens__lte=on, phase__closes__gte=on)

    def matching(self, text):
        """Every word of `text` is in the title of the call, in the name of the phase, or in that of the application.

        The latter is what the reviewer reads: the number in a blind phase, else the applicant's name. Never both, as
        the one would tell the other.
        """
        rows = self
        for word in words_of(text):
            named = Q(phase__is_blind=False) & begins("application__person__search_name", word)
            if word.isascii() and word.isdigit() and len(word) < TOO_LONG:
                named |= Q(phase__is_blind=True, application=int(word))
            rows = rows.filter(Q(phase__call__title__icontains=word) | Q(phase__name__icontains=word) | named)
        return rows

    def with_names(self):
        return self.select_related("phase__call", "application__person", "reviewer")

    def with_applicant(self):
        """With all that an applicant is masked by."""
        rows = self.with_names().select_related("application__person__home_school", "application__person__user")
        return rows.prefetch_related("application__person__other_schools")


class Review(Record):
    """What one reviewer says of one application in one phase."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("to be reviewed")
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RECUSED = "recused", _("recused")

    class Recusal(models.TextChoices):
        """Why somebody does not judge; a choice, because free text would tell of people."""

        FAMILY = "family", _("family or close friend")
        SUPERVISOR = "supervisor", _("supervises or is supervised by the applicant")
        REFERENCE = "reference", _("gave a reference")
        COMPETES = "competes", _("applied too")
        OTHER = "other", _("other conflict")

    phase = models.ForeignKey(
        ReviewPhase, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("review phase")
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("application")
    )
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("reviewer"))
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.ASSIGNED)
    recusal = models.CharField(_("conflict"), max_length=10, choices=Recusal.choices, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    organizer_comment = models.TextField(_("comment for the organizer alone"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["application", "status"], name="review_application"),
            models.Index(fields=["reviewer", "status"], name="review_reviewer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "application", "reviewer"],
                name="review_once",
                violation_error_message=_("This person already reviews the application."),
            ),
            models.CheckConstraint(
                condition=(Q(status="recused") & ~Q(recusal="")) | (~Q(status="recused") & Q(recusal="")),
                name="review_recused_says_why",
                violation_error_message=_("Say which conflict there is."),
            ),
            models.CheckConstraint(
                condition=Q(status="submitted", submitted_at__isnull=False)
                | (~Q(status="submitted") & Q(submitted_at__isnull=True)),
                name="review_submitted_at",
                violation_error_message=_("What was submitted has a time for it."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def get_absolute_url(self):
        return reverse("programs:review-detail", args=[self.pk])


class Score(models.Model):
    """The score of one review for one criterion, from 0 to the criterion's highest."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores", verbose_name=_("review"))
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="scores", verbose_name=_("criterion")
    )
    score = models.PositiveSmallIntegerField(_("score"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"],
                name="score_once",
                violation_error_message=_("This criterion has a score already."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        if self.score is not None and self.criterion_id and self.score > self.criterion.highest:
            words = {"criterion": self.criterion, "highest": self.criterion.highest}
            raise ValidationError({"score": _("%(criterion)s: the highest score is %(highest)s.") % words})

"""Rules of reviewing: who may judge what, and until when; each refusal says what stands in the way."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders.models import Person
from programs.models import Application, Review
from responsibilities.rules import shown

Status = Review.Status


def check_undecided(call):
    """Phases, reviewers and reviews change until the decisions are sent or the call is closed."""
    if call.decided_on or call.closed_on:
        raise ValidationError(_("The decisions on this call were sent. Its reviews stay as they are."))


def check_open(phase, today):
    """Reviews are written from the first to the last day of their phase, both included."""
    if today < phase.opens:
        raise ValidationError(_("Reviews can be written from %(day)s on.") % {"day": shown(phase.opens)})
    if today > phase.closes:
        raise ValidationError(
            _("This phase closed on %(day)s. Its reviews can no longer be changed.") % {"day": shown(phase.closes)}
        )


def check_blind_stays(phase, before):
    """How applications are shown stays once somebody judged them by it."""
    if phase.is_blind != before.is_blind and before.reviews.filter(status=Status.SUBMITTED).exists():
        raise ValidationError({"is_blind": _("A review was submitted already: the phase stays as it was read.")})


def rivals(call):
    """People who applied to the call, drafts included, withdrawn ones not: they never judge in it."""
    rows = Application.objects.filter(call=call).exclude(status=Application.Status.WITHDRAWN)
    return Person.objects.filter(pk__in=rows.values("person"))


def check_no_rival(call, people):
    """Nobody who applied to a call reviews in it."""
    wrong = rivals(call).filter(pk__in=[person.pk for person in people]).order_by("family_name", "given_name", "pk")
    if refused := [_("%(person)s applied too, and cannot review in this call.") % {"person": one} for one in wrong]:
        raise ValidationError({"people": refused})


def check_assignable(call):
    """Applications are judged by the criteria of the call's rubric: without one nothing can be assigned."""
    if not call.criteria.exists():
        raise ValidationError(_("The rubric of this call is empty. Add its criteria first."))
    if not call.applications.sent().exists():
        raise ValidationError(_("There are no submitted applications to assign yet."))


def check_score_each(criteria, scores):
    """A review that is submitted has a score for each criterion."""
    missing = [criterion for criterion in criteria if scores.get(criterion.pk) is None]
    if missing:
        names = ", ".join(f"“{criterion}”" for criterion in missing)
        raise ValidationError(_("Give a score for each criterion. Missing: %(names)s.") % {"names": names})


def check_not_recused(review):
    if review.status == Status.RECUSED:
        raise ValidationError(_("This review is recused."))


def check_may_return(review):
    """A recusal is taken back where there is one, and not while the reviewer has applied to the call too."""
    if review.status != Status.RECUSED:
        raise ValidationError(_("This review is not recused."))
    check_no_rival(review.phase.call, [review.reviewer])


def barred(call):
    """`{(application, reviewer)}` pairs that are recused in any phase of the call."""
    rows = Review.objects.filter(phase__call=call, status=Status.RECUSED)
    return set(rows.order_by().values_list("application", "reviewer"))

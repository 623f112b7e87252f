"""Rules of calls: each refuses with what is wrong and how to mend it, or stays silent."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders import vacancies
from leaders.models import District, Position
from programs.models import Review
from responsibilities.rules import shown

MOST_PARTS = 40  # questions of a form, or lines of a rubric


def check_target(call, today):
    """Nobody is invited to what is not there any more."""
    if call.cohort_id and (call.cohort.is_cancelled or call.cohort.end < today):
        raise ValidationError({"cohort": _("This cohort is over or canceled. Choose another one.")})
    if call.position_id and not is_vacant(call.position, today):
        raise ValidationError(
            {"position": _("This position is filled, over, or not to be filled. Choose another one.")}
        )


def is_vacant(position, today):
    """Whether one may still apply for a position: nobody fills it, in this school year or a later one."""
    rows = Position.objects.filter(pk=position.pk)
    return vacancies.to_fill(rows, District.current().school_year(today)).exists()


def check_places(call, today):
    """As many offers at most as the cohort has seats, and no fewer than stand."""
    if call.cohort_id and call.places > call.cohort.capacity:
        text = ngettext("The cohort has %(count)s seat.", "The cohort has %(count)s seats.", call.cohort.capacity)
        raise ValidationError({"places": text % {"count": call.cohort.capacity}})
    given = 0 if call._state.adding else call.applications.holding_places(today).count()
    if call.places < given:
        text = ngettext(
            "%(count)s offer stands, so there cannot be fewer places.",
            "%(count)s offers stand, so there cannot be fewer places.",
            given,
        )
        raise ValidationError({"places": text % {"count": given}})


def check_draft(call):
    """A published call is changed in what applicants do not rely on (`check_not_closed`, `check_window`)."""
    if call.published_on is not None:
        raise ValidationError(_("This call is published already."))


def check_published(call):
    if call.published_on is None:
        raise ValidationError(_("This call is a draft. Publish it first."))


def check_not_closed(call):
    if call.closed_on is not None:
        raise ValidationError(_("This call was closed on %(day)s. Make a new one.") % {"day": shown(call.closed_on)})


def check_window(call, stored, today):
    """The window of a published call gets longer, never shorter, and stays once anything was decided."""
    if call.closes == stored.closes:
        return
    if stored.applications.exclude(decision="").exists():
        raise ValidationError({"closes": _("There are decisions already, so the last day stays.")})
    if call.closes < max(stored.closes, today):
        words = {"day": shown(max(stored.closes, today))}
        raise ValidationError(
            {"closes": _("People count on the published day. Choose %(day)s or a later one.") % words}
        )


def why_form_locked(call):
    """Why the questions stay as they are, in words; empty while they may change."""
    if call.published_on is None:
        return ""
    return _("This call is published, so its questions stay: everyone who applies answers the same ones.")


def why_rubric_locked(call):
    """Why the rubric stays as it is, in words; empty while it may change."""
    if not Review.objects.filter(phase__call=call.pk, status=Review.Status.SUBMITTED).exists():
        return ""
    return _("A review was submitted, so the rubric stays: every application is scored by the same one.")


def check_form_open(call):
    if why := why_form_locked(call):
        raise ValidationError(why)


def check_rubric_open(call):
    if why := why_rubric_locked(call):
        raise ValidationError(why)


def check_scores(criterion):
    """Scores of drafts stay within the criterion."""
    if criterion.scores.filter(score__gt=criterion.highest).exists():
        raise ValidationError({"highest": _("A reviewer gave a higher score in a draft. Choose a higher one.")})


def check_unscored(criterion):
    if criterion.scores.exists():
        raise ValidationError(_("A reviewer gave a score for this in a draft, so it stays."))


def check_room(call, count):
    if count >= MOST_PARTS:
        raise ValidationError(_("There can be %(most)s at most. Remove one first.") % {"most": MOST_PARTS})


def missing(call, today):
    """What a draft lacks to be published, one sentence each; empty when it is ready."""
    found = []
    if not call.questions.exists():
        found.append(_("The form has no question yet. Add one at least."))
    if call.closes < today:
        found.append(_("The last day, %(day)s, is over. Choose a later one.") % {"day": shown(call.closes)})
    for check in (lambda: check_target(call, today), lambda: check_places(call, today)):
        try:
            check()
        except ValidationError as error:
            found += error.messages
    return found


def check_ready(call, today):
    if lacking := missing(call, today):
        raise ValidationError(lacking)


def check_closable(call, today):
    """A call is closed once everybody who applied has heard from it."""
    check_published(call)
    check_not_closed(call)
    sent = call.applications.sent()
    if waiting := sent.filter(decision="").count():
        text = ngettext(
            "%(count)s application waits for a decision. Decide it first, so that nobody is left without an answer.",
            "%(count)s applications wait for a decision. Decide them first, so that nobody is left without an answer.",
            waiting,
        )
        raise ValidationError(text % {"count": waiting})
    if call.decided_on is None and sent.exists():
        raise ValidationError(_("The decisions are not sent yet. Send them first."))
    if open_offers := sent.to_answer(today).count():
        text = ngettext(
            "%(count)s offer can still be answered. Wait for the answer.",
            "%(count)s offers can still be answered. Wait for the answers.",
            open_offers,
        )
        raise ValidationError(text % {"count": open_offers})

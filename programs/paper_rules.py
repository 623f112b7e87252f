"""Rules of handing in, completing and service owed: each refuses with what is wrong and how to mend it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.tables.cells import day as shown
from programs import requirements
from programs.models import Enrollment, EvidencePiece, ServiceObligation

UNDER_WAY = {Enrollment.Status.ACCEPTED, Enrollment.Status.ENROLLED}
Kind, State = EvidencePiece.Kind, EvidencePiece.Status


def check_under_way(enrollment):
    """Things are handed in, and completed, by who holds a seat and has not completed."""
    if enrollment.status not in UNDER_WAY:
        words = {"person": enrollment.person, "status": enrollment.get_status_display()}
        raise ValidationError(_("%(person)s: %(status)s. This is for who takes part and has not completed.") % words)


def kinds_asked(cohort):
    """What may be handed in for a cohort; a piece of evidence helps even where none is required."""
    return [Kind.EVIDENCE, *([Kind.TASK] if cohort.practice_task else [])]


def check_kind(piece):
    """A practice task only where the cohort asks for one, and one at a time."""
    if piece.kind not in kinds_asked(piece.enrollment.cohort):
        raise ValidationError({"kind": _("This cohort asks for no practice task. Hand it in as a piece of evidence.")})
    others = piece.enrollment.handed_in.filter(kind=Kind.TASK).exclude(pk=piece.pk)
    if piece.kind == Kind.TASK and others.exists():
        raise ValidationError(
            {"kind": _("A practice task is handed in already. Change that one, or withdraw it first.")}
        )


def check_not_accepted(piece):
    """What was accepted stays as it was."""
    if piece.status == State.ACCEPTED:
        raise ValidationError(_("“%(title)s” was accepted. Hand in another piece instead.") % {"title": piece.title})


def check_decidable(piece, status):
    """What waits is accepted or returned; what was accepted by mistake is returned; nothing is decided twice."""
    check_under_way(piece.enrollment)
    if piece.status == status:
        words = {"title": piece.title, "status": piece.get_status_display()}
        raise ValidationError(_("“%(title)s” is %(status)s already.") % words)
    if status == State.ACCEPTED and piece.status != State.SUBMITTED:
        raise ValidationError(
            _("“%(title)s” was returned. It can be accepted once it is handed in again.") % {"title": piece.title}
        )


def check_completing(enrollment, on, reason, today):
    """With something missing only with a reason; on a day of the cohort, and not ahead."""
    check_under_way(enrollment)
    first = enrollment.cohort.start
    if not first <= on <= today:
        words = {"first": shown(first), "today": shown(today)}
        raise ValidationError({"on": _("Choose a day from %(first)s to %(today)s.") % words})
    found = requirements.missing(enrollment)
    if found and not reason.strip():
        words = {"missing": "; ".join(each.missing_text for each in found)}
        raise ValidationError({"reason": _("%(missing)s. Say why it is completed all the same.") % words})


def check_completed(enrollment):
    if enrollment.status != Enrollment.Status.COMPLETED:
        raise ValidationError(_("%(person)s has not completed.") % {"person": enrollment.person})


def check_reopening(obligation):
    """A completion whose service is over stays."""
    if obligation is not None and obligation.status != ServiceObligation.Status.OPEN:
        words = {"status": obligation.get_status_display()}
        raise ValidationError(_("The service owed for it is %(status)s already. Open the service again first.") % words)


def check_open(obligation):
    if obligation.status != ServiceObligation.Status.OPEN:
        words = {"status": obligation.get_status_display(), "day": shown(obligation.ended_on)}
        raise ValidationError(_("This service is %(status)s since %(day)s.") % words)


def check_over(obligation):
    if obligation.status == ServiceObligation.Status.OPEN:
        raise ValidationError(_("This service is owed still."))


def check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})


def check_pause(pause, others):
    """A pause lies within what is owed, and beside the other pauses."""
    first = pause.obligation.starts
    if pause.start < first:
        raise ValidationError({"start": _("The service counts from %(first)s only.") % {"first": shown(first)}})
    if any(each.start <= pause.end and each.end >= pause.start for each in others):
        raise ValidationError({"start": _("These days overlap another pause. Change the dates.")})


def check_resuming(pause, on):
    """A pause ends early, or not at all."""
    if on > pause.end:
        raise ValidationError({"on": _("This pause ends on %(day)s anyway.") % {"day": shown(pause.end)}})


def check_fulfilled(found):
    """Fulfilled is what was served; to end it before that is to release."""
    if not found.is_enough:
        words = {"served": found.total, "owed": found.owed}
        raise ValidationError(
            _("%(served)s of %(owed)s school years are served. To end it before that, release it and say why.") % words
        )

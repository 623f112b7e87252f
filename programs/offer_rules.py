"""Rules of decisions and offers: when there is something to decide, to send and to answer, and what is refused."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import Application
from responsibilities.rules import shown

Decision = Application.Decision
Response = Application.Response
Status = Application.Status


@dataclass(frozen=True)
class Verdict:
    """What is decided of one application; `respond_by`, the last day to answer, belongs to offers alone."""

    decision: str
    reason: str
    respond_by: object = None


def may_decide(application):
    """Whether it can be decided, or decided anew: it was sent, not withdrawn, and no offer of it was answered."""
    return application.status == Status.SUBMITTED and application.response == Response.NONE


def check_may_decide(application):
    if application.status != Status.SUBMITTED:
        raise ValidationError(_("Only an application that was sent, and not withdrawn, is decided."))
    if application.response != Response.NONE:
        words = {"answer": application.get_response_display(), "day": shown(application.responded_on)}
        raise ValidationError(_("The offer was answered on %(day)s: %(answer)s. It stays as it is.") % words)


def check_not_own(application, by):
    """Nobody decides on their own application."""
    if by.person_id is not None and by.person_id == application.person_id:
        raise ValidationError(_("You cannot decide your own application. Ask another coordinator."))


def check_verdict(verdict, today):
    """A decision says why; an offer says until when it can be answered, today or later."""
    if verdict.decision not in Decision.values or verdict.decision == Decision.NONE:
        raise ValidationError({"decision": _("Choose what is decided.")})
    if not verdict.reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})
    if verdict.decision == Decision.OFFERED:
        _check_answer_by(verdict.respond_by, today)


def _check_answer_by(day, today):
    if day is None:
        raise ValidationError({"respond_by": _("Say until when the offer can be answered.")})
    if day < today:
        raise ValidationError({"respond_by": _("This day is over. Choose today or a later one.")})


def check_room(call, taken):
    """`taken`: how many other offers hold a place of the call (`Application.objects.holding_places`)."""
    if taken >= call.places:
        text = ngettext(
            "The call has %(count)s place, and it is offered. An offer that is turned down or lapses frees it.",
            "The call has %(count)s places, and all are offered. An offer that is turned down or lapses frees one.",
            call.places,
        )
        raise ValidationError(text % {"count": call.places})


def may_send(call, today):
    """Whether the decisions of a call are due to be sent: it takes no applications any more, and nothing was sent."""
    return (
        call.published_on is not None and call.decided_on is None and not call.is_taking(today) and call.opens <= today
    )


def check_may_send(call, today):
    if call.decided_on:
        raise ValidationError(_("The decisions were sent on %(day)s.") % {"day": shown(call.decided_on)})
    if not may_send(call, today):
        raise ValidationError(
            _("Decisions are sent once the call takes no more applications; it closes on %(day)s.")
            % {"day": shown(call.closes)}
        )


def check_all_decided(undecided, decided):
    """Nobody is left without an answer when the others get theirs."""
    if undecided:
        text = ngettext(
            "%(count)s application is not decided yet. Decide it first, so that everybody hears at once.",
            "%(count)s applications are not decided yet. Decide them first, so that everybody hears at once.",
            undecided,
        )
        raise ValidationError(text % {"count": undecided})
    if not decided:
        raise ValidationError(_("Nobody applied, so there is nothing to send."))


def check_answerable(rows, today):
    """No offer is sent whose last day to answer is over."""
    if late := [row.person.name for row in rows if row.respond_by and row.respond_by < today]:
        words = {"people": ", ".join(late)}
        raise ValidationError(
            _("The last day to answer is over for: %(people)s. Decide again with a later one.") % words
        )


def is_told(application):
    """Whether the applicant knows what was decided; the call is loaded."""
    return application.call.decided_on is not None and application.decision != Decision.NONE


def may_answer(application, today):
    """Whether the applicant can accept the offer or turn it down on a day; the last day counts."""
    return is_to_answer(application) and application.respond_by >= today


def is_to_answer(application):
    """An offer that the applicant knows of, and has not answered."""
    offered = is_told(application) and application.decision == Decision.OFFERED
    return offered and may_decide(application)


def has_lapsed(application, today):
    return is_to_answer(application) and application.respond_by < today


def check_may_answer(application, today):
    if application.response != Response.NONE:
        words = {"answer": application.get_response_display(), "day": shown(application.responded_on)}
        raise ValidationError(_("You answered on %(day)s: %(answer)s.") % words)
    if not is_to_answer(application):
        raise ValidationError(_("There is no offer to answer."))
    if application.respond_by < today:
        raise ValidationError(
            _("This offer could be answered until %(day)s. Ask the coordinator whether the place is still free.")
            % {"day": shown(application.respond_by)}
        )


def wants_appointment(application):
    """Whether an accepted offer of a position waits for its appointment."""
    accepted = application.response == Response.ACCEPTED and application.status == Status.SUBMITTED
    return accepted and application.call.position_id is not None and application.appointment_id is None


def check_appointment(application, appointment):
    """The appointment that an accepted offer leads to is the applicant's own, and there is one."""
    if not wants_appointment(application):
        raise ValidationError(_("There is no accepted offer of a position that waits for an appointment."))
    if appointment.person_id != application.person_id:
        words = {"person": application.person}
        raise ValidationError({"person": _("The offer was accepted by %(person)s; appoint this person.") % words})

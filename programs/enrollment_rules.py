"""Rules of seats: which status may follow which, who holds a seat, and what each step refuses with (cases 15, 16)."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders import definition
from leaders.models import Person
from programs.models import HOLDING, Call, Enrollment, Program
from responsibilities.rules import shown

Status = Enrollment.Status
Participant = Enrollment.Participant
DEVELOPING = {Program.Purpose.DEVELOPS, Program.Purpose.BOTH}


@dataclass(frozen=True)
class Move:
    """One step: from which statuses it may be taken, and to which it leads."""

    begin: tuple
    end: str


# All there are. A person accepted when no seat is free goes to the waiting list instead (`actions.enrollments.accept`).
MOVES = {
    "ask_again": Move((Status.WITHDRAWN,), Status.APPLIED),
    "accept": Move((Status.APPLIED, Status.WAITLISTED), Status.ACCEPTED),
    "waitlist": Move((Status.APPLIED,), Status.WAITLISTED),
    "decline": Move((Status.APPLIED, Status.WAITLISTED), Status.DECLINED),
    "enroll": Move((Status.ACCEPTED,), Status.ENROLLED),
    "complete": Move((Status.ENROLLED,), Status.COMPLETED),
    "reopen": Move((Status.COMPLETED,), Status.ENROLLED),
    "withdraw": Move((Status.APPLIED, Status.WAITLISTED, Status.ACCEPTED, Status.ENROLLED), Status.WITHDRAWN),
    "put_back": Move((Status.WAITLISTED, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN), Status.APPLIED),
    "add": Move((Status.APPLIED, Status.WAITLISTED, Status.DECLINED, Status.WITHDRAWN), Status.ENROLLED),
}
ENDED = (Status.COMPLETED, Status.WITHDRAWN)
TAKES_PART = (Status.ENROLLED, Status.COMPLETED)


def may(enrollment, step):
    """Whether the step may be taken from where the enrollment stands."""
    return enrollment.status in MOVES[step].begin


def check_move(enrollment, step):
    if not may(enrollment, step):
        raise ValidationError(
            _("This cannot be done from the status “%(status)s”.") % {"status": enrollment.get_status_display()}
        )


def seats_by(before, after):
    """How many seats a change of status takes: 1, 0, or -1 when it gives one up."""
    return (after in HOLDING) - (before in HOLDING)


def is_open_to_ask(cohort, today):
    """Whether a seat can be asked for on the day: within the window, both ends inclusive, unless one applies."""
    return cohort.takes_enrollments(today) and not Call.objects.standing().filter(cohort=cohort).exists()


def open_to_ask(cohorts, today):
    """Those of the cohorts in which a seat can be asked for on the day."""
    applied_for = Call.objects.standing().filter(cohort__isnull=False).order_by()
    return cohorts.enrolling(today).exclude(pk__in=applied_for.values("cohort"))


def check_window(cohort, today):
    check_held(cohort)
    check_no_call(cohort)
    if cohort.enroll_from is None:
        raise ValidationError(_("The coordinator adds people to this cohort; it takes no requests."))
    if not cohort.takes_enrollments(today):
        words = {"start": shown(cohort.enroll_from), "end": shown(cohort.enroll_until)}
        raise ValidationError(_("Seats can be asked for from %(start)s to %(end)s.") % words)


def check_no_call(cohort):
    """Where a call stands, one applies: everybody is asked the same and chosen in the same way."""
    if call := Call.objects.standing().filter(cohort=cohort).first():
        raise ValidationError(
            _("Seats of this cohort are applied for, under the call “%(call)s”. Apply there instead.") % {"call": call}
        )


def check_held(cohort):
    if cohort.is_cancelled:
        raise ValidationError(_("This cohort is canceled."))


def check_works_here(person):
    if not person.is_active:
        raise ValidationError(_("%(person)s no longer works in the district.") % {"person": person})


def check_may_ask(enrollment):
    """Who stands in the cohort does not ask a second time, except after withdrawing."""
    if not may(enrollment, "ask_again"):
        raise ValidationError(
            _("There is an enrollment in this cohort already, with the status “%(status)s”.")
            % {"status": enrollment.get_status_display()}
        )


def check_takes_part(enrollment):
    """As what somebody takes part is worked out when they enroll, and can be changed after that."""
    if enrollment.status not in TAKES_PART:
        raise ValidationError(_("This is worked out on the day of enrolling, and can be changed from then on."))


def check_says_why(why, *, required):
    if required and why not in Enrollment.Why.values:
        raise ValidationError({"why": _("Choose a reason.")})


def participant(person, cohort, on):
    """As what somebody takes part who enrolls on a day: one of the people of `participants`."""
    return participants([person], cohort, on)[person.pk]


def participants(people, cohort, on):
    """`{key: as what}` of people who enroll on a day; one question for all of them.

    Current: counted as a STEM teacher leader on the day. Aspiring: another teacher, in a program that develops
    teacher leaders. Everybody else takes part in another way. None of it makes a teacher leader of anyone (case 16).
    """
    rows = Person.objects.filter(pk__in=[person.pk for person in people])
    leaders = set(definition.teacher_leaders(rows, on).values_list("pk", flat=True))
    develops = cohort.program.purpose in DEVELOPING
    return {person.pk: _as_what(person, person.pk in leaders, develops) for person in people}


def _as_what(person, leads, develops):
    if leads:
        return Participant.CURRENT
    aspires = develops and person.staff_kind == Person.StaffKind.TEACHER
    return Participant.ASPIRING if aspires else Participant.OTHER

"""Rules of coaching cycles (domain.md §2–4): each refuses with what is wrong and how to mend it, or stays silent."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders.models import Appointment
from responsibilities.models import CoachingCycle, Stage
from responsibilities.rules import shown

ORDER = [Stage(value) for value in Stage.values]
# The stage that a visit of a kind stands for; other kinds suggest none.
STAGES_OF_KINDS = {
    "co_plan": Stage.PLAN,
    "model_lesson": Stage.MODEL,
    "co_teach": Stage.MODEL,
    "observe": Stage.OBSERVE,
    "debrief": Stage.DEBRIEF,
}
OPEN = {CoachingCycle.Status.RUNNING, CoachingCycle.Status.PAUSED}


def may_evaluate(appointment, teacher):
    """Whether the leader's role may evaluate this teacher: one who belongs to a site of the appointment."""
    return appointment.position.role.may_evaluate and bool(sites_of(appointment) & schools_of(teacher))


def sites_of(appointment):
    """Keys of the sites that an appointment serves."""
    position = appointment.position
    return {position.site_id, *position.other_sites.values_list("pk", flat=True)}


def schools_of(person):
    """Keys of the schools that someone belongs to."""
    return {person.home_school_id, *person.other_schools.values_list("pk", flat=True)} - {None}


def school_of(appointment, teacher):
    """Key of the school where a cycle takes place: the teacher's own, first of all one that the appointment serves."""
    sites, home = sites_of(appointment), teacher.home_school_id
    served = sorted(sites & schools_of(teacher))
    if home in sites or not served:
        return home or appointment.position.site_id
    return served[0]


def check_appointment(appointment, today):
    """A cycle begins only within an appointment in force."""
    approved = appointment.status == Appointment.Status.APPROVED
    if not approved or not appointment.start <= today <= appointment.end:
        raise ValidationError(
            {"appointment": _("This appointment is not in force today, so no cycle can begin in it. Choose another.")}
        )


def check_teacher(teacher, offered):
    """The leader works with teachers whom the appointment reaches; `offered` are these people."""
    if not offered.filter(pk=teacher.pk).exists():
        raise ValidationError({"teacher": _("Choose a teacher who works at a school that you serve.")})


def check_start(cycle, today):
    """The first day lies within the appointment, and not ahead."""
    first = cycle.appointment.start
    if not first <= cycle.start <= today:
        words = {"first": shown(first), "today": shown(today)}
        raise ValidationError({"start": _("Choose a first day from %(first)s to %(today)s.") % words})


def check_conflict(appointment, teacher, seen):
    """Whoever may evaluate a teacher begins a confidential cycle only after the warning; True: there is a conflict."""
    if not may_evaluate(appointment, teacher):
        return False
    if not seen:
        raise ValidationError(
            {
                "conflict_seen": _(
                    "Your role may evaluate %(teacher)s. Confidential coaching by someone who evaluates is a conflict. "
                    "Ask whether a colleague can coach instead. To go on, tick the box: it is recorded, and the "
                    "coordinator sees it."
                )
                % {"teacher": teacher}
            }
        )
    return True


def check_running(cycle):
    """Only a running cycle moves on."""
    if cycle.status == CoachingCycle.Status.PAUSED:
        raise ValidationError(_("This cycle is paused. Resume it first."))
    check_open(cycle)


def check_open(cycle):
    if cycle.status not in OPEN:
        words = {"status": cycle.get_status_display(), "day": shown(cycle.end)}
        raise ValidationError(_("This cycle is %(status)s since %(day)s. Begin a new one instead.") % words)


def check_paused(cycle):
    check_open(cycle)
    if cycle.status != CoachingCycle.Status.PAUSED:
        raise ValidationError(_("This cycle is running already."))


def is_back(cycle, stage):
    return ORDER.index(Stage(stage)) < ORDER.index(Stage(cycle.stage))


def check_stage(cycle, stage, why):
    """Forward in any steps; back only with a reason; to stay is no move."""
    if stage == cycle.stage:
        raise ValidationError({"stage": _("The cycle is at this stage already.")})
    if is_back(cycle, stage) and not why:
        raise ValidationError({"why": _("Say why the cycle goes back, for the record.")})


def check_stage_day(cycle, on, reached, today):
    """Stages are reached one after the other, none before the first day, none ahead; `reached` are the days so far."""
    first = max([cycle.start, *reached])
    if not first <= on <= today:
        words = {"first": shown(first), "today": shown(today)}
        raise ValidationError({"on": _("Choose a day from %(first)s to %(today)s.") % words})


def is_closing(cycle):
    """Whether a cycle can be completed: it runs, and has reached its last stage."""
    return cycle.status == CoachingCycle.Status.RUNNING and cycle.stage == Stage.CLOSE


def check_closing(cycle):
    """A cycle is complete when it has reached its last stage."""
    if cycle.stage != Stage.CLOSE:
        raise ValidationError(
            _(
                "This cycle is at the stage “%(stage)s”. Move it to “%(close)s” first; to end it before that, stop it "
                "and say why."
            )
            % {"stage": cycle.get_stage_display(), "close": Stage.CLOSE.label}
        )


def check_end(cycle, reached, today):
    """The last day is not before anything that happened, and not ahead."""
    first = max([cycle.start, *reached, *([cycle.last_visit] if cycle.last_visit else [])])
    if not first <= cycle.end <= today:
        words = {"first": shown(first), "today": shown(today)}
        raise ValidationError({"end": _("Choose a last day from %(first)s to %(today)s.") % words})


def suggested_stage(cycle, kind):
    """The stage that a visit of that kind suggests; None when the cycle is there already, or further."""
    stage = STAGES_OF_KINDS.get(kind)
    if stage is None or cycle.status != CoachingCycle.Status.RUNNING or stage == cycle.stage:
        return None
    return None if is_back(cycle, stage) else stage

"""What home, school and appointment pages say about time, reach and release."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Urgency, Waiting, counts, panel
from config.tables import Stat, Time
from leaders import access as staff
from leaders.models import District, Person, School
from responsibilities import access, measures, promises
from responsibilities.measures import DEFINITIONS
from responsibilities.models import LeaderMonth, Reached
from responsibilities.reports import at_school, time_use
from responsibilities.reports.time_use_plots import in_percent
from responsibilities.rules import in_hours


@panel("home", "responsibilities/_my_time.html", order=50)
def my_time(request, record):
    """The signed-in leader's year so far: time, direct share, teachers reached, plan beside actual."""
    user, today = request.user, timezone.localdate()
    if user.person_id is None or access.TEACHER_LEADER not in user.kinds:
        return None
    year = District.current().school_year(today)
    use = measures.time_use(visible(request, LeaderMonth).filter(leader=user.person_id, school_year=year))
    if not use.cells:
        return None
    reach = measures.reach_of_some(visible(request, Reached).filter(leader=user.person_id, school_year=year))
    chosen = {"year": year}
    return {
        "stats": [*of_time(use), *of_reach(reach)],
        "plans": [plan for plan in time_use.plans_of(user, user.person, chosen, today) if plan.rows],
    }


def of_time(use):
    total, report = use.total, reverse("responsibilities:time-use-report")
    return [
        Stat(DEFINITIONS["leader_time"].label, in_hours(total.minutes), url=report),
        Stat(DEFINITIONS["direct"].label, in_percent(total.direct_percent), _("of teacher leader time")),
    ]


def of_reach(reach):
    reached = reverse("responsibilities:reach-report")
    return [
        Stat(_("Supported teachers"), reach.teachers, _("this school year"), reached),
        Stat(DEFINITIONS["dosage"].label, in_hours(reach.each), _("per supported teacher")),
    ]


@panel("home", "responsibilities/_to_reports.html", order=50)
def to_reports(request, record):
    """A board or an evaluator comes for the reports: they are one step from the first page."""
    return {} if request.user.kinds == {staff.VIEWER} else None


@panel("home", "responsibilities/_at_school.html", order=60)
def my_schools(request, record):
    """The principal's schools this year."""
    keys = request.user.school_ids
    if not keys:
        return None
    schools = list(visible(request, School).filter(pk__in=keys).order_by("name", "pk"))
    return of_schools(request, schools, _("My school this year"))


@panel("school", "responsibilities/_at_school.html", order=30)
def this_school(request, school):
    """A school this year, for the coordinator and its principal."""
    if not (access.is_coordinator(request.user) or school.pk in request.user.school_ids):
        return None
    return of_schools(request, [school], _("This school year"))


def of_schools(request, schools, heading):
    found = at_school.year_at(request.user, schools, timezone.localdate())
    if not (found.use.cells or found.serving or found.teachers):
        return None
    rows = [(row, found.use.of_category(row.pk), found.use.share(row.pk)) for row in found.use.categories]
    return {
        "heading": heading,
        "stats": stats_of(found),
        "categories": [
            (row, Time(cell.minutes), in_percent(share) if share is not None else "") for row, cell, share in rows
        ],
        "serving": [serving_line(one) for one in found.serving],
        "names": None if found.names is None else [(person, Time(minutes)) for person, minutes in found.names],
    }


def stats_of(found):
    of_eligible = _("of %(count)s STEM-teaching teachers") % {"count": found.eligible}
    release = found.release
    if not release.promised:
        return figures_of(found, of_eligible)
    figures = {"delivered": in_hours(round(release.delivered)), "promised": in_hours(round(release.promised))}
    note = _("%(delivered)s of %(promised)s so far") % figures
    honored = Stat(DEFINITIONS["release"].label, in_percent(release.percent), note)
    return [*figures_of(found, of_eligible), honored]


def figures_of(found, of_eligible):
    return [
        Stat(DEFINITIONS["leader_time"].label, Time(found.use.total.minutes), _("at this school")),
        Stat(_("Supported teachers"), found.teachers, of_eligible if found.eligible else ""),
        Stat(DEFINITIONS["reach"].label, in_percent(found.reach)),
    ]


def serving_line(one):
    release = one.release
    return one.appointment, Time(one.minutes), Time(round(release.promised)), Time(round(release.delivered))


def sees_plan(user, appointment, today):
    """Whether the appointment's page shows the user plan beside actual: it has begun, and its leader's time is seen."""
    sees = access.is_coordinator(user) or appointment.person_id == user.person_id
    return sees and appointment.start <= today


@panel("appointment", "responsibilities/_plan_of_appointment.html", order=45)
def plan_of_appointment(request, appointment):
    """Plan beside actual, and release, of an appointment that has begun; for who sees its leader's time."""
    user, today = request.user, timezone.localdate()
    if not sees_plan(user, appointment, today):
        return None
    chosen = {"year": appointment.position.school_year}
    promised = promises.promise_on(appointment, min(today, appointment.end))
    plan = time_use.plan_of(appointment, promised, chosen, today)
    return {"plan": plan, "release": in_percent(plan.release.percent)} if plan.rows else None


@counts("decisions", order=40)
def never_reached(request):
    """For the coordinator: how many teachers and schools nobody supported yet this school year."""
    if not request.user.may("responsibilities.view_reach"):
        return []
    year = District.current().school_year(timezone.localdate())
    teachers = measures.never_reached(visible(request, Person), year)
    schools = measures.never_reached_schools(visible(request, School), year)
    return [
        Waiting(_("Schools never reached"), schools, address("never-reached-schools"), Urgency.LOOK),
        Waiting(_("Teachers never reached"), teachers, address("never-reached-list"), Urgency.LOOK),
    ]


def address(name):
    return reverse(f"responsibilities:{name}")

"""A principal asks a teacher leader for support: a planned visit, and what becomes of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.actions.records import save_record
from leaders.models import District
from responsibilities import rules
from responsibilities.actions.activities import log_activity, remove_activity
from responsibilities.cycle_rules import schools_of, sites_of
from responsibilities.models import Activity, Category, Contact, SupportRequest

USUAL_MINUTES = 45  # the leader changes them when the visit is done
# What kinds of support a principal asks for, and the category of each.
CATEGORIES = {
    "co_plan": "coaching_modeling",
    "model_lesson": "coaching_modeling",
    "co_teach": "coaching_modeling",
    "observe": "coaching_modeling",
    "debrief": "coaching_modeling",
    "student_work": "data_school_improvement",
    "data_meeting": "data_school_improvement",
    "plc": "professional_development",
    "pd_delivery": "professional_development",
    "consult": "program_implementation",
}


@transaction.atomic
def request_support(*, request, appointment, teachers, by):
    """Plan a visit in the log of the appointment's holder, for teachers by name and further ones by number.

    `request` says site, kind, day and focus, and with `participants` how many take part in all.
    """
    teachers = list(teachers)
    _check(request, appointment, teachers)
    request.by, request.leader = by, appointment.person
    request.activity = _visit(request, appointment, len(teachers), by)
    log_activity(activity=request.activity, supported=teachers, by=by)
    return save_record(record=request, by=by)


def _check(request, appointment, teachers):
    _check_place(request, appointment, teachers)
    if request.wished_for < rules.today():
        raise ValidationError({"wished_for": _("Choose today or a later day.")})
    if not appointment.start <= request.wished_for <= appointment.end:
        words = {"start": rules.shown(appointment.start), "end": rules.shown(appointment.end)}
        raise ValidationError(
            {
                "wished_for": _("This teacher leader serves from %(start)s to %(end)s. Choose a day in that time.")
                % words
            }
        )
    if not request.participants:
        raise ValidationError({"teachers": _("Choose at least one teacher, or say how many take part.")})
    if request.participants == 1 and not teachers:
        raise ValidationError({"teachers": _("For one teacher, choose the name. Numbers alone are for groups.")})


def _check_place(request, appointment, teachers):
    """Leader and teachers are those of the school that asks."""
    if request.site_id not in sites_of(appointment):
        words = {"school": request.site}
        raise ValidationError({"appointment": _("This teacher leader does not serve %(school)s.") % words})
    for teacher in teachers:
        if request.site_id not in schools_of(teacher):
            words = {"teacher": teacher, "school": request.site}
            raise ValidationError({"teachers": _("%(teacher)s does not work at %(school)s.") % words})


def _year(request, appointment):
    """The school year of the visit: in summer, where a date fits two, that of the appointment."""
    years = rules.years_for(request.wished_for, District.current())
    return appointment.position.school_year if appointment.position.school_year in years else years[0]


def _visit(request, appointment, named, by):
    one = request.participants == 1
    return Activity(
        leader=appointment.person,
        appointment=appointment,
        date=request.wished_for,
        minutes=USUAL_MINUTES,
        school_year=_year(request, appointment),
        category=Category.objects.get(code=CATEGORIES[request.kind]),
        kind=request.kind,
        contact=Contact.ONE_ON_ONE if one else Contact.GROUP,
        unnamed=request.participants - named,
        site=request.site,
        stem_mode=appointment.position.role.stem_mode,
        focus=request.focus,
        status=Activity.Status.PLANNED,
        source=Activity.Source.REQUEST,
        requested_by=by,
    )


@transaction.atomic
def decline_request(*, request, reason, by, version=None):
    """Take the planned visit out of the log again, and tell who asked why."""
    row = SupportRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    visit = row.activity
    if visit is None or visit.is_counted:
        raise ValidationError(_("This request is not open any more."))
    row.activity, row.declined_on, row.declined_why = None, rules.today(), reason
    save_record(record=row, by=by, reason=reason, version=version)
    remove_activity(activity=visit, by=by, reason=reason)
    return row

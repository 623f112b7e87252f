"""R5: which schools teacher leaders serve on a date, by level, Title I, grade band and discipline."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import Stat
from leaders import access
from leaders.coverage import coverage as covered
from leaders.coverage_figures import ratio
from leaders.models import Appointment, District, School, year_label
from programs.filters.coverage import CoverageChoice
from programs.reports import coverage_figures, coverage_schools
from programs.reports.coverage_groups import ALL, TITLE, Groups, of_schools_alone
from programs.reports.document import HIDDEN, Document
from programs.reports.registry import report

TITLE_OF_REPORT = gettext_lazy("Coverage and equity")


@report(
    code="R5",
    slug="coverage",
    title=TITLE_OF_REPORT,
    text=gettext_lazy("Which schools have teacher leaders, in which disciplines and grades, and where nobody is."),
    permission="programs.view_reports",
    form=CoverageChoice,
)
def coverage(user, chosen, today):
    """All schools for the offices, their own for principals; for everyone else sums that tell of no small group."""
    on, full = day_of(chosen["year"], today), user.may("leaders.view_coverage")
    schools, appointments = School.objects.visible_to(user).open(), Appointment.objects.all()
    if full:
        schools, appointments = access.own_schools(schools, user), appointments.visible_to(user)
    every = not full or access.sees_all_staff(user)
    found = covered(appointments, schools, on)
    groups = Groups(found if every else of_schools_alone(found), whole=full)
    return Document(
        code="R5",
        title=TITLE_OF_REPORT,
        period=date_format(on),
        about=[(_("School year"), year_label(chosen["year"]))],
        stats=stats(groups),
        figures=[*coverage_figures.figures(groups), *(coverage_schools.figures(groups.found) if full else [])],
        remarks=remarks(groups, every),
        is_aggregate=not full,
    )


def day_of(year, today):
    """Today where the school year holds it, else the day of the year that is nearest to it."""
    first, last = District.current().school_year_dates(year)
    return min(max(today, first), last)


def stats(groups):
    schools, served, _nobody = groups.served(ALL)
    title_i = groups.served((TITLE, True))
    words = _("%(served)s of %(all)s")
    return [
        Stat(_("Schools served"), words % {"served": served, "all": schools}),
        Stat(_("Title I schools served"), words % {"served": title_i[1], "all": title_i[0]}),
        Stat(_("Leaders"), groups.leaders(ALL)),
        Stat(_("TL FTE"), groups.fte(ALL)),
        Stat(_("Teachers per TL FTE, Title I"), one_place(groups.teachers_per_fte((TITLE, True)))),
        Stat(_("Teachers per TL FTE, other schools"), one_place(groups.teachers_per_fte((TITLE, False)))),
    ]


def one_place(value):
    return value if value is HIDDEN else ratio(value)


def remarks(groups, every):
    found = [
        _("Coverage is a status on a date: leave, proposals, ended appointments and vacancies serve nobody."),
        _("People are counted once in each row and once in all, so that rows may add up to more than their total."),
        _("Coverage says who serves a school, not how much of it arrived there, nor what came of it."),
    ]
    if not every:
        found.insert(0, _("This report is about your schools."))
    unknown = sum(row.eligible is None for row in groups.found.rows)
    if unknown:
        found.append(_("Schools without a recorded number of STEM-teaching teachers: %(count)s.") % {"count": unknown})
    return found

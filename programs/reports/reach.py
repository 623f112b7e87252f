"""R4: who was reached and for how long; all, a principal's schools, a leader's own, or suppressed."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.filters.report_choices import ReachChoice
from programs.reports import reach_schools
from programs.reports.about import about, in_year, month_name, seen
from programs.reports.document import HIDDEN, Document, Figure, Head
from programs.reports.readers import read_by
from programs.reports.registry import report
from responsibilities import access
from responsibilities.measures import DEFINITIONS, percent
from responsibilities.reports import reach as reports
from responsibilities.reports import reach_plots as plots

TITLE = gettext_lazy("Reach and dosage")
NUMBER = "number"


@report(
    code="R4",
    slug="reach-and-dosage",
    title=TITLE,
    text=gettext_lazy("How many teachers were supported, for how long, at which schools, and who never was."),
    permission="responsibilities.view_sums",
    form=ReachChoice,
)
def reach(user, chosen, today):
    """Read from the tables of who was reached."""
    reader, chosen = read_by(user, chosen)
    found = reports.report(reader, chosen)
    leader = reports.leader_of(reader, chosen)
    shown = found.reach is not None and found.reach.teachers > 0
    return Document(
        code="R4",
        title=TITLE,
        period=in_year(chosen["year"]),
        about=about(chosen),
        stats=plots.stats(found, leader is not None),
        figures=[
            *([over_months(found), by_dosage(found)] if shown else []),
            *reach_schools.figures(reader, found, leader, chosen, address(chosen)),
        ],
        remarks=remarks(found, leader),
        is_aggregate=not access.sees_own_time(reader),
    )


def remarks(found, leader):
    told = [plots.summary(found, leader is not None)] if found.reach is None else []
    if found.unknown and leader is None:
        told.append(
            _("Schools without a number of STEM-teaching teachers: %(count)s. They are in no share.")
            % {"count": found.unknown}
        )
    told.append(_("The figures say who was supported, and for how long. They do not say what came of it."))
    return told


def address(chosen):
    """What was chosen, as the page of reach takes it."""
    kept = {name: f"#{chosen[name].pk}" for name in ("school", "leader") if chosen.get(name)}
    return f"{reverse('responsibilities:reach-report')}?{urlencode({'year': chosen['year'], **kept})}"


def over_months(found):
    """Teachers by the month in which they were first supported, and how many there were by its end."""
    return Figure(
        "months",
        _("Reach over months"),
        plots.summary(found, found.eligible == 0),
        [Head(_("Month")), Head(_("Supported for the first time"), NUMBER), Head(_("Supported so far"), NUMBER)],
        [[month_name(month), seen(new), seen(total)] for month, new, total in found.months],
        chart=plots.over_months(found),
        definitions=(DEFINITIONS["reach"],),
    )


def by_dosage(found):
    """Teachers by hours of support, and their share of all who were supported."""
    teachers = found.reach.teachers
    rows = [
        [label, *([HIDDEN] * 2 if count is None else [count, percent(count, teachers)])]
        for label, count in zip(plots.BANDS, found.bands, strict=True)
    ]
    return Figure(
        "dosage",
        _("Dosage"),
        _("How many supported teachers got how many hours of support this school year."),
        [Head(_("Hours of support")), Head(_("Teachers"), NUMBER), Head(_("Share"), "percent")],
        [[str(row[0]), *row[1:]] for row in rows],
        total=[_("All supported teachers"), teachers, percent(teachers, teachers)],
        chart=plots.by_dosage(found),
        definitions=(DEFINITIONS["dosage"],),
    )

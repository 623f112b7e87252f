"""R11: the state's end-of-year report: goals met fully, mostly, partly or not, with values and narrative; programs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import Stat
from leaders import measures
from leaders.models import Appointment, District
from programs import access
from programs.filters.report_choices import EndOfYearChoice
from programs.models import Goal
from programs.reports import goal_parts, program_counts
from programs.reports.about import about, in_year
from programs.reports.document import HIDDEN, Document
from programs.reports.readers import read_by
from programs.reports.registry import report
from responsibilities.suppression import is_small

TITLE = gettext_lazy("End of year")


@report(
    code="R11",
    slug="end-of-year",
    title=TITLE,
    text=gettext_lazy("Which goals of the school year are met fully, mostly, partly or not, and what programs did."),
    permission="programs.view_reports",
    form=EndOfYearChoice,
)
def end_of_year(user, chosen, today):
    """Goals as their verdicts stand, programs in numbers, and the words of their logic models."""
    reader, chosen = read_by(user, chosen)
    year = chosen["year"]
    goals = Goal.objects.visible_to(reader).running(year).with_progress().order_by("title", "pk")
    found = goal_parts.outcomes(goals, year, reader)
    counts = program_counts.counted(year, reader)
    programs = {*counts.lines, *(goal.program_id for goal, _each in found if goal.program_id)}
    return Document(
        code="R11",
        title=TITLE,
        period=in_year(year),
        about=about(chosen),
        stats=[*of_leaders(year, reader), *of_programs(counts)],
        figures=[
            *goal_parts.verdicts(found),
            *goal_parts.goals(found),
            *goal_parts.indicators(found),
            *program_counts.figure(counts),
            *goal_parts.logic(reader, programs),
            *goal_parts.context(reader, year),
        ],
        remarks=list(goal_parts.REMARKS),
        is_aggregate=not access.sees_small_groups(reader),
    )


def of_leaders(year, reader):
    """Teacher leaders of the school year, where they are five at least."""
    found = measures.staffing(Appointment.objects.approved(), *District.current().school_year_dates(year))
    hidden = is_small(len(found.people)) and not access.sees_small_groups(reader)
    return [
        Stat(
            _("Teacher leaders"), HIDDEN if hidden else len(found.people), _("counted on some day of the school year")
        ),
        Stat(_("TL FTE"), HIDDEN if hidden else found.tl_fte, _("over the school year")),
    ]


def of_programs(counts):
    completed = (program_counts.TOTAL, "completed")
    return [
        Stat(_("Seats taken"), counts.total.held, _("of %(seats)s") % {"seats": counts.total.seats}),
        Stat(
            _("Completed"),
            HIDDEN if completed in counts.hidden else counts.total.people("completed"),
            _("participants"),
        ),
    ]

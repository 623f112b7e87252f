"""R10: the annual performance of a grant: its programs and cohorts, who stays, goals and values, spending."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from programs import access
from programs.filters.report_choices import GrantChoice
from programs.models import Goal
from programs.reports import goal_parts, grant_parts, program_counts
from programs.reports.about import about, in_year
from programs.reports.document import Document
from programs.reports.readers import read_by
from programs.reports.registry import report

TITLE = gettext_lazy("Grant performance")


@report(
    code="R10",
    slug="grant",
    title=TITLE,
    text=gettext_lazy("What a grant’s programs did in a school year: seats, completion, goals and values, spending."),
    permission="programs.view_reports",
    form=GrantChoice,
)
def grant(user, chosen, today):
    """Of a program, or of the programs that a fund pays; of all when neither is chosen."""
    reader, kept = read_by(user, chosen)
    kept |= {"program": chosen.get("program")}
    year, fund = kept["year"], kept.get("fund")
    counts = program_counts.counted(year, reader)
    cohorts = cohorts_of(counts, kept["program"], fund)
    keys = {row.program_id for row in cohorts} if kept["program"] or fund else None
    goals = goals_of(reader, year, kept["program"], fund)
    found = goal_parts.outcomes(goals, year, reader)
    return Document(
        code="R10",
        title=TITLE,
        period=in_year(year),
        about=about(kept),
        stats=grant_parts.stats(found, cohorts),
        figures=[
            *program_counts.figure(counts, keys),
            *grant_parts.cohorts(reader, cohorts, fund),
            *grant_parts.later(reader, keys, today),
            *goal_parts.verdicts(found),
            *goal_parts.goals(found),
            *goal_parts.indicators(found),
            *grant_parts.spending(reader, year, cohorts, fund),
        ],
        remarks=list(goal_parts.REMARKS),
        is_aggregate=not access.sees_small_groups(reader) and not access.sees_costs(reader),
    )


def cohorts_of(counts, program, fund):
    """Cohorts of the program, of the fund, or all of the year; one that names no fund is paid as its program is."""
    rows = counts.total.cohorts
    if program:
        rows = [row for row in rows if row.program_id == program.pk]
    return [row for row in rows if grant_parts.payer(row) == fund.pk] if fund else rows


def goals_of(reader, year, program, fund):
    """Goals of the program, or of those that the fund usually pays; else all, those of the whole district too."""
    rows = Goal.objects.visible_to(reader).running(year).with_progress().order_by("title", "pk")
    if program:
        rows = rows.filter(program=program)
    return rows.filter(Q(program__fund=fund) | Q(program__cohorts__fund=fund)).distinct() if fund else rows

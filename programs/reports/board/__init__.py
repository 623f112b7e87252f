"""R2, the board's annual report: who leads, what they do, whom they reach, where, to what end and at what cost.

It is tier A only, and the same for whoever looks: nothing in it depends on the reader. A school year's values depend on
that year alone, so that they are hidden or shown alike beside this year and as last year's in the report after it.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import Stat
from config.tables.cells import money
from leaders.models import District, year_label
from programs.filters.board import BoardFilter
from programs.reports.board import development, leading, reached, spending, who, work
from programs.reports.board.definitions import COST_PER_TEACHER
from programs.reports.board.leading import ALL
from programs.reports.board.years import Years
from programs.reports.document import HIDDEN, Document, Figure, Head
from programs.reports.registry import report
from responsibilities.measures import DEFINITIONS

TITLE = gettext_lazy("Board report")


@report(
    code="R2",
    slug="board",
    title=TITLE,
    text=gettext_lazy(
        "Who leads, what they do, whom they reach, where, and what it costs: one school year on one page."
    ),
    permission="programs.view_reports",
    form=BoardFilter,
)
def board(user, chosen, today):
    """The `Document` of a school year beside the one before."""
    years, district = Years(chosen["year"]), District.current()
    led, done = leading.leading(years, district), work.worked(years, district)
    coached, reach = work.coached(years, district), reached.reached(years)
    programs, costs = development.developed(years), spending.costs(years, district, today)
    teachers = {year: reached.teachers(reach[year]) for year in years.both}
    shares, goals = _shares(years, done, reach, coached, programs), development.goals(years)
    return Document(
        "R2",
        TITLE,
        years.labels[0],
        [(_("School year"), years.labels[0]), (_("Compared with"), years.labels[1])],
        _stats(years, led, shares, goals, teachers, costs),
        [
            shares,
            *who.figures(led),
            *work.figures(years, done),
            *reached.figures(years, reach, _over(years, district, today)),
            work.cycles(years, coached),
            *development.figures(years, programs),
            goals,
            *spending.figures(years, costs, teachers),
        ],
        _remarks(years, district, today),
        is_aggregate=True,
    )


def _shares(years, done, reach, coached, programs):
    """The measures that are percents, with what others found."""
    of_programs = development.DEFINITIONS["completion"]
    rows = [
        (None, DEFINITIONS["direct"], [done[year].direct for year in years.both]),
        (None, DEFINITIONS["reach"], [reached.share_of(reach[year]) for year in years.both]),
        (None, DEFINITIONS["cycle_completion"], [coached[year].completion for year in years.both]),
        (_("Programs completed"), of_programs, [programs[year].completion for year in years.both]),
    ]
    return Figure(
        "shares",
        _("Shares and benchmarks"),
        _("Measures in percent, beside what others found or agreed. A benchmark is no target of the district."),
        [Head(_("Measure")), *(Head(label, "percent") for label in years.labels), Head(_("Benchmark"))],
        [[name or one.label, *values, one.benchmark or None] for name, one, values in rows],
        definitions=tuple(one for _name, one, _values in rows),
    )


def _over(years, district, today):
    """First day of each school year, and the last day of what is over of it."""
    spans = {year: district.school_year_dates(year) for year in years.both}
    return {year: (first, max(first, min(last, today))) for year, (first, last) in spans.items()}


def _stats(years, led, shares, goals, teachers, costs):
    """Headline figures, each with last year's."""
    leaders = [led.of[year].leaders(ALL) for year in years.both]
    fte = [led.of[year].fte(ALL) for year in years.both]
    direct, reach, cycles = (shares.rows[at][1:3] for at in (0, 1, 2))
    per = [costs[year].per(teachers[year]) for year in years.both]
    met = [sum(row[at] for row in goals.rows[:2]) for at in (1, 2)]
    return [
        _stat(years, _("Teacher leaders during the year"), leaders),
        _stat(years, _("TL FTE over the year"), fte),
        _stat(years, DEFINITIONS["direct"].label, direct, _percent),
        _stat(years, _("Supported teachers"), [teachers[year] for year in years.both]),
        _stat(years, DEFINITIONS["reach"].label, reach, _percent),
        _stat(years, DEFINITIONS["cycle_completion"].label, cycles, _percent),
        _stat(years, _("Goals fully or mostly met"), met),
        _stat(years, COST_PER_TEACHER.label, per, money),
    ]


def _stat(years, label, values, written=None):
    this, last = (value if value is HIDDEN or value is None or not written else written(value) for value in values)
    before = _("not known") if last is None else last
    return Stat(label, this, _("%(year)s: %(value)s") % {"year": years.labels[1], "value": before})


def _percent(value):
    return f"{value}%"


def _remarks(years, district, today):
    """What must be said beside the figures."""
    first, last = district.school_year_dates(years.this)
    under_way = _("%(year)s is under way: what was logged counts so far, beside the whole of %(before)s.") % {
        "year": years.labels[0],
        "before": years.labels[1],
    }
    return [
        *([under_way] if first <= today <= last else []),
        _(
            "The report describes what was done and reached. It does not say that one figure caused another, or that "
            "teacher leaders caused any result of students."
        ),
        _(
            "Values about fewer than five people are not shown, nor values from which they could be worked out. A "
            "school year's values are the same here whoever reads them."
        ),
        _(
            "Benchmarks: 28% direct time is the average of a study of five states (2009); one coach for 45 teachers, "
            "40% of time in cycles and contact every other week are rules of some districts. None is a target here."
        ),
        _("Pay is of fiscal year %(year)s; schools and their teachers are as recorded today.")
        % {"year": year_label(years.this)},
    ]

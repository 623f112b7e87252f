"""Goals in R10 and R11: how far each is, its indicators, the logic behind them, and what else happened."""

from collections import Counter
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.charts import Chart, Series
from leaders.models import year_label
from programs.goal_progress import RULE, TONES, hides, outcome
from programs.models import ContextFactor, LogicStep, Verdict
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities.measures import Definition

NUMBER, SHARE = "number", "percent"
TENTH = Decimal("0.1")
MOST_BARS = 25
PROGRESS = Definition(gettext_lazy("Progress and verdict"), RULE)


REMARKS = (
    gettext_lazy("A verdict says where values stand between baseline and target, not what brought them there."),
    gettext_lazy("Values were entered by the district; each names its source."),
)


def outcomes(goals, year, reader):
    """`[(goal, Outcome)]` of goals loaded `with_progress`, as the reader may see them."""
    return [(goal, outcome(goal, year, reader)) for goal in goals]


def verdicts(found):
    """How many goals are met fully, mostly, partly or not."""
    if not found:
        return []
    counts = Counter(each.code for _goal, each in found)
    codes = [*TONES, Verdict.UNMEASURED.value, None]
    rows = [[word_of(code), counts[code]] for code in codes if counts[code] or code in TONES]
    met = counts["fully"] + counts["mostly"]
    summary = _("%(met)s of %(all)s goals are fully or mostly met.") % {"met": met, "all": len(found)}
    chart = Chart(
        "verdicts",
        _("Goals by verdict"),
        summary,
        _("Verdict"),
        _("goals"),
        [row[0] for row in rows],
        [Series(_("Goals"), [row[1] for row in rows])],
    )
    return [
        Figure(
            "verdicts",
            _("Goals by verdict"),
            summary,
            [Head(_("Verdict")), Head(_("Goals"), NUMBER)],
            rows,
            total=[_("All goals"), len(found)],
            chart=chart,
            definitions=(PROGRESS,),
        )
    ]


def word_of(code):
    return _("not shown, to protect people") if code is None else str(Verdict(code).label)


def goals(found):
    """One line for each goal, with the coordinator's own reason where the verdict is theirs."""
    if not found:
        return []
    return [
        Figure(
            "goals",
            _("Goals"),
            _("How far each goal of the school year is, by the indicators that have a value."),
            [
                Head(_("Goal")),
                Head(_("Program")),
                Head(_("Verdict")),
                Head(_("Progress"), SHARE),
                Head(_("Indicators"), NUMBER),
                Head(_("With a value"), NUMBER),
                Head(_("Why the verdict was set by hand")),
            ],
            [goal_line(goal, each) for goal, each in found],
            definitions=(PROGRESS,),
        )
    ]


def goal_line(goal, each):
    progress = HIDDEN if hides(each.standings) else tenth(each.progress)
    return [
        goal.title,
        goal.program.name if goal.program else _("the whole district"),
        HIDDEN if each.code is None else str(Verdict(each.code).label),
        progress,
        len(each.standings),
        each.measured,
        each.judgment.reason if each.judgment else None,
    ]


def tenth(progress):
    """Percent to one place, rounded down: 99.96 is not yet 100."""
    return None if progress is None else progress.quantize(TENTH, ROUND_FLOOR)


def indicators(found):
    """Baseline, target and actual value of each indicator."""
    standings = [(goal, one) for goal, each in found for one in each.standings]
    if not standings:
        return []
    measured = sum(one.measurement is not None for _goal, one in standings)
    text = ngettext(
        "%(measured)s of %(count)s indicator has a value for the school year.",
        "%(measured)s of %(count)s indicators have a value for the school year.",
        len(standings),
    )
    summary = text % {"measured": measured, "count": len(standings)}
    return [
        Figure(
            "indicators",
            _("Indicators"),
            summary,
            [
                Head(_("Indicator")),
                Head(_("Goal")),
                Head(_("About")),
                Head(_("Unit")),
                Head(_("Baseline"), NUMBER),
                Head(_("Baseline year")),
                Head(_("Target"), NUMBER),
                Head(_("Target year")),
                Head(_("Actual"), NUMBER),
                Head(_("Progress"), SHARE),
                Head(_("Source")),
            ],
            [indicator_line(goal, one) for goal, one in standings],
            chart=progress_chart(standings, summary),
            definitions=(PROGRESS,),
        )
    ]


def indicator_line(goal, one):
    row, value = one.indicator, one.measurement
    return [
        row.title,
        goal.title,
        str(row.get_level_display()),
        str(row.get_unit_display()),
        rounded(row, row.baseline),
        row.baseline_year and year_label(row.baseline_year),
        rounded(row, row.target),
        year_label(row.target_year),
        HIDDEN if one.is_hidden else rounded(row, value and value.value),
        HIDDEN if one.is_hidden else tenth(one.progress),
        (value and value.source) or row.source,
    ]


def rounded(indicator, value):
    """With as many places as the indicator is shown with."""
    if value is None:
        return None
    found = Decimal(value).quantize(Decimal(1).scaleb(-indicator.decimals))
    return found if indicator.decimals else int(found)


def progress_chart(standings, summary):
    """Percent of the way of each indicator; not drawn where there are too many to read, or none to show."""
    if len(standings) > MOST_BARS or all(one.progress is None for _goal, one in standings):
        return None
    return Chart(
        "indicators",
        _("Progress of indicators"),
        summary,
        _("Indicator"),
        "%",
        [one.indicator.title for _goal, one in standings],
        [Series(_("Progress"), [tenth(one.progress) for _goal, one in standings])],
        sideways=True,
    )


def logic(reader, programs):
    """What goes into each program, what is done, and what is hoped for, in the words of its logic model."""
    rows = LogicStep.objects.visible_to(reader).filter(program__in=programs).select_related("program", "indicator")
    order = list(LogicStep.Column.values)
    steps = sorted(rows, key=lambda row: (row.program.name, row.program_id, order.index(row.column), row.order, row.pk))
    if not steps:
        return []
    return [
        Figure(
            "logic",
            _("Logic models"),
            _("What was put in and done, and what is hoped for; a logic model shows nothing by itself."),
            [Head(_("Program")), Head(_("Column")), Head(_("Step")), Head(_("Measured by"))],
            [
                [row.program.name, str(row.get_column_display()), row.text, row.indicator and row.indicator.title]
                for row in steps
            ],
        )
    ]


def context(reader, year):
    """What else happened in the school year, which explains nothing by itself."""
    rows = list(ContextFactor.objects.visible_to(reader).filter(school_year=year).with_school())
    if not rows:
        return []
    return [
        Figure(
            "context",
            _("What else happened"),
            _("Context that readers of the goals should know; it explains nothing by itself."),
            [Head(_("What happened")), Head(_("Kind")), Head(_("Where")), Head(_("Effect on the goals"))],
            [
                [
                    row.text,
                    str(row.get_kind_display()),
                    row.school.name if row.school else _("the whole district"),
                    str(row.get_effect_display()),
                ]
                for row in rows
            ],
        )
    ]

"""R3 as plots, tables and sentences; None stands for what this reader must not see."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from config.tables import Stat, Time
from config.tables.cells import in_hours
from responsibilities.measures import DEFINITIONS
from responsibilities.measures.time import hours

HOURS = gettext_lazy("hours")
WITHOUT, DIVERTED = 3, 6  # the same colours in every plot
MENTIONED = 3


def stats(report):
    """The figures at the top."""
    total, diverted = report.total, report.diverted
    if total is None:
        return [Stat(DEFINITIONS["leader_time"].label, _("not shown"), _("fewer than five leaders"))]
    apart = Time(diverted.minutes) if diverted else _("not shown")
    return [
        Stat(DEFINITIONS["leader_time"].label, Time(total.minutes), _("without diverted duty")),
        *(with_teachers(total) if report.tells_contact else []),
        Stat(DEFINITIONS["diverted"].label, apart, _("not in the above")),
    ]


def with_teachers(total):
    return [
        Stat(DEFINITIONS["direct"].label, in_percent(total.direct_percent), _("of teacher leader time")),
        Stat(
            DEFINITIONS["participant_hours"].label,
            Time(total.participant_minutes),
            _("time multiplied by participants"),
        ),
    ]


def summary(report):
    """What one would say on the telephone."""
    total = report.total
    if total is None or not total.minutes:
        return _("There is no time to show.")
    shown = [row for row in report.use.categories if not row.is_diverted and not report.is_hidden(category=row.pk)]
    if not shown:
        return _("%(time)s of teacher leader time.") % {"time": in_hours(total.minutes)}
    most = max(shown, key=lambda row: report.use.of_category(row.pk).minutes)
    if not report.tells_contact:
        words = _("%(time)s of teacher leader time.") % {"time": in_hours(total.minutes)}
        return f"{words} {largest(report)}"
    return _(
        "%(time)s of teacher leader time, %(direct)s of it with teachers. Most went to “%(category)s” (%(share)s)."
    ) % {
        "time": in_hours(total.minutes),
        "direct": in_percent(total.direct_percent),
        "category": most,
        "share": in_percent(report.use.share(most.pk)),
    }


def charts(report):
    return [by_category(report), by_month(report), *(plan(one) for one in report.plans if one.rows)]


def by_category(report):
    """Hours by category, by contact where that may be seen."""
    use, rows = report.use, report.use.categories
    found = [None if report.is_hidden(category=row.pk) else use.of_category(row.pk) for row in rows]
    return Chart(
        "category",
        _("Time by category"),
        largest(report),
        _("Category"),
        HOURS,
        rows,
        by_contact(found) if report.tells_contact else [whole(found)],
        sideways=True,
        stacked=True,
    )


def by_contact(found):
    return [
        Series(_("One-on-one"), [cell and hours(cell.one_on_one_minutes) for cell in found]),
        Series(_("Group"), [cell and hours(cell.group_minutes) for cell in found]),
        Series(_("Without teachers"), [cell and hours(cell.alone) for cell in found], color=WITHOUT),
    ]


def whole(found):
    return Series(_("Time"), [cell and hours(cell.minutes) for cell in found])


def largest(report):
    """The categories that took most of the time, in words."""
    rows = [row for row in report.use.categories if not row.is_diverted and not report.is_hidden(category=row.pk)]
    rows = sorted(rows, key=lambda row: -report.use.of_category(row.pk).minutes)[:MENTIONED]
    if report.total is None or not rows:
        return _("Hours by category, one-on-one, in groups and without teachers.")
    most = ", ".join(f"{row} ({in_percent(report.use.share(row.pk))})" for row in rows)
    return _("The largest: %(categories)s.") % {"categories": most}


def by_month(report):
    """Hours by month: with and without teachers where that may be seen, diverted duty apart."""
    use, months = report.use, report.use.months
    found = [None if report.hides_leader_time(month) else use.of_month(month) for month in months]
    rows = [row.pk for row in use.categories if row.is_diverted]
    diverted = [diverted_in(report, month, rows) for month in months]
    return Chart(
        "month",
        _("Time by month"),
        _("Diverted duty stands on top, and is no teacher leader time."),
        _("Month"),
        HOURS,
        [date_format(month, "M Y") for month in months],
        [
            *(with_and_without(found) if report.tells_contact else [whole(found)]),
            Series(_("Diverted duty"), diverted, color=DIVERTED),
        ],
        stacked=True,
    )


def with_and_without(found):
    return [
        Series(_("With teachers"), [cell and hours(cell.direct) for cell in found]),
        Series(_("Without teachers"), [cell and hours(cell.alone) for cell in found], color=WITHOUT),
    ]


def diverted_in(report, month, categories):
    if any(report.is_hidden(month, category) for category in categories):
        return None
    cells = [report.use.cells.get((month, category)) for category in categories]
    return hours(sum(cell.minutes for cell in cells if cell))


def plan(one):
    """Planned and actual shares of an appointment's time."""
    rows = [row for row in one.rows if row.planned is not None or row.minutes]
    return Chart(
        f"plan-{one.appointment.pk}",
        _("Plan and actual: %(position)s") % {"position": one.appointment.position},
        plan_summary(rows),
        _("Category"),
        "%",
        [row.category for row in rows],
        [Series(_("Planned"), [row.planned for row in rows]), Series(_("Actual"), [row.actual for row in rows])],
        sideways=True,
    )


def plan_summary(rows):
    """Where the work is furthest from the plan."""
    apart = [row for row in rows if row.difference is not None]
    if not apart:
        return _("No share of time is agreed for this appointment yet.")
    most = max(apart, key=lambda row: abs(row.difference))
    more = _("“%(category)s” is furthest from the plan: %(actual)s instead of %(planned)s.")
    figures = {"actual": in_percent(most.actual), "planned": in_percent(most.planned)}
    return more % {"category": most.category, **figures}


def lines(report):
    """Head and lines of the file: time by category and month."""
    head = [
        _("Month"),
        _("Category"),
        _("Minutes"),
        _("One-on-one minutes"),
        _("Group minutes"),
        _("Minutes without teachers"),
        _("Minutes in the contract day"),
        _("Participant minutes"),
        _("Entries"),
    ]
    use = report.use
    places = [(month, row) for month in use.months for row in use.categories if (month, row.pk) in use.cells]
    return head, [line(report, *place) for place in places]


def line(report, month, category):
    named = [month, str(category)]
    if report.is_hidden(month, category.pk):
        return [*named, _("not shown"), *[None] * 6]
    cell = report.use.cells[month, category.pk]
    if not report.tells_contact:
        return [*named, cell.minutes, *[_("not shown")] * 6]
    counts = [cell.in_contract_minutes, cell.participant_minutes, cell.entries]
    return [*named, cell.minutes, cell.one_on_one_minutes, cell.group_minutes, cell.alone, *counts]


def in_percent(value):
    """“28.5%”, always with one place, so that points align; a dash for a share of nothing."""
    return "—" if value is None else f"{value:.1f}%"

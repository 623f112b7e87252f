"""The part of R3 about what was promised: shares of time, release, and months closed."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.charts import Chart, Series
from config.tables.cells import in_hours
from leaders.models import District
from programs.reports.about import month_name
from programs.reports.document import Figure, Head
from responsibilities import access
from responsibilities.measures import DEFINITIONS, percent, plan_and_actual, release_by_school
from responsibilities.measures.closed_months import closed_by_month
from responsibilities.measures.promised_shares import promised_shares
from responsibilities.measures.time import hours
from responsibilities.reports import time_use_plots as plots
from responsibilities.reports.time_use_plots import in_percent

MINUTES, SHARE = "minutes", "percent"
MOST_BARS = 40


def figures(reader, found, chosen, today):
    """Of one teacher leader: plans, release, months; of schools their release; of the district also its months."""
    if found.plans:
        return [*map(plan, found.plans), release_of(found.plans), closed_by_one(found)]
    if any(chosen.get(name) for name in ("leader", "role", "category", "start", "end")):
        return []
    if not access.is_coordinator(reader) or chosen.get("school"):
        return release_at(reader, chosen, today)
    return [plan_of_all(found, chosen, today), *release_at(reader, chosen, today), *closed_by_all(chosen, today)]


def plan_of_all(found, chosen, today):
    """Time of the district by category, beside what its appointments promise together."""
    first, last = District.current().school_year_dates(chosen["year"])
    on = min(max(first, today), last)
    rows = plan_and_actual(found.use, promised_shares(on))
    told = _("Promised: what appointments active on %(day)s promise, weighted by their release.")
    return plan_figure("plan", _("Plan and actual"), rows, note=told % {"day": date_format(on)})


def plan(one):
    """The share of time in each category, beside the share that the appointment promises."""
    title = _("Plan and actual: %(position)s") % {"position": one.appointment.position}
    return plan_figure(f"plan-{one.appointment.pk}", title, one.rows, one.appointment.get_absolute_url())


def plan_figure(key, title, rows, url="", note=""):
    rows = [row for row in rows if row.planned is not None or row.minutes]
    return Figure(
        key,
        title,
        plots.plan_summary(rows),
        [
            Head(_("Category")),
            Head(_("Time"), MINUTES),
            Head(_("Planned"), SHARE),
            Head(_("Actual"), SHARE),
            Head(_("Actual less planned (points)"), "number"),
        ],
        [[row.category.label, row.minutes, row.planned, row.actual, row.difference] for row in rows],
        chart=plan_chart(key, title, rows) if rows else None,
        definitions=(DEFINITIONS["plan"],),
        note=note,
        url=url,
    )


def plan_chart(key, title, rows):
    return Chart(
        key,
        title,
        plots.plan_summary(rows),
        _("Category"),
        "%",
        [row.category for row in rows],
        [Series(_("Planned"), [row.planned for row in rows]), Series(_("Actual"), [row.actual for row in rows])],
        sideways=True,
    )


def release_of(plans):
    """Release promised and delivered of each appointment of one teacher leader."""
    rows = [[str(one.appointment.position), *promise(one.release.promised, one.release.delivered)] for one in plans]
    return Figure(
        "release",
        DEFINITIONS["release"].label,
        _("What of the promised release was time as a teacher leader, within the contract day."),
        release_heads(_("Position")),
        rows,
        definitions=(DEFINITIONS["release"],),
    )


def release_heads(name):
    return [
        Head(name),
        Head(_("Promised"), MINUTES),
        Head(_("Delivered"), MINUTES),
        Head(DEFINITIONS["release"].label, SHARE),
    ]


def promise(promised, delivered):
    return [round(promised), round(delivered), percent(delivered, promised)]


def release_at(reader, chosen, today):
    """Release by school: for the coordinator all or the one chosen, for a principal the own ones."""
    keys = [chosen["school"].pk] if chosen.get("school") else sorted(reader.school_ids)
    if not (access.is_coordinator(reader) or reader.school_ids):
        return []
    found = release_by_school(chosen["year"], today, keys or None)
    return [release_figure(found)] if found else []


def release_figure(found):
    promised, delivered = sum(line[1] for line in found), sum(line[2] for line in found)
    words = {"delivered": in_hours(round(delivered)), "promised": in_hours(round(promised))}
    return Figure(
        "release",
        _("Release by school"),
        _("Of %(promised)s of promised release, %(delivered)s were logged as teacher leader time.") % words,
        release_heads(_("School")),
        [[str(school), *promise(due, done)] for school, due, done in found],
        total=[_("All schools"), *promise(promised, delivered)],
        chart=release_chart(found) if len(found) <= MOST_BARS else None,
        definitions=(DEFINITIONS["release"],),
    )


def release_chart(found):
    return Chart(
        "release",
        _("Release by school"),
        _("Hours of release promised and delivered, school by school."),
        _("School"),
        plots.HOURS,
        [school for school, _promised, _delivered in found],
        [
            Series(_("Promised"), [hours(round(promised)) for _school, promised, _delivered in found]),
            Series(_("Delivered"), [hours(round(delivered)) for _school, _promised, delivered in found]),
        ],
        sideways=True,
    )


def closed_by_one(found):
    share = found.completeness
    return Figure(
        "completeness",
        DEFINITIONS["completeness"].label,
        _("%(share)s of the months due were closed.") % {"share": in_percent(share)},
        [Head(_("Months")), Head(_("Closed"), SHARE)],
        [[_("Months of this school year that are over"), share]],
        definitions=(DEFINITIONS["completeness"],),
    )


def closed_by_all(chosen, today):
    """Months due and closed, in each month that is over; none before the first one is."""
    found = closed_by_month(chosen["year"], today)
    if not found:
        return []
    due, closed = sum(one.due for one in found), sum(one.closed for one in found)
    return [
        Figure(
            "completeness",
            DEFINITIONS["completeness"].label,
            _("%(share)s of the months due were closed.") % {"share": in_percent(percent(closed, due))},
            [Head(_("Month")), Head(_("Due"), "number"), Head(_("Closed"), "number"), Head(_("Share"), SHARE)],
            [[month_name(one.month), one.due, one.closed, one.percent] for one in found],
            total=[_("All months"), due, closed, percent(closed, due)],
            chart=closed_chart(found),
            definitions=(DEFINITIONS["completeness"],),
            url=reverse("responsibilities:month-close"),
        )
    ]


def closed_chart(found):
    return Chart(
        "completeness",
        DEFINITIONS["completeness"].label,
        _("Months closed of those due, in percent."),
        _("Month"),
        "%",
        [month_name(one.month) for one in found],
        [Series(_("Closed"), [one.percent for one in found])],
    )

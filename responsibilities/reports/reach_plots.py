"""R4 as plots, tables and sentences; None stands for what this reader must not see."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.charts import Chart, Series
from config.tables import Stat, Time
from config.tables.cells import in_hours
from responsibilities.measures import DEFINITIONS, percent
from responsibilities.reports.time_use_plots import in_percent

BANDS = [
    gettext_lazy("under 1"),
    gettext_lazy("1 to under 5"),
    gettext_lazy("5 to under 10"),
    gettext_lazy("10 to under 20"),
    gettext_lazy("20 and more"),
]
TEACHERS = gettext_lazy("teachers")


def stats(report, of_leader):
    """The figures at the top; a leader alone is no share of the district's teachers."""
    if report.reach is None:
        return [Stat(_("Supported teachers"), _("not shown"), _("fewer than five"))]
    found = [Stat(_("Supported teachers"), report.reach.teachers, _("different people this school year"))]
    if not of_leader:
        note = _("of %(count)s STEM-teaching teachers at covered schools") % {"count": report.eligible}
        found.append(Stat(DEFINITIONS["reach"].label, in_percent(report.percent), note if report.eligible else ""))
    return [*found, Stat(DEFINITIONS["dosage"].label, Time(report.reach.each), _("per supported teacher"))]


def summary(report, of_leader):
    if report.reach is None:
        return _("Fewer than five teachers were supported: their number is not shown.")
    count = report.reach.teachers
    text = ngettext("%(count)s teacher was supported", "%(count)s teachers were supported", count) % {"count": count}
    if count and not of_leader and report.percent is not None:
        text = _("%(teachers)s, %(share)s of those at covered schools") % {
            "teachers": text,
            "share": in_percent(report.percent),
        }
    if report.reach.each:
        return _("%(teachers)s, for %(time)s each on average.") % {
            "teachers": text,
            "time": in_hours(report.reach.each),
        }
    return f"{text}."


def charts(report, schools, hidden):
    """Over months, by dosage, and reach at the schools that the page lists."""
    if report.reach is None or not report.reach.teachers:
        return []
    shares = [(row, share(row, hidden)) for row in schools if row.eligible_teachers]
    by_school = [at_schools(shares)] if len(shares) > 1 else []
    return [over_months(report), by_dosage(report), *by_school]


def over_months(report):
    """Teachers reached by the end of each month; new ones alone where the sum must not be seen."""
    new = Series(_("Supported for the first time"), [new for _m, new, _total in report.months])
    so_far = Series(_("Supported so far"), [total for _m, _new, total in report.months])
    return Chart(
        "months",
        _("Reach over months"),
        _("Each teacher counts in the month of the first support in the school year."),
        _("Month"),
        TEACHERS,
        [date_format(month, "M Y") for month, _new, _total in report.months],
        [new] if report.hidden_months else [so_far, new],
    )


def by_dosage(report):
    return Chart(
        "dosage",
        _("Dosage"),
        _("How many supported teachers got how many hours of support this school year."),
        _("Hours of support"),
        TEACHERS,
        BANDS,
        [Series(_("Supported teachers"), report.bands)],
    )


def at_schools(shares):
    known = [(row, value) for row, value in shares if value is not None]
    most = max(known, key=lambda pair: pair[1], default=None)
    text = _("Of the schools shown, %(school)s has the highest reach: %(share)s.")
    text = text if len(known) > 1 else _("Reach of %(school)s: %(share)s.")
    return Chart(
        "schools",
        _("Reach by school"),
        text % {"school": most[0], "share": in_percent(most[1])} if most else _("No school can be shown."),
        _("School"),
        "%",
        [row for row, _value in shares],
        [Series(DEFINITIONS["reach"].label, [value for _row, value in shares])],
        sideways=True,
    )


def share(row, hidden):
    """Reach of a school in percent; None where it is unknown or must not be seen."""
    return None if row.pk in hidden else percent(row.supported, row.eligible_teachers)

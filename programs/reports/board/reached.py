"""Figures: whom leaders reach, for how long, and over the months."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.reports.board.years import seen
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities.measures import DEFINITIONS
from responsibilities.models import next_month
from responsibilities.reports import reach
from responsibilities.reports.reach_plots import BANDS, TEACHERS


def reached(years):
    """`{school year: responsibilities.reports.reach.Report}` as everybody may see it."""
    return {year: reach.for_everyone(year) for year in years.both}


def teachers(report):
    return HIDDEN if report.reach is None else report.reach.teachers


def share_of(report):
    """Reach in percent; not known where a covered school's number of teachers is not."""
    return HIDDEN if report.reach is None else report.percent


def figures(years, found, district):
    """All of them, from what `reached` found."""
    return [supported(years, found), dosage(years, found), months(years, found, district)]


def supported(years, found):
    """Supported teachers, and those they are a share of."""
    both = [found[year] for year in years.both]
    rows = [
        [_("Supported teachers"), *map(teachers, both)],
        [_("STEM-teaching teachers at covered schools"), *(one.eligible or None for one in both)],
        [_("Minutes for each supported teacher"), *(one.reach.each if one.reach else HIDDEN for one in both)],
    ]
    summary = _("%(count)s different teachers were supported in %(year)s.") % {
        "count": rows[0][1],
        "year": years.labels[0],
    }
    heads = [Head(_("Measure")), *(Head(label, "number") for label in years.labels)]
    defined = (DEFINITIONS["reach"], DEFINITIONS["dosage"])
    return Figure("reach", _("Whom they reach"), summary, heads, rows, definitions=defined)


def dosage(years, found):
    """Supported teachers by hours of support."""
    both = [found[year] for year in years.both]
    rows = [[name, *(_band(one, at) for one in both)] for at, name in enumerate(BANDS)]
    facts = {
        "key": "dosage",
        "title": _("Teachers by hours of support"),
        "summary": _("How many teachers were supported for how long in the school year."),
        "heads": [Head(_("Hours in the year")), *(Head(label, "number") for label in years.labels)],
        "rows": rows,
    }
    total = [_("All"), *map(teachers, both)]
    return Figure(**facts, total=total, chart=years.chart(facts, 1, TEACHERS), definitions=(DEFINITIONS["dosage"],))


def _band(report, at):
    return HIDDEN if report.reach is None else seen(report.reach.bands[at], at in report.hidden_bands)


def months(years, found, district):
    """Teachers by the month in which they were first supported, and how many it had been by then."""
    new, so_far = zip(*(_by_month(found[year], district.school_year_dates(year)) for year in years.both), strict=True)
    names = [date_format(month, "F") for month in _months(*district.school_year_dates(years.this))]
    rows = [[name, *(one[at] for one in (*new, *so_far))] for at, name in enumerate(names)]
    facts = {
        "key": "months",
        "title": _("Reach over the months"),
        "summary": _("Teachers first supported in the month, and different teachers supported by its end."),
        "heads": [
            Head(_("Month")),
            *years.heads(_("New teachers"), "number"),
            *years.heads(_("Teachers so far"), "number"),
        ],
        "rows": rows,
    }
    total = [_("All"), *(teachers(found[year]) for year in years.both), None, None]
    note = _("The summer after a school year is in its last month where work in it belongs to the year.")
    chart = years.chart(facts, 3, TEACHERS)
    return Figure(**facts, total=total, chart=chart, definitions=(DEFINITIONS["reach"],), note=note)


def _by_month(report, span):
    """`(new teachers, teachers so far)` by month; what was first done outside the year's months counts at its ends."""
    places = list(_months(*span))
    if report.reach is None:
        return [HIDDEN] * len(places), [HIDDEN] * len(places)
    new, hides = [0] * len(places), set()
    for month, count in report.reach.first.items():
        at = min(max(_place(places[0], month), 0), len(places) - 1)
        new[at] += count
        hides |= {at} if month in report.hidden_months else set()
    return [seen(count, at in hides) for at, count in enumerate(new)], _so_far(new, hides)


def _so_far(new, hides):
    """Sums by the end of each month: hidden while some of the hidden months are in them, and others are not yet."""
    first, last = (min(hides), max(hides)) if hides else (len(new), 0)
    return [seen(sum(new[: at + 1]), first <= at < last) for at in range(len(new))]


def _months(first, last):
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def _place(first, month):
    return (month.year - first.year) * 12 + month.month - first.month

"""The part of R9 about work: what people who are paid did with their time, and whom they supported."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from leaders import earning
from programs.reports.document import Figure, Head
from responsibilities.measures import DEFINITIONS, Definition, Minutes, percent, time_by
from responsibilities.measures.time import hours
from responsibilities.models import Category, LeaderMonth, Reached
from responsibilities.reports import reach_plots

NUMBER, MINUTES, MONEY = "number", "minutes", "money"
BY_TIME = Definition(
    gettext_lazy("Dollars by logged time"),
    gettext_lazy(
        "What each appointment takes from the funds in the fiscal year, spread over its categories in proportion to "
        "the time it logged in them so far, diverted duty included: it was paid too."
    ),
)


def figures(pack, span, reach, year):
    if not pack.paid:
        return []
    return [bought(pack, span), *([by_dosage(reach), at_schools(pack, year)] if reach.teachers else [])]


def bought(pack, span):
    """Time by category of the appointments that are paid, and the dollars that go with it."""
    start, end = span
    rows = LeaderMonth.objects.filter(appointment__in=[row.pk for row in pack.by_appointment])
    cells = time_by(rows.filter(month__range=(start.replace(day=1), end)), "appointment", "category")
    dollars = by_category(pack, cells)
    times = defaultdict(Minutes)
    for (_appointment, category), cell in cells.items():
        times[category] += cell
    categories = [row for row in Category.objects.all() if row.pk in times]
    lines = [line(row.label, times[row.pk], dollars[row.pk]) for row in categories]
    if dollars[None]:
        lines.append([_("No time logged yet"), 0, 0, 0, dollars[None]])
    return Figure(
        "bought",
        _("What the money went into, by logged time"),
        summary(categories, dollars, pack.total),
        [
            Head(_("Category")),
            Head(_("Time"), MINUTES),
            Head(_("With teachers"), MINUTES),
            Head(DEFINITIONS["participant_hours"].label, MINUTES),
            Head(_("Dollars by logged time"), MONEY),
        ],
        lines,
        total=line(_("All"), sum(times.values(), Minutes()), pack.total),
        chart=chart(categories, times) if categories else None,
        definitions=(BY_TIME, DEFINITIONS["participant_hours"], DEFINITIONS["diverted"]),
        note=_("Time is of the whole appointment, also where these funds pay a part of it."),
    )


def line(name, cell, dollars):
    return [name, cell.minutes, cell.direct, cell.participant_minutes, dollars]


def by_category(pack, cells):
    """`{category id: dollars}`, to the cent; None: of appointments without time."""
    minutes = defaultdict(dict)
    for (appointment, category), cell in cells.items():
        minutes[appointment][category] = cell.minutes
    found = defaultdict(Decimal)
    for row, dollars in pack.by_appointment.items():
        own = minutes[row.pk] or {None: 1}
        for category, part in zip(own, earning.share_by(dollars, list(own.values())), strict=True):
            found[category] += part
    return found


def summary(categories, dollars, total):
    if not categories:
        return _("No time was logged yet in the fiscal year by those who are paid.")
    most = max(categories, key=lambda row: dollars[row.pk])
    share = percent(dollars[most.pk], total)
    return _("By logged time, most of the money went into “%(category)s”: %(share)s%%.") % {
        "category": most.label,
        "share": share if share is not None else 0,
    }


def chart(categories, times):
    return Chart(
        "bought",
        _("Time of those who are paid"),
        _("Hours with and without teachers, by category."),
        _("Category"),
        _("hours"),
        [row.label for row in categories],
        [
            Series(_("With teachers"), [hours(times[row.pk].direct) for row in categories]),
            Series(_("Without teachers"), [hours(times[row.pk].alone) for row in categories]),
        ],
        sideways=True,
        stacked=True,
    )


def by_dosage(reach):
    """Supported teachers by hours of support from those who are paid."""
    return Figure(
        "reached",
        _("Teachers reached"),
        _("How many supported teachers got how many hours of support this school year."),
        [Head(_("Hours of support")), Head(_("Teachers"), NUMBER)],
        [[str(label), count] for label, count in zip(reach_plots.BANDS, reach.bands, strict=True)],
        total=[_("All supported teachers"), reach.teachers],
        definitions=(DEFINITIONS["dosage"],),
        note=_("By school year: that of the same name as the fiscal year."),
    )


def at_schools(pack, year):
    """Supported teachers by the school where they teach."""
    leaders = {row.person_id for row in pack.by_appointment}
    rows = Reached.objects.filter(leader__in=leaders, school_year=year).order_by().values_list("school__name")
    found = rows.annotate(people=Count("person", distinct=True), time=Sum("minutes")).order_by("school__name")
    lines = [list(row) for row in found]
    return Figure(
        "schools",
        _("Teachers reached by school"),
        _("Teachers at %(count)s schools were supported by those who are paid.") % {"count": len(lines)},
        [Head(_("School")), Head(_("Supported teachers"), NUMBER), Head(_("Support"), MINUTES)],
        lines,
    )

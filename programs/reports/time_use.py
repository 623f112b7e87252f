"""R3: where teacher leaders' time goes; all, a principal's school, a leader's own, or suppressed."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from config.tables.cells import in_hours
from programs.filters.report_choices import TimeChoice
from programs.reports import time_promised
from programs.reports.about import about, in_year, month_name, seen
from programs.reports.document import HIDDEN, Document, Figure, Head
from programs.reports.readers import read_by
from programs.reports.registry import report
from responsibilities import access
from responsibilities.measures import DEFINITIONS
from responsibilities.reports import time_use as reports
from responsibilities.reports import time_use_plots as plots
from responsibilities.reports.time_use_plots import in_percent

TITLE = gettext_lazy("Time use")
MINUTES, SHARE = "minutes", "percent"
PICKED, ASKED = ("school", "leader"), ("category", "role")


@report(
    code="R3",
    slug="time",
    title=TITLE,
    text=gettext_lazy("Where teacher leaders’ time goes, beside what was promised; diverted duty apart."),
    permission="responsibilities.view_sums",
    form=TimeChoice,
)
def time_use(user, chosen, today):
    """Read from the tables of sums alone."""
    reader, chosen = read_by(user, chosen)
    found = reports.report(reader, chosen, today)
    figures = made(found, chosen) if found.use.cells else []
    return Document(
        code="R3",
        title=TITLE,
        period=in_year(chosen["year"]),
        about=about(chosen),
        stats=plots.stats(found),
        figures=figures + time_promised.figures(reader, found, chosen, today),
        remarks=remarks(found, reader),
        is_aggregate=not access.sees_own_time(reader),
    )


def made(found, chosen):
    return [by_category(found, chosen), by_month(found), *([direct(found)] if found.tells_contact else [])]


def remarks(found, reader):
    told = [
        _("Time comes from entries that were handed in, to the minute; planned entries and drafts are not in it."),
        _("The figures say where time went. They do not say what came of it."),
    ]
    return told if found.use.cells else [_("Nothing was logged for what was chosen."), *told]


def by_category(found, chosen):
    """One line for each category, diverted duty last; the total is teacher leader time."""
    rows = sorted(found.use.categories, key=lambda row: row.is_diverted)
    return Figure(
        "category",
        _("Time by category"),
        plots.summary(found),
        [
            Head(_("Category")),
            *(Head(label, MINUTES) for label in contact_labels(found)),
            Head(_("All"), MINUTES),
            Head(_("Share of teacher leader time"), SHARE),
        ],
        [category_line(found, row) for row in rows],
        total=[_("Teacher leader time"), *parts(found, found.total), total_share(found)],
        chart=plots.by_category(found),
        definitions=of("leader_time", "diverted"),
        note=_("Diverted duty stands in lines of its own, and in no share and no total."),
        url=f"{reverse('responsibilities:time-use-report')}?{address(chosen)}",
    )


def category_line(found, row):
    if found.is_hidden(category=row.pk):
        return [row.label, *parts(found, None), None if row.is_diverted else HIDDEN]
    share = None if row.is_diverted else seen(found.total and found.use.share(row.pk))
    return [row.label, *parts(found, found.use.of_category(row.pk)), share]


def contact_labels(found):
    return (_("One-on-one"), _("Group"), _("Without teachers")) if found.tells_contact else ()


def parts(found, cell):
    """One-on-one, group, without teachers, as far as contact is told, and all; hidden where there is no cell to see."""
    told = 3 if found.tells_contact else 0
    if cell is None:
        return [HIDDEN] * (told + 1)
    return [*(cell.one_on_one_minutes, cell.group_minutes, cell.alone)[:told], cell.minutes]


def total_share(found):
    return HIDDEN if found.total is None else (100 if found.total.minutes else None)


def address(chosen):
    """What was chosen, as the page of time use takes it."""
    kept = {name: f"#{chosen[name].pk}" for name in PICKED if chosen.get(name)}
    kept |= {name: chosen[name].pk for name in ASKED if chosen.get(name)}
    kept |= {name: chosen[name].isoformat() for name in ("start", "end") if chosen.get(name)}
    return urlencode({"year": chosen["year"], **kept})


def by_month(found):
    """One line for each month with time."""
    diverted = [row.pk for row in found.use.categories if row.is_diverted]
    lines = []
    for month in found.use.months:
        cell = None if found.hides_leader_time(month) else found.use.of_month(month)
        times = times_of(found, cell)
        lines.append([month_name(month), *times, diverted_in(found, month, diverted)])
    return Figure(
        "month",
        _("Time by month"),
        _("Diverted duty stands on top, and is no teacher leader time."),
        [
            Head(_("Month")),
            *([Head(_("With teachers"), MINUTES), Head(_("Without teachers"), MINUTES)] if found.tells_contact else []),
            Head(_("Teacher leader time"), MINUTES),
            Head(_("Diverted duty"), MINUTES),
        ],
        lines,
        total=month_total(found),
        chart=plots.by_month(found),
        definitions=of("leader_time", "diverted"),
    )


def month_total(found):
    diverted = found.diverted
    return [_("All months"), *times_of(found, found.total), HIDDEN if diverted is None else diverted.minutes]


def times_of(found, cell):
    """With teachers and without, as far as contact is told, and both."""
    told = 2 if found.tells_contact else 0
    if cell is None:
        return [HIDDEN] * (told + 1)
    return [*(cell.direct, cell.alone)[:told], cell.minutes]


def diverted_in(found, month, categories):
    if any(found.is_hidden(month, category) for category in categories):
        return HIDDEN
    cells = [found.use.cells.get((month, category)) for category in categories]
    return sum(cell.minutes for cell in cells if cell)


def direct(found):
    """The share of time with teachers, month by month and in all."""
    months = found.use.months
    cells = [None if found.hides_leader_time(month) else found.use.of_month(month) for month in months]
    shares = [cell and cell.direct_percent for cell in cells]
    values = [HIDDEN if cell is None else share for cell, share in zip(cells, shares, strict=True)]
    total = HIDDEN if found.total is None else found.total.direct_percent
    return Figure(
        "direct",
        DEFINITIONS["direct"].label,
        direct_summary(found.total),
        [Head(_("Month")), Head(_("Direct time"), SHARE)],
        [[month_name(month), value] for month, value in zip(months, values, strict=True)],
        total=[_("All months"), total],
        chart=Chart(
            "direct",
            DEFINITIONS["direct"].label,
            direct_summary(found.total),
            _("Month"),
            "%",
            [month_name(month) for month in months],
            [Series(_("Direct time"), shares)],
        ),
        definitions=of("direct"),
    )


def direct_summary(total):
    if total is None or not total.minutes:
        return _("The share of teacher leader time that was spent with teachers, month by month.")
    words = {"direct": in_percent(total.direct_percent), "time": in_hours(total.minutes)}
    return _("%(direct)s of %(time)s of teacher leader time was spent with teachers.") % words


def of(*codes):
    return tuple(DEFINITIONS[code] for code in codes)

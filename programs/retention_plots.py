"""Who of the completers serves later, as plot and table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from config.tables.cells import number
from leaders.models import year_label
from programs.measures import DEFINITIONS, YEARS


def charts(found):
    """Shares by school year of completing; none where fewer than five people completed."""
    if all(row.percent(years) is None for row in found for years in YEARS):
        return []
    rows = list(reversed(found))
    chart = Chart(
        "retention",
        DEFINITIONS["retention"].label,
        _("Of who completed in a school year, the share in a teacher leader role later."),
        _("Completed in"),
        "%",
        [year_label(row.school_year) for row in rows],
        [Series(_after(years), [row.percent(years) for row in rows]) for years in YEARS],
    )
    return [chart]


def _after(years):
    return {1: _("one year later"), 2: _("two years later"), 3: _("three years later")}[years]


LATER = (gettext_lazy("One year later"), gettext_lazy("Two years later"), gettext_lazy("Three years later"))


def rows(found):
    """`[(school year, completers, [(head, people and share)] after 1, 2, 3 years)]` as texts."""
    return [(year_label(row.school_year), number(row.completers), _shares(row)) for row in found]


def _shares(row):
    return [(head, _share(row, years)) for head, years in zip(LATER, YEARS, strict=True)]


def _share(row, years):
    """“12 (80%)”; None where the year has not begun."""
    if years not in row.serving:
        return None
    percent = row.percent(years)
    return number(row.serving[years]) if percent is None else f"{number(row.serving[years])} ({percent}%)"

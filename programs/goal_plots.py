"""Each indicator over the school years as a plot with its table."""

from django.utils.translation import gettext as _

from config.charts import Chart, Series
from leaders.models import year_label
from programs.goal_progress import is_hidden
from programs.goal_words import amount


def charts(goal, user):
    """A plot for each indicator with values of two school years at least, its baseline among them."""
    made = (chart(indicator, user) for indicator in goal.indicators.all())
    return [one for one in made if one is not None]


def chart(indicator, user):
    """Values by school year beside the target; None for a value that this reader must not see."""
    rows = {row.school_year: row for row in indicator.measurements.all()}
    values = {year: None if is_hidden(row, user) else row.value for year, row in rows.items()}
    if indicator.baseline is not None:
        values.setdefault(indicator.baseline_year, indicator.baseline)
    if len(values) < 2:
        return None
    found = sorted(values.items())
    return Chart(
        key=f"indicator-{indicator.pk}",
        title=indicator.title,
        summary=summary(indicator, found),
        head=_("School year"),
        unit=indicator.get_unit_display(),
        labels=[year_label(year) for year, _value in found],
        series=[
            Series(_("value"), [value for _year, value in found]),
            Series(_("target"), [indicator.target for _each in found]),
        ],
    )


def summary(indicator, found):
    """“From 40% in 2024–25 to 60% in 2026–27; the target is 80% in 2027–28.”"""
    shown = [(year, value) for year, value in found if value is not None]
    words = {"target": amount(indicator, indicator.target), "by": year_label(indicator.target_year)}
    if len(shown) < 2:
        return _("The target is %(target)s in %(by)s.") % words
    (first, start), (last, now) = shown[0], shown[-1]
    words |= {"start": amount(indicator, start), "first": year_label(first)}
    words |= {"now": amount(indicator, now), "last": year_label(last)}
    return _("From %(start)s in %(first)s to %(now)s in %(last)s; the target is %(target)s in %(by)s.") % words

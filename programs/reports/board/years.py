"""What the figures of the board report have alike: a school year beside the one before, and how both are written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.charts import Chart, Series
from leaders.models import year_label
from programs.reports.document import HIDDEN, Head
from responsibilities.measures.time import hours


@dataclass(frozen=True)
class Years:
    """The school year that the report is about, and the one before it."""

    this: int

    @property
    def last(self):
        return self.this - 1

    @property
    def both(self):
        return self.this, self.last

    @property
    def labels(self):
        return [year_label(year) for year in self.both]

    def heads(self, label, kind):
        """Two columns of one measure: this year's and last year's."""
        return [Head(_("%(what)s, %(year)s") % {"what": label, "year": year}, kind) for year in self.labels]

    def chart(self, figure, place, unit, *, as_hours=False):
        """Rows of a figure as a plot: the columns `place` (this year) and the next (last year)."""
        series = [
            Series(label, [_drawn(row[place + at], as_hours) for row in figure["rows"]])
            for at, label in enumerate(self.labels)
        ]
        names = [row[0] for row in figure["rows"]]
        facts = figure["key"], figure["title"], figure["summary"], figure["heads"][0].label, unit
        return Chart(*facts, names, series, sideways=True)


def _drawn(value, as_hours):
    if value is HIDDEN or value is None:
        return None
    return hours(value) if as_hours else value


def seen(value, is_hidden):
    return HIDDEN if is_hidden else value


def largest(rows, place):
    """The row whose value in a column is the largest of those that are shown; None where there is nothing to say."""
    shown = [row for row in rows if row[place] is not HIDDEN and row[place]]
    return max(shown, key=lambda row: row[place], default=None)

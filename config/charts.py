"""Plots as data: each with its summary in words and its table, from which the plot is drawn where JavaScript runs.

A view makes `Chart`s; `components/chart.html` shows one, and `components/charts_scripts.html` loads what draws them.
"""

from dataclasses import dataclass

from config.tables.cells import number

BARS, LINE = "bar", "line"


@dataclass(frozen=True)
class Series:
    """One colour of a plot: its label, and a value for each of the plot's labels (None: not shown)."""

    label: object
    values: list


@dataclass(frozen=True)
class Chart:
    """A plot: `head` names what the labels are, `unit` what the values are in; `summary` says in words what one sees."""

    key: str
    title: object
    summary: object
    head: object
    unit: object
    labels: list
    series: list
    kind: str = BARS
    sideways: bool = False
    stacked: bool = False

    @property
    def data_key(self):
        """Id of the element that holds the data."""
        return f"chart-{self.key}"

    def data(self):
        """What the script draws, as JSON takes it."""
        return {
            "kind": self.kind,
            "sideways": self.sideways,
            "stacked": self.stacked,
            "unit": str(self.unit),
            "labels": [str(label) for label in self.labels],
            "series": [{"label": str(one.label), "values": [plain(v) for v in one.values]} for one in self.series],
        }

    def rows(self):
        """`[(label, values as text)]` of the table; None for a value that is not shown."""
        columns = zip(*(one.values for one in self.series), strict=True)
        return [
            (label, [None if value is None else number(value) for value in values])
            for label, values in zip(self.labels, columns, strict=True)
        ]


def plain(value):
    return None if value is None else float(value)

"""Plots as data: each with its summary in words and its table, from which the plot is drawn where JavaScript runs.

A view makes `Chart`s; `components/chart.html` shows one, and `components/charts_scripts.html` loads what draws them.
"""

from dataclasses import dataclass

from config.tables.cells import number

LONG = 12


@dataclass(frozen=True)
class Series:
    """One colour of a plot: its label, and a value for each of the plot's labels (None: not shown)."""

    label: object
    values: list
    color: int | None = None  # which of the style sheet's colours of plots; by place unless said


@dataclass(frozen=True)
class Chart:
    """A plot: `head` names what its labels are, `unit` what its values are in; `summary` says what one sees."""

    key: str
    title: object
    summary: object
    head: object
    unit: object
    labels: list
    series: list
    sideways: bool = False
    stacked: bool = False
    link: object = None  # `config.tables.Link` to the list or report behind it

    @property
    def is_long(self):
        """Takes the whole width of a page."""
        return self.sideways and len(self.labels) > LONG

    @property
    def data_key(self):
        """Id of the element that holds the data."""
        return f"chart-{self.key}"

    def data(self):
        """What the script draws, as JSON takes it."""
        return {
            "sideways": self.sideways,
            "stacked": self.stacked,
            "unit": str(self.unit),
            "labels": [str(label) for label in self.labels],
            "series": [
                {"label": str(one.label), "values": [plain(v) for v in one.values], "color": one.color or at}
                for at, one in enumerate(self.series, start=1)
            ],
        }

    def rows(self):
        """`[(label, [(series, value as text)])]` of the table; None for a value that is not shown."""
        columns = zip(*(one.values for one in self.series), strict=True)
        return [
            (
                label,
                [
                    (one, None if value is None else number(value))
                    for one, value in zip(self.series, values, strict=True)
                ],
            )
            for label, values in zip(self.labels, columns, strict=True)
        ]


def plain(value):
    return None if value is None else float(value)

"""What a report says, as data: a page, a PDF and a workbook show the same document.

A value that must not be seen is `HIDDEN` from the start; no way of showing a document ever holds what it stands for.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext

from config.charts import Chart

KINDS = {"text", "number", "percent", "minutes", "money", "date"}
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,24}", re.IGNORECASE)

COLUMNS, LONG = 4, 25  # columns and rows of a table that stands beside another one
TAKEN = {"about", "definitions", "history"}  # sheets of the workbook, and a name that Excel refuses


class Hidden:
    """A value about fewer than five people (surveys: ten), or one from which such a value could be worked out."""

    __slots__ = ()

    def __bool__(self):
        return False

    def __str__(self):
        return gettext("not shown")

    def __repr__(self):
        return "HIDDEN"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


HIDDEN = Hidden()


@dataclass(frozen=True)
class Head:
    """Head of a column, and what its values are.

    Percent: a Decimal from 0 to 100; minutes: whole minutes, which files hold as decimal hours; money: US dollars.
    """

    label: object
    kind: str = "text"

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"A column of a report is one of {', '.join(sorted(KINDS))}.")

    @property
    def is_number(self):
        return self.kind not in {"text", "date"}


@dataclass(frozen=True)
class Figure:
    """One figure: a summary in words, a table, and where it helps a plot drawn from the same numbers.

    `key` names it in addresses and workbooks (letters, digits, hyphens; at most 25). Cells are typed values, `HIDDEN`
    or None (not known); the first one of a row is its name.
    """

    key: str
    title: object
    summary: object
    heads: list
    rows: list
    total: list | None = None
    chart: Chart | None = None
    heat: bool = False
    definitions: tuple = ()
    note: object = ""
    url: str = ""

    def __post_init__(self):
        if not KEY.fullmatch(self.key) or self.key.lower() in TAKEN:
            raise ValueError(f"“{self.key}” is no name of a figure.")
        wrong = [row for row in self.lines if len(row) != len(self.heads)]
        if wrong:
            raise ValueError(f"Rows of “{self.key}” have other columns than its head: {wrong[0]!r}.")

    @property
    def lines(self):
        """All rows, the total last."""
        return [*self.rows, *([self.total] if self.total else [])]

    @property
    def is_wide(self):
        """Takes the whole width of a page: a map of many columns, a long table, a plot with many labels."""
        if self.chart is not None:  # whose table is folded
            return self.chart.is_long or len(self.heads) > 2 * COLUMNS
        return len(self.heads) > COLUMNS or len(self.rows) > LONG

    @property
    def is_suppressed(self):
        return any(value is HIDDEN for row in self.lines for value in row)


@dataclass(frozen=True)
class Document:
    """A report as it stands: what it is about, its headline figures, its figures, and what else must be said.

    `about` are (label, value) of what was chosen; `is_aggregate`: tier A all through, so that everyone may read it.
    """

    code: str
    title: object
    period: object
    about: list
    stats: list
    figures: list
    remarks: list = field(default_factory=list)
    is_aggregate: bool = False

    def __post_init__(self):
        keys = [figure.key.lower() for figure in self.figures]
        if len(keys) != len(set(keys)):
            raise ValueError("Each figure of a report has a key of its own.")

    @property
    def definitions(self):
        """Definitions of all figures, each once, in order."""
        return list(dict.fromkeys(one for figure in self.figures for one in figure.definitions))

    @property
    def is_suppressed(self):
        """Whether some value is hidden, so that readers are told why."""
        return any(stat.value is HIDDEN for stat in self.stats) or any(one.is_suppressed for one in self.figures)

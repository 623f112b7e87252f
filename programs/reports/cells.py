"""How the values of a figure look: in words on a page and on paper, typed in a workbook, shaded in a heat map."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from config.tables.cells import Time, day, in_hours, money, number
from programs.reports.document import HIDDEN

NOTHING = "—"
STEPS = 5  # shades of a heat map above none at all
TENTH = Decimal("0.1")
TURNED = {"text": str, "money": money, "minutes": lambda value: str(in_hours(round(value))), "date": day}


def in_words(value, kind="text"):
    """A value as pages and paper say it; what is hidden says so."""
    if value is None or value == "":
        return NOTHING
    if value is HIDDEN or isinstance(value, str | Promise):
        return str(value)
    if kind == "percent":
        return f"{number_format(rounded(value), use_l10n=True)}%"
    if kind in TURNED:
        return TURNED[kind](value)
    return number(value)


def of_stat(value):
    """A headline figure in words; its type says what it is."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Time):
        return str(in_hours(value))
    if isinstance(value, int | float | Decimal):
        return number(value)
    return day(value) if isinstance(value, datetime.date) else str(value)


def rounded(value):
    """A percentage with one decimal; whole ones without."""
    tenths = Decimal(value).quantize(TENTH, ROUND_HALF_UP)
    return tenths.to_integral_value() if tenths == tenths.to_integral_value() else tenths


def plain(value, kind="text"):
    """A value as a workbook holds it: numbers and dates keep their type, minutes become decimal hours."""
    if value is None:
        return None
    if value is HIDDEN or kind == "text" or isinstance(value, str | Promise):
        return str(value)
    if kind == "minutes":
        return Time(round(value)).hours
    return value


def unit(kind):
    """What stands behind the label of a column in a workbook, where cells are bare numbers."""
    return {"percent": "%", "minutes": _("hours"), "money": "$"}.get(kind, "")


@dataclass(frozen=True)
class Cell:
    """One value of a table: in words, and its shade from 0 to 5 where the table is a heat map."""

    text: str
    label: str
    is_hidden: bool
    is_number: bool
    heat: int | None = None
    is_day: bool = False

    @property
    def css(self):
        """Classes of the style sheet."""
        kinds = {"num": self.is_number, "day": self.is_day, f"heat-{self.heat}": self.heat is not None}
        return " ".join(name for name, holds in kinds.items() if holds)


def table(figure, most=None):
    """`(rows, total)` of a figure as `Cell`s; `most` rows of a long one. The total of a heat map has no shade."""
    tops = highest(figure) if figure.heat else {}
    rows = [line(figure, row, tops) for row in figure.rows[:most]]
    return rows, line(figure, figure.total, {}) if figure.total else None


def line(figure, row, tops):
    return [
        Cell(
            in_words(value, head.kind),
            str(head.label),
            value is HIDDEN,
            head.is_number,
            shade(value, tops.get(head.kind)) if at else None,
            is_day=head.kind == "date",
        )
        for at, (head, value) in enumerate(zip(figure.heads, row, strict=True))
    ]


def highest(figure):
    """The highest value of each kind of column, which the shades are measured by."""
    tops = {}
    for row in figure.rows:
        for head, value in list(zip(figure.heads, row, strict=True))[1:]:
            if head.is_number and is_amount(value):
                tops[head.kind] = max(tops.get(head.kind, 0), value)
    return tops


def is_amount(value):
    return isinstance(value, int | float | Decimal)


def shade(value, top):
    """0 for nothing at all, 1 to 5 by fifths of the highest; None for what has no shade."""
    if top is None or not is_amount(value):
        return None
    if value <= 0 or top <= 0:
        return 0
    return min(STEPS, 1 + int(STEPS * Decimal(value) / Decimal(top) - Decimal("0.000001")))

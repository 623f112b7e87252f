"""The declaration of one column, and the cell it makes of a row."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import Aggregate
from django.utils.html import format_html

from config.tables.cells import Time, plain, shown


@lru_cache
def steps(path):
    """The names in a dotted path; the last may be `get_…_display`."""
    return path.split(".")


@lru_cache
def labels(model, name):
    """What the choices of `get_…_display` are called; Django works this out anew for each row."""
    field = name.removeprefix("get_").removesuffix("_display")
    return field, dict(model._meta.get_field(field).flatchoices)


def displayed(row, name):
    field, names = labels(type(row), name)
    value = getattr(row, field)
    return str(names.get(value, value))


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `value` is a function of the row or a dotted path. `sort` are field names, ascending; without them people cannot
    sort by it. `total` is an aggregate over all filtered rows. Who lacks `permission` never learns that it exists.
    `link` leads to the row's own page; a function may give another address.
    """

    key: str
    label: object
    value: Callable | str
    sort: tuple = ()
    numeric: bool = False
    money: bool = False
    time: bool = False  # minutes: in words on pages, decimal hours in files
    link: bool | Callable = False
    permission: str | None = None
    default: bool = True
    total: Aggregate | None = None

    def raw(self, row):
        """The row's value with its type; None when a step of a dotted path is missing."""
        if callable(self.value):
            return self.value(row)
        value = row
        for name in steps(self.value):
            value = displayed(value, name) if name.endswith("_display") else getattr(value, name)
            if value is None:
                return None
        return value() if callable(value) else value

    def cell(self, row):
        """The row's cell as the page shows it."""
        value = self.typed(self.raw(row))
        text = shown(value, as_money=self.money)
        if isinstance(value, datetime.date):
            text = format_html('<span class="day">{}</span>', text)
        if self.link:
            address = self.link(row) if callable(self.link) else row.get_absolute_url()
            text = format_html('<a href="{}">{}</a>', address, text) if address else text
        return text

    def frame(self):
        """A format of the column's cells: the one that links names its row; others have a label for narrow screens."""
        if self.link:
            return '<th scope="row">{}</th>'
        start = format_html('<td class="{}" data-label="{}">', self.css, self.label)
        return start.replace("{", "{{").replace("}", "}}") + "{}</td>"

    def plain(self, row):
        return plain(self.typed(self.raw(row)))

    def typed(self, value):
        """Minutes told from other whole numbers."""
        return Time(value) if self.time and isinstance(value, int | Decimal) else value

    @property
    def css(self):
        return "num" if self.numeric or self.money or self.time else ""

    def shown_total(self, value):
        return shown(self.typed(0 if value is None else value), as_money=self.money)

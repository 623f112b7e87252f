"""Lists: one declaration gives search, filters, order, columns, pages, totals, bulk actions and exports."""

from config.tables.cells import Chip, Stat, Time
from config.tables.columns import Column
from config.tables.links import Action, Bulk, Link, links
from config.tables.named import NamedFilter
from config.tables.page import ListPage
from config.tables.picked import PickerFilter

__all__ = [
    "Action",
    "Bulk",
    "Chip",
    "Column",
    "Link",
    "ListPage",
    "NamedFilter",
    "PickerFilter",
    "Stat",
    "Time",
    "links",
]

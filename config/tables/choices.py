"""What a visitor chose in the address of a list, held against what the list offers."""

from dataclasses import dataclass

from config.tables.columns import Column

SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Order:
    """Order by the sort fields of one column."""

    column: Column
    descending: bool

    @property
    def fields(self):
        return [flipped(name) if self.descending else name for name in self.column.sort]


def flipped(name):
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def chosen_order(params, columns):
    """The order asked for by `sort=key` or `sort=-key`; None unless an open, sortable column has that key."""
    wish = params.get("sort", "")
    for column in columns:
        if column.sort and column.key == wish.removeprefix("-"):
            return Order(column, wish.startswith("-"))
    return None


def chosen_columns(params, columns):
    """The columns asked for, in the list's order; those that link stay; without a known wish, the default ones."""
    wishes = set(params.getlist("columns")) & {column.key for column in columns}
    if not wishes:
        return [column for column in columns if column.default or column.link]
    return [column for column in columns if column.key in wishes or column.link]


def chosen_number(params, name, default):
    """A positive whole number from the address, or `default`."""
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) else default


def chosen_size(params):
    size = chosen_number(params, "size", SIZES[0])
    return size if size in SIZES else SIZES[0]

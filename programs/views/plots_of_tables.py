"""Plots beside their tables: what a table says already is not sent once more."""

import re

TIME = re.compile(r"(?:([\d,]+) h)?\s?(?:(\d+) min)?")
SIGNS = str.maketrans({",": "", "$": "", "%": "", "\u2212": "-"})
NEAR = 0.005  # hours of plots have two places


def told_by_table(data, rows):
    """The data of a plot; labels and values that are the cells of a column of the table are left to the script.

    Each value is read here as `numberOf` of charts.js reads it: where they differ, values are sent.
    """
    if data["labels"] != [row[0].text for row in rows]:
        return data
    columns = list(zip(*([number_of(cell.text) for cell in row[1:]] for row in rows), strict=True))
    series = [of_column(one, columns) for one in data["series"]]
    return {name: value for name, value in data.items() if name not in {"labels", "series"} and value} | {
        "series": series
    }


def of_column(one, columns):
    """A series with the place of its column (the names are at 0) in the place of its values."""
    for at, column in enumerate(columns, start=1):
        if all(is_same(value, told) for value, told in zip(one["values"], column, strict=True)):
            return {"label": one["label"], "color": one["color"], "column": at}
    return one


def is_same(value, told):
    return value is told if None in (value, told) else abs(value - told) <= NEAR


def number_of(text):
    """The number that a cell says, minutes as hours; None where it says none."""
    time = TIME.fullmatch(text)
    if time and text:
        hours, minutes = (float((part or "0").replace(",", "")) for part in time.groups())
        return hours + minutes / 60
    try:
        return float(text.translate(SIGNS))
    except ValueError:
        return None

"""A document as JSON and back: what a snapshot keeps. Cells keep their types; what is hidden stays hidden.

Words are those of the language in which it was frozen. Addresses of lists are left out: a list moves on.
"""

import datetime
from dataclasses import fields
from decimal import Decimal

from config.charts import Chart, Series
from config.tables import Stat, Time
from programs.reports.document import HIDDEN, Document, Figure, Head
from responsibilities.measures import Definition


def packed(value):
    """A value as JSON takes it: what JSON has no type for goes under the name of its type."""
    if value is None or isinstance(value, bool | float):
        return value
    if value is HIDDEN:
        return {"hidden": True}
    if isinstance(value, Time):
        return {"time": int(value)}
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime.datetime):
        return {"moment": value.isoformat()}
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else str(value)


TYPES = {
    "hidden": lambda _value: HIDDEN,
    "time": Time,
    "decimal": Decimal,
    "moment": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
}


def unpacked(value):
    if not isinstance(value, dict):
        return value
    ((name, inner),) = value.items()
    return TYPES[name](inner)


def as_json(document):
    """The document as JSON takes it."""
    return {
        "code": document.code,
        "title": str(document.title),
        "period": str(document.period),
        "about": [[str(label), packed(value)] for label, value in document.about],
        "stats": [{"label": str(s.label), "value": packed(s.value), "note": str(s.note)} for s in document.stats],
        "figures": [figure_as_json(figure) for figure in document.figures],
        "remarks": [str(remark) for remark in document.remarks],
        "is_aggregate": document.is_aggregate,
    }


def figure_as_json(figure):
    return {
        "key": figure.key,
        "title": str(figure.title),
        "summary": str(figure.summary),
        "heads": [{"label": str(head.label), "kind": head.kind} for head in figure.heads],
        "rows": [[packed(value) for value in row] for row in figure.rows],
        "total": figure.total and [packed(value) for value in figure.total],
        "chart": figure.chart and chart_as_json(figure.chart),
        "heat": figure.heat,
        "definitions": [in_words(one) for one in figure.definitions],
        "note": str(figure.note),
    }


def chart_as_json(chart):
    plain = {name: getattr(chart, name) for name in ("sideways", "stacked")}
    words = {name: str(getattr(chart, name)) for name in ("key", "title", "summary", "head", "unit")}
    series = [
        {"label": str(one.label), "values": [packed(value) for value in one.values], "color": one.color}
        for one in chart.series
    ]
    return {**words, **plain, "labels": [str(label) for label in chart.labels], "series": series}


def in_words(definition):
    return {field.name: str(getattr(definition, field.name)) for field in fields(definition)}


def from_json(kept):
    """The document that was kept."""
    return Document(
        **{name: kept[name] for name in ("code", "title", "period", "remarks", "is_aggregate")},
        about=[(label, unpacked(value)) for label, value in kept["about"]],
        stats=[Stat(one["label"], unpacked(one["value"]), one["note"]) for one in kept["stats"]],
        figures=[figure_from_json(figure) for figure in kept["figures"]],
    )


def figure_from_json(kept):
    return Figure(
        **{name: kept[name] for name in ("key", "title", "summary", "heat", "note")},
        heads=[Head(**head) for head in kept["heads"]],
        rows=[[unpacked(value) for value in row] for row in kept["rows"]],
        total=kept["total"] and [unpacked(value) for value in kept["total"]],
        chart=kept["chart"] and chart_from_json(kept["chart"]),
        definitions=tuple(Definition(**one) for one in kept["definitions"]),
    )


def chart_from_json(kept):
    series = [Series(one["label"], [unpacked(v) for v in one["values"]], one["color"]) for one in kept["series"]]
    return Chart(**{**kept, "series": series})

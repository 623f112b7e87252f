"""A report on paper: what `report.typ` sets, as facts. Everything is in words by then; nothing hidden goes along."""

from django.utils.translation import gettext as _

from config.tables.cells import day
from programs.papers.setting import as_pdf
from programs.reports import cells
from programs.reports.made import about, described, why_hidden

TEMPLATE = "report.typ"
MOST_ROWS = 400  # of a figure; the workbook holds all
MOST_BARS = 40  # labels of a plot; more of them are a table
WIDE = 7  # columns that stand upright


def as_paper(document, made):
    """The report as tagged PDF, dated by its making, in the reader's language."""
    return as_pdf(TEMPLATE, made.on, facts(document, made) | {"logo": list(made.logo)})


def facts(document, made):
    """What the paper says."""
    return {
        "title": document.title,
        "district": made.district,
        "period": document.period,
        "about": [[label, value_of(value)] for label, value in about(document, made)[3:]],
        "stats": [[stat.label, cells.of_stat(stat.value), stat.note] for stat in document.stats],
        "why_hidden": why_hidden(document),
        "figures": [figure_facts(figure) for figure in document.figures],
        "definitions": [[one.label, one.text, one.benchmark] for one in document.definitions],
        "remarks": [*document.remarks, described()],
        "wide": any(len(figure.heads) > WIDE for figure in document.figures),
        "words": words(document, made),
    }


def words(document, made):
    return {
        "definitions": _("What the figures mean"),
        "comparison": _("For comparison:"),
        "remarks": _("Remarks"),
        "page": _("Page"),
        "of": _("of"),
        "foot": f"{made.district} · {document.title} · {day(made.on)}",
    }


def value_of(value):
    return day(value) if hasattr(value, "isoformat") else str(value)


def figure_facts(figure):
    rows, total = cells.table(figure, MOST_ROWS)
    left = len(figure.rows) - len(rows)
    return {
        "title": figure.title,
        "summary": figure.summary,
        "heads": [[head.label, head.is_number] for head in figure.heads],
        "rows": [[[cell.text, cell.heat] for cell in row] for row in rows],
        "total": [cell.text for cell in total or ()],
        "chart": chart_facts(figure.chart),
        "note": figure.note,
        "left_out": _("%(count)d more rows are in the workbook.") % {"count": left} if left else "",
        "empty": "" if rows else _("Nothing here for what was chosen."),
    }


def chart_facts(chart):
    """What is drawn of a plot; None where there is nothing to draw."""
    if chart is None or not 0 < len(chart.labels) <= MOST_BARS:
        return None
    drawn = chart.data()
    values = [[max(value or 0, 0) for value in one["values"]] for one in drawn["series"]]
    top = max((sum(at) if chart.stacked else max(at) for at in zip(*values, strict=True)), default=0)
    if not top:
        return None
    series = [
        {"label": one["label"], "color": one["color"], "lengths": lengths_of(each, top)}
        for one, each in zip(drawn["series"], values, strict=True)
    ]
    return {"labels": drawn["labels"], "stacked": chart.stacked, "series": series}


def lengths_of(values, top):
    """Lengths of bars as shares of the longest, in thousandths."""
    return [round(1000 * value / top) for value in values]

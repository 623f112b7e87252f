"""What pages of a document have alike: its tables as cells, and files of it."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.urls import reverse

from config.exports import XLSX_TYPE
from programs.reports import cells
from programs.reports.made import why_hidden

MOST_ROWS = 200  # of one figure on a page; files hold more
TYPES = {"pdf": "application/pdf", "xlsx": XLSX_TYPE}


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it."""

    figure: object
    rows: list
    total: list | None
    left_out: int


def shown(figure):
    rows, total = cells.table(figure, MOST_ROWS)
    return Shown(figure, rows, total, len(figure.rows) - len(rows))


def of_document(document):
    """What `programs/_document.html` needs."""
    chosen = [f"{label}: {value}" for label, value in document.about if str(value) != str(document.period)]
    return {
        "title": document.title,
        "subtitle": " · ".join([str(document.period), *chosen]),
        "document": document,
        "figures": [shown(figure) for figure in document.figures],
        "why_hidden": why_hidden(document),
        "has_plots": any(figure.chart for figure in document.figures),
    }


def file(data, kind, name):
    """A PDF or a workbook under a name, kept by no cache."""
    answer = HttpResponse(data, content_type=TYPES[kind])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}', safe='')}"
    answer["Cache-Control"] = "no-store"
    return answer


def address(slug, chosen):
    """A report with what was chosen (name → value)."""
    return f"{reverse('programs:report-detail', args=[slug])}?{urlencode(chosen)}"

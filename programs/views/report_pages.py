"""What pages of a document have alike: its tables as cells, and files of it."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.urls import reverse

from config.exports import XLSX_TYPE
from programs.reports import cells
from programs.reports.made import why_hidden
from programs.views.plots_of_tables import told_by_table

MOST_ROWS = 100  # of one figure on a page; files, and the list behind it, hold more
NARROW = 3  # columns that stand side by side on a phone
TYPES = {"pdf": "application/pdf", "xlsx": XLSX_TYPE}


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it."""

    figure: object
    rows: list
    total: list | None
    left_out: int

    @property
    def has_numbers_alone(self):
        """Whether all columns but the first are numbers: then the table says so, and not each cell.

        It stays a table on phones; rows of others are cards there, whose cells say what they are.
        """
        return all(head.is_number for head in self.figure.heads[1:])

    @property
    def is_narrow(self):
        """Whether it fits on most phones, where its cells may break between words."""
        return self.has_numbers_alone and len(self.figure.heads) <= NARROW

    @property
    def aligned(self):
        """Classes of a table of words and numbers: `n4` where the fourth column holds numbers, `d5` where dates."""
        kinds = [(at, head) for at, head in enumerate(self.figure.heads, start=1) if at > 1]
        dates = [f"d{at}" for at, head in kinds if head.kind == "date"]
        return " ".join([*(f"n{at}" for at, head in kinds if head.is_number), *dates])

    @property
    def plot(self):
        """What the script draws, without what it can read from the table beside."""
        return told_by_table(self.figure.chart.data(), self.rows)


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

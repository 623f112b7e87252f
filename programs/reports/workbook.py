"""A report as a workbook: one sheet for each figure, one of definitions, one about the report itself.

The same document made by the same user on the same day from the same data gives the same bytes.
"""

import datetime
import io

import xlsxwriter
from django.utils.translation import gettext as _

from config import exports
from programs.reports import cells
from programs.reports.made import about, described, why_hidden


def as_xlsx(document, made):
    """The workbook of a document, as bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, exports.BOOK) as book:
        book.set_properties({"title": str(document.title), "company": made.district, "created": midnight(made.on)})
        formats = exports.formats_of(book)
        for figure in document.figures:
            write_figure(book.add_worksheet(figure.key), figure, formats)
        write_definitions(book.add_worksheet(_("Definitions")), document.definitions, formats)
        exports.write_about(book.add_worksheet(_("About")), told(document, made), formats)
    return file.getvalue()


def midnight(on):
    return datetime.datetime.combine(on, datetime.time())


def write_figure(sheet, figure, formats):
    exports.write_head(sheet, [labelled(head) for head in figure.heads], formats)
    for at, row in enumerate(figure.lines, start=1):
        for column, (head, value) in enumerate(zip(figure.heads, row, strict=True)):
            value = cells.plain(value, head.kind)
            style = exports.cell_format(value, formats, head.kind == "money")
            exports.write_cell(sheet, at, column, value, style)


def labelled(head):
    """The label of a column with the unit of its bare numbers."""
    unit = cells.unit(head.kind)
    return f"{head.label} ({unit})" if unit else str(head.label)


def write_definitions(sheet, definitions, formats):
    exports.write_head(sheet, [_("Measure"), _("What it means"), _("For comparison")], formats)
    for at, one in enumerate(definitions, start=1):
        for column, text in enumerate((one.label, one.text, one.benchmark)):
            exports.write_cell(sheet, at, column, str(text))


def told(document, made):
    """`[(label, value)]` of the last sheet: what it is about, headline figures, each figure in words, remarks."""
    notes = [why_hidden(document), *document.remarks, described()]
    return [
        *about(document, made),
        *((stat.label, cells.of_stat(stat.value)) for stat in document.stats),
        *((figure.title, in_full(figure)) for figure in document.figures),
        *((_("Note"), str(note)) for note in notes if note),
    ]


def in_full(figure):
    return " ".join(str(part) for part in (figure.summary, figure.note) if part)

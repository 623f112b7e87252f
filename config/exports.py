"""Lists as files: CSV and XLSX that a spreadsheet opens without running anything, and that an import reads back.

Text that a spreadsheet could take for a formula gets one leading apostrophe (`guard`); imports take exactly that one
away again (`unguard`). Numbers stay numbers, dates stay dates.
"""

import csv
import datetime
import io
from decimal import Decimal
from itertools import islice

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠﹢﹣﹦﹫−")
SKIPPED = " \u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
SKIPPED += "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x85"
BATCH = 500
LONGEST_XLSX_TEXT = 32_767
# Row by row in constant memory; no text ever becomes a formula or a link.
BOOK = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_risky(text):
    """Whether a spreadsheet may run `text`: a formula sign after any blanks, however many apostrophes stand before."""
    return text.lstrip("'").lstrip(SKIPPED).startswith(FORMULA_STARTS)


def guard(text):
    """`text` made harmless: one apostrophe in front when it is risky, unchanged otherwise."""
    return f"'{text}" if is_risky(text) else text


def unguard(text):
    """The text that `guard` was given: takes away one apostrophe, only where `guard` would have put it."""
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text


def is_number(value):
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def csv_cell(value):
    """A value as CSV shows it: numbers as they are, dates as 2026-11-24, anything else as guarded text."""
    if value is None:
        return ""
    if is_number(value):
        return value
    if isinstance(value, datetime.datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    return guard(str(value))


def local(moment):
    """A moment in the district's time zone, without the zone, as spreadsheets want it."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def csv_chunks(header, rows):
    """The bytes of a CSV file in pieces, the head at once, so that a long list starts to arrive immediately."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC)
    buffer.write("\ufeff")
    writer.writerow([csv_cell(label) for label in header])
    rows = iter(rows)
    while True:
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()
        batch = list(islice(rows, BATCH))
        if not batch:
            return
        writer.writerows([csv_cell(value) for value in row] for row in batch)


def csv_response(name, header, rows):
    """A streamed download `<name>-<today>.csv`; `rows` may be any iterable of typed values."""
    response = StreamingHttpResponse(csv_chunks(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{dated(name)}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def xlsx_response(name, header, rows, about=(), money=()):
    """A download `<name>-<today>.xlsx`; `about` (label, value) fills a second sheet, `money` are column numbers."""
    file = io.BytesIO()
    write_xlsx(file, header, rows, about, money)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{dated(name)}.xlsx", content_type=XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def write_xlsx(file, header, rows, about=(), money=()):
    """Write a list as a workbook, with what it is about on a second sheet."""
    with xlsxwriter.Workbook(file, BOOK) as book:
        formats = formats_of(book)
        sheet = book.add_worksheet(_("Data"))
        write_head(sheet, header, formats)
        for line, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                write_cell(sheet, line, at, value, cell_format(value, formats, at in money))
        write_about(book.add_worksheet(_("About")), about, formats)


def formats_of(book):
    return {
        "bold": book.add_format({"bold": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }


def write_head(sheet, header, formats):
    sheet.freeze_panes(1, 0)
    for at, label in enumerate(header):
        sheet.set_column(at, at, max(12, min(40, len(str(label)) + 4)))
        write_cell(sheet, 0, at, str(label), formats["bold"])


def write_about(sheet, about, formats):
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    for line, (label, value) in enumerate(about):
        write_cell(sheet, line, 0, str(label), formats["bold"])
        write_cell(sheet, line, 1, value, cell_format(value, formats, False))


def cell_format(value, formats, is_money):
    if isinstance(value, datetime.datetime):
        return formats["moment"]
    if isinstance(value, datetime.date):
        return formats["date"]
    return formats["money"] if is_money and is_number(value) else None


def write_cell(sheet, line, at, value, style=None):
    """One cell of the value's own type: number, date or text."""
    if value is None or value == "":
        return
    if is_number(value):
        sheet.write_number(line, at, value, style)
    elif isinstance(value, datetime.datetime):
        sheet.write_datetime(line, at, local(value), style)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(line, at, value, style)
    else:
        sheet.write_string(line, at, guard(str(value))[:LONGEST_XLSX_TEXT], style)


def dated(name):
    """File name without blanks, with today's date: people keep many."""
    return f"{name}-{timezone.localdate():%Y-%m-%d}"

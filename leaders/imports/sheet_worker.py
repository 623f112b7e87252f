"""Runs alone, in its own process: turns the first sheet that has cells into CSV on standard output.

Arguments: path, most rows, most columns, most bytes written. Memory is limited before the file is opened, so that a
hostile file ends this process and nothing else. Exit codes: 0 done, 3 too large, 4 no cells, 5 unreadable.
"""

import csv
import datetime
import io
import resource
import sys

import python_calamine

MEMORY = 512 * 1024 * 1024
SECONDS = 60
TOO_LARGE, NO_CELLS, UNREADABLE = 3, 4, 5


def text_of(cell):
    """A cell as text: whole numbers without “.0”, dates as ISO, formulas by their stored value."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def first_sheet(workbook):
    """The first worksheet with cells; None when there is none."""
    sheets = (workbook.get_sheet_by_name(name) for name in workbook.sheet_names)
    return next((sheet for sheet in sheets if sheet.end is not None), None)


def main(path, max_rows, max_columns, max_bytes):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, max_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sheet = first_sheet(python_calamine.CalamineWorkbook.from_path(path))
    except Exception:
        return UNREADABLE
    if sheet is None:
        return NO_CELLS
    last_row, last_column = sheet.end  # both count from 0
    if last_row > max_rows or last_column >= max_columns:
        return TOO_LARGE
    with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([text_of(cell) for cell in row] for row in sheet.iter_rows())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(int(limit) for limit in sys.argv[2:5])))

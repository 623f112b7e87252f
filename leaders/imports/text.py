"""Reads CSV as people really save it: any usual encoding, any line end, and a clear word where the file is broken."""

import codecs
import csv
import io
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from config.exports import unguard
from leaders.imports.problems import Problem, Unusable, shown

MAX_COLUMNS = 200
MAX_ROWS = 1_000_000
MAX_RECORD = 1_000_000  # characters in one row; a hostile file is one endless row
CHUNK = 64 * 1024
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\x1f\x8b", b"<!DOCTYPE", b"<html", b"<?xml")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Row:
    """One row of a table: `number` as a spreadsheet counts it; `fault` says why it cannot be read."""

    number: int
    cells: list
    fault: Problem | None = None


@dataclass
class Table:
    """The header and the rows of one file, read as they are asked for; `problems` grow while reading."""

    name: str
    header: list
    stream: object = None
    problems: list = field(default_factory=list)
    short_rows: int = 0

    def rows(self):
        """Rows below the header that are not blank, as wide as the header."""
        for number, cells in self.stream:
            if number > MAX_ROWS:
                raise Unusable(_("The file has more than %(limit)s rows.") % {"limit": MAX_ROWS}, file=self.name)
            if any(cells):
                yield self.shaped(number, cells)

    def shaped(self, number, cells):
        """Short rows are filled up: their last cells are blank. Long ones cannot be told apart from shifted ones."""
        width = len(self.header)
        if len(cells) < width:
            self.short_rows += 1
            cells = cells + [""] * (width - len(cells))
        fault = self.fault(number, cells, width)
        return Row(number, [unguard(cell.strip()) for cell in cells[:width]], fault)

    def fault(self, number, cells, width):
        if any(cell.strip() for cell in cells[width:]):
            reason = _("The row has %(cells)s cells, the header has %(columns)s.") % {
                "cells": len(cells),
                "columns": width,
            }
            return Problem(reason, _("Put cells that hold a comma into quotation marks."), self.name, number)
        if CONTROL.search("".join(cells)):
            at = next(i for i, cell in enumerate(cells) if CONTROL.search(cell))
            reason = _("The cell holds a line break or another control character.")
            return Problem(reason, _("Write it on one line."), self.name, number, shown(self.header[at] or at + 1))
        return None


def open_table(name, stream):
    """The table in a binary, seekable `stream`; raises `Unusable` when it is no CSV at all."""
    encoding, problems = encoding_of(name, stream)
    stream.seek(0)
    rows = numbered(name, io.TextIOWrapper(stream, encoding=encoding, newline=""))
    header = next((cells for _number, cells in rows if any(cell.strip() for cell in cells)), None)
    if header is None:
        raise Unusable(_("The file is empty."), _("Export it again with its column names and rows."), file=name)
    if len(header) > MAX_COLUMNS:
        raise Unusable(
            _("The file has %(columns)s columns; at most %(limit)s are read.")
            % {"columns": len(header), "limit": MAX_COLUMNS},
            _("Keep only the columns of the roster."),
            file=name,
            row=1,
        )
    return Table(name, [cell.strip() for cell in header], rows, problems)


def encoding_of(name, stream):
    """Encoding of the file and the warnings about it: a mark decides, then UTF-8, then Windows."""
    start = stream.read(1024)
    if start.startswith(NOT_TEXT):
        raise Unusable(_("This is not a CSV file."), _("Save the roster as CSV (UTF-8) or XLSX."), file=name)
    marked = next((encoding for mark, encoding in MARKS if start.startswith(mark)), None)
    if marked == "":
        raise Unusable(_("The file is saved as UTF-32."), _("Save it as CSV (UTF-8)."), file=name)
    if certain := marked or unmarked_utf16(start):
        check_text(name, stream, certain)
        return certain, []
    if undecodable(stream, "utf-8") is None:
        return "utf-8", []
    check_text(name, stream, "cp1252")
    reason = _("The file is not UTF-8. It was read as Windows text (cp1252).")
    return "cp1252", [Problem(reason, _("Check accented letters in the preview."), name)]


def check_text(name, stream, encoding):
    """Raise `Unusable` with the place of the first bytes that are no text."""
    if place := undecodable(stream, encoding):
        line, column = place
        raise Unusable(
            _("Line %(line)s, character %(column)s is no text in any usual encoding.")
            % {"line": line, "column": column},
            _("Save the file as CSV (UTF-8)."),
            file=name,
            row=line,
        )


def unmarked_utf16(start):
    """Latin text in UTF-16 has a zero in every second byte; which half tells the byte order."""
    half = len(start) // 2
    if half >= 4 and start[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    if half >= 4 and start[0::2].count(0) > half * 0.8:
        return "utf-16-be"
    return ""


def undecodable(stream, encoding):
    """Line and character of the first byte that `encoding` does not know; None when all of it decodes."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    line, column = 1, 1
    try:
        while chunk := stream.read(CHUNK):
            line, column = moved(decoder.decode(chunk), line, column)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return moved(error.object[: error.start].decode(encoding, "replace"), line, column)
    return None


def moved(text, line, column):
    """Where one is in the file after reading `text`."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))


class Lines:
    """Feeds physical lines to the CSV reader and keeps those of the row at hand, to say where it broke."""

    def __init__(self, name, stream):
        self.name, self.stream, self.count = name, stream, 0
        self.record, self.size, self.first = [], 0, 1

    def __iter__(self):
        return self

    def __next__(self):
        line = self.stream.readline(MAX_RECORD + 1)
        if not line:
            raise StopIteration
        self.count += 1
        self.size += len(line)
        if self.size > MAX_RECORD:
            raise self.broken(_("A row that begins in line %(line)s never ends.") % {"line": self.first})
        self.record.append(line)
        return line

    def next_record(self):
        self.record, self.size, self.first = [], 0, self.count + 1

    def broken(self, reason):
        return Unusable(
            reason,
            _("Look for a quotation mark that is not closed, or save the file again."),
            file=self.name,
            row=self.first,
        )


def numbered(name, stream):
    """Rows with their numbers; raises `Unusable` with line and character where the quotation marks go wrong."""
    lines = Lines(name, stream)
    reader = csv.reader(lines, delimiter=delimiter_of(stream), strict=True)
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            line, column = quote_fault("".join(lines.record))
            place = {"line": lines.first + line, "column": column}
            raise lines.broken(
                _("The quotation marks go wrong in line %(line)s, character %(column)s, or the cell there is too long.")
                % place
            ) from None
        if cells is None:
            return
        number += 1
        yield number, cells
        lines.next_record()


def delimiter_of(stream):
    """Comma, unless the first line has none and has tabs or semicolons instead."""
    start = stream.readline(MAX_RECORD)
    stream.seek(0)
    return "," if "," in start else next((mark for mark in "\t;" if mark in start), ",")


def quote_fault(text):
    """(lines after the first, character) of a quotation mark that is not closed, or of what follows a closed one."""
    opened = 0
    inside = False
    for at, char in enumerate(text):
        if char == '"' and not inside and (at == 0 or text[at - 1] in ',\t;\r\n"'):
            inside, opened = True, at
        elif char == '"' and inside:
            inside = False
        elif not inside and at and text[at - 1] == '"' and char not in ",\t;\r\n":
            opened = at
            break
    before = text[:opened]
    return before.count("\n"), opened - before.rfind("\n")

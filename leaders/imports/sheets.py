"""Opens spreadsheets (XLSX) behind guards: parts are checked here, cells are read by a separate, limited process."""

import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from leaders.imports import archive
from leaders.imports.problems import Unusable, shown

WORKER = Path(__file__).with_name("sheet_worker.py")
SECONDS = 60
MAX_ROWS = 100_000
MAX_COLUMNS = 100
FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
OVERLAP = 16
REFUSALS = {
    3: lambda: (
        _("The spreadsheet has more than %(rows)s rows or %(columns)s columns.")
        % {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
    ),
    4: lambda: _("The spreadsheet holds no table."),
    5: lambda: _("The spreadsheet is damaged."),
}


def is_workbook(members):
    """Whether an archive is a spreadsheet rather than a package of files."""
    return "[Content_Types].xml" in members and any(name.startswith("xl/") for name in members)


def opener(path, members):
    """A function that opens the workbook as CSV; the worker runs once, however often it is opened."""

    @cache
    def converted():
        return as_csv(path, members)

    def open_copy():
        stream = open(os.dup(converted().fileno()), "rb")
        stream.seek(0)
        return stream

    return open_copy


def as_csv(path, members):
    """The first sheet that has cells, as a temporary CSV file; raises `Unusable` when it does not pass the guards."""
    check_parts(path, members)
    out = tempfile.TemporaryFile()
    limits = [str(limit) for limit in (MAX_ROWS, MAX_COLUMNS, archive.MAX_UNPACKED)]
    command = [sys.executable, "-I", str(WORKER), str(path), *limits]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
        code = done.returncode
    except subprocess.TimeoutExpired:
        code = -1
    if code:
        reason = REFUSALS.get(code, lambda: _("The spreadsheet is too large to read."))
        raise Unusable(reason(), _("Copy the roster alone into a new workbook, or save it as CSV (UTF-8)."))
    out.seek(0)
    return out


def check_parts(path, members):
    """Unpacks every part once, counting real bytes; refuses macros and document types (entity tricks)."""
    left = archive.MAX_UNPACKED
    for name, info in members.items():
        lowered = name.lower()
        if lowered.endswith((".bin", ".vbs", ".js")) and "printersettings" not in lowered:
            raise Unusable(
                _("The spreadsheet holds macros or programs (%(part)s).") % {"part": shown(name)},
                _("Save it as a plain .xlsx workbook."),
            )
        with archive.unpack(path, info, left) as part:
            left -= part.seek(0, 2)
            part.seek(0)
            check_part(name, part)


def check_part(name, part):
    """XML parts are UTF-8 without a document type; anything else is no product of a spreadsheet program."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    before = b""
    while chunk := part.read(archive.CHUNK):
        if FORBIDDEN.search(before + chunk) or b"\x00" in chunk or b"macroEnabled" in before + chunk:
            raise Unusable(
                _("The spreadsheet part “%(part)s” holds a document type, macros or an unusual encoding.")
                % {"part": shown(name)},
                _("Save the roster again as a plain .xlsx workbook."),
            )
        before = chunk[-OVERLAP:]

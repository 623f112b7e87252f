"""Reads files for the tests, on a fixed day."""

import datetime
from pathlib import Path

from leaders.imports.formats import Options, read_source
from leaders.imports.sources import open_source

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"
TODAY = datetime.date(2026, 11, 24)


def read(path, **options):
    """The reading of a file, zip or folder."""
    return read_source(open_source(path), Options(TODAY, **options))


def read_files(folder, files):
    """The reading of files written into the folder."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(folder)


def of_kind(reading, kind):
    return [candidate for candidate in reading.candidates if candidate.kind == kind]


def said(reading):
    """All remarks on files as one text."""
    return "\n".join(map(str, reading.problems))

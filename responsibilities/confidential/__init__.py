"""What was said between a teacher leader and a supported teacher (tier C, domain.md §4): the only way to it.

No other code opens a seal, and nothing here answers a content to who may not read it; tests/responsibilities/
test_confidential_walls.py keeps it so.
"""

from responsibilities.confidential.copies import recipients, send_copy
from responsibilities.confidential.files import bytes_of, files_about, keep_file, remove_file
from responsibilities.confidential.letting import candidates, let_in, readers, shut_out
from responsibilities.confidential.notes import (
    OF_CYCLES,
    RATINGS,
    SHARED,
    change_note,
    mark_done,
    record_of,
    remove_note,
    write_note,
)
from responsibilities.confidential.opening import Content, Opened, exists, notes_about, opened, read
from responsibilities.confidential.sides import Sides, sides

__all__ = [
    "OF_CYCLES",
    "RATINGS",
    "SHARED",
    "Content",
    "Opened",
    "Sides",
    "bytes_of",
    "candidates",
    "change_note",
    "exists",
    "files_about",
    "keep_file",
    "let_in",
    "mark_done",
    "notes_about",
    "opened",
    "read",
    "readers",
    "recipients",
    "record_of",
    "remove_file",
    "remove_note",
    "send_copy",
    "shut_out",
    "sides",
    "write_note",
]

"""Files of applications on the disk: kept under random names, handed out to who may read the answers, and removed.

A file is written beside its place and renamed before its row is committed, so that no row lacks its file.
"""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse

from config import storing
from programs.models import ApplicationFile
from responsibilities import evidence
from responsibilities.evidence import scanning

NOT_SHOWN = "sandbox; default-src 'none'"  # should a browser open it all the same
State = ApplicationFile.State


@dataclass(frozen=True)
class Upload:
    """A file that was checked and may be kept; one that waits for the virus scan is handed out after it."""

    name: str = field(repr=False)
    media_type: str
    data: bytes = field(repr=False)
    is_ready: bool


def looked_at(name, data):
    """An upload as it may be kept, or `ValidationError` with the reason."""
    file = evidence.checked(name, data)
    return Upload(file.name, file.media_type, file.data, scanning.is_ready(file.data))


def folder():
    return Path(settings.MEDIA_ROOT) / "applications"


def path_of(row):
    return folder() / str(row.stored_as)


def keep(application, question, upload):
    """Keep a file as the answer to a question (its key), in place of the one that was there."""
    drop(application, [question])
    row = ApplicationFile(application=application, question_id=question, name=upload.name)
    row.media_type, row.size = upload.media_type, len(upload.data)
    row.sha256 = sha256(upload.data).hexdigest()
    row.state = State.CLEAN if upload.is_ready else State.QUARANTINED
    storing.write(folder(), str(row.stored_as), upload.data)
    row.save(force_insert=True)
    return row


def drop(application, questions):
    """Remove the files of questions, from the disk too once that is certain."""
    for row in application.files.filter(question__in=questions):
        gone = path_of(row)
        row.delete()
        transaction.on_commit(lambda gone=gone: gone.unlink(missing_ok=True))


def bytes_of(row):
    """What a file holds, or None: it is not there, or the virus scan has not let it through yet."""
    if _compared(row) != "whole":
        return None
    data = path_of(row).read_bytes()
    return data if row.state == State.CLEAN or _passes(row, data) else None


def _passes(row, data):
    """A file that waited is scanned when somebody asks for it."""
    if row.state != State.QUARANTINED or not scanning.is_wanted():
        return False
    try:
        ready = scanning.is_ready(data)
    except ValidationError:
        ApplicationFile.objects.filter(pk=row.pk).update(state=State.INFECTED)
        path_of(row).unlink(missing_ok=True)
        return False
    if ready:
        ApplicationFile.objects.filter(pk=row.pk).update(state=State.CLEAN)
    return ready


def look_after():
    """Counts of files: `whole`, `missing`, `changed`, and `swept up` of those that no row names."""
    counts = Counter(_compared(row) for row in ApplicationFile.objects.exclude(state=State.INFECTED).iterator())
    counts["swept up"] = storing.sweep(folder(), ApplicationFile.objects.values_list("stored_as", flat=True))
    return counts


def _compared(row):
    try:
        data = path_of(row).read_bytes()
    except OSError:
        return "missing"
    return "whole" if sha256(data).hexdigest() == row.sha256 else "changed"


def handed_out(row, data, name=None):
    """The answer that holds a file: never shown in the page, kept by no cache; `name` in place of its own."""
    answer = HttpResponse(data, content_type=row.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name or row.name, safe='')}"
    answer["Content-Security-Policy"] = NOT_SHOWN
    answer["Cache-Control"] = "no-store"
    return answer

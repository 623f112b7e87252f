"""Keeps an upload until it has been read: under a random name outside the web root, never served, gone after a day."""

import os
import secrets
import time
import zipfile
from pathlib import PurePosixPath

from django.conf import settings

DAY = 24 * 60 * 60


def folder():
    path = settings.DATA_DIR / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(stored):
    return folder() / stored


def keep(uploads):
    """Store the uploaded files and answer the random name; several files become one package."""
    sweep()
    stored = secrets.token_hex(16)
    draft = folder() / f"{stored}.part"
    if len(uploads) == 1:
        write(draft, uploads[0])
    else:
        pack(draft, uploads)
    draft.replace(path_of(stored))
    return stored


def write(path, upload):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def pack(path, uploads):
    """Loose files handed in together: a plain zip of ours, which the usual guards then read."""
    with (
        open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
        zipfile.ZipFile(out, "w") as zipped,
    ):
        for upload in uploads:
            with zipped.open(PurePosixPath(upload.name).name, "w") as member:
                for chunk in upload.chunks():
                    member.write(chunk)


def forget(stored):
    if stored:
        path_of(stored).unlink(missing_ok=True)


def sweep():
    """Remove uploads that nobody read within a day."""
    for path in folder().iterdir():
        if path.is_file() and time.time() - path.stat().st_mtime > DAY:
            path.unlink(missing_ok=True)

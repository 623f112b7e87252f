"""Files on the disk that only the site reads: under random names, and after a crash there whole or not at all."""

import os
import time

RECENT = 60 * 60  # seconds in which a file may still wait for its row


def write(folder, name, data):
    """Write a file into a folder: beside its place, flushed to the disk, then renamed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f".{name}"
    with open(unfinished, "xb", opener=_for_us_alone) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    unfinished.rename(folder / name)
    _flush(folder)


def sweep(folder, known):
    """Remove files that no row names (`known`): left over by a crash, or of a record that was removed."""
    names = {str(name) for name in known}
    old = time.time() - RECENT
    over = [file for file in folder.glob("*") if file.name not in names and file.stat().st_mtime < old]
    for file in over:
        file.unlink(missing_ok=True)
    return len(over)


def _for_us_alone(name, flags):
    return os.open(name, flags, 0o600)


def _flush(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

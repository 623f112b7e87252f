"""An empty SQLite database as the migrations leave it: made once, kept for as long as they stay the same.

The migrations take longer than any test. On a machine that has nothing of ours they run, as on a real site; another run
of the suite, its second process and the sites of the browser tests start with a copy.
"""

import contextlib
import fcntl
import sqlite3
import subprocess

from config.bootstrap import environment
from config.bootstrap.console import ROOT, surroundings

FOLDER = ROOT / "var" / "test"
# The name that Django gives the database in memory of the tests.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def kept():
    """The file with that database; made when it is missing, also when several processes ask for it."""
    sources = sorted({*ROOT.glob("*/migrations/*.py"), ROOT / "requirements" / "base.txt"})
    file = FOLDER / f"migrated-{environment.digest(*sources, salt=sqlite3.sqlite_version)}.sqlite3"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "migrated.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for other in FOLDER.glob("migrated-*"):
                other.unlink()
            _migrate(file.with_suffix(".draft")).replace(file)
    return file


def _migrate(draft):
    env = surroundings(TRELLIS_MODE="test", DATA_DIR=str(FOLDER), DATABASE_URL=f"sqlite:///{draft}")
    for command in ("migrate", "createcachetable"):
        subprocess.run([environment.PYTHON, "manage.py", command, "-v", "0"], cwd=ROOT, env=env, check=True)
    return draft


@contextlib.contextmanager
def in_memory():
    """The database in memory of the tests holds what is kept, before Django migrates what is still missing."""
    with contextlib.closing(sqlite3.connect(IN_MEMORY, uri=True)) as ours:
        with contextlib.closing(sqlite3.connect(kept())) as file:
            file.backup(ours)
        yield  # what is in memory lasts as long as a connection to it

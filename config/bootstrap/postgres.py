"""A PostgreSQL of our own for the suite: made in a temporary folder, reached through a socket, gone afterwards."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from config.bootstrap.console import Stop

INSTALLED = Path("/usr/lib/postgresql")
# Nothing of this server outlives the suite: it need not wait for the disk. A commit without fsync costs nothing more.
HASTY = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
# As on a real site (`config/databases.py`): to compile a statement takes longer than to run it.
HASTY += " -c jit=off -c random_page_cost=1.1"


def binaries(installed=INSTALLED):
    """Folder with `initdb` and `pg_ctl`, of the newest version; None when PostgreSQL is not installed."""
    folders = [folder for folder in installed.glob("*/bin") if (folder / "initdb").is_file()]
    newest = max(folders, key=lambda folder: float(re.sub(r"[^\d.]", "", folder.parent.name) or 0), default=None)
    found = shutil.which("initdb")
    return newest or (Path(found).resolve().parent if found else None)


def server_user():
    """PostgreSQL refuses root: then an account without rights runs it. None means the present user."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server():
    """Address of a running server for `DATABASE_URL`, or None where PostgreSQL is not installed."""
    programs = binaries()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="trellis-pg-"))
    user = server_user()
    if user:
        shutil.chown(folder, user)
    control = [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
    try:
        ask(user, programs / "initdb", "-D", folder / "data", "-U", "trellis", "-k", "-A", "trust", "-E", "UTF8", "-N")
        ask(user, *control, "-o", f"-c listen_addresses= -c unix_socket_directories={folder} {HASTY}", "start")
        yield f"postgresql://trellis@/trellis?host={folder}"
    finally:
        ask(user, *control, "-m", "immediate", "stop", must=False)
        shutil.rmtree(folder, ignore_errors=True)


def ask(user, *command, must=True):
    """Run one of PostgreSQL's programs as `user`, quietly; its words are shown only when it fails."""
    rights = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run([str(part) for part in command], cwd="/", capture_output=True, text=True, **rights)
    if must and done.returncode:
        raise Stop(f"PostgreSQL did not start: {done.stderr or done.stdout}")

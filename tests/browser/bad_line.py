"""A site of its own for a test: on a database file that outlives the server, which is started again when it dies."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import threading

from config.bootstrap import environment
from config.bootstrap.console import ROOT
from config.bootstrap.site import HOST, answers
from tests.browser.site import DATABASE, free_port, of_demo


class Site:
    """A served database: `address`, what was cut, and questions to the database."""

    def __init__(self, folder, **env):
        self.folder, self.port, self.stopped, self.process = folder, free_port(), False, None
        self.address = f"http://{HOST}:{self.port}"
        self.env = of_demo(folder, **env)
        self.keeper = threading.Thread(target=self._keep_running)

    def _keep_running(self):
        bind = f"{HOST}:{self.port}"
        tool = [environment.PYTHON, "-m", "gunicorn", "tests.browser.cut_wsgi", "--bind", bind, "--threads", "4"]
        while not self.stopped:
            command = [*map(str, tool), "--no-control-socket", "--log-level", "critical"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, start_new_session=True)
            self.process.wait()

    def stop(self):
        self.stopped = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.keeper.join()

    def start(self, **env):
        """Serve, with other surroundings when they are given."""
        self.env |= env
        self.stopped, self.keeper = False, threading.Thread(target=self._keep_running)
        self.keeper.start()
        for _try in range(600):
            if answers(self.port):
                return
            threading.Event().wait(0.1)
        raise RuntimeError("the site did not start")

    def put_back(self, made):
        """Its database as it stands in the folder `made`, without what was kept beside; the server goes on."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif not path.name.startswith(DATABASE):
                path.unlink()
        kept, own = (sqlite3.connect(folder / DATABASE, timeout=20) for folder in (made, self.folder))
        with contextlib.closing(kept), contextlib.closing(own):
            own.execute("PRAGMA synchronous=OFF")
            kept.backup(own)

    @contextlib.contextmanager
    def cutting(self, how):
        """Cut every request that brings entries: `no-line` or `no-answer`."""
        flag = self.folder / how
        flag.touch()
        yield
        flag.unlink()

    def cuts(self, what):
        return len(list(self.folder.glob(f"{what}-*")))

    def ask(self, question, *values):
        """The first row of an answer of the database file."""
        with contextlib.closing(sqlite3.connect(self.folder / DATABASE, timeout=20)) as base:
            row = base.execute(question, values).fetchone()
            base.commit()
            return row


@contextlib.contextmanager
def served(made, folder, **env):
    """A `Site` on a copy of the database in the folder `made`."""
    shutil.copytree(made, folder)
    site = Site(folder, **env)
    try:
        site.start()
        yield site
    finally:
        site.stop()

"""`make run`: the demo district, served on this machine only."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

from config.bootstrap import environment
from config.bootstrap.console import ROOT, Stop, call, say, surroundings

HOST = "127.0.0.1"
DATA = ROOT / "var" / "demo"
START_SECONDS = 60


def run(arguments):
    """Prepare what is missing, then serve until Ctrl-C."""
    port = chosen_port(os.environ.get("PORT") or "8000")
    refuse_taken(port)
    environment.python_packages("base")
    environment.front_end_packages()
    environment.translations()
    env = surroundings(TRELLIS_MODE="demo", DATA_DIR=str(DATA))
    district(env)
    with serving(port, env) as processes:
        wait_until_answering(port, processes)
        print(f"\nTrellis runs at http://{HOST}:{port}   (Ctrl-C stops it)\n\n{accounts().read_text()}", flush=True)
        return watch(processes)


def chosen_port(text):
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.")


def watch(processes):
    """Wait for Ctrl-C, which is the normal end, or until one of the processes ends by itself."""
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    return 1


def refuse_taken(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Stop(
                f"Port {port} is taken, maybe by an earlier `make run`. Try: make run PORT={port + 1}"
            ) from error


def accounts():
    """What the demo command said last: whom one may sign in as."""
    return DATA / "accounts.txt"


def district(env):
    """Migrate and fill the demo's database, unless both were done by the present code."""
    sources = sorted({*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/management/commands/demo.py"), *demo_sources()})
    wanted = environment.digest(*sources, salt=env.get("DATABASE_URL", ""))
    if environment.is_current(DATA / "prepared", wanted) and accounts().is_file():
        return
    manage = [environment.PYTHON, "manage.py"]
    say("Preparing the database")
    call(*manage, "migrate", "-v", "0", env=env, otherwise="The database could not be migrated.")
    call(*manage, "createcachetable", "-v", "0", env=env, otherwise="The cache table could not be made.")
    say("Filling in the demo district")
    done = call(
        *manage, "demo", env=env, stdout=subprocess.PIPE, text=True, otherwise="The demo district could not be made."
    )
    accounts().write_text(done.stdout)
    (DATA / "prepared").write_text(wanted)


def demo_sources():
    return {file for file in ROOT.glob("*/demo/**/*") if file.suffix in {".py", ".csv", ".json"}}


@contextmanager
def serving(port, env, app="config.wsgi", out=None):
    """The web server and the worker of the background jobs; both end with us. `out`: where they say what they do."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    python = str(environment.PYTHON)
    web = [
        python,
        "-m",
        "gunicorn",
        app,
        "--bind",
        f"{HOST}:{port}",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    worker = [python, "manage.py", "db_worker", "-v", "0"]
    commands = [[*web, "--no-control-socket"], worker]
    processes = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


def wait_until_answering(port, processes):
    """Return when the site answers; stop when it ended or took too long."""
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit and processes[0].poll() is None:
        if answers(port):
            return
        time.sleep(0.05)
    raise Stop("The site did not start; the lines above say why.")


def answers(port):
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

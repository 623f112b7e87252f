"""The site at the end of a bad line, for the offline tests: answers get lost, and the server dies in mid-answer.

`CUTS` lists shares of the requests that bring entries: `before` they arrive, `after` they were taken in, and `kill`:
the whole server dies (SIGKILL) when the entries are committed and nothing is answered yet, `KILLS` times. `KEYLESS`
takes in entries without their keys: the control. Files in `DATA_DIR` act while they are there: `bad-worker` is served
as the service worker, `no-line` cuts before anything arrives, `no-answer` after it was taken in.
"""

import json
import os
import random
import signal
import socket
import uuid
from pathlib import Path

from config.wsgi import application as unwatched
from responsibilities.actions import sync
from tests.browser.canaries import watched

FOLDER = Path(os.environ["DATA_DIR"])
site = watched(unwatched, FOLDER)
CUTS = json.loads(os.environ.get("CUTS", "{}"))
KILLS = int(os.environ.get("KILLS", "0"))
CHANCE = random.Random(f"{os.environ.get('SEED')} {len(list(FOLDER.glob('killed-*')))}")

if os.environ.get("KEYLESS"):
    with_key = sync._receipt
    sync._receipt = lambda key, *rest: with_key(uuid.uuid4(), *rest)


def note(what):
    """One more cut of a kind, for the test to count."""
    FOLDER.joinpath(f"{what}-{uuid.uuid4()}").touch()


def cut(environ, what):
    note(what)
    environ["gunicorn.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionError("cut on purpose")


def kill():
    note("killed")
    os.killpg(os.getpgid(0), signal.SIGKILL)


def application(environ, start_response):
    if environ["PATH_INFO"] == "/sw.js" and (bad := FOLDER / "bad-worker").exists():
        start_response("200 OK", [("Content-Type", "text/javascript")])
        return [bad.read_bytes()]
    if environ["PATH_INFO"] != "/activities/sync/":
        return site(environ, start_response)
    fate = CHANCE.random()
    if fate < CUTS.get("before", 0) or (FOLDER / "no-line").exists():
        cut(environ, "before")
    answer = site(environ, start_response)
    fate -= CUTS.get("before", 0)
    if fate < CUTS.get("kill", 0) and len(list(FOLDER.glob("killed-*"))) < KILLS:
        kill()
    if CUTS.get("kill", 0) < fate < CUTS.get("kill", 0) + CUTS.get("after", 0) or (FOLDER / "no-answer").exists():
        cut(environ, "after")
    return answer

"""A demo site of our own on a free port, with a database in a temporary folder."""

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from config.bootstrap import environment
from config.bootstrap.console import ROOT, surroundings
from config.bootstrap.site import HOST, serving, wait_until_answering
from tests import migrated
from tests.browser.canaries import LOG, MAIL

PASSWORD = "trellis-demo-district"  # as `manage.py demo` prints it
DOMAIN = "@trellis.example"
DATABASE = "trellis.sqlite3"  # in a site's folder
WIDE, PHONE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}, {"width": 320, "height": 640}


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def demo_site():
    """Address of a running demo site."""
    with tempfile.TemporaryDirectory() as folder:
        env = district(Path(folder))
        with answering(env) as address:
            yield address


@contextmanager
def watched_site(made, folder):
    """Address of a copy of the demo site `made`, which keeps or watches (`canaries`) its answers, mail and log."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    env = of_demo(folder, EMAIL_URL=f"filemail:///{folder / MAIL}", LOG_LEVEL="INFO")
    run(env, "-m", "tests.browser.plant")
    with open(folder / LOG, "w") as log, answering(env, app="tests.browser.watched_wsgi", out=log) as address:
        yield address


def of_demo(folder, **more):
    """Surroundings of a demo site that keeps its data in the folder."""
    env = surroundings(TRELLIS_MODE="demo", DATA_DIR=str(folder), DATABASE_URL="", **more)
    return env | {"DJANGO_SETTINGS_MODULE": "config.settings"}  # not those of the suite


def district(folder):
    """Surroundings of a demo site, whose district was made in the folder."""
    env = of_demo(folder)
    shutil.copyfile(migrated.kept(), folder / DATABASE)
    run(env, "-m", "tests.browser.prepared")
    return env


def run(env, *command):
    subprocess.run([environment.PYTHON, *command], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def answering(env, **how):
    port = free_port()
    with serving(port, env, **how) as processes:
        wait_until_answering(port, processes)
        yield f"http://{HOST}:{port}"


def key_of(account):
    """Key of the session that is prepared for an account of the demo (`coordinator`, `leader`, …)."""
    return hashlib.sha256(f"session of {account}".encode()).hexdigest()[:32]


def sign_in(page, address, account):
    """Be at home as one of the demo's accounts: by the session prepared for it, by password when that one has ended."""
    page.set_default_timeout(15_000)
    page.context.add_cookies([{"name": "sessionid", "value": key_of(account), "url": address}])
    page.goto(f"{address}/")
    if "/accounts/login/" in page.url:
        sign_in_by_password(page, address, account)


def sign_in_by_password(page, address, account):
    page.goto(f"{address}/accounts/login/")
    page.set_default_timeout(15_000)
    page.locator("input[name=login]").fill(account + DOMAIN)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def chromium(play):
    """The system's Chromium, headless; as root it needs to run without its sandbox."""
    names = ("chromium-headless-shell", "chromium")
    found = next((Path("/usr/bin") / name for name in names if os.access(Path("/usr/bin") / name, os.X_OK)), None)
    return play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])

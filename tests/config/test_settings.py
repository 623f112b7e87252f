"""Settings as read from an environment, each in a process of its own."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest

from config import databases

ROOT = Path(__file__).resolve().parents[2]
SECRET = "x7" * 30
KEY = "1:" + base64.b64encode(bytes(32)).decode()
SHOW = "import json; from config import settings as s; print(json.dumps([str(getattr(s, n)) for n in {names!r}]))"


def load(tmp_path, *names, **variables):
    """Run with nothing but `variables` set; the values of `names`, or the last line of the error."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-c", SHOW.format(names=names)]
    variables = {"DATA_DIR": str(tmp_path), **kept, **variables}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.splitlines()[-1]


@pytest.mark.parametrize("variables", [{}, {"SECRET_KEY": "short"}, {"SECRET_KEY": "x" * 49}])
def test_production_refuses_a_missing_or_short_secret(tmp_path, variables):
    assert "SECRET_KEY" in load(tmp_path, "MODE", **variables)


def test_production_is_the_default_and_shows_no_debug_pages(tmp_path):
    assert load(tmp_path, "MODE", "DEBUG", SECRET_KEY=SECRET, SEALING_KEYS=KEY) == ["production", "False"]


def test_production_answers_to_no_name_until_told(tmp_path):
    assert load(tmp_path, "ALLOWED_HOSTS", SECRET_KEY=SECRET, SEALING_KEYS=KEY) == ["[]"]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "https://trellis.example.org"),
        ({"BASE_URL": ""}, "https://trellis.example.org"),
        ({"BASE_URL": "https://tl.example.org/"}, "https://tl.example.org"),
    ],
)
def test_mail_links_lead_to_the_first_name_or_to_the_address_given(tmp_path, given, address):
    names = {"ALLOWED_HOSTS": "trellis.example.org,other.example.org", **given}
    assert load(tmp_path, "BASE_URL", SECRET_KEY=SECRET, SEALING_KEYS=KEY, **names) == [address]


def test_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    assert load(tmp_path, "SECRET_KEY", SECRET_KEY_FILE=str(tmp_path / "secret"), SEALING_KEYS=KEY) == [SECRET]


def test_demo_needs_no_secret_and_answers_to_this_machine_only(tmp_path):
    mode, hosts = load(tmp_path, "MODE", "ALLOWED_HOSTS", TRELLIS_MODE="demo")
    assert (mode, hosts) == ("demo", "['127.0.0.1', 'localhost', '[::1]']")


def test_unknown_mode_is_refused(tmp_path):
    assert "TRELLIS_MODE" in load(tmp_path, "MODE", TRELLIS_MODE="debug")


def test_sqlite_takes_its_lock_at_once_and_waits_for_the_disk(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = databases.configured(environ.Env(), tmp_path)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "PRAGMA synchronous=FULL;" in found["OPTIONS"]["init_command"]
    assert found["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((4, 0, 0), "WAL")])
def test_write_ahead_log_only_without_its_bug(version, journal):
    assert databases.journal(version) == journal


@pytest.mark.parametrize(("pooled", "age", "cursors_off"), [("0", 60, False), ("1", 0, True)])
def test_postgresql_connections_suit_a_pooler_when_there_is_one(tmp_path, monkeypatch, pooled, age, cursors_off):
    monkeypatch.setenv("DATABASE_URL", "postgres://trellis:secret@db/trellis")
    monkeypatch.setenv("DATABASE_POOLED", pooled)
    monkeypatch.delenv("POSTGRES_OPTIONS", raising=False)
    found = databases.configured(environ.Env(), tmp_path)
    assert (found["CONN_MAX_AGE"], found["DISABLE_SERVER_SIDE_CURSORS"]) == (age, cursors_off)
    assert ("statement_timeout" in str(found["OPTIONS"])) is (pooled == "0")
    assert ("jit=off" in str(found["OPTIONS"])) is (pooled == "0")

"""What a browser is told on every kind of answer, with production settings."""

import base64
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated
from tests.config import production

ROOT = Path(__file__).resolve().parents[2]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}
EXACT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
STATUS = {
    "home": 302,
    "sign-in": 200,
    "reset": 200,
    "health": 200,
    "admin": 302,
    "unknown": 404,
    "unknown static": 404,
    "plain http": 301,
    "static": 200,
    "bad host": 400,
    "no csrf token": 403,
    "signed in": 302,
    "broken": 500,
}
YEAR = 365 * 24 * 60 * 60
# The Observatory's table: what each proof adds to 100 (developer.mozilla.org/observatory/docs/tests_and_scoring)
BONUS = {"csp": 10, "cookies": 5, "referrer": 5, "sri": 5, "framing": 5, "resource policy": 10}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("production")
    shutil.copyfile(migrated.kept(), folder / "trellis.sqlite3")
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PGHOST"}}
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "TRELLIS_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SEALING_KEYS": f"1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "ALLOWED_HOSTS": production.HOST,
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
    }
    command = [sys.executable, "-m", "tests.config.production"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {answer["name"]: answer for answer in json.loads(done.stdout)}


def policy(answer):
    return {part.strip() for part in answer["headers"]["content-security-policy"].split(";") if part.strip()}


def test_each_kind_of_answer_is_seen(answers):
    assert {name: answer["status"] for name, answer in answers.items()} == STATUS


@pytest.mark.parametrize("name", list(STATUS))
def test_policy_and_headers_are_on_every_answer(answers, name):
    assert policy(answers[name]) == POLICY
    headers = answers[name]["headers"]
    assert {key: headers.get(key) for key in EXACT} == EXACT
    assert "camera=()" in headers["permissions-policy"]
    assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"])


@pytest.mark.parametrize("name", [name for name in STATUS if name not in {"plain http", "static", "unknown static"}])
def test_browser_stays_on_https(answers, name):
    found = answers[name]["headers"]["strict-transport-security"]
    assert int(re.search(r"max-age=(\d+)", found).group(1)) >= YEAR
    assert "includeSubDomains" in found


def test_plain_http_is_sent_to_https(answers):
    assert answers["plain http"]["headers"]["location"] == f"https://{production.HOST}/accounts/login/"


def test_cookies_are_bound_to_this_host_and_hidden(answers):
    cookies = [cookie for answer in answers.values() for cookie in answer["cookies"]]
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"__Host-sid", "__Host-csrf"}
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert all("HttpOnly" in cookie for cookie in cookies if cookie.startswith("__Host-sid"))


def test_doors_lead_to_the_one_sign_in_page(answers):
    assert answers["home"]["headers"]["location"].startswith("/accounts/login/")
    assert answers["admin"]["headers"]["location"].startswith("/admin/login/")  # which leads on to the same page


def test_static_files_carry_their_digest_and_are_kept_by_the_browser(answers):
    assert "immutable" in answers["static"]["headers"]["cache-control"]


def test_error_page_names_the_request_and_nothing_else(answers):
    broken = answers["broken"]
    assert broken["headers"]["x-request-id"] in broken["body"]
    assert "Traceback" not in broken["body"]
    assert "FileNotFoundError" not in broken["body"]


@pytest.mark.parametrize("name", [name for name in STATUS if name not in {"static", "health"}])
def test_pages_hold_no_inline_script_or_style(answers, name):
    body = answers[name]["body"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", body)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", body)


def test_observatory_gives_an_a_plus(answers):
    assert 100 + sum(BONUS[name] for name, proven in proofs(answers).items() if proven) >= 140


def proofs(answers):
    """The Observatory's tests that add to the score, for the page it would see first."""
    page, headers = answers["sign-in"], answers["sign-in"]["headers"]
    scripts = re.findall(r"<script[^>]*>", page["body"])
    return {
        "csp": "default-src 'none'" in policy(page) and "unsafe" not in headers["content-security-policy"],
        "cookies": all("Secure" in cookie and "SameSite" in cookie for cookie in page["cookies"]),
        "referrer": headers["referrer-policy"] in {"no-referrer", "same-origin", "strict-origin"},
        "sri": bool(scripts) and all("integrity=" in script for script in scripts),
        "framing": "frame-ancestors 'none'" in policy(page),
        "resource policy": headers["cross-origin-resource-policy"] == "same-origin",
    }

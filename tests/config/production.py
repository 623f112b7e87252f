"""A site with production settings in a process of its own; prints what it answers as JSON. Run by the header tests.

Settings are read once per process, so the suite's own process cannot show what production does.
"""

import json
import sys

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

HOST = "trellis.example.org"
PASSWORD = "a long password of nobody"


def main():
    django.setup()
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        call_command(*command, verbosity=0)
    json.dump([facts(name, answer) for name, answer in answers()], sys.stdout)


def answers():
    """Pairs of a name and the answer: each status, each kind of door, static files."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True, HTTP_HOST=HOST)
    for name, path in PAGES.items():
        yield name, client.get(path, secure=True)
    yield "plain http", client.get("/accounts/login/")
    yield "static", client.get(staticfiles_storage.url("vendor/bootstrap.min.css"), secure=True)
    yield "bad host", client.get("/", secure=True, HTTP_HOST="evil.example.org")
    yield "no csrf token", client.post("/accounts/login/", {"login": "a@b.org"}, secure=True)
    get_user_model().objects.create_user(email="it@example.org", password=PASSWORD)
    free = Client(raise_request_exception=False, HTTP_HOST=HOST)
    yield "signed in", free.post("/accounts/login/", {"login": "it@example.org", "password": PASSWORD}, secure=True)
    settings.DATA_DIR = "/no/such/folder"
    yield "broken", free.get("/readyz", secure=True)


PAGES = {
    "home": "/",
    "sign-in": "/accounts/login/",
    "reset": "/accounts/password/reset/",
    "health": "/healthz",
    "admin": "/admin/",
    "unknown": "/no/such/page",
    "unknown static": "/static/no-such-file.css",
}


def facts(name, answer):
    cookies = [morsel.OutputString() for morsel in answer.cookies.values()]
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return {
        "name": name,
        "status": answer.status_code,
        "headers": {key.lower(): value for key, value in answer.items()},
        "cookies": cookies,
        "body": body.decode(errors="replace")[:20000],
    }


if __name__ == "__main__":
    main()

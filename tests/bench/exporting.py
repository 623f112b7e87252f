"""Exports of everybody: seconds, time to the first byte, and how much memory grows; JSON lines for the table."""

import importlib
import json
import time

from tests.bench.memory import watched

importlib.import_module("django").setup()
Client = importlib.import_module("django.test").Client
User = importlib.import_module("leaders.models").User

CASES = [
    ("people as CSV", "/people/?export=csv", 32),
    ("people as XLSX", "/people/?export=xlsx", None),
    ("roster as CSV", "/teacher-leaders/?export=csv", 32),
    ("roster as XLSX", "/teacher-leaders/?export=xlsx", None),
]


def export(client, path):
    """(seconds to the first byte, bytes) of a download that is read to its end."""
    begun, first, size = time.perf_counter(), None, 0
    for piece in client.get(path, secure=True).streaming_content:
        first = first or time.perf_counter() - begun
        size += len(piece)
    return first, size


def tell(**row):
    print(json.dumps(row), flush=True)


def main():
    client = Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    client.force_login(User.objects.get(email="coordinator@district.example"))
    client.get("/people/", secure=True)
    export(client, "/people/?q=garcia&export=csv")
    export(client, "/people/?q=garcia&export=xlsx")
    for what, path, most in CASES:
        with watched() as spent:
            first, size = export(client, path)
        note = f"first byte after {first * 1000:.0f} ms, {size / 1e6:.1f} MB in {spent.seconds:.1f} s"
        tell(what=f"P7 {what}: memory grows by", figure=spent.growth, target=most, unit=" MB", note=note)


main()

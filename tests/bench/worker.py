"""One process of the site: reads lines `who path repeats`, answers what such a request costs as a JSON line each."""

import gzip
import importlib
import json
import re
import statistics
import sys
import time
from pathlib import Path

importlib.import_module("django").setup()

# Django's parts load only after the settings are in place.
Client = importlib.import_module("django.test").Client
connection = importlib.import_module("django.db").connection
User = importlib.import_module("leaders.models").User
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
READ_WHOLE = re.compile(r"Seq Scan on (responsibilities_(?:activity|support)|programs_attendance)\b")
IN_PLAN = re.compile(r" on (responsibilities_(?:activity|support))\b")
FILES = re.compile(r'<(?:script src|link rel="stylesheet" href)="/static/([^"]+)"')
GROWING = ("responsibilities_", "programs_attendance")  # tables that a page must not read from end to end


class Watch:
    """Notes each statement that a request sends, and how long its answer took."""

    def __init__(self):
        self.seen = []

    def __call__(self, execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seen.append((sql, (time.perf_counter() - begun) * 1000, params))

    def plans(self):
        """How the statements are carried out that name a growing table (PostgreSQL)."""
        for sql, _took, params in self.seen if connection.vendor == "postgresql" else []:
            if any(name in sql for name in GROWING) and sql.lstrip("( ").startswith(("SELECT", "WITH")):
                with connection.cursor() as cursor:
                    cursor.execute("EXPLAIN " + sql, params)
                    yield "\n".join(row[0] for row in cursor.fetchall())

    def slowest(self):
        """(milliseconds, statement) of the one that took longest."""
        sql, took, _params = max(self.seen, key=lambda row: row[1], default=("", 0, ()))
        return took, sql


def of_database():
    """Milliseconds of CPU that the database has spent on this connection; 0 where it runs in this process."""
    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1_000_000


def measure(client, path, repeats):
    """Queries and writes of a request, medians of its milliseconds, and the size of the page as sent."""
    times, watch, answer = [], Watch(), None
    for _ in range(repeats + 1):
        watch, spent, base = Watch(), time.process_time(), of_database()
        with connection.execute_wrapper(watch):
            answer = client.get(path, secure=True)
        took = sum(took for _sql, took, _params in watch.seen)
        times.append((took, (time.process_time() - spent) * 1000, of_database() - base))
    if answer.status_code != 200:
        sys.exit(f"{path} answers {answer.status_code}")
    plans, content = "\n".join(watch.plans()), answer.getvalue()
    sql, cpu, database = (statistics.median(column) for column in zip(*times[1:], strict=True))
    return {
        "database": database,
        "queries": len(watch.seen),
        "whole": sorted(set(READ_WHOLE.findall(plans))),  # of the log and the attendance, from end to end
        "log": sorted(set(IN_PLAN.findall(plans))),  # read at all
        "files": FILES.findall(content.decode()) if answer["Content-Type"].startswith("text/html") else [],
        "slowest": watch.slowest(),
        "writes": sum(bool(WRITES.match(statement)) for statement, _took, _params in watch.seen),
        "sql": sql,
        "cpu": cpu,
        "bytes": len(content),
        "kb": len(gzip.compress(content, 6)) / 1000,
    }


def signed_in(kind):
    client = Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    client.force_login(User.objects.get(email=f"{kind}@district.example"))
    return client


def main():
    clients = {}
    for line in sys.stdin:
        who, path, repeats = line.split()
        if who not in clients:
            clients[who] = signed_in(who)
        print(json.dumps(measure(clients[who], path, int(repeats))), flush=True)


main()

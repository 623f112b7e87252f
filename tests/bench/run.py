"""`make bench`: the site's pages beside the floor, interleaved in one run on its own PostgreSQL; medians of rounds.

Prints per page: queries, milliseconds of CPU and p50/p95 of a request in one process, size, and the ratio of CPU to the
floor's page of the same round. Then the time of `migrate` and `check`.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

from config.bootstrap import postgres

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REPEATS = int(os.environ.get("BENCH_REPEATS", "20"))
SMALL, LARGE, APPOINTED, SCHOOLS = 10_000, 100_000, 20_000, 200
FLOOR_PAGE, FLOOR_FILTERED = "/people/", "/people/?staff_kind=teacher"
SMALL_PAGES = [("P1 people list", "/people/", FLOOR_PAGE)]
LARGE_PAGES = [
    ("P2 people, filtered and sorted", "/people/?staff_kind=teacher&sort=name", FLOOR_FILTERED),
    ("P3 record page of a leader", "/people/1/", FLOOR_PAGE),
    ("   roster R1", "/teacher-leaders/?on=2026-11-24", FLOOR_PAGE),
    ("   appointments list", "/appointments/", FLOOR_PAGE),
    ("   positions list", "/positions/", FLOOR_PAGE),
]


class Worker:
    """A process that measures pages of one side."""

    def __init__(self, kind, env):
        command = [sys.executable, "-m", "tests.bench.worker", kind]
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, path, repeats=REPEATS):
        self.process.stdin.write(f"{path} {repeats}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def environments(address):
    parts = urlsplit(address)
    host = parse_qs(parts.query)["host"][0]
    site = os.environ | {"DATABASE_URL": address.replace("/trellis?", "/bench?"), "TRELLIS_MODE": "test"}
    floor = os.environ | {"FLOOR_HOST": host, "FLOOR_USER": parts.username}
    floor.pop("DJANGO_SETTINGS_MODULE", None)
    return site | {"DJANGO_SETTINGS_MODULE": "tests.settings"}, floor, host


def timed(command, env):
    begun = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def prepare(site, floor, host):
    """Empty databases of both sides; prints P11."""
    programs = postgres.binaries()
    for name in ("bench", "floor"):
        subprocess.run([programs / "createdb", "-h", host, "-U", "trellis", name], check=True)
    migrate = timed([sys.executable, "manage.py", "migrate", "-v0"], site)
    check = timed([sys.executable, "manage.py", "check"], site)
    print(f"P11 migrate on an empty database {migrate:.1f} s (target 10), check {check:.1f} s (target 1.5)")
    subprocess.run([sys.executable, "-m", "tests.bench.load", "site", "0", str(SMALL)], env=site, check=True)
    subprocess.run([sys.executable, "-m", "tests.bench.load", "floor", "0", str(SMALL)], env=floor, check=True)


def compare(pages, site, floor):
    """Rounds of every page and its floor in turn; one printed line a page."""
    size = Worker("site", site)
    pad = str(size.ask(pages[0][1], 1)["bytes"])
    workers = size, Worker("floor", floor | {"FLOOR_BYTES": pad})
    rounds = {name: [] for name, _page, _floor in pages}
    for _ in range(ROUNDS):
        for name, page, bare in pages:
            rounds[name].append((workers[0].ask(page), workers[1].ask(bare)))
    for name, pairs in rounds.items():
        print(line(name, pairs))
    for worker in workers:
        worker.stop()


def line(name, pairs):
    """Medians over the rounds: `pairs` is `[(site's figures, floor's figures)]`."""
    middle = {key: statistics.median(mine[key] for mine, _bare in pairs) for key in pairs[0][0]}
    ratio = statistics.median(mine["cpu"] / bare["cpu"] for mine, bare in pairs)
    bare = statistics.median(bare["cpu"] for _mine, bare in pairs)
    return (
        f"{name:32} status {middle['status']:.0f}  queries {middle['queries']:>2.0f}  CPU {middle['cpu']:6.1f} ms"
        f"  (floor {bare:5.1f}, ratio {ratio:4.2f})  p50 {middle['wall']:6.1f}  p95 {middle['p95']:6.1f} ms"
        f"  {middle['bytes'] / 1000:5.1f} kB  RSS {middle['rss_mb']:.0f} MB"
    )


def main():
    with postgres.server() as address:
        if address is None:
            sys.exit("The bench needs PostgreSQL (apt-get install postgresql).")
        site, floor, host = environments(address)
        prepare(site, floor, host)
        print(f"{SMALL} people, {ROUNDS} rounds of {REPEATS} requests, medians")
        compare(SMALL_PAGES, site, floor)
        more = str(LARGE - SMALL)
        subprocess.run(
            [sys.executable, "-m", "tests.bench.load", "site", str(SMALL), more, str(APPOINTED)], env=site, check=True
        )
        subprocess.run([sys.executable, "-m", "tests.bench.load", "floor", str(SMALL), more], env=floor, check=True)
        print(f"{LARGE} people, {APPOINTED} appointments, {SCHOOLS} schools")
        compare(LARGE_PAGES, site, floor)


if __name__ == "__main__":
    main()

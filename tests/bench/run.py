"""`make bench`: the site's pages beside the floor, interleaved in one run on its own PostgreSQL, and long work.

`ARGS=people`, `ARGS=log`, `ARGS=programs` or `ARGS=insight` for one part.

Prints one table. A ratio is taken between answers of the same round; figures are medians of the rounds. The exit code
is 0 whatever was measured: a shared machine may be slow, people judge. It is 1 when a page of insight reads the log.
"""

import gzip
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.bootstrap import postgres
from tests.bench import insight_run, log_run, pages, program_run, sides
from tests.bench.asking import AT_ONCE, ask, one, sign_in
from tests.bench.table import Table

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
ALONE, TOGETHER, REPEATS = 40, 10, 3
PASSWORD = "correct horse battery"
SMALL, LARGE, SCHOOLS = 10_000, 100_000, 200
APPOINTED = {SMALL: 2_000, LARGE: 20_000}
ASSETS = ["vendor/bootstrap.min.css", "css/site.css", "django_htmx/htmx-2.min.js", "js/site.js"]
ASSETS += ["js/offline-badge.js"]


class Bench:
    """One run: two sides, one database server, one table."""

    def __init__(self, address, scratch):
        host = address.partition("host=")[2]
        self.server, self.table = sides.postmaster(host), Table()
        self.scratch, self.failed = scratch, []
        self.site = sides.Side("site", "config.wsgi", 8731, sides.site_env(address, scratch))
        self.floor = sides.Side("floor", "tests.bench.floor_wsgi", 8732, sides.floor_env(host))
        sides.make_databases(host)

    def python(self, *arguments, env=None):
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=env or self.site.env, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def set_up(self):
        """Empty databases of both sides (P11), and the site's static files."""
        self.table.head("Start")
        for what, command, target in [("migrate", "migrate", 10), ("check", "check", 1.5)]:
            begun = time.perf_counter()
            self.python("manage.py", command, "-v0")
            self.table.row(f"P11 {what}", time.perf_counter() - begun, target, " s")
        self.python("manage.py", "createcachetable", "-v0")
        self.python("manage.py", "collectstatic", "--no-input", "-v0")

    def load(self, first, count, appointments):
        begun = time.perf_counter()
        self.python("-m", "tests.bench.load", "site", str(first), str(count), str(appointments))
        cookie = self.python("-m", "tests.bench.load", "floor", str(first), str(count), env=self.floor.env)
        self.floor.cookies["bench"] = cookie.strip()
        return time.perf_counter() - begun

    def start(self):
        """Serve both sides; the floor's page is filled up to the size of the site's list."""
        self.site.start()
        for kind in ["coordinator", "principal", "administrator"]:
            status, _took = sign_in(self.site, f"{kind}@district.example", PASSWORD)
            if status != 302:
                sys.exit(f"{kind} cannot sign in: {status}")
        self.floor.start(FLOOR_BYTES="0")
        missing = self.size(self.site, "coordinator", pages.LIST) - self.size(self.floor, "bench", pages.FLOOR_LIST)
        self.floor.stop()
        self.floor.start(FLOOR_BYTES=str(max(0, missing)))

    def size(self, side, who, path):
        connection = sides.HTTPConnection(sides.HOST, side.port)
        return one(connection, path, side.headers(who))[1]

    def compare(self, wanted):
        """Pages in turn with the floor's, round by round: one at a time, then eight at once."""
        self.start()
        self.rounds(wanted)
        self.site.stop()
        self.floor.stop()

    def rounds(self, wanted):
        rounds = {page: [] for page in wanted}
        for _ in range(ROUNDS):
            for page in wanted:
                rounds[page].append([self.both(page, ALONE, 1), self.both(page, TOGETHER, AT_ONCE)])
        for page, found in rounds.items():
            self.tell(page, found)
            self.tell_beside(page, rounds)

    def both(self, page, count, at_once):
        floor = ask(self.floor, "bench", page.floor, count, at_once, self.server)
        return ask(self.site, page.who, page.path, count, at_once, self.server), floor

    def tell(self, page, rounds):
        """Ratio of CPU per request, one at a time; requests a second and p95 with eight at once."""
        alone, together = ([row[place] for row in rounds] for place in (0, 1))
        ratio = statistics.median(mine.cpu / bare.cpu for mine, bare in alone)
        app, base = (middle([mine for mine, _bare in alone], name) for name in ("app", "database"))
        bare_app, bare_base = (middle([bare for _mine, bare in alone], name) for name in ("app", "database"))
        note = f"CPU {app:.1f} + {base:.1f} ms; floor {bare_app:.1f} + {bare_base:.1f} ms (app + database)"
        self.table.row(f"{page.name}: CPU", ratio, page.ratio, " ×", note)
        slower = statistics.median(bare.rate / mine.rate for mine, bare in together)
        rates = [middle([pair[place] for pair in together], "rate") for place in (0, 1)]
        first = [middle([pair[place] for pair in alone], "rate") for place in (0, 1)]
        note = f"{rates[0]:.0f} and {rates[1]:.0f} a second with eight at once; {first[0]:.0f} and {first[1]:.0f} alone"
        self.table.row("    requests a second, floor to page", slower, None, " ×", note)
        p95 = [middle([pair[place] for pair in together], "p95") for place in (0, 1)]
        most = page.p95 and max(page.p95, page.p95 / pages.FLOOR_P95 * p95[1])  # a slow machine is slow for both
        p50 = middle([pair[0] for pair in together], "p50")
        self.table.row("    p95, eight at once", p95[0], most, " ms", f"p50 {p50:.0f} ms; floor {p95[1]:.0f} ms")

    def tell_beside(self, page, rounds):
        """CPU of a page against another page of the site, in the same rounds."""
        for other, most in page.beside.items():
            base = next(found for known, found in rounds.items() if known.path == other)
            ratios = [mine[0][0].cpu / theirs[0][0].cpu for mine, theirs in zip(rounds[page], base, strict=True)]
            self.table.row(f"    CPU beside {other}", statistics.median(ratios), most, " ×")

    def look(self, wanted, env=None, tell=None):
        """Pages alone in one process: queries, writes, milliseconds of SQL, kilobytes as sent; costs by page."""
        command = [sys.executable, "-m", "tests.bench.worker"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        costs = {}
        with subprocess.Popen(command, env=env or self.site.env, **pipes) as worker:
            for page in wanted:
                print(page.who, page.path, REPEATS, file=worker.stdin, flush=True)
                costs[page] = json.loads(worker.stdout.readline())
                (tell or self.tell_look)(page, costs[page])
            worker.stdin.close()
        return costs

    def tell_look(self, page, cost):
        note = f"{cost['queries']} queries, {cost['cpu']:.0f} ms CPU, {cost['kb']:.1f} kB"
        if cost["writes"]:
            note += f", P10: {cost['writes']} WRITES"
            self.table.over += 1
        if page.queries and cost["queries"] > page.queries:
            note += f", MORE THAN {page.queries} QUERIES"
            self.table.over += 1
        if cost["kb"] > pages.MOST_KB:
            note += f", MORE THAN {pages.MOST_KB} kB"
            self.table.over += 1
        self.table.row(f"{page.name}: SQL", cost["sql"], page.sql, " ms", note)

    def assets(self):
        """P10: style sheets and scripts of a normal page, as sent."""
        size, files, _plots = self.files_of(ASSETS)
        self.table.row("P10 style sheets and scripts", size, 70, " kB", f"{files} files")

    def files_of(self, names):
        """(kilobytes as sent, number, whether plots are among them) of style sheets and scripts."""
        static = self.scratch / "static"
        sent = sum(len(gzip.compress((static / name).read_bytes(), 9)) for name in names)
        return sent / 1000, len(names), any("chart" in name for name in names)

    def throttled(self):
        """P9: wrong passwords are refused before the hash is worked out."""
        self.site.start()
        tries = [sign_in(self.site, "coordinator@district.example", "wrong") for _ in range(7)]
        self.site.stop()
        hashed = statistics.median(took for status, took in tries if status != 429)
        refused = [took for status, took in tries if status == 429]
        note = f"one with the hash takes {hashed * 1000:.0f} ms; {len(refused)} of {len(tries)} tries refused"
        self.table.row("P9 throttled sign-in", min(refused, default=9) * 1000, 50, " ms", note)

    def lines(self, module, *arguments, env=None):
        """Rows that another process measures: `{what, figure, target, unit, note}` as JSON lines."""
        for line in self.python("-m", f"tests.bench.{module}", *arguments, env=env).splitlines():
            self.table.row(**json.loads(line))


def middle(answers, name):
    return statistics.median(getattr(answer, name) for answer in answers)


def measure_people(bench):
    bench.set_up()
    took = bench.load(0, SMALL, APPOINTED[SMALL])
    bench.table.head(f"{SMALL:,} people, {ROUNDS} rounds; filled in {took:.0f} s")
    bench.compare(pages.SMALL)
    took = bench.load(SMALL, LARGE - SMALL, APPOINTED[LARGE] - APPOINTED[SMALL])
    bench.table.head(f"{LARGE:,} people, {APPOINTED[LARGE]:,} appointments, {ROUNDS} rounds; filled in {took:.0f} s")
    bench.compare(pages.LARGE)
    bench.table.head(f"Pages alone at {LARGE:,} people")
    bench.look(pages.ALONE)
    bench.assets()
    bench.throttled()
    bench.table.head(f"Exports of {LARGE:,} people")
    bench.lines("exporting")
    bench.table.head("Import of 10,000 staff among 20,000 students, PostgreSQL")
    bench.lines("importing")
    bench.table.head("The same on SQLite")
    sqlite = bench.site.env | {"DATABASE_URL": f"sqlite:///{bench.scratch / 'bench.sqlite3'}"}
    bench.python("manage.py", "migrate", "-v0", env=sqlite)
    bench.lines("importing", env=sqlite)


PARTS = {
    "people": measure_people,
    "log": lambda bench: log_run.measure(bench, ROUNDS),
    "programs": program_run.measure,
    "insight": insight_run.measure,
}


def run(part, address, scratch):
    """One part of the bench with databases and files of its own; what fails it, if anything."""
    scratch.mkdir()
    bench = Bench(address, scratch)
    try:
        part(bench)
    finally:
        bench.site.stop()
        bench.floor.stop()
    Table.missed += bench.table.over
    return bench.failed


def main():
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with postgres.server() as address, tempfile.TemporaryDirectory(prefix="trellis-bench-") as scratch:
        if address is None:
            sys.exit("The bench needs PostgreSQL (apt-get install postgresql).")
        wanted = sys.argv[1:] or PARTS
        failed = [line for part in wanted for line in run(PARTS[part], address, Path(scratch) / part)]
    minutes = (time.monotonic() - begun) / 60
    load = f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    print(f"\n{Table.missed} over target; {minutes:.1f} minutes; {load}", flush=True)
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()

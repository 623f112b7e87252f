"""The log's part of the bench: five thousand leaders and a million entries, ten with `BENCH_SIZE=full`; then SQLite."""

import datetime
import json
import os
import statistics
from dataclasses import replace

from tests.bench import log_pages
from tests.bench.asking import AT_ONCE, ask, sign_in
from tests.bench.posting import floor_sender, post, site_sender

LEADERS, SCHOOLS, TEACHERS = 5_000, 1_000, 30_000
SMALL, FULL = 1_000_000, 10_000_000
SQLITE_LEADERS, SQLITE_SCHOOLS, SQLITE_ENTRIES = 120, 40, 300_000
FORMS, FORMS_TOGETHER = 40, 10
P4 = 1.5
PASSWORD = "correct horse battery"


def measure(bench, rounds):
    """Everything about the log on PostgreSQL, then its pages on SQLite."""
    bench.python("manage.py", "migrate", "-v0")
    bench.python("manage.py", "createcachetable", "-v0")
    bench.python("manage.py", "collectstatic", "--no-input", "-v0")
    bench.python("-m", "tests.bench.log_data", "people", str(LEADERS), str(SCHOOLS))
    found = at(bench, SMALL, rounds)
    if os.environ.get("BENCH_SIZE") == "full":
        grown(bench, found, at(bench, FULL, rounds))
    on_sqlite(bench)


def at(bench, entries, rounds):
    """All figures with so many entries; milliseconds of SQL by page."""
    fill(bench, LEADERS, SCHOOLS, entries)
    forms(bench, rounds)
    bench.lines("log_writing", str(LEADERS), str(SCHOOLS))
    served(bench)
    found = look(bench)
    bench.lines("log_checking")
    return found


def fill(bench, leaders, schools, entries, env=None):
    told = bench.python("-m", "tests.bench.log_data", "entries", str(leaders), str(schools), str(entries), env=env)
    steps = ", ".join(f"{name} in {took:.0f} s" for name, took in json.loads(told).items())
    bench.table.head(f"The log: {entries:,} entries of {leaders:,} teacher leaders at {schools:,} schools; {steps}")


def forms(bench, rounds):
    """P4: an entry through the site's form beside one through a form of a model on the floor."""
    if not bench.floor.cookies:
        cookie = bench.python(
            "-m", "tests.bench.load", "floor", "0", str(LEADERS + TEACHERS), "0", str(SCHOOLS), env=bench.floor.env
        )
        bench.floor.cookies["bench"] = cookie.strip()
    serve(bench)
    bench.floor.start()
    senders = [
        [make(side, number, LEADERS, SCHOOLS) for number in range(AT_ONCE)]
        for make, side in ((site_sender, bench.site), (floor_sender, bench.floor))
    ]
    found = [[send(bench, senders, FORMS, 1), send(bench, senders, FORMS_TOGETHER, AT_ONCE)] for _ in range(rounds + 1)]
    tell_forms(bench, found[1:])  # the first round warms up
    bench.site.stop()
    bench.floor.stop()


def send(bench, senders, count, at_once):
    """(site's answers, floor's answers) of one round."""
    mine, bare = senders
    floor = post(bare[:at_once], count, bench.server)
    return post(mine[:at_once], count, bench.server), floor


def tell_forms(bench, rounds):
    alone, together = ([row[place] for row in rounds] for place in (0, 1))
    app, base = (middle([mine for mine, _bare in alone], name) for name in ("app", "database"))
    bare_app, bare_base = (middle([bare for _mine, bare in alone], name) for name in ("app", "database"))
    ratio = statistics.median(mine.cpu / bare.cpu for mine, bare in alone)
    note = f"CPU {app:.1f} + {base:.1f} ms; floor {bare_app:.1f} + {bare_base:.1f} ms (app + database)"
    bench.table.row("P4 log an activity: CPU", ratio, P4, " ×", note)
    slower = statistics.median(bare.rate / mine.rate for mine, bare in together)
    rates = [middle([pair[place] for pair in together], "rate") for place in (0, 1)]
    note = f"{rates[0]:.0f} and {rates[1]:.0f} a second with eight at once"
    bench.table.row("    requests a second, floor to site", slower, None, " ×", note)
    p50, p95 = (middle([mine for mine, _bare in together], name) for name in ("p50", "p95"))
    note = f"p50 {p50:.0f} ms; floor {middle([bare for _mine, bare in together], 'p95'):.0f} ms"
    bench.table.row("    p95, eight at once", p95, None, " ms", note)


def serve(bench):
    """Start the site, with everybody signed in who is asked for or sends."""
    bench.site.start()
    for name in ["coordinator", "principal", *(f"leader{number}" for number in range(AT_ONCE))]:
        status, _took = sign_in(bench.site, f"{name}@district.example", PASSWORD)
        if status != 302:
            raise SystemExit(f"{name} cannot sign in: {status}")


def served(bench):
    """p50 and p95 of the main pages with eight people at once."""
    serve(bench)
    for page in log_pages.SERVED:
        path = filled_in(page.path)
        ask(bench.site, page.who, path, 2, AT_ONCE, bench.server)
        answers = ask(bench.site, page.who, path, 10, AT_ONCE, bench.server)
        note = f"p50 {answers.p50:.0f} ms, {answers.rate:.0f} a second, CPU {answers.cpu:.1f} ms"
        bench.table.row(f"{page.name.removeprefix('P5 ')}: p95, eight at once", answers.p95, None, " ms", note)
    bench.site.stop()


def look(bench, env=None):
    """Queries, SQL and size of each page; a page that reads the log from end to end counts as over."""
    pages = [replace(page, path=filled_in(page.path)) for page in log_pages.HOMES + log_pages.OTHERS]
    costs = bench.look(pages, env)
    for page in pages:
        if costs[page].get("whole"):
            bench.table.over += 1
            bench.table.note(f"    {page.name} READS ALL OF {', '.join(costs[page]['whole'])}")
    return {page: cost["sql"] for page, cost in costs.items()}


def grown(bench, small, full):
    """P5: the same pages at ten times the entries."""
    bench.table.head(f"SQL at {FULL:,} entries beside {SMALL:,}")
    for page in small:
        if page.sql == log_pages.P5:
            note = f"{small[page]:.1f} and {full[page]:.1f} ms"
            bench.table.row(page.name, full[page] / small[page], log_pages.GROWTH, " ×", note)


def on_sqlite(bench):
    env = bench.site.env | {"DATABASE_URL": f"sqlite:///{bench.scratch / 'log.sqlite3'}"}
    bench.python("manage.py", "migrate", "-v0", env=env)
    bench.python("manage.py", "createcachetable", "-v0", env=env)
    bench.python("-m", "tests.bench.log_data", "people", str(SQLITE_LEADERS), str(SQLITE_SCHOOLS), env=env)
    fill(bench, SQLITE_LEADERS, SQLITE_SCHOOLS, SQLITE_ENTRIES, env)
    look(bench, env)


def filled_in(path):
    """A path with the last whole month, the school year and names that some people have."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    last = today.replace(day=1) - datetime.timedelta(days=1)
    return path.format(month=f"{last:%Y-%m}", year=today.year + (today.month > 6), leader="garcia", teacher="smith")


def middle(answers, name):
    return statistics.median(getattr(answer, name) for answer in answers)

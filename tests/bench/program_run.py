"""The programs' part of the bench: lists, records and the board at 10,000 and at 100,000 enrollments (PostgreSQL)."""

import json
import os
from dataclasses import replace

from tests.bench import pages, program_pages
from tests.bench.asking import sign_in

# people, teacher leaders, schools, and enrollments one after the other; `small` is for work on the bench itself
SIZES = {
    "small": (3_000, 500, 50, [10_000, 20_000]),
    "usual": (20_000, 5_000, 200, [10_000, 100_000]),
    "full": (20_000, 5_000, 200, [10_000, 100_000]),
}
PEOPLE, LEADERS, SCHOOLS, ENROLLMENTS = SIZES[os.environ.get("BENCH_SIZE", "usual")]
PASSWORD = "correct horse battery"


def measure(bench):
    """All pages at each size, as many queries at both, then the main ones beside the floor."""
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        bench.python("manage.py", *command, "-v0")
    bench.python("-m", "tests.bench.program_data", "people", str(PEOPLE), str(LEADERS), str(SCHOOLS))
    found = {}
    for count in ENROLLMENTS:
        places = fill(bench, count)
        found[count] = look(bench, places)
    constant(bench, *found.values())
    beside_floor(bench, places)


def fill(bench, count):
    """So many enrollments and all around them; where pages are found."""
    sizes = [str(number) for number in (PEOPLE, LEADERS, SCHOOLS, count)]
    told = json.loads(bench.python("-m", "tests.bench.program_data", "rows", *sizes))
    rows = ", ".join(f"{number:,} {name}" for name, number in told["rows"].items())
    bench.table.head(f"Programs: {rows}; filled in {sum(told['took'].values()):.0f} s")
    return told["places"] | {"last_year": told["places"]["year"] - 1}


def look(bench, places):
    """Each page alone in one process: what it costs the database, its queries and its size; costs by page's name."""
    wanted = [replace(page, path=page.path.format(**places)) for page in program_pages.LISTS + program_pages.RECORDS]
    costs = bench.look(wanted, tell=lambda page, cost: tell(bench.table, page, cost))
    return {page.name: cost for page, cost in costs.items()}


def tell(table, page, cost):
    """Milliseconds of the database's CPU, which do not depend on what else runs; the slowest statement when over."""
    faults = [f"P10: {cost['writes']} WRITES"] if cost["writes"] else []
    faults += [f"MORE THAN {pages.MOST_KB} kB"] if cost["kb"] > pages.MOST_KB else []
    faults += ["READS ALL OF programs_attendance"] if "programs_attendance" in cost["whole"] else []
    facts = f"{cost['queries']} queries, waits {cost['sql']:.0f} ms, {cost['cpu']:.0f} ms CPU, {cost['kb']:.1f} kB"
    table.over += len(faults)
    table.row(f"{page.name}: database", cost["database"], page.sql, " ms", ", ".join([facts, *faults]))
    if page.sql and round(cost["database"], 2) > page.sql:
        took, statement = cost["slowest"]
        table.note(f"    its slowest statement, {took:.0f} ms: {statement[:300]}")


def constant(bench, few, many):
    """Lists and the board ask as often for many rows as for few; parts of record pages depend on what there is."""
    names = [page.name for page in program_pages.LISTS] + ["board", "board, last year"]
    grown = [name for name in names if many[name]["queries"] != few[name]["queries"]]
    note = f"{len(names)} pages at {ENROLLMENTS[0]:,} and {ENROLLMENTS[-1]:,} enrollments" + "".join(
        f"; {name}: {few[name]['queries']} and {many[name]['queries']}" for name in grown
    )
    bench.table.row("lists and boards whose number of queries grows", len(grown), 0, "", note)


def beside_floor(bench, places):
    """The main pages in turn with the floor's of the same size, one at a time and eight at once."""
    cookie = bench.python("-m", "tests.bench.load", "floor", "0", str(PEOPLE), "0", str(SCHOOLS), env=bench.floor.env)
    bench.floor.cookies["bench"] = cookie.strip()
    bench.python("-m", "tests.bench.floor_programs", str(ENROLLMENTS[-1]), str(PEOPLE), env=bench.floor.env)
    bench.site.start()
    for name in ("coordinator", "leader0"):
        status, _took = sign_in(bench.site, f"{name}@district.example", PASSWORD)
        if status != 302:
            raise SystemExit(f"{name} cannot sign in: {status}")
    bench.floor.start()
    bench.table.head(f"Beside the floor at {ENROLLMENTS[-1]:,} enrollments")
    bench.rounds([filled(bench, replace(page, path=page.path.format(**places))) for page in program_pages.COMPARED])
    bench.site.stop()
    bench.floor.stop()


def filled(bench, page):
    """The floor's page filled up to the size of the site's."""
    missing = bench.size(bench.site, page.who, page.path) - bench.size(bench.floor, "bench", page.floor)
    mark = "&" if "?" in page.floor else "?"
    return replace(page, floor=f"{page.floor}{mark}bytes={max(0, missing)}")

"""Insight's part of the bench: home, coverage, reports, board and search over ten million entries (PostgreSQL).

No page may read the log: a plan in which it stands fails the bench, whatever the time it took.
"""

import json
import os
from dataclasses import replace

from tests.bench import insight_pages, log_run
from tests.bench.asking import sign_in
from tests.bench.pages import Page

# teacher leaders, schools, enrollments, entries one after the other; `small` is for work on the bench itself
SIZES = {
    "small": (500, 100, 10_000, [50_000]),
    "usual": (5_000, 2_000, 100_000, [1_000_000]),
    "full": (5_000, 2_000, 100_000, [1_000_000, 10_000_000]),
}
LEADERS, SCHOOLS, ENROLLMENTS, ENTRIES = SIZES[os.environ.get("BENCH_SIZE", "usual")]
TEACHERS_PER_SCHOOL = 30  # as `log_data` makes them
GROWTH = 1.25  # what a page may cost at ten times the entries
RATIO = 1.3  # beside a bare page of the same size, as P1 of a list
MOST_ASSETS, MOST_FILES = 70, 5  # P10: kilobytes and number of style sheets and scripts of a page without plots


def measure(bench):
    """Each page at each size, and as a PDF; then the main ones beside the floor and with eight people at once."""
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        bench.python("manage.py", *command, "-v0")
    people = LEADERS + TEACHERS_PER_SCHOOL * SCHOOLS
    bench.python("-m", "tests.bench.log_data", "people", str(LEADERS), str(SCHOOLS))
    bench.python("-m", "tests.bench.insight_data")
    bench.python("-m", "tests.bench.program_data", "rows", str(people), str(LEADERS), str(SCHOOLS), str(ENROLLMENTS))
    wanted = [Page(name, path, who=who, sql=insight_pages.SQL) for name, path, who in found(bench)]
    sizes = [at(bench, wanted, entries) for entries in ENTRIES]
    if len(sizes) > 1:
        grown(bench, wanted, sizes[0], sizes[-1])
    papers(bench, [page for page in wanted if insight_pages.is_report(page.name) and page.who == "coordinator"])
    beside_floor(bench, people, [page for page in wanted if is_compared(page)])


def found(bench):
    return json.loads(bench.python("-m", "tests.bench.insight_pages"))


def is_compared(page):
    return page.who in {"coordinator", "viewer"} and (
        page.name in insight_pages.COMPARED or insight_pages.is_report(page.name)
    )


def at(bench, wanted, entries):
    """Milliseconds of the database's CPU by page, with so many entries."""
    log_run.fill(bench, LEADERS, SCHOOLS, entries)
    costs = bench.look(wanted, tell=lambda page, cost: tell(bench, page, cost))
    return {page: costs[page]["database"] for page in wanted}


def tell(bench, page, cost):
    """A row of a page; reading the log, writing, and files beyond P10 are told in words and count as over.

    What counts is the database's own processor time: waiting for it depends on what else runs.
    """
    size, files, plots = bench.files_of(cost["files"])
    faults = [f"READS {', '.join(cost['log'])}"] if cost["log"] else []
    bench.failed += [f"{page.name} ({page.who}) reads {', '.join(cost['log'])}"] if cost["log"] else []
    faults += [f"P10: {cost['writes']} WRITES"] if cost["writes"] else []
    faults += [f"MORE THAN {MOST_ASSETS} kB OF STYLES AND SCRIPTS"] if size > MOST_ASSETS and not plots else []
    faults += [f"MORE THAN {MOST_FILES} FILES"] if files > MOST_FILES and not plots else []
    facts = f"{cost['queries']} queries, waits {cost['sql']:.0f} ms, {cost['cpu']:.0f} ms CPU"
    facts += f", {cost['kb']:.1f} kB; {files} files of {size:.0f} kB{' with plots' if plots else ''}"
    bench.table.over += len(faults)
    bench.table.row(f"P5 {page.name}: database", cost["database"], page.sql, " ms", ", ".join([facts, *faults]))
    if round(cost["database"], 2) > page.sql or cost["log"]:
        took, statement = cost["slowest"]
        bench.table.note(f"    its slowest statement, {took:.0f} ms: {statement[:300]}")


def grown(bench, wanted, few, many):
    """P5: the same pages at ten times the entries."""
    bench.table.head(f"The database at {ENTRIES[-1]:,} entries beside {ENTRIES[0]:,}")
    for page in wanted:
        note = f"{few[page]:.1f} and {many[page]:.1f} ms of its CPU"
        bench.table.row(page.name, many[page] / few[page], GROWTH, " ×", note)


def papers(bench, reports):
    """Each report as a PDF and as a workbook: processor time, statements and size as sent."""
    bench.table.head("Reports as files")
    for form in ("pdf", "xlsx"):
        pages = [replace(page, path=f"{page.path}{'&' if '?' in page.path else '?'}export={form}") for page in reports]
        bench.look(pages, tell=lambda page, cost, form=form: tell_paper(bench, page, cost, form))


def tell_paper(bench, page, cost, form):
    bench.failed += [f"{page.name} as {form} reads {', '.join(cost['log'])}"] if cost["log"] else []
    facts = f"{cost['queries']} queries, SQL {cost['sql']:.0f} ms, {cost['bytes'] / 1000:.0f} kB"
    bench.table.row(f"{page.name}, {form.upper()}: CPU", cost["cpu"], None, " ms", facts)


def beside_floor(bench, people, pages):
    """In turn with a page of the floor of the same size, one at a time and eight at once."""
    cookie = bench.python("-m", "tests.bench.load", "floor", "0", str(people), "0", str(SCHOOLS), env=bench.floor.env)
    bench.floor.cookies["bench"] = cookie.strip()
    bench.site.start()
    for name in sorted({page.who for page in pages}):
        status, _took = sign_in(bench.site, f"{name}@district.example", log_run.PASSWORD)
        if status != 302:
            raise SystemExit(f"{name} cannot sign in: {status}")
    bench.floor.start()
    bench.table.head(f"Beside the floor's list of the same size, at {ENTRIES[-1]:,} entries")
    bench.rounds([filled(bench, page) for page in pages])
    bench.site.stop()
    bench.floor.stop()


def filled(bench, page):
    """The floor's page filled up to the size of the site's."""
    missing = bench.size(bench.site, page.who, page.path) - bench.size(bench.floor, "bench", page.floor)
    return replace(page, floor=f"{page.floor}?bytes={max(0, missing)}", ratio=RATIO)

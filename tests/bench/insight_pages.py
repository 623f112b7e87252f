"""Which pages of insight the bench asks for, as whom: the fixed ones, and each report that is offered.

`python -m tests.bench.insight_pages` answers `[[name, address, who]]` as JSON; a report that is added is measured too.
"""

import importlib
import json

SQL = 25  # P5: milliseconds of a page's statements
FIXED = [
    ("home", "leaders:home", "", "coordinator"),
    ("home, business office", "leaders:home", "", "business_office"),
    ("coverage", "leaders:coverage", "", "coordinator"),
    ("coverage, principal", "leaders:coverage", "", "principal"),
    ("what if", "leaders:scenario-list", "", "coordinator"),
    ("reports", "programs:report-list", "", "coordinator"),
    ("R2 board", "programs:board-report", "", "viewer"),
    ("R2 board, last year", "programs:board-report", "?year={last_year}", "viewer"),
    ("snapshots", "programs:snapshot-list", "", "coordinator"),
    ("search, a family name", "leaders:search", "?q=garcia", "coordinator"),
    ("search, two words", "leaders:search", "?q=smi+ana", "coordinator"),
    ("search, nothing found", "leaders:search", "?q=zzzz", "coordinator"),
    ("search, principal", "leaders:search", "?q=garcia", "principal"),
]
# Pages that are asked for beside the floor, and with eight people at once; of the reports, all.
COMPARED = ("home", "coverage", "R2 board", "search, a family name")


def is_report(name):
    return name[:1] == "R" and name[1:2].isdigit()


def found():
    """The fixed pages, then the page of each report in the registry."""
    reverse = importlib.import_module("django.urls").reverse
    timezone = importlib.import_module("django.utils.timezone")
    year = importlib.import_module("leaders.models").District.current().school_year(timezone.localdate())
    pages = [(name, reverse(route) + more.format(last_year=year - 1), who) for name, route, more, who in FIXED]
    offered = importlib.import_module("programs.reports.registry").OFFERED.values()
    reports = [
        (f"{one.code} {one.slug}", reverse("programs:report-detail", args=[one.slug]), "coordinator") for one in offered
    ]
    return pages + sorted(reports, key=lambda page: (len(page[0].split()[0]), page[0]))


if __name__ == "__main__":
    importlib.import_module("django").setup()
    print(json.dumps(found()))

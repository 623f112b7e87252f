"""A report of the tests: the schools with their STEM-teaching teachers, a number that is hidden, and a plot."""

from decimal import Decimal

from config.charts import Chart, Series
from config.tables import Stat, Time
from leaders.models import School, year_label
from programs.reports.document import HIDDEN, Document, Figure, Head
from programs.reports.registry import report
from responsibilities.filters.reports import ReportFilter
from responsibilities.measures import DEFINITIONS

HEADS = [Head("School"), Head("Teachers", "number"), Head("Time", "minutes"), Head("Share", "percent")]
SMALL = 3  # teachers of the hidden row: nowhere on the page, on paper or in the workbook


def document(rows, period, **facts):
    total = ["Total", sum(row[1] or 0 for row in rows), 7250, Decimal("40.25")]
    rows = [*rows, ["Hidden School", HIDDEN, HIDDEN, HIDDEN]]
    chart = Chart(
        "schools", "Teachers", "Drawn.", "School", "teachers", ["Elm", "Oak"], [Series("Teachers", [12, None])]
    )
    figure = Figure(
        "schools", "Schools", "Most teach at Elm.", HEADS, rows, total, chart, definitions=(DEFINITIONS["reach"],)
    )
    heat = Figure("heat", "Heat", "Darker is more.", HEADS[:2], [["Elm", 10], ["Oak", 0], ["Ash", HIDDEN]], heat=True)
    stats = [Stat("Teachers", 12), Stat("Time", Time(90)), Stat("Few", HIDDEN)]
    return Document(
        "R99", "Tiny report", period, [("School", "Elm")], stats, [figure, heat], ["From the log."], **facts
    )


@report(
    code="R99",
    slug="tiny",
    title="Tiny report",
    text="How many teach where?",
    permission="programs.view_reports",
    form=ReportFilter,
)
def tiny(user, chosen, today):
    schools = School.objects.visible_to(user).order_by("name")
    rows = [[school.name, school.eligible_teachers, 60, Decimal("12.5")] for school in schools]
    return document(rows, year_label(chosen["year"]), is_aggregate=chosen["year"] != 2026)


@report(
    code="R98",
    slug="closed",
    title="Closed report",
    text="Who is paid what?",
    permission="leaders.view_pay",
    form=ReportFilter,
)
def closed(user, chosen, today):
    return document([], year_label(chosen["year"]))

"""The floor's pages about programs: the same questions to the database as the site's lists and board, and no more.

`?bytes=` fills a page up to the size of the site's.
"""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.shortcuts import render

from tests.bench.floor_app.models import District, School
from tests.bench.floor_app.programs import Cohort, Enrollment, Program

SHOWN = 25


def page(request, count, rows):
    context = {
        "district": District.objects.get(),
        "schools": School.objects.order_by("name"),
        "programs": Program.objects.order_by("name"),
        "count": count,
        "rows": rows,
        "padding": "x" * int(request.GET.get("bytes", 0)),
    }
    return render(request, "floor_programs.html", context)


@login_required
def enrollments(request):
    """25 participants with person, school, program and cohort; the count and both sums of all that are filtered."""
    rows = Enrollment.objects.select_related("person__school", "cohort__program")
    if status := request.GET.get("status"):
        rows = rows.filter(status=status)
    sums = rows.aggregate(rows=Count("pk"), minutes=Sum("minutes"), attended=Sum("attended"))
    found = rows.order_by(request.GET.get("sort", "-applied_on"), "pk")[:SHOWN]
    cells = [
        [row.person, row.status, row.participant, row.person.school, row.cohort.program, row.cohort, row.minutes]
        for row in found
    ]
    return page(request, sums["rows"], cells)


@login_required
def cohorts(request):
    """25 cohorts with their program; the count of all and the sums of their seats."""
    rows = Cohort.objects.select_related("program")
    sums = rows.aggregate(rows=Count("pk"), seats=Sum("capacity"), held=Sum("held"))
    found = rows.order_by("-start", "pk")[:SHOWN]
    cells = [[row, row.program, row.school_year, row.start, row.end, row.capacity, row.held] for row in found]
    return page(request, sums["rows"], cells)


@login_required
def board(request):
    """People of a school year by program, status and what they take part as."""
    year = Cohort.objects.order_by("-school_year").values_list("school_year")[:1]
    keys = ["cohort__program__name", "status", "participant"]
    rows = Enrollment.objects.filter(cohort__school_year__in=year).order_by().values_list(*keys)
    return page(request, 0, list(rows.annotate(Count("pk"))))

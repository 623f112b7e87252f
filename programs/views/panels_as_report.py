"""From pages whose figures a report tells too: the same choice as a report, on screen and as PDF."""

from django.urls import reverse

from config.panels import panel
from programs.reports import registry

PART = "programs/_as_report.html"


@panel("time use", PART)
def time_use_as_report(request, _record):
    return as_report(request, "time")


@panel("reach", PART)
def reach_as_report(request, _record):
    return as_report(request, "reach-and-dosage")


@panel("roster", PART)
def roster_as_report(request, _record):
    return as_report(request, "roster")


def as_report(request, slug):
    """Address of the report that the reader may open, with what they chose; pages and reports call choices alike."""
    if slug not in {report.slug for report in registry.open_to(request.user)}:
        return None
    query = request.GET.copy()
    if query.get("school", "").isdigit():
        query["school"] = f"#{query['school']}"  # a list takes the bare key, which a picker may take for a name
    for name in ("export", "page", "sort", "columns", "size"):
        query.pop(name, None)
    address = reverse("programs:report-detail", args=[slug])
    pdf = query.copy()
    pdf["export"] = "pdf"
    return {"url": f"{address}?{query.urlencode()}", "pdf": f"{address}?{pdf.urlencode()}"}

"""R3: where teacher leaders' time goes."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires
from config.panels import panels
from config.tables.address import Address
from responsibilities import access
from responsibilities.filters.reports import TimeUseFilter
from responsibilities.measures import DEFINITIONS
from responsibilities.reports import time_use as reports
from responsibilities.reports import time_use_plots as plots
from responsibilities.views.report_pages import about_what, download, files

TITLE = _("Time use")
USED = ("leader_time", "direct", "participant_hours", "diverted")
OF_ONE = ("plan", "release", "completeness")


@requires("responsibilities.view_sums")
@require_safe
def time_use_report(request):
    """All for the coordinator, a school for its principal, one's own, or suppressed sums for everyone else."""
    form = TimeUseFilter(request.GET, user=request.user)
    report = reports.report(request.user, form.chosen(), timezone.localdate())
    used = [DEFINITIONS[key] for key in (*USED, *(OF_ONE if report.plans else ()))]
    if file := download(request, form, TITLE, "time-use", lambda: plots.lines(report), used):
        return file
    context = {
        "title": TITLE,
        "subtitle": about_what(form, report.scope),
        "form": form,
        "suppressed": not access.sees_own_time(request.user),
        "summary": plots.summary(report),
        "stats": plots.stats(report),
        "charts": plots.charts(report) if report.use.cells else [],
        "releases": [(plan.appointment.position, plots.in_percent(plan.release.percent)) for plan in report.plans],
        "completeness": plots.in_percent(report.completeness) if report.plans else None,
        "definitions": used,
        "exports": files(Address(request)) if report.use.cells else [],
        "panels": panels("time use", request),
    }
    return render(request, "responsibilities/time_use.html", context)

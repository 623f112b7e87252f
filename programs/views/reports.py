"""Reports: the list of those that are open to the reader, and each as page, PDF and workbook."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires
from programs.reports import registry

TITLE = _("Reports")


@requires("programs.view_reports")
@require_safe
def report_list(request):
    """Every report that is open to the reader, with what it answers."""
    return render(request, "programs/report_list.html", {"title": TITLE, "groups": registry.grouped(request.user)})


@requires("programs.view_reports")
@require_safe
def report_detail(request, slug):
    """One report of what was chosen in the address."""
    report = registry.report_or_404(request.user, slug)
    form = report.form(request.GET, user=request.user)
    document = report.build(request.user, form.chosen(), timezone.localdate())
    context = {
        "title": document.title,
        "subtitle": document.period,
        "crumbs": [(TITLE, reverse("programs:report-list"))],
        "form": form,
        "document": document,
    }
    return render(request, "programs/report_detail.html", context)

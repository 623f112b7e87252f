"""Reports: the list of those that are open to the reader, and each as page, PDF and workbook."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.exports import dated
from config.tables import Link
from config.tables.address import Address
from programs.access import FREEZE
from programs.models import ReportSnapshot
from programs.reports import registry
from programs.reports.made import made
from programs.reports.paper import as_paper
from programs.reports.workbook import as_xlsx
from programs.views.report_pages import file, of_document

TITLE = gettext_lazy("Reports")
LATEST = 10  # frozen reports on the list
BOARD = "board-report"  # an entry of the navigation of its own
WRITERS = {"pdf": as_paper, "xlsx": as_xlsx}


@requires("programs.view_reports")
@require_safe
def report_list(request):
    """Every report that is open to the reader, with what it answers, and what was frozen lately."""
    context = {
        "title": TITLE,
        "groups": registry.grouped(request.user),
        "frozen": visible(request, ReportSnapshot).listed()[:LATEST],
    }
    return render(request, "programs/report_list.html", context)


@requires("programs.view_reports")
@require_safe
def report_detail(request, slug):
    """One report of what was chosen in the address; `export=pdf` and `export=xlsx` give the same as files."""
    report = registry.report_or_404(request.user, slug)
    form = report.form(request.GET, user=request.user)
    document = report.build(request.user, form.chosen(), timezone.localdate())
    kind = request.GET.get("export")
    if kind in WRITERS:
        return file(WRITERS[kind](document, made(request.user)), kind, dated(slug))
    context = {
        "crumbs": [] if request.resolver_match.url_name == BOARD else [(TITLE, reverse("programs:report-list"))],
        "form": form,
        "actions": actions(request, slug),
        **of_document(document),
    }
    return render(request, "programs/report_detail.html", context)


def actions(request, slug):
    """The files of what is shown, and freezing it for who may."""
    address = Address(request)
    found = [Link("PDF", address.url(export="pdf"), primary=True), Link("Excel", address.url(export="xlsx"))]
    if request.user.may(FREEZE):
        found.append(Link(_("Freeze"), address.url(export=None).replace(address.path, freezing(slug), 1)))
    return found


def freezing(slug):
    return reverse("programs:report-freeze", args=[slug])

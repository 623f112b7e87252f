"""Frozen reports: the list, each as it stood with its files, and beside what the live report says today."""

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible_or_404
from config.tables import Column, Link, ListPage
from programs.models import ReportSnapshot
from programs.reports import registry
from programs.reports.comparing import differences
from programs.reports.frozen import from_json
from programs.reports.readers import EVERYONE
from programs.views.report_pages import TYPES, address, file, of_document
from programs.views.reports import TITLE

FROZEN = gettext_lazy("Frozen reports")
MOST = 100  # differences shown of one figure


class SnapshotList(Guarded, ListPage):
    """Frozen reports that the reader may see, the latest first."""

    model = ReportSnapshot
    permission = "programs.view_reports"
    title = FROZEN
    crumbs = [(TITLE, "/reports/")]
    ordering = ("-made_on",)
    columns = [
        Column("title", gettext_lazy("Report"), "title", sort=("title", "-made_on"), link=True),
        Column("period", gettext_lazy("Period"), "period", sort=("period", "-made_on")),
        Column("made_on", gettext_lazy("Frozen on"), "made_on", sort=("made_on",)),
        Column("made_by", gettext_lazy("Frozen by"), "made_by"),
        Column("why", gettext_lazy("Why"), "why"),
        Column("open", gettext_lazy("Open to everyone"), "is_aggregate"),
    ]
    empty_title = gettext_lazy("Nothing frozen yet")
    empty_text = gettext_lazy(
        "A report that is frozen keeps its figures and files as they are, whatever changes later."
    )

    def get_queryset(self):
        return super().get_queryset().listed()


@requires("programs.view_reports")
@require_safe
def snapshot_detail(request, pk):
    """A report as it stood; `file=pdf` and `file=xlsx` give its files, byte for byte."""
    snapshot = visible_or_404(request, ReportSnapshot, pk=pk)
    kind = request.GET.get("file")
    if kind in TYPES:
        name = f"{snapshot.slug}-{timezone.localtime(snapshot.made_on):%Y-%m-%d}"
        return file(bytes(getattr(snapshot, kind)), kind, name)
    context = {
        "crumbs": [(TITLE, reverse("programs:report-list")), (FROZEN, reverse("programs:snapshot-list"))],
        "snapshot": snapshot,
        "live": live_address(request.user, snapshot),
        "actions": actions(request.user, snapshot),
        **of_document(from_json(snapshot.document)),
    }
    return render(request, "programs/snapshot_detail.html", context)


def actions(user, snapshot):
    path = snapshot.get_absolute_url()
    found = [Link("PDF", f"{path}?file=pdf", primary=True), Link("Excel", f"{path}?file=xlsx")]
    if live_address(user, snapshot):
        found.append(Link(_("Compare with today"), reverse("programs:snapshot-compare", args=[snapshot.pk])))
    return found


def live_address(user, snapshot):
    """Where the live report of the same choice is; nothing while it is closed to the user."""
    report = registry.OFFERED.get(snapshot.slug)
    return address(snapshot.slug, snapshot.chosen) if report and user.may(report.permission) else ""


@requires("programs.view_reports")
@require_safe
def snapshot_compare(request, pk):
    """Each figure that is another one today, beside what it was."""
    snapshot = visible_or_404(request, ReportSnapshot, pk=pk)
    report = registry.report_or_404(request.user, snapshot.slug)
    with translation.override(snapshot.language):
        now = live(report, request.user, snapshot)
        found = differences(from_json(snapshot.document), now)
    context = {
        "title": _("What changed since"),
        "subtitle": snapshot,
        "crumbs": [(FROZEN, reverse("programs:snapshot-list")), (snapshot, snapshot.get_absolute_url())],
        "snapshot": snapshot,
        "live": live_address(request.user, snapshot),
        "parts": [(title, changes[:MOST], max(0, len(changes) - MOST)) for title, changes in found],
    }
    return render(request, "programs/snapshot_compare.html", context)


def live(report, user, snapshot):
    """The live report of the same choice; 404 once the user may not ask for it, as of a school that is not theirs.

    What everyone may read stands beside what everyone may read: not beside the school of the principal who compares.
    """
    user = EVERYONE if snapshot.is_aggregate else user
    asked = QueryDict(mutable=True)
    asked.update(snapshot.chosen)
    form = report.form(asked, user=user)
    if not form.is_valid():
        raise Http404
    return report.build(user, form.chosen(), timezone.localdate())

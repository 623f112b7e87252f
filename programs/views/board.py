"""The coordinator's view of all programs: the board of a school year, and who of the completers stays."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.tables import Link
from config.tables.address import Address
from leaders.models import year_label
from programs import board_plots as plots
from programs import retention_plots as plots_of_retention
from programs.board import board, nearest_year
from programs.filters.board import BoardFilter
from programs.measures import DEFINITIONS, retention
from programs.models import Enrollment, Program
from responsibilities.views.report_pages import about_what, download, files

TITLE = _("Program board")
REPORT = _("As a report")
RETENTION = DEFINITIONS["retention"].label
OF_BOARD = [one for code, one in DEFINITIONS.items() if code != "retention"]


@requires("programs.view_board")
@require_safe
def program_board(request):
    """Pipeline, seats and cost per completion, with the lists behind the figures."""
    form, today = BoardFilter(request.GET, user=request.user), timezone.localdate()
    year = form.chosen()["year"]
    found = board(request.user, year, today)
    if file := download(request, form, TITLE, "program-board", lambda: plots.sheet(found), OF_BOARD):
        return file
    context = {
        "title": TITLE,
        "subtitle": about_what(form, ""),
        "form": form,
        "year": year,
        "stats": plots.stats(found, reverse("programs:enrollment-list"), year) if found.lines else [],
        "charts": plots.charts(found),
        "heads": plots.heads(found),
        "rows": plots.rows(found),
        "ways": [] if found.lines else _ways(request, year),
        "actions": [
            Link(RETENTION, reverse("programs:retention")),
            Link(REPORT, f"{reverse('programs:report-detail', args=['grant'])}?year={year}"),
        ],
        "definitions": OF_BOARD,
        "exports": files(Address(request)) if found.lines else [],
    }
    return render(request, "programs/board.html", context)


def _ways(request, year):
    """Where to go from a year without cohorts: to where one is added, and to the nearest year that has some."""
    ways = []
    if request.user.may("programs.change_programs"):
        if visible(request, Program).exists():
            ways.append(Link(_("Open a program to add a cohort"), reverse("programs:program-list")))
        else:
            ways.append(Link(_("Add a program"), reverse("programs:program-create")))
    if other := nearest_year(request.user, year):
        words = gettext("Show %(year)s") % {"year": year_label(other)}
        ways.append(Link(words, f"{reverse('programs:board')}?year={other}"))
    return ways


@requires("programs.view_board")
@require_safe
def program_retention(request):
    """Completers of all programs by school year, and how many of them serve as teacher leaders later.

    A page of its own: it asks for each of five school years who counts, which the board need not wait for.
    """
    found = retention(visible(request, Enrollment), timezone.localdate())
    context = {
        "title": RETENTION,
        "crumbs": [(TITLE, reverse("programs:board"))],
        "charts": plots_of_retention.charts(found),
        "later": plots_of_retention.LATER,
        "rows": plots_of_retention.rows(found),
        "definitions": [DEFINITIONS["retention"]],
    }
    return render(request, "programs/retention.html", context)

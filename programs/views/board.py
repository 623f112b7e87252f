"""The coordinator's view of all programs."""

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
from programs.board import board, nearest_year
from programs.filters.board import BoardFilter
from programs.measures import DEFINITIONS
from programs.models import Program
from responsibilities.views.report_pages import about_what, download, files

TITLE = _("Program board")


@requires("programs.view_board")
@require_safe
def program_board(request):
    """Pipeline, seats, cost per completion and retention, with the lists behind the figures."""
    form, today = BoardFilter(request.GET, user=request.user), timezone.localdate()
    year = form.chosen()["year"]
    found = board(request.user, year, today)
    if file := download(request, form, TITLE, "program-board", lambda: plots.sheet(found), DEFINITIONS.values()):
        return file
    context = {
        "title": TITLE,
        "subtitle": about_what(form, ""),
        "form": form,
        "year": year,
        "stats": plots.stats(found, reverse("programs:enrollment-list"), year) if found.lines else [],
        "charts": plots.charts(found),
        "heads": plots.HEADS,
        "rows": plots.rows(found),
        "retention": plots.retained(found),
        "ways": [] if found.lines else _ways(request, year),
        "definitions": DEFINITIONS.values(),
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

"""The coordinator's view of all programs."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires
from config.tables.address import Address
from programs import board_plots as plots
from programs.board import board
from programs.filters.board import BoardFilter
from programs.measures import DEFINITIONS
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
        "heads": plots.heads(found),
        "rows": plots.rows(found),
        "later": plots.LATER,
        "retention": plots.retained(found),
        "definitions": DEFINITIONS.values(),
        "exports": files(Address(request)) if found.lines else [],
    }
    return render(request, "programs/board.html", context)

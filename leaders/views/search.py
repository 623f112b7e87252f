"""Search and quick jump: one field that leads to people, places, papers and pages."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config import search as engine
from config.access import requires
from config.folding import LONGEST


@requires("leaders.search")
@require_safe
def search(request):
    """What fits the text, by kind; before anything is typed, the pages that are open to the user."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    found = engine.search(request.user, text)
    context = {
        "title": _("Search"),
        "text": text,
        "found": found,
        "pages": [] if text else engine.everything(request.user),
    }
    partial = request.htmx and not request.htmx.history_restore_request
    response = render(request, "components/search_found.html" if partial else "leaders/search.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response

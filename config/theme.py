"""The visitor's choice of light or dark: a cookie, so that it works without JavaScript and before sign-in."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from config.access import public

THEMES = ("light", "dark")
COOKIE = "__Host-theme" if settings.PRODUCTION else "theme"
YEAR_SECONDS = 365 * 24 * 60 * 60


def chosen(request):
    """What the visitor chose, `light` or `dark`; empty when the device decides."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in THEMES else ""


@public
@require_POST
def choose(request):
    """Remember `theme` (light or dark; anything else follows the device) and go back to the page."""
    goal = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(goal if safe else "/")
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie(
            COOKIE, theme, max_age=YEAR_SECONDS, secure=settings.PRODUCTION, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response

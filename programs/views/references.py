"""The public page of a reference: one statement behind a secret link, without signing in.

An unknown link is not found, whatever it looks like; who tries many waits. A known one tells no more than it must:
once it was used, or the call is decided, it names nobody.
"""

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from config.access import public
from config.views import too_many_requests
from programs import applying as rules
from programs.actions import applying
from programs.forms.applying import StatementForm

MISSES, SPAN = 30, 5 * 60


@sensitive_post_parameters()
@public
def reference_answer(request, key):
    guard = f"reference-misses:{request.facts.ip}"
    if cache.get(guard, 0) >= MISSES:
        return too_many_requests(request)
    row = rules.reference_behind(key)
    if row is None:
        if not cache.add(guard, 1, SPAN):
            cache.incr(guard)
        raise Http404
    if row.answered_at is not None or not rules.is_answerable(row.application):
        return _answer(_used_up(request, row))
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        applying.answer_reference(reference=row, statement=form.cleaned_data["statement"])
        return _answer(redirect("programs:reference-answer", key))
    context = {"form": form, "reference": row, "title": _("Reference for %(name)s") % {"name": row.application.person}}
    return _answer(render(request, "programs/reference_form.html", context))  # refusals are logged with their address


def _used_up(request, row):
    """The link is used or closed; the same form once more is answered as the first time."""
    if request.method == "POST" and row.answered_at is not None and row.statement == _typed(request):
        return redirect("programs:reference-answer", row.key)
    return render(request, "programs/reference_closed.html", _closed(row), status=_status(row))


def _typed(request):
    form = StatementForm(request.POST)
    return form.cleaned_data["statement"] if form.is_valid() else None


def _closed(row):
    return {"title": _("Thank you") if row.answered_at else _("This link is closed"), "is_done": bool(row.answered_at)}


def _status(row):
    return 200 if row.answered_at else 410


def _answer(response):
    """Kept by no cache and no search engine. Its address goes to no other site; our own needs it to take the form."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

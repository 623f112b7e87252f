"""What is done with a call: drafted, changed, published, closed."""

import datetime

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import requires, visible
from leaders.forms.saving import form_page, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import Position
from programs import call_rules as rules
from programs.actions import calls
from programs.forms.calls import CallChangeForm, CallForm
from programs.forms.enrollments import AskForm
from programs.models import Call, Cohort
from programs.views.calls import CRUMBS

RELATED = ("disciplines", "schools")
WEEKS_OPEN = datetime.timedelta(weeks=4)  # what a new call is filled in with
LIKE = ("title", "text", "places", "teachers_only", "minimum_years", "leader_rule", "completed_program", "is_blind")
LIKE += ("reviews_wanted", *RELATED)


@requires("programs.change_calls")
def call_create(request):
    """A draft; `?cohort=` or `?position=` says for what, `?like=` after which call."""
    today = timezone.localdate()
    target, initial = _asked(request)
    initial |= {"opens": today, "closes": today + WEEKS_OPEN}
    form = CallForm(request.POST or None, initial=initial, user=request.user, today=today, target=target)
    page = {"title": _("Add a call"), "crumbs": CRUMBS, "cancel_url": reverse("programs:call-list")}
    return form_page(request, form, _saving(request, form), said=_("Saved. Now write its questions."), **page)


def _asked(request):
    """`(target, values)` that the address fills in: of a cohort, a position, another call."""
    for target, model in (("cohort", Cohort), ("position", Position)):
        if key := _key(request, target):
            row = get_object_or_404(visible(request, model), pk=key)
            return target, _of_cohort(row) if target == "cohort" else {"position": row, "title": row.label}
    if key := _key(request, "like"):
        row = get_object_or_404(visible(request, Call), pk=key)
        kept = {name: getattr(row, name) for name in LIKE if name not in RELATED}
        return "", kept | {name: getattr(row, name).all() for name in RELATED} | {"like": row}
    return "", {}


def _of_cohort(cohort):
    return {"cohort": cohort, "title": f"{cohort.program.name}, {cohort.name}", "places": max(cohort.left, 1)}


def _key(request, name):
    text = request.GET.get(name, "")
    return text if text.isascii() and text.isdigit() and len(text) < 10 else ""


def _saving(request, form):
    def act():
        data, row = form.cleaned_data, form.instance
        new, facts = row.pk is None, {"by": request.user, "related": {name: data[name] for name in RELATED}}
        if new:
            return calls.save_call(call=row, like=data["like"], **facts).get_absolute_url()
        return calls.save_call(call=row, reason=data["why"], version=version_of(request), **facts).get_absolute_url()

    return act


@requires("programs.change_calls")
def call_edit(request, pk):
    """A draft in full; of a published call what may change then, with a reason."""
    row = _call(request, pk)
    if row.published_on is None:
        target = "cohort" if row.cohort_id else "position"
        data = request.POST or None
        form = CallForm(data, instance=row, user=request.user, today=timezone.localdate(), target=target)
        return form_page(request, form, _saving(request, form), record=row, **_page(row, _("Edit the call")))
    form = CallChangeForm(request.POST or None, instance=row)

    def act():
        reason, version = form.cleaned_data["reason"], version_of(request)
        return calls.change_call(call=row, by=request.user, reason=reason, version=version).get_absolute_url()

    return form_page(request, form, act, record=row, **_page(row, _("Change or prolong the call")))


@requires("programs.change_calls")
def call_publish(request, pk):
    """Says what is missing; with nothing missing, one tap."""
    row = _call(request, pk)
    form = AskForm(request.POST if request.method == "POST" else None)

    def act():
        return calls.publish_call(call=row, by=request.user, version=version_of(request)).get_absolute_url()

    page = _page(row, _("Publish the call")) | {"record": row, "call": row, "save_label": _("Publish")}
    page |= {"lacking": rules.missing(row, timezone.localdate()), "template": "programs/call_publish.html"}
    return form_page(request, form, act, said=_("The call is published."), **page)


@requires("programs.change_calls")
def call_close(request, pk):
    row = _call(request, pk)
    form = ReasonForm(request.POST or None)

    def act():
        reason, version = form.cleaned_data["reason"], version_of(request)
        return calls.close_call(call=row, by=request.user, reason=reason, version=version).get_absolute_url()

    page = _page(row, _("Close the call")) | {"record": row, "save_label": _("Close the call")}
    return form_page(request, form, act, said=_("The call is closed."), **page)


def _call(request, pk):
    return get_object_or_404(visible(request, Call).with_target(), pk=pk)


def _page(row, title):
    crumbs = [*CRUMBS, (row.title, row.get_absolute_url())]
    return {"title": title, "subtitle": row.title, "crumbs": crumbs, "cancel_url": row.get_absolute_url()}

"""Review phases for the coordinator: making and changing them, assigning, and what comes of it."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.tables import Chip, Link, Stat
from leaders import history
from leaders.forms.saving import form_page, version_of
from programs import review_pages as pages
from programs.actions import phases, reviewing
from programs.forms.reviews import AssignForm, PhaseChangeForm, PhaseForm, PutBackForm
from programs.models import Call, Review, ReviewPhase
from programs.review_results import WIDE
from programs.views.calls import CRUMBS

CHANGE = "programs.change_calls"


def chip(phase):
    """Where a phase is today."""
    today = timezone.localdate()
    if today < phase.opens:
        return Chip(gettext("not open yet"), "quiet")
    return Chip(gettext("open"), "good") if phase.is_running(today) else Chip(gettext("closed"), "quiet")


def shown(request):
    return visible(request, ReviewPhase).select_related("call")


@requires(CHANGE)
def phase_create(request, pk):
    """A new phase of a call: offered for the two weeks after the call closes."""
    call = get_object_or_404(visible(request, Call), pk=pk)
    initial = {"is_blind": call.is_blind, **pages.dates_after(call)}
    form = PhaseForm(request.POST or None, instance=ReviewPhase(call=call), initial=initial)

    def act():
        return phases.create_phase(
            phase=form.instance, people=form.cleaned_data["people"], by=request.user
        ).get_absolute_url()

    page = {"title": _("Add a review phase"), "subtitle": call.title, "crumbs": _crumbs(call)}
    return form_page(request, form, act, cancel_url=call.get_absolute_url(), **page)


@requires(CHANGE)
def phase_edit(request, pk):
    row = get_object_or_404(shown(request), pk=pk)
    form = PhaseChangeForm(request.POST or None, instance=row)

    def act():
        data = form.cleaned_data
        facts = {"people": data["people"], "without": data["without"], "reason": data["why"]}
        phases.change_phase(phase=form.instance, by=request.user, version=version_of(request), **facts)
        return row.get_absolute_url()

    return form_page(request, form, act, record=row, **_page(row, _("Edit the phase")))


@requires(CHANGE)
def phase_assign(request, pk):
    """Give out what is not given out yet; tells how much that was, and what is short of reviewers."""
    row = get_object_or_404(shown(request), pk=pk)
    form = AssignForm(request.POST or None, wanted=row.call.reviews_wanted)

    def act():
        added, short = phases.assign(
            phase=row, way=form.cleaned_data["way"], by=request.user, version=version_of(request)
        )
        _tell(request, added, short)
        return row.get_absolute_url()

    page = _page(row, _("Assign applications")) | {"save_label": _("Assign"), "counts": pages.to_assign(row)}
    return form_page(request, form, act, template="programs/phase_assign.html", said=None, record=row, **page)


def _tell(request, added, short):
    text = ngettext("%(count)s review assigned.", "%(count)s reviews assigned.", added)
    messages.success(request, text % {"count": added} if added else gettext("Everything was assigned already."))
    if short:
        text = ngettext(
            "%(count)s application has fewer reviews than the call wants. Name more reviewers.",
            "%(count)s applications have fewer reviews than the call wants. Name more reviewers.",
            short,
        )
        messages.warning(request, text % {"count": short})


@requires(CHANGE)
def review_put_back(request, pk):
    """Take a recusal back, with a reason."""
    row = get_object_or_404(visible(request, Review).with_names(), pk=pk)
    form = PutBackForm(request.POST or None)

    def act():
        reason, version = form.cleaned_data["reason"], version_of(request)
        reviewing.put_back(review=row, by=request.user, reason=reason, version=version)
        return row.phase.get_absolute_url()

    page = _page(row.phase, _("Take the recusal back")) | {"save_label": _("Take the recusal back")}
    page["subtitle"] = f"{row.reviewer}: {row.application.person}"
    return form_page(request, form, act, record=row, **page)


@requires("programs.view_applications")
@require_safe
def phase_detail(request, pk):
    """One phase: who reviews how much, and how each application stands."""
    row = get_object_or_404(shown(request), pk=pk)
    reviews = list(visible(request, Review).filter(phase=row).of_use().with_names())
    lines = pages.result_lines(row, reviews)
    context = {
        "phase": row,
        "title": row.name,
        "subtitle": row.call.title,
        "chip": chip(row),
        "crumbs": _crumbs(row.call),
        "actions": _links(row, request.user),
        "stats": _figures(reviews, lines),
        "facts": _facts(row),
        "reviewers": pages.reviewer_lines(row, reviews),
        "lines": lines[: pages.MOST],
        "more": len(lines) > pages.MOST,
        "wide": WIDE,
        "entries": history.entries(row, request.user),
    }
    return render(request, "programs/phase_detail.html", context)


def _figures(reviews, lines):
    counts = Counter(review.status for review in reviews)
    short = sum(line.is_short for line in lines)
    standing = len(reviews) - counts["recused"]
    return [
        Stat(_("Reviews submitted"), counts["submitted"], gettext("of %(wanted)s") % {"wanted": standing}),
        Stat(_("Begun"), counts["draft"]),
        Stat(_("Recused"), counts["recused"]),
        Stat(_("Applications short of reviews"), short, gettext("of %(wanted)s") % {"wanted": len(lines)}),
    ]


def _facts(row):
    return [
        (_("First day"), row.opens),
        (_("Last day"), row.closes),
        (_("Blind"), row.is_blind),
        (_("Reviews of each application"), row.call.reviews_wanted),
    ]


def _links(row, user):
    if not user.may(CHANGE) or row.call.decided_on or row.call.closed_on:
        return []
    wanted = [(_("Assign applications"), "phase-assign"), (_("Edit"), "phase-edit")]
    places = [(label, reverse(f"programs:{route}", args=[row.pk])) for label, route in wanted]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(places)]


def _crumbs(call):
    return [*CRUMBS, (call.title, call.get_absolute_url())]


def _page(phase, title):
    return {
        "title": title,
        "subtitle": f"{phase.name}, {phase.call.title}",
        "crumbs": [*_crumbs(phase.call), (phase.name, phase.get_absolute_url())],
        "cancel_url": phase.get_absolute_url(),
    }

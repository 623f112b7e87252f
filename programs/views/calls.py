"""Calls, the invitations to apply: the coordinator's list, and the page that everyone reads once it is published."""

from django.db.models import Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.tables import Action, Chip, Column, Link, ListPage, Stat
from leaders import history
from leaders.models import Position, year_label
from programs import call_rules as rules
from programs import call_words as words
from programs.filters.calls import CallFilter
from programs.models import Call, Criterion, Question

CRUMBS = [(_("Calls"), "/calls/")]
CHANGE = "programs.change_calls"
SEE = "programs.view_calls"
State = Call.State
TONES = {
    State.DRAFT: "quiet",
    State.ANNOUNCED: "info",
    State.OPEN: "good",
    State.REVIEWING: "warn",
    State.DECIDED: "info",
    State.CLOSED: "quiet",
}


def chip(call):
    """The state of a call today."""
    state = call.state(timezone.localdate())
    return Chip(state.label, TONES[state])


class CallList(Guarded, ListPage):
    """Every call with its window, and how many applications were sent and decided."""

    model = Call
    permission = SEE
    title = _("Calls")
    filterset_class = CallFilter
    ordering = ("-closes",)
    columns = [
        Column("title", _("Call"), "title", sort=("title",), link=True),
        Column("target", _("For"), lambda call: str(call.target)),
        Column("year", _("School year"), lambda call: year_label(call.target.school_year), default=False),
        Column("state", _("State"), chip),
        Column("opens", _("Opens"), "opens", sort=("opens",)),
        Column("closes", _("Closes"), "closes", sort=("closes",)),
        Column("places", _("Places"), "places", numeric=True, sort=("places",), total=Sum("places")),
        Column("drafts", _("Drafts"), "drafts", numeric=True, total=Sum("drafts")),
        Column("sent", _("Sent"), "sent", numeric=True, total=Sum("sent")),
        Column("decided", _("Decided"), "decided", numeric=True, total=Sum("decided")),
    ]
    actions = [Action(_("Add a call"), "programs:call-create", CHANGE)]
    empty_title = _("No calls yet")
    empty_text = _("A call invites people to apply for a cohort or for a vacant position.")

    def get_queryset(self):
        return super().get_queryset().with_counts().with_target()


@requires("programs.view_programs")
@require_safe
def call_detail(request, pk):
    """One call: what it is for and until when one may apply; the coordinator sees how many did."""
    call = get_object_or_404(visible(request, Call).with_counts().with_target(), pk=pk)
    user, edits = request.user, request.user.may(CHANGE)
    lacking = rules.missing(call, timezone.localdate()) if edits and call.published_on is None else []
    context = {
        "call": call,
        "title": call.title,
        "subtitle": str(call.target),
        "chip": chip(call),
        "crumbs": CRUMBS if user.may(SEE) else [],
        "actions": _links(call, lacking) if edits else [],
        "lacking": lacking,
        "parts": _parts(request, call) if edits else [],
        "stats": _figures(call) if user.may(SEE) else [],
        "facts": [fact for fact in _facts(request, call) if fact[1] not in ("", None)],
        "entries": history.entries(call, user),
        "panels": panels("call", request, call),
    }
    return render(request, "programs/call_detail.html", context)


def _figures(call):
    return [
        Stat(_("Drafts"), call.drafts, _("begun and not sent")),
        Stat(_("Sent"), call.sent),
        Stat(_("Decided"), call.decided),
    ]


def _links(call, lacking):
    """What may be done next, the likeliest first."""
    state, steps = call.state(timezone.localdate()), {}
    if state == State.DRAFT:
        steps = {"questions": _("Questions"), "rubric": _("Rubric"), "publish": _("Publish"), "edit": _("Edit")}
        if not lacking:
            steps = {"publish": _("Publish"), **steps}
    elif state != State.CLOSED:
        steps = {"edit": _("Change or prolong"), "rubric": _("Rubric"), "close": _("Close the call")}
    found = [(label, reverse(f"programs:call-{step}", args=[call.pk])) for step, label in steps.items()]
    found.append((_("Use for a new call"), f"{reverse('programs:call-create')}?like={call.pk}"))
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(found)]


def _parts(request, call):
    """`[(name, heading, link, [(part, what is said behind its text)], what to say of none)]`: form and rubric."""
    kinds = [
        ("questions", _("Questions"), _("Open the questions"), Question, _("No questions yet.")),
        ("rubric", _("Rubric"), _("Open the rubric"), Criterion, _("No criteria yet. Reviewers score by them.")),
    ]
    return [
        (
            name,
            heading,
            Link(label, reverse(f"programs:call-{name}", args=[call.pk])),
            _rows(request, call, model),
            none,
        )
        for name, heading, label, model, none in kinds
    ]


def _rows(request, call, model):
    rows = visible(request, model).filter(call=call).order_by("order", "pk")
    return [(row, words.facts(row)) for row in rows]


def _facts(request, call):
    facts = [
        (_("Call for"), target_of(request, call)),
        (_("School year"), year_label(call.target.school_year)),
        (_("Opens"), call.opens),
        (_("Closes"), call.closes),
        (_("Places"), call.places),
    ]
    if request.user.may(SEE):
        facts += [
            (_("Reviews of each application"), call.reviews_wanted),
            (_("Blind review"), call.is_blind),
            (_("Published on"), call.published_on),
        ]
    return [*facts, (_("Decisions sent on"), call.decided_on), (_("Closed on"), call.closed_on)]


def target_of(request, call):
    """What it is for; a link where the reader may open that page."""
    target = call.target
    if call.position_id and not _opens(request, target):
        return str(target)
    return format_html('<a href="{}">{}</a>', target.get_absolute_url(), target)


def _opens(request, position):
    may = request.user.may("leaders.view_positions")
    return may and visible(request, Position).filter(pk=position.pk).exists()

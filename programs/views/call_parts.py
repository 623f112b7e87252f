"""The form and the rubric of a call, each on one page: what there is in its order, and one more below."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config.access import requires, visible, visible_or_404
from leaders.forms.saving import form_page, led_to, perform, version_of
from programs import call_rules as rules
from programs import call_words as words
from programs.actions import call_parts
from programs.forms.calls import CriterionForm, QuestionForm
from programs.forms.enrollments import AskForm
from programs.models import Call, Criterion, Question
from programs.views.calls import CRUMBS


@dataclass(frozen=True)
class Kind:
    """Questions or criteria: their model and form, the routes of a part, and what the pages say."""

    model: type
    form: type
    route: str
    title: object
    add: object
    edit: object
    nothing: object
    why_locked: object


QUESTIONS = Kind(
    Question,
    QuestionForm,
    "question",
    _("Questions"),
    _("Add a question"),
    _("Edit the question"),
    _("No questions yet. Add the first one below."),
    rules.why_form_locked,
)
RUBRIC = Kind(
    Criterion,
    CriterionForm,
    "criterion",
    _("Rubric"),
    _("Add a criterion"),
    _("Edit the criterion"),
    _("No criteria yet. Reviewers score each application by them: add the first one below."),
    rules.why_rubric_locked,
)


@requires("programs.change_calls")
def call_questions(request, pk):
    """The questions of the form; they stay once the call is published."""
    return _listed(request, pk, QUESTIONS)


@requires("programs.change_calls")
def call_rubric(request, pk):
    """The criteria by which applications are scored; they stay once a review was submitted."""
    return _listed(request, pk, RUBRIC)


def _listed(request, pk, kind):
    call = get_object_or_404(visible(request, Call).with_target(), pk=pk)
    locked = kind.why_locked(call)
    page = _page(call, kind.title) | {"parts": _parts(request, call, kind), "kind": kind, "locked": locked}
    if locked and request.method != "POST":
        return render(request, "programs/call_parts_locked.html", page)
    form = kind.form(request.POST or None, instance=kind.model(call=call))
    page |= {"template": "programs/call_parts.html", "save_label": kind.add}
    return form_page(request, form, _saving(request, form), **page)


def _parts(request, call, kind):
    """`[(part, what is said behind its text, the addresses of its steps)]` in order."""
    rows = visible(request, kind.model).filter(call=call).order_by("order", "pk")
    steps = ("edit", "move", "remove")
    return [
        (row, words.facts(row), {step: reverse(f"programs:{kind.route}-{step}", args=[row.pk]) for step in steps})
        for row in rows
    ]


@requires("programs.change_calls")
def question_edit(request, pk):
    return _edit(request, pk, QUESTIONS)


@requires("programs.change_calls")
def criterion_edit(request, pk):
    return _edit(request, pk, RUBRIC)


def _edit(request, pk, kind):
    part = _part(request, pk, kind)
    form = kind.form(request.POST or None, instance=part)
    page = _of_part(part, kind, kind.edit)
    return form_page(request, form, _saving(request, form), record=part, **page)


@requires("programs.change_calls")
@require_POST
def question_move(request, pk):
    return _move(request, pk, Question)


@requires("programs.change_calls")
@require_POST
def criterion_move(request, pk):
    return _move(request, pk, Criterion)


def _move(request, pk, model):
    """One place up or down (`way`), once; what is locked stays where it is, and the page says why."""
    part, form = visible_or_404(request, model, pk=pk), AskForm(request.POST)

    def act():
        up = request.POST.get("way") != "down"
        return call_parts.move_part(part=part, up=up, by=request.user).get_absolute_url()

    if form.is_valid():
        perform(request, form, act)
    for text in form.non_field_errors():
        messages.error(request, text)
    return redirect(f"{part.get_absolute_url()}#part-{part.pk}")


@requires("programs.change_calls")
def question_remove(request, pk):
    return _remove(request, pk, QUESTIONS)


@requires("programs.change_calls")
def criterion_remove(request, pk):
    return _remove(request, pk, RUBRIC)


def _remove(request, pk, kind):
    """Asks once; sent twice, it leads to the same page both times."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    part = _part(request, pk, kind)
    form = AskForm(request.POST if request.method == "POST" else None)

    def act():
        call_parts.remove_part(part=part, by=request.user, version=version_of(request))
        return part.get_absolute_url()

    page = _of_part(part, kind, gettext("Remove “%(text)s”?") % {"text": part.text})
    return form_page(request, form, act, record=part, save_label=_("Remove"), said=_("Removed."), **page)


def _saving(request, form):
    def act():
        version = version_of(request) if form.instance.pk else None
        return call_parts.save_part(part=form.instance, by=request.user, version=version).get_absolute_url()

    return act


def _part(request, pk, kind):
    return get_object_or_404(visible(request, kind.model).select_related("call"), pk=pk)


def _of_part(part, kind, title):
    page, address = _page(part.call, title), part.get_absolute_url()
    return page | {"crumbs": [*page["crumbs"], (kind.title, address)], "cancel_url": address}


def _page(call, title):
    address = call.get_absolute_url()
    page = {"title": title, "subtitle": call.title, "crumbs": [*CRUMBS, (call.title, address)]}
    return page | {"cancel_url": address, "call": call}

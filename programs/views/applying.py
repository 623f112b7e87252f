"""The applicant's steps: writing and sending an application, withdrawing it, asking references again, its files."""

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from config.access import requires, visible, visible_or_404
from config.uploads import is_cut_off, takes
from leaders.forms.saving import form_page, version_of
from programs import application_files, eligibility
from programs import applying as rules
from programs.actions import applying
from programs.forms.applying import ApplicationForm, Said
from programs.models import Application, ApplicationFile, Call
from programs.views.applications import MINE, READ
from responsibilities.evidence import MOST_BYTES

APPLY = "programs.apply"
FORM_BYTES = MOST_BYTES + 1024 * 1024  # what stands around a file in a request
CHECK = "check"


@takes(FORM_BYTES)
@sensitive_post_parameters()
@requires(APPLY)
def application_write(request, pk):
    """One's own application to a call: saved as a draft with anything missing, or sent when nothing is.

    What was typed is kept also when it cannot be sent: a draft is saved, and the page names what is missing.
    """
    call = get_object_or_404(visible(request, Call).with_target().prefetch_related("disciplines", "schools"), pk=pk)
    row = own(request).filter(call=call).first() or Application(call=call, person=request.user.person)
    row.call = call
    today = timezone.localdate()
    if request.method != "POST" and not call.is_taking(today):
        return redirect(row if row.pk else call)
    content = rules.Content.of(row)
    form = _form(request, call, row, content)

    def act():
        facts = {"said": form.said(), "on": today, "by": request.user, "version": _version(request, row)}
        return _save(request, row, facts)

    page = _page(call, row, form, today)
    template = "programs/application_form.html"
    return form_page(request, form, act, template=template, said=None, record=row, **page)


def _version(request, row):
    """The version that the form was made from; one made before there was a draft is older than any."""
    seen = version_of(request)
    return 0 if seen is None and row.pk else seen


def own(request):
    """The signed-in person's applications."""
    return visible(request, Application).own(request.user).with_names()


def _form(request, call, row, content):
    questions = call.questions.all()
    if request.method == "POST":
        sent = (request.POST, request.FILES)
        return ApplicationForm(*sent, questions=questions, content=content, is_cut_off=is_cut_off(request))
    if CHECK not in request.GET or row.pk is None:
        return ApplicationForm(questions=questions, content=content)
    form = ApplicationForm(rules.as_typed(questions, content), {}, questions=questions, content=content)
    form.is_valid()
    for name, words in rules.why_not_sent(row, Said(), timezone.localdate()).items():
        form.add_error(None if name == NON_FIELD_ERRORS else name, words)
    return form


def _save(request, row, facts):
    """Do what the pressed button says; a draft that cannot be sent yet is kept, and its page says why."""
    wants_sent = "send" in request.POST
    was_sent = row.status == Application.Status.SUBMITTED
    if was_sent or (wants_sent and not rules.why_not_sent(row, facts["said"], facts["on"])):
        applying.send(application=row, **facts)
        messages.success(request, _("Sent. A mail tells that it arrived."))
        return row.get_absolute_url()
    applying.save_draft(application=row, **facts)
    if wants_sent:
        messages.warning(request, _("Saved as a draft, not sent: something is missing."))
        return f"{reverse('programs:application-write', args=[row.call_id])}?{CHECK}=yes"
    messages.success(request, _("Draft saved. It is not sent yet."))
    return row.get_absolute_url()


def _page(call, row, form, today):
    judged = eligibility.rules(call, eligibility.Standing(row.person, today))
    return {
        "title": _("Apply: %(call)s") % {"call": call},
        "subtitle": str(call.target),
        "call": call,
        "application": row,
        "is_sent": row.status == Application.Status.SUBMITTED,
        "unmet": eligibility.unmet(judged),
        "multipart": True,
        "crumbs": [*MINE, (str(call), call.get_absolute_url())],
        "cancel_url": row.get_absolute_url() if row.pk else call.get_absolute_url(),
    }


@requires(APPLY)
def application_withdraw(request, pk):
    """Asks once; answers stay with the applicant alone."""
    row = get_object_or_404(own(request), pk=pk)

    def act():
        applying.withdraw(application=row, by=request.user, version=version_of(request))
        return row.get_absolute_url()

    page = {"save_label": _("Withdraw"), "said": _("Withdrawn.")}
    page |= {"subtitle": _("Nobody but you reads it from then on. You can apply again until the call closes.")}
    return _step(request, row, act, title=_("Withdraw my application"), **page)


@requires(APPLY)
def application_remind(request, pk):
    """Send the link again to references who have not answered."""
    row = get_object_or_404(own(request), pk=pk)

    def act():
        applying.remind_references(application=row, by=request.user, version=version_of(request))
        return row.get_absolute_url()

    page = {"save_label": _("Send again"), "said": _("The request was sent again.")}
    page |= {"subtitle": _("It goes to those who were asked a day ago or longer and have not answered.")}
    return _step(request, row, act, title=_("Ask my references again"), **page)


def _step(request, row, act, **page):
    form = forms.Form(request.POST if request.method == "POST" else None)
    address = row.get_absolute_url()
    return form_page(
        request, form, act, record=row, crumbs=[*MINE, (str(row.call), address)], cancel_url=address, **page
    )


@requires(READ)
@require_safe
def application_file(request, pk):
    """A file, for the applicant and, once it was sent, the coordinator; reviewers get theirs with their review."""
    row = visible_or_404(request, ApplicationFile, pk=pk)
    data = application_files.bytes_of(row)
    if data is None:
        messages.error(request, _("This file cannot be opened yet. If it stays so, please tell your IT office."))
        return redirect("programs:application-detail", row.application_id)
    return application_files.handed_out(row, data)

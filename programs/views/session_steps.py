"""What is done with a session: added, several at once, edited, canceled."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from config.access import requires, visible
from leaders.forms.saving import form_page, version_of
from leaders.forms.terms import ReasonForm
from programs.actions import sessions
from programs.forms.sessions import SessionForm, SeveralForm
from programs.models import Cohort, Session
from programs.views.sessions import crumbs_of


@requires("programs.change_programs")
def session_create(request, pk):
    cohort = get_object_or_404(visible(request, Cohort).with_program(), pk=pk)
    session = Session(cohort=cohort)
    page = {"title": _("Add a session"), "subtitle": cohort, "cancel_url": cohort.get_absolute_url()}
    return _edit(request, session, **page)


@requires("programs.change_programs")
def session_edit(request, pk):
    row = _session(request, pk)
    page = {"title": _("Edit the session"), "subtitle": row, "cancel_url": row.get_absolute_url()}
    return _edit(request, row, record=row, **page)


@requires("programs.change_programs")
def session_create_several(request, pk):
    """Sessions in a rhythm, or on pasted dates: all of them, or when one is refused none."""
    cohort = get_object_or_404(visible(request, Cohort).with_program(), pk=pk)
    form = SeveralForm(request.POST or None, cohort=cohort, user=request.user)

    def act():
        facts = {"by": request.user, "reason": form.cleaned_data["why"]}
        sessions.add_sessions(sessions=form.sessions(), facilitators=form.people.chosen(), **facts)
        return cohort.get_absolute_url()

    page = {"title": _("Add several sessions"), "subtitle": cohort, "cancel_url": cohort.get_absolute_url()}
    return form_page(request, form, act, said=_("The sessions are added."), crumbs=crumbs_of(cohort), **page)


@requires("programs.change_programs")
def session_cancel(request, pk):
    row = _session(request, pk)
    form = ReasonForm(request.POST or None)

    def act():
        why, version = form.cleaned_data["reason"], version_of(request)
        return sessions.cancel_session(session=row, by=request.user, reason=why, version=version).get_absolute_url()

    page = {"title": _("Cancel the session"), "subtitle": row, "cancel_url": row.get_absolute_url(), "record": row}
    page |= {"save_label": _("Cancel the session"), "said": _("The session is canceled.")}
    return form_page(request, form, act, crumbs=crumbs_of(row.cohort), **page)


def _session(request, pk):
    return get_object_or_404(visible(request, Session).with_cohort(), pk=pk)


def _edit(request, session, **page):
    """The form of one session, new or known."""
    form = SessionForm(request.POST or None, instance=session, user=request.user)

    def act():
        sessions.save_session(
            session=form.instance,
            facilitators=form.people.chosen(),
            by=request.user,
            reason=form.cleaned_data["why"],
            version=version_of(request) if session.pk else None,
        )
        return session.get_absolute_url()

    return form_page(request, form, act, crumbs=crumbs_of(session.cohort), **page)

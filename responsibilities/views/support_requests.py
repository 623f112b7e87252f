"""Requests for support: a principal asks, the teacher leader does it or declines; the list says what became of it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, requires, visible
from config.tables import Action, Chip, Column, ListPage
from leaders.forms.saving import form_page, version_of
from leaders.models import Appointment, Person, School
from responsibilities import access
from responsibilities.actions.support_requests import decline_request, request_support
from responsibilities.filters.support_requests import RequestFilter
from responsibilities.forms.support_requests import DeclineForm, RequestForm
from responsibilities.models import COUNTED, RequestState, SupportRequest
from responsibilities.views.cycles import names

CRUMBS = [(_("Requests for support"), "/requests/")]
TONES = {
    RequestState.OPEN: "info",
    RequestState.DONE: "good",
    RequestState.DECLINED: "warn",
    RequestState.DROPPED: "quiet",
}


def chip(row):
    return Chip(str(row.state.label), TONES[row.state])


def visit_of(row, user):
    """The page of the visit, where it is moved or marked done; while it is planned, only who answers may open it."""
    is_open = row.activity and (row.activity.status in COUNTED or user.may("responsibilities.answer_requests"))
    return row.activity.get_absolute_url() if is_open else ""


class RequestList(Guarded, ListPage):
    """What was asked for, when it is planned, and what became of it; whom it is about stands with the visit."""

    model = SupportRequest
    permission = "responsibilities.view_requests"
    title = _("Requests for support")
    filterset_class = RequestFilter
    ordering = ("-wished_for",)
    actions = [Action(_("Request support"), "responsibilities:request-create", "responsibilities.request_support")]
    empty_title = _("No requests yet")
    empty_text = _("A principal asks a teacher leader who serves the school for support; it becomes a planned visit.")

    @property
    def answers(self):
        """Who answers requests is asked in each of them: their own name would only fill the page."""
        user = self.request.user
        return user.may("responsibilities.answer_requests") and not access.is_coordinator(user)

    @property
    def columns(self):
        user, me = self.request.user, self.request.user.person_id
        return [
            Column("kind", _("What"), "get_kind_display", sort=("kind",), link=lambda row: visit_of(row, user)),
            Column("leader", _("Teacher leader"), "leader.sort_name", sort=names("leader"), default=not self.answers),
            Column("school", _("School"), "site.name", sort=("site__name",)),
            Column("teachers", _("Teachers"), "participants", numeric=True, sort=("participants",)),
            Column("focus", _("Focus"), "focus"),
            Column("wished", _("Wished for"), "wished_for", sort=("wished_for",)),
            Column("planned", _("Planned on"), "activity.date", sort=("activity__date",)),
            Column("state", _("State"), chip),
            Column("why", _("Why declined"), "declined_why", default=not self.answers),
            Column("by", _("Requested by"), "by", default=False),
            Column(
                "next",
                _("Your answer"),
                lambda row: declining(row) if row.leader_id == me else None,
                permission="responsibilities.answer_requests",
            ),
        ]

    def get_queryset(self):
        return super().get_queryset().with_names()


def declining(row):
    """A link to decline an open request; what else there is to do stands on the visit's page."""
    if row.state != RequestState.OPEN:
        return None
    at = reverse("responsibilities:request-decline", args=[row.pk])
    return format_html('<a href="{}">{}</a>', at, gettext("Decline"))


@requires("responsibilities.request_support")
def request_create(request):
    """Ask a leader who serves my school to support teachers of my school."""
    schools = list(visible(request, School).filter(pk__in=request.user.school_ids).order_by("name"))
    serving = visible(request, Appointment).in_force(timezone.localdate()).at(*request.user.school_ids)
    serving = serving.with_people().order_by("person__family_name", "person__given_name", "pk")
    staff = visible(request, Person).active().filter(home_school__in=request.user.school_ids)
    form = RequestForm(
        request.POST or None,
        instance=SupportRequest(),
        schools=schools,
        serving=serving,
        staff=staff.exclude(pk=request.user.person_id).order_by("family_name", "given_name", "pk"),
    )

    def act():
        data = form.cleaned_data
        request_support(
            request=form.instance, appointment=data["appointment"], teachers=data["teachers"], by=request.user
        )
        return reverse("responsibilities:request-list")

    page = {"title": _("Request support"), "crumbs": CRUMBS, "save_label": _("Send the request")}
    page |= {"cancel_url": reverse("responsibilities:request-list")}
    said = gettext("The request is in the teacher leader’s plan.")
    return form_page(request, form, act, said=said, renamed={"supported": "teachers", "date": "wished_for"}, **page)


@requires("responsibilities.answer_requests")
def request_decline(request, pk):
    """Decline a request that was made to me, with the reason."""
    rows = visible(request, SupportRequest).filter(leader=request.user.person_id).with_names()
    row = get_object_or_404(rows, pk=pk)
    form = DeclineForm(request.POST or None)

    def act():
        reason, version = form.cleaned_data["reason"], version_of(request)
        decline_request(request=row, reason=reason, by=request.user, version=version)
        return reverse("responsibilities:request-list")

    page = {"title": _("Decline the request"), "subtitle": f"{row.get_kind_display()}, {row.site}", "crumbs": CRUMBS}
    page |= {"record": row, "cancel_url": reverse("responsibilities:request-list"), "save_label": _("Decline")}
    return form_page(request, form, act, **page)

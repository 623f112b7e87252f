"""What is done with applications: decided, sent, answered by the applicant, and followed by an appointment."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible, visible_or_404
from leaders.forms.saving import form_page, version_of
from leaders.views.appoint import appoint_page
from leaders.views.ticked import on_ticked
from programs import offer_rules as rules
from programs import outcomes
from programs.actions import deciding
from programs.forms.deciding import AnswerForm, DecideForm, SendForm
from programs.models import Application, Call, Enrollment
from programs.offer_rules import Verdict
from programs.views.calls import CRUMBS
from programs.views.deciding import DECIDE

MINE = [(_("My programs"), "/programs/mine/")]
ACCEPTED = Application.Response.ACCEPTED


@requires(DECIDE)
def application_decide(request, pk):
    """Decide one application, or decide it anew."""
    row = _shown(request, pk)
    form = DecideForm(_sent(request), initial=_as_decided(row, request.GET.get("decision")))

    def act():
        facts = {"verdict": form.verdict(), "by": request.user, "version": version_of(request)}
        return deciding.decide(application=row, **facts).get_absolute_url()

    page = {"title": _("Decide"), "subtitle": row, "crumbs": _crumbs(row.call), "record": row}
    return form_page(request, form, act, cancel_url=row.get_absolute_url(), save_label=_("Save the decision"), **page)


@requires(DECIDE)
def applications_decide(request, pk):
    """One decision on the ticked applications of a call."""
    call = visible_or_404(request, Call, pk=pk)
    rows = visible(request, Application).filter(call=call).sent().with_names().order_by("submitted_at", "pk")

    def change(row, by, **words):
        deciding.decide(application=row, verdict=Verdict(**words), by=by)

    listing = reverse("programs:application-list", args=[call.pk])
    return on_ticked(request, rows, DecideForm, change, listing=listing, title=_("Decide"), crumbs=_crumbs(call))


@requires(DECIDE)
def decisions_send(request, pk):
    """Let all applicants of a call know what was decided."""
    call = get_object_or_404(visible(request, Call).with_target(), pk=pk)
    form = SendForm(_sent(request))
    found = visible(request, Application).filter(call=call).sent().by_decision()

    def act():
        deciding.send_decisions(call=call, by=request.user, version=version_of(request))
        return reverse("programs:application-list", args=[call.pk])

    page = {"title": _("Send decisions"), "subtitle": call, "crumbs": _crumbs(call), "record": call}
    page |= {"counts": _counted(found), "undecided": found.get(Application.Decision.NONE)}
    page |= {"said": gettext("The decisions were sent."), "save_label": _("Send decisions")}
    page |= {"template": "programs/decisions_send.html", "cancel_url": call.get_absolute_url()}
    return form_page(request, form, act, **page)


@requires("programs.apply")
def offer_answer(request, pk):
    """Accept an offer, or turn it down."""
    row = get_object_or_404(visible(request, Application).own(request.user).with_names(), pk=pk)
    form = AnswerForm(_sent(request), initial={"response": request.GET.get("answer")})

    def act():
        action = deciding.accept_offer if form.cleaned_data["response"] == ACCEPTED else deciding.turn_down
        done = action(application=row, by=request.user, version=version_of(request))
        _say_answered(request, done)
        return row.get_absolute_url()

    open_still = rules.may_answer(row, timezone.localdate())
    page = {"title": _("Answer the offer"), "subtitle": row.call, "crumbs": MINE, "record": row, "may": open_still}
    page |= {"template": "programs/offer_answer.html", "cancel_url": row.get_absolute_url(), "said": None}
    return form_page(request, form, act, save_label=_("Send my answer"), **page)


@requires("leaders.change_appointments")
def application_appoint(request, pk):
    """Appoint who accepted the offer of a position: the page that appoints, filled in, and tied to the application."""
    row = _shown(request, pk)
    if request.method == "GET" and not rules.wants_appointment(row):
        messages.warning(request, gettext("There is no accepted offer here that waits for an appointment."))
        return redirect(row)
    params = {"person": str(row.person_id), "position": str(row.call.position_id or "")}

    def then(appointment):
        deciding.link_appointment(application=row, appointment=appointment, by=request.user)

    page = {"title": _("Appoint %(name)s") % {"name": row.person}, "subtitle": row.call, "crumbs": _crumbs(row.call)}
    return appoint_page(request, params, then=then, cancel_url=row.get_absolute_url(), **page)


def _as_decided(row, asked):
    """First values of the form: what the page it comes from suggests, or what is decided; the reason is asked anew."""
    initial = {"decision": asked or row.decision}
    return initial | {"respond_by": row.respond_by} if row.respond_by else initial


def _counted(found):
    """What is about to be sent: (decision in words, how many), the undecided ones last."""
    return [(label, found[value]) for value, label in (*outcomes.LABELS, ("", _("not decided"))) if found.get(value)]


def _say_answered(request, row):
    if row.response != ACCEPTED:
        messages.success(request, gettext("You turned the offer down. Thank you for telling us."))
    elif row.enrollment and row.enrollment.status == Enrollment.Status.WAITLISTED:
        messages.warning(request, gettext("You accepted. All seats are taken, so you are on the waiting list."))
    elif row.enrollment:
        messages.success(request, gettext("You accepted, and you are enrolled."))
    else:
        messages.success(request, gettext("You accepted. The coordinator prepares your appointment."))


def _sent(request):
    return request.POST if request.method == "POST" else None


def _shown(request, pk):
    rows = visible(request, Application).exclude(status=Application.Status.DRAFT)
    return get_object_or_404(rows.with_names(), pk=pk)


def _crumbs(call):
    return [*CRUMBS, (call.title, call.get_absolute_url())]

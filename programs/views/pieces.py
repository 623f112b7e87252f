"""What participants hand in: their own steps, the coordinator's list of it, and what is decided on it."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, requires, visible
from config.tables import Bulk, Chip, Column, ListPage
from leaders.forms.saving import form_page, led_to, version_of
from leaders.views.ticked import on_ticked
from programs import access
from programs.actions import pieces
from programs.filters.papers import PieceFilter
from programs.forms.enrollments import StepForm
from programs.forms.pieces import PieceForm, ReturnForm
from programs.models import Enrollment, EvidencePiece

TONES = {"submitted": "info", "accepted": "good", "returned": "warn"}
CRUMBS = [(_("Participants"), "/enrollments/"), (_("Handed in"), "/pieces/")]
CHANGE = "programs.change_enrollments"
PERSON = ("enrollment__person__family_name", "enrollment__person__given_name")


def chip(piece):
    return Chip(piece.get_status_display(), TONES[piece.status])


class Place(str):
    """A link that somebody handed in: files hold it as text, pages name the host that it leads to.

    The page behind it learns nothing of ours.
    """

    __slots__ = ("host",)

    @classmethod
    def of(cls, piece):
        place = cls(piece.link)
        place.host = piece.host
        return place

    def __html__(self):
        return format_html('<a href="{}" rel="noopener noreferrer external nofollow">{}</a>', str(self), self.host)


class PieceList(Guarded, ListPage):
    """All that was handed in, with what waits to be looked at."""

    model = EvidencePiece
    permission = CHANGE
    title = _("Handed in")
    crumbs = CRUMBS[:1]
    filterset_class = PieceFilter
    ordering = ("submitted_on",)
    columns = [
        Column("person", _("Participant"), "enrollment.person.sort_name", sort=PERSON, link=True),
        Column("title", _("Title"), "title", sort=("title",)),
        Column("link", _("Leads to"), Place.of),
        Column("kind", _("Kind"), "get_kind_display", sort=("kind",)),
        Column("program", _("Program"), "enrollment.cohort.program.name", sort=("enrollment__cohort__program__name",)),
        Column("cohort", _("Cohort"), "enrollment.cohort.name", sort=("enrollment__cohort__name",), default=False),
        Column("status", _("Status"), chip, sort=("status",)),
        Column("submitted", _("Handed in on"), "submitted_on", sort=("submitted_on",)),
        Column("decided", _("Decided on"), "decided_on", sort=("decided_on",), default=False),
        Column("answer", _("What is missing"), "answer", default=False),
    ]
    bulk = [Bulk(_("Accept"), "programs:piece-accept-ticked", CHANGE)]
    empty_title = _("Nothing handed in yet")
    empty_text = _("Participants hand in pieces of evidence and practice tasks on the page of their enrollment.")

    def get_queryset(self):
        return super().get_queryset().with_names()


@requires("programs.take_part")
def piece_create(request, pk):
    """Hand something in for one's own seat."""
    row = get_object_or_404(access.own_enrollments(visible(request, Enrollment), request.user).with_names(), pk=pk)
    form = PieceForm(request.POST or None, instance=EvidencePiece(enrollment=row))

    def act():
        return pieces.hand_in(piece=form.instance, on=timezone.localdate(), by=request.user).get_absolute_url()

    page = {"save_label": gettext("Hand in"), "said": gettext("Handed in.")}
    return form_page(request, form, act, **page, **_page(row, gettext("Hand in")))


@requires("programs.take_part")
def piece_edit(request, pk):
    """Change what one handed in, until it is accepted; what was returned is handed in again with it."""
    row = _own(request, pk)
    form = PieceForm(request.POST or None, instance=row)

    def act():
        facts = {"on": timezone.localdate(), "by": request.user, "version": version_of(request)}
        return pieces.change_piece(piece=form.instance, **facts).get_absolute_url()

    again = row.status == EvidencePiece.Status.RETURNED
    page = _page(row.enrollment, gettext("Hand in again") if again else gettext("Change what you handed in"))
    if again:
        page["subtitle"] = gettext("What is missing: %(answer)s") % {"answer": row.answer}
    return form_page(request, form, act, record=row, **page)


@requires("programs.take_part")
def piece_withdraw(request, pk):
    """Take back what one handed in; sent twice it leads there again."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    row = _own(request, pk)
    address = row.get_absolute_url()

    def act():
        pieces.withdraw_piece(piece=row, by=request.user, version=version_of(request))
        return address

    page = {"save_label": gettext("Withdraw"), "said": gettext("Withdrawn.")}
    title = gettext("Withdraw “%(title)s”") % {"title": row.title}
    return form_page(request, _nothing(request), act, record=row, **page, **_page(row.enrollment, title))


@requires(CHANGE)
def piece_accept(request, pk):
    row = _any(request, pk)

    def act():
        facts = {"on": timezone.localdate(), "by": request.user, "version": version_of(request)}
        return pieces.accept_piece(piece=row, **facts).get_absolute_url()

    title = gettext("Accept “%(title)s”") % {"title": row.title}
    page = {"save_label": gettext("Accept"), "said": gettext("Accepted.")}
    return form_page(request, _nothing(request), act, record=row, **page, **_page(row.enrollment, title))


@requires(CHANGE)
def accept_ticked(request):
    """Accept the ticked pieces, enrollment by enrollment, so that two such changes never wait for each other."""
    rows = visible(request, EvidencePiece).with_names().order_by("enrollment", "pk")

    def change(row, *, by, reason):
        pieces.accept_piece(piece=row, on=timezone.localdate(), by=by, reason=reason, version=row.version)

    page = {"listing": "programs:piece-list", "title": gettext("Accept"), "crumbs": CRUMBS}
    return on_ticked(request, rows, StepForm, change, **page)


@requires(CHANGE)
def piece_return(request, pk):
    """Give it back with what is missing."""
    row, form = _any(request, pk), ReturnForm(request.POST or None)

    def act():
        facts = {"on": timezone.localdate(), "by": request.user, "version": version_of(request)}
        return pieces.return_piece(piece=row, **form.cleaned_data, **facts).get_absolute_url()

    title = gettext("Return “%(title)s”") % {"title": row.title}
    page = {"save_label": gettext("Return"), "said": gettext("Returned.")}
    return form_page(request, form, act, record=row, **page, **_page(row.enrollment, title))


def _nothing(request):
    """A step that asks nothing."""
    return forms.Form(request.POST if request.method == "POST" else None)


def _any(request, pk):
    return get_object_or_404(visible(request, EvidencePiece).with_names(), pk=pk)


def _own(request, pk):
    return get_object_or_404(access.own_pieces(visible(request, EvidencePiece), request.user).with_names(), pk=pk)


def _page(enrollment, title):
    """What pages about one enrollment share: whose it is, and the way back."""
    address = enrollment.get_absolute_url()
    return {"title": title, "subtitle": str(enrollment), "crumbs": [(str(enrollment), address)], "cancel_url": address}

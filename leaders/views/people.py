"""People: list, record page, add and edit, changes to several at once."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.tables import Action, Bulk, Chip, Column, Link, ListPage
from leaders import access, definition, history, measures
from leaders.actions.people import mark_left, move
from leaders.actions.records import save_record
from leaders.filters.people import PersonFilter
from leaders.forms.bulk import MarkLeftForm, MoveForm, ticked
from leaders.forms.people import CredentialForm, PersonForm, RecognitionForm
from leaders.forms.saving import form_page, saved
from leaders.models import Appointment, Credential, District, Person, Recognition, year_label

CRUMBS = [(_("People"), "/people/")]


class PersonList(Guarded, ListPage):
    """Everyone the user may see."""

    model = Person
    permission = "leaders.view_people"
    title = _("People")
    filterset_class = PersonFilter
    ordering = ("family_name", "given_name")
    columns = [
        Column("name", _("Name"), "sort_name", sort=("family_name", "given_name"), link=True),
        Column("kind", _("Kind of staff"), "get_staff_kind_display", sort=("staff_kind", "family_name", "given_name")),
        Column("school", _("Home school"), "home_school.name", sort=("home_school__name", "family_name", "given_name")),
        Column("fte", _("Teaching FTE"), "teaching_fte", numeric=True),
        Column("number", _("Staff number"), "local_id", sort=("local_id",)),
        Column("email", _("E-mail"), "email", sort=("email",), default=False),
        Column("active", _("Works here"), "is_active", default=False),
    ]
    actions = [Action(_("Add a person"), "leaders:person-create", "leaders.change_people")]
    bulk = [
        Bulk(_("Set home school"), "leaders:person-move", "leaders.change_people"),
        Bulk(_("Mark as left"), "leaders:person-left", "leaders.change_people", danger=True),
    ]
    empty_title = _("No people yet")
    empty_text = _("Import your staff from the student information system, or add one person.")

    def get_queryset(self):
        return super().get_queryset().select_related("home_school")


def _facts(person):
    return [
        (_("Kind of staff"), person.get_staff_kind_display()),
        (_("Home school"), person.home_school),
        (_("Other schools"), ", ".join(str(row) for row in person.other_schools.all()) or None),
        (_("Teaching FTE"), person.teaching_fte),
        (_("Teaches"), ", ".join(str(row) for row in person.teaches.all()) or None),
        (_("E-mail"), person.email),
        (_("Staff number"), person.local_id),
        (_("Works here"), person.is_active),
        (_("Left on"), person.left_on),
    ]


def _verdict(person, today):
    """Counted today or not, with the reason, as a chip."""
    rank, words = definition.verdict_of_person(person, today)
    return Chip(words, "good" if rank == definition.COUNTED else "quiet")


def _pay_by_year(person, user, today):
    """`[(fiscal year, dollars)]`, newest first, for who may see this person's pay; else None."""
    if not access.sees_pay_of(user, person.pk):
        return None
    district = District.current()
    now = district.fiscal_year(today)
    spans = [(year, district.fiscal_year_dates(year)) for year in range(now, now - 3, -1)]
    return [(year_label(year), amount) for year, amount in measures.earned_by_span(person, spans)]


def _links(person, user):
    """What one may do next with this person."""
    wanted = [
        (_("Appoint"), f"{reverse('leaders:appoint')}?person={person.pk}", "leaders.change_appointments"),
        (_("Edit"), reverse("leaders:person-edit", args=[person.pk]), "leaders.change_people"),
        (_("Add an award"), reverse("leaders:recognition-create", args=[person.pk]), "leaders.change_people"),
        (_("Add a credential"), reverse("leaders:credential-create", args=[person.pk]), "leaders.change_people"),
    ]
    open_ones = [(label, url) for label, url, permission in wanted if user.may(permission)]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(open_ones)]


@requires("leaders.view_person")
@require_safe
def person_detail(request, pk):
    """The whole story of one person on one screen."""
    person = visible_or_404(request, Person, pk=pk)
    today = timezone.localdate()
    appointments = visible(request, Appointment).filter(person=person).with_people().prefetch_related("terms")
    rows = [(row, row.state_on(today), row.term_on(today)) for row in appointments]
    context = {
        "person": person,
        "title": person.name,
        "crumbs": CRUMBS,
        "subtitle": person.home_school,
        "chip": _verdict(person, today),
        "actions": _links(person, request.user),
        "facts": [fact for fact in _facts(person) if fact[1] not in ("", None)],
        "appointments": rows,
        "pay": _pay_by_year(person, request.user, today),
        "recognitions": person.recognitions.all(),
        "credentials": person.credentials.all(),
        "entries": history.entries(person, request.user),
    }
    return render(request, "leaders/person_detail.html", context)


@requires("leaders.change_people")
def person_create(request):
    form = PersonForm(request.POST or None)
    page = {"title": _("Add a person"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:person-list")}
    return form_page(request, form, saved(request, form, ["teaches"]), **page)


@requires("leaders.change_people")
def person_edit(request, pk):
    person = visible_or_404(request, Person, pk=pk)
    form = PersonForm(request.POST or None, instance=person)
    page = {"title": _("Edit %(name)s") % {"name": person}, "crumbs": CRUMBS, "record": person}
    return form_page(request, form, saved(request, form, ["teaches"]), cancel_url=person.get_absolute_url(), **page)


def _owned_create(request, pk, form_class, model, title):
    """Add an award or a credential to a person, and go back to the person."""
    person = visible_or_404(request, Person, pk=pk)
    form = form_class(request.POST or None, instance=model(person=person))

    def act():
        save_record(record=form.instance, by=request.user)
        return person.get_absolute_url()

    page = {"title": title % {"name": person}, "crumbs": CRUMBS, "cancel_url": person.get_absolute_url()}
    return form_page(request, form, act, **page)


@requires("leaders.change_people")
def recognition_create(request, pk):
    return _owned_create(request, pk, RecognitionForm, Recognition, _("Award for %(name)s"))


@requires("leaders.change_people")
def credential_create(request, pk):
    return _owned_create(request, pk, CredentialForm, Credential, _("Credential of %(name)s"))


@requires("leaders.change_people")
def person_left(request):
    """Mark the ticked people as having left: asks for the day and the reason first."""
    people = list(visible(request, Person).filter(pk__in=ticked(request)))
    form = MarkLeftForm(request.POST if "left_on" in request.POST else None, rows=people)

    def act():
        data = form.cleaned_data
        mark_left(people=people, by=request.user, reason=data["reason"], left_on=data["left_on"])
        return reverse("leaders:person-list")

    page = {"title": _("Mark as left"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:person-list")}
    return form_page(request, form, act, subtitle=", ".join(str(row) for row in people), **page)


@requires("leaders.change_people")
def person_move(request):
    """Give the ticked people another home school: asks for the school and the reason first."""
    people = list(visible(request, Person).filter(pk__in=ticked(request)))
    form = MoveForm(request.POST if "reason" in request.POST else None, rows=people)

    def act():
        data = form.cleaned_data
        move(people=people, by=request.user, reason=data["reason"], school=data["school"])
        return reverse("leaders:person-list")

    page = {"title": _("Set home school"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:person-list")}
    return form_page(request, form, act, subtitle=", ".join(str(row) for row in people), **page)

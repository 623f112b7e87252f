"""People: list, record page, add and edit, changes to several at once."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.panels import panels
from config.tables import Action, Bulk, Chip, Column, Link, ListPage
from leaders import access, definition, history, measures
from leaders.actions.people import mark_left, move, save_person
from leaders.filters.people import PersonFilter
from leaders.forms.bulk import MarkLeftForm, MoveForm
from leaders.forms.people import PersonForm
from leaders.forms.saving import form_page, version_of
from leaders.models import Appointment, District, Person, year_label
from leaders.views.ticked import on_ticked

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
        Column(
            "fte",
            _("Teaching FTE"),
            "teaching_fte",
            numeric=True,
            sort=("teaching_fte", "family_name", "given_name"),
        ),
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
        (_("Before that"), "; ".join(row.in_words() for row in person.former_kinds.all())),
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
    """Counted today or not as a chip, and why in words."""
    rank, words = definition.verdict_of_person(person, today)
    counted = rank == definition.COUNTED
    chip = Chip(gettext("Counted") if counted else gettext("Not counted"), "good" if counted else "quiet")
    return {"counted": chip, "why": definition.in_words(rank, words)}


def _account(person):
    """Whether the person can sign in, for who looks after the program."""
    user = getattr(person, "user", None)
    if user is None:
        return _("none")
    return _("yes") if user.is_active else _("switched off")


def _roles_by_year(appointments):
    """`[(school year, roles with their sites)]`, newest first, of what was proposed or approved."""
    years = {}
    for row in appointments:
        if row.status != Appointment.Status.WITHDRAWN:
            years.setdefault(row.position.school_year, {})[f"{row.position.label}, {row.position.site}"] = row
    return [(year_label(year), "; ".join(years[year])) for year in sorted(years, reverse=True)]


def _pay_by_year(held, today):
    """`[(fiscal year, dollars)]` of a person's appointments, newest first; nothing for who never led."""
    district = District.current()
    now = district.fiscal_year(today)
    spans = [(year, district.fiscal_year_dates(year)) for year in range(now, now - 3, -1)]
    return [(year_label(year), amount) for year, amount in measures.earned_by_span(held, spans)] if held else []


def _links(person, user):
    """What one may do next with this person; who left is not appointed."""
    wanted = [
        (_("Appoint"), f"{reverse('leaders:appoint')}?person={person.pk}", "leaders.change_appointments"),
        (_("Edit"), reverse("leaders:person-edit", args=[person.pk]), "leaders.change_people"),
        (_("Add an award"), reverse("leaders:recognition-create", args=[person.pk]), "leaders.change_people"),
        (_("Add a credential"), reverse("leaders:credential-create", args=[person.pk]), "leaders.change_people"),
    ]
    open_ones = [(label, url) for label, url, permission in wanted[not person.is_active :] if user.may(permission)]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(open_ones)]


@requires("leaders.view_person")
@require_safe
def person_detail(request, pk):
    """The whole story of one person on one screen."""
    people = visible(request, Person).select_related("home_school", "user")
    person, today = get_object_or_404(people, pk=pk), timezone.localdate()
    held = visible(request, Appointment).filter(person=person).with_people().prefetch_related("terms")
    sees_pay = access.sees_pay_of(request.user, person.pk)
    held = list(measures.with_pay(held) if sees_pay else held)
    account = [(_("Sign-in account"), _account(person))] if request.user.may("leaders.view_accounts") else []
    context = {
        "person": person,
        "title": person.name,
        "crumbs": CRUMBS,
        "subtitle": person.home_school,
        "chip": None if person.is_active else Chip(gettext("no longer works here"), "quiet"),
        "actions": _links(person, request.user),
        "facts": [fact for fact in _facts(person) + account if fact[1] not in ("", None)],
        "appointments": [(row, row.state_on(today), row.term_on(today)) for row in held],
        "roles": _roles_by_year(held),
        "pay": _pay_by_year(held, today) if sees_pay else None,
        "recognitions": person.recognitions.all(),
        "credentials": person.credentials.all(),
        "entries": history.entries(person, request.user),
        "panels": panels("person", request, person),
        **_verdict(person, today),
    }
    return render(request, "leaders/person_detail.html", context)


def _edit(request, person, **page):
    """The form of a person, new or known."""
    form = PersonForm(request.POST or None, instance=person)

    def act():
        data = form.cleaned_data
        save_person(
            person=form.instance,
            kind_since=data["kind_since"],
            by=request.user,
            reason=data["why"],
            version=version_of(request) if person.pk else None,
            related={"teaches": data["teaches"]},
        )
        return person.get_absolute_url()

    return form_page(request, form, act, crumbs=CRUMBS, record=person, **page)


@requires("leaders.change_people")
def person_create(request):
    return _edit(request, Person(), title=_("Add a person"), cancel_url=reverse("leaders:person-list"))


@requires("leaders.change_people")
def person_edit(request, pk):
    person = visible_or_404(request, Person, pk=pk)
    return _edit(request, person, title=_("Edit %(name)s") % {"name": person}, cancel_url=person.get_absolute_url())


@requires("leaders.change_people")
def person_left(request):
    """Mark the ticked people as having left."""
    return _ticked(request, MarkLeftForm, mark_left, _("Mark as left"))


@requires("leaders.change_people")
def person_move(request):
    """Give the ticked people another home school."""
    return _ticked(request, MoveForm, move, _("Set home school"))


def _ticked(request, form_class, change, title):
    page = {"listing": "leaders:person-list", "crumbs": CRUMBS, "title": title}
    return on_ticked(request, visible(request, Person), form_class, change, **page)

"""Schools and the district office."""

from django.db.models import Count, Q, Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.panels import panels
from config.tables import Action, Bulk, Chip, Column, Link, ListPage, Stat
from leaders import history, vacancies
from leaders.actions.schools import change_facts
from leaders.filters.people import SchoolFilter
from leaders.forms.bulk import SchoolFactsForm
from leaders.forms.people import SchoolForm
from leaders.forms.saving import form_page, saved
from leaders.models import Appointment, District, Person, Position, School
from leaders.views.ticked import on_ticked

CRUMBS = [(_("Schools"), "/schools/")]


class SchoolList(Guarded, ListPage):
    """All sites of the district."""

    model = School
    permission = "leaders.view_schools"
    title = _("Schools")
    filterset_class = SchoolFilter
    ordering = ("name",)
    columns = [
        Column("name", _("Name"), "name", sort=("name",), link=True),
        Column("level", _("Level"), "get_level_display", sort=("level", "name")),
        Column("grades", _("Grades"), "grades", sort=("lowest_grade", "highest_grade")),
        Column("title_i", _("Title I"), "title_i"),
        Column("enrollment", _("Students"), "enrollment", numeric=True, sort=("enrollment",), total=Sum("enrollment")),
        Column(
            "eligible",
            _("STEM teachers"),
            "eligible_teachers",
            numeric=True,
            sort=("eligible_teachers",),
            total=Sum("eligible_teachers"),
        ),
        Column("code", _("Code"), "code", sort=("code",), default=False),
        Column("nces", _("NCES id"), "nces_id", sort=("nces_id",), default=False),
        Column("city", _("City"), "city", sort=("city", "name"), default=False),
        Column("open", _("Open"), "is_open", default=False),
    ]
    actions = [
        Action(_("Add a school"), "leaders:school-create", "leaders.change_schools"),
        Action(_("Import a school list"), "leaders:import-add", "leaders.import_data"),
    ]
    bulk = [Bulk(_("Change Title I or open"), "leaders:school-facts", "leaders.change_schools")]
    empty_title = _("No schools yet")
    empty_text = _("Import the public NCES list of your schools, or add one.")


def _facts(school):
    return [
        (_("Kind"), school.get_kind_display()),
        (_("Level"), school.get_level_display()),
        (_("Grades"), school.grades),
        (_("Title I"), school.title_i),
        (_("Locale"), school.get_locale_display()),
        (_("Students"), school.enrollment),
        (_("Teachers (FTE)"), school.teachers),
        (_("STEM-teaching teachers"), school.eligible_teachers),
        (_("Local code"), school.code),
        (_("NCES id"), school.nces_id),
        (_("Place"), ", ".join(filter(None, [school.city, school.state]))),
    ]


@requires("leaders.view_schools")
@require_safe
def school_detail(request, pk):
    """One site: who serves it today, what is vacant this year."""
    school, today = visible_or_404(request, School, pk=pk), timezone.localdate()
    year = District.current().school_year(today)
    serving = visible(request, Appointment).in_force(today).at(school).with_people().prefetch_related("terms")
    served = visible(request, Position).at(school)
    open_positions = visible(request, Position).filter(pk__in=served.values("pk")).in_year(year)
    staff = (
        visible(request, Person)
        .filter(home_school=school)
        .aggregate(
            all=Count("pk", filter=Q(is_active=True)),
            teachers=Count("pk", filter=Q(is_active=True, staff_kind=Person.StaffKind.TEACHER)),
        )
    )
    rows = [(row, row.state_on(today), row.term_on(today)) for row in serving.order_by("person__family_name", "pk")]
    context = {
        "school": school,
        "title": school.name,
        "crumbs": CRUMBS,
        "chip": None if school.is_open else Chip(pgettext("school", "closed"), "quiet"),
        "actions": _links(school, request.user),
        "facts": [fact for fact in _facts(school) if fact[1] not in ("", None)],
        "serving": rows,
        "all_here": all(row.position.site_id == school.pk for row, _state, _term in rows),
        "vacancies": vacancies.vacant(open_positions.select_related("role", "site")),
        "stats": _stats(request.user, rows, staff, school),
        "entries": history.entries(school, request.user),
        "panels": panels("school", request, school),
    }
    return render(request, "leaders/school_detail.html", context)


def _stats(user, rows, staff, school):
    if not user.may("leaders.view_people"):
        return []
    people = {row.person_id for row, _state, _term in rows}
    return [
        Stat(_("Leaders serving today"), len(people)),
        Stat(_("Teachers"), staff["teachers"], url=f"{reverse('leaders:person-list')}?school={school.pk}"),
        Stat(_("Staff"), staff["all"]),
    ]


def _links(school, user):
    wanted = [
        (_("Edit"), reverse("leaders:school-edit", args=[school.pk]), "leaders.change_schools"),
        (_("New position"), f"{reverse('leaders:position-create')}?site={school.pk}", "leaders.change_positions"),
    ]
    open_ones = [(label, url) for label, url, permission in wanted if user.may(permission)]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(open_ones)]


@requires("leaders.change_schools")
def school_create(request):
    form = SchoolForm(request.POST or None)
    page = {"title": _("Add a school"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:school-list")}
    return form_page(request, form, saved(request, form), **page)


@requires("leaders.change_schools")
def school_edit(request, pk):
    school = visible_or_404(request, School, pk=pk)
    form = SchoolForm(request.POST or None, instance=school)
    page = {"title": _("Edit %(name)s") % {"name": school}, "crumbs": CRUMBS, "record": school}
    return form_page(request, form, saved(request, form), cancel_url=school.get_absolute_url(), **page)


@requires("leaders.change_schools")
def school_facts(request):
    """Say of the ticked schools whether they are Title I schools, and whether they are open."""
    page = {"listing": "leaders:school-list", "crumbs": CRUMBS, "title": _("Change schools")}
    return on_ticked(request, visible(request, School), SchoolFactsForm, change_facts, **page)

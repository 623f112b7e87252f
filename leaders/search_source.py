"""What search finds of this app: people, schools, roles, positions, appointments, funds, saved views, and all pages."""

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from config.folding import Folded, has_word, words_of
from config.search import Where, listed, searched
from config.tables import opening
from config.templatetags import navigation
from leaders.models import Appointment, FundingSource, Person, Position, Role, SavedView, School, year_label
from leaders.years import this_year


def joined(*parts):
    return Concat(*parts, output_field=CharField())


def name_of(path=""):
    """“Ortiz, Ana”, as lists show a person; `path` leads to the person."""
    called = Coalesce(NullIf(f"{path}preferred_name", Value("")), f"{path}given_name")
    return joined(f"{path}family_name", Value(", "), called)


def post(path=""):
    """What a position is called, with its site; `path` leads to the position."""
    called = Coalesce(NullIf(f"{path}title", Value("")), f"{path}role__name")
    return joined(called, Value(", "), f"{path}site__name")


def nothing(field):
    return Coalesce(field, Value(""), output_field=CharField())


def by_name(rows, text):
    return rows.matching(text)


def of_people(rows, text):
    return rows.filter(person__in=Person.objects.matching(text))


def posts(rows, text):
    """Positions with every word in their title, their role or their site."""
    for word in words_of(text):
        role = has_word(Role.objects.all(), [word], ["name"])
        site = School.objects.filter(search_name__contains=f" {word}")
        rows = rows.filter(Q(role__in=role) | Q(site__in=site) | Q(title__icontains=word))
    return rows


@listed("pages", _("Pages"), order=5)
def pages(user):
    """All entries of the navigation that are open to the user."""
    return navigation.places(user)


@searched(
    "people",
    _("People"),
    "leaders:person-detail",
    permission="leaders.view_person",
    listing="leaders:person-list",
    order=10,
)
def people(user):
    rows = Person.objects.visible_to(user).order_by("-is_active", "family_name", "given_name", "pk")
    return Where(rows, name_of(), F("search_name"), nothing("home_school__name"), matching=by_name)


@searched(
    "schools",
    _("Schools"),
    "leaders:school-detail",
    permission="leaders.view_schools",
    listing="leaders:school-list",
    order=20,
)
def schools(user):
    rows = School.objects.visible_to(user).order_by("-is_open", "name", "pk")
    return Where(rows, F("name"), F("search_name"), F("city"))


@searched(
    "roles", _("Roles"), "leaders:role-detail", permission="leaders.view_roles", listing="leaders:role-list", order=30
)
def roles(user):
    return Where(Role.objects.visible_to(user).order_by("name", "pk"), F("name"), Folded("name"))


@searched(
    "appointments",
    _("Appointments"),
    "leaders:appointment-detail",
    permission="leaders.view_appointment",
    listing="leaders:appointment-list",
    order=50,
)
def appointments(user):
    """Those of this school year and later, by the name of the person; earlier ones stand on the person's page."""
    rows = Appointment.objects.visible_to(user).standing().filter(position__school_year__gte=this_year())
    label = joined(name_of("person__"), Value(": "), post("position__"))
    year = Cast("position__school_year", CharField())
    return Where(rows.order_by("-start", "pk"), label, note=year, matching=of_people, told=in_year)


@searched(
    "positions",
    _("Positions"),
    "leaders:position-detail",
    permission="leaders.view_positions",
    listing="leaders:position-list",
    order=60,
)
def positions(user):
    """Those of this school year and later."""
    rows = Position.objects.visible_to(user).filter(school_year__gte=this_year()).order_by("school_year", "pk")
    return Where(rows, post(), note=Cast("school_year", CharField()), matching=posts, told=in_year)


@searched(
    "funds", _("Funds"), "leaders:fund-detail", permission="leaders.view_funding", listing="leaders:fund-list", order=70
)
def funds(user):
    rows = FundingSource.objects.visible_to(user).order_by("code", "pk")
    return Where(rows, joined("code", Value(" "), "name"), Folded("code", "name", "award_number"))


@searched(
    "views",
    _("Saved views"),
    "leaders:view-detail",
    permission="leaders.keep_views",
    listing="leaders:view-list",
    order=90,
)
def views(user):
    rows = SavedView.objects.visible_to(user).order_by("name", "pk")
    address = joined("path", Value("?"), "query", Value("&view="), Cast("pk", CharField()))
    return Where(rows, F("name"), Folded("name"), F("route"), address, told=list_named)


def in_year(text):
    return year_label(int(text))


def list_named(route):
    return str(opening.title_of(route))

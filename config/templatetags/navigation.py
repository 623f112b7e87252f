"""The main navigation: one declaration, in groups; each entry shows only to who may open it."""

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class Entry:
    """One entry: what it is called, where it leads, and the permission that opens it."""

    label: object
    url_name: str
    permission: str


# Each heading with its entries; it shows when one of them is open to the user. Home stands first, without a heading.
GROUPS = (
    (
        _("My work"),
        (
            Entry(_("My week"), "responsibilities:week-edit", "responsibilities.log_activities"),
            Entry(_("My months"), "responsibilities:month-list", "responsibilities.log_activities"),
            Entry(_("My calendar"), "responsibilities:calendar-show", "responsibilities.log_activities"),
        ),
    ),
    (
        _("Insight"),
        (
            Entry(_("Board report"), "programs:board-report", "programs.view_reports"),
            Entry(_("Reports"), "programs:report-list", "programs.view_reports"),
            Entry(_("Coverage"), "leaders:coverage", "leaders.view_coverage"),
            Entry(_("What if"), "leaders:scenario-list", "leaders.plan_ahead"),
            Entry(_("Time use"), "responsibilities:time-use-report", "responsibilities.view_sums"),
            Entry(_("Reach"), "responsibilities:reach-report", "responsibilities.view_sums"),
        ),
    ),
    (
        _("The work"),
        (
            Entry(_("Close a month"), "responsibilities:month-close", "responsibilities.approve_months"),
            Entry(_("Activities"), "responsibilities:activity-list", "responsibilities.view_activities"),
            Entry(_("Coaching cycles"), "responsibilities:cycle-list", "responsibilities.view_cycles"),
            Entry(_("Requests for support"), "responsibilities:request-list", "responsibilities.view_requests"),
        ),
    ),
    (
        _("Programs"),
        (
            Entry(_("Program board"), "programs:board", "programs.view_board"),
            Entry(_("My programs"), "programs:mine", "programs.take_part"),
            Entry(_("Programs"), "programs:program-list", "programs.view_programs"),
            Entry(_("Cohorts"), "programs:cohort-list", "programs.view_programs"),
            Entry(_("Participants"), "programs:enrollment-list", "programs.view_participants"),
            Entry(_("Calls and applications"), "programs:call-list", "programs.view_calls"),
            Entry(_("Reviews"), "programs:review-list", "programs.review"),
            Entry(_("Goals"), "programs:goal-list", "programs.view_goals"),
            Entry(_("Surveys"), "programs:survey-list", "programs.view_surveys"),
            Entry(_("Service owed"), "programs:obligation-list", "programs.list_obligations"),
        ),
    ),
    (
        _("Staffing"),
        (
            Entry(_("Teacher leaders"), "leaders:roster", "leaders.view_roster"),
            Entry(_("Appointments"), "leaders:appointment-list", "leaders.view_appointments"),
            Entry(_("Positions"), "leaders:position-list", "leaders.view_positions"),
            Entry(_("People"), "leaders:person-list", "leaders.view_people"),
        ),
    ),
    (
        _("Money"),
        (
            Entry(_("Funds"), "leaders:fund-list", "leaders.view_funding"),
            Entry(_("Shared stipends"), "leaders:pool-list", "leaders.view_pay"),
        ),
    ),
    (
        _("District"),
        (
            Entry(_("Schools"), "leaders:school-list", "leaders.view_schools"),
            Entry(_("Roles"), "leaders:role-list", "leaders.view_roles"),
            Entry(_("Categories"), "responsibilities:category-list", "responsibilities.change_categories"),
            Entry(_("Imports"), "leaders:import-list", "leaders.import_data"),
            Entry(_("Settings"), "leaders:district-edit", "leaders.change_district"),
        ),
    ),
)
# What concerns the account alone stands in the account's menu.
OF_ACCOUNT = (Entry(_("My settings"), "responsibilities:wishes-edit", "responsibilities.change_wishes"),)


@dataclass(frozen=True)
class Group:
    """A heading of the navigation, and (label, address, is current) of what stands under it."""

    heading: object
    entries: list


@register.simple_tag(takes_context=True)
def navigation(context):
    """The groups of entries that are open to the signed-in user; pages not built yet are left out."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    crumbs = context.get("crumbs")
    here = str(crumbs[0][1]) if crumbs else request.path  # a page belongs where its trail begins
    found = [Group("", [(_("Home"), "/", here == "/")])]
    found += [Group(heading, open_to(user, entries, here)) for heading, entries in GROUPS]
    if user.is_staff:
        found[-1].entries.append((_("Admin"), reverse("admin:index"), False))
    return [group for group in found if group.entries]


def places(user):
    """[(label, heading, address)] of all entries that are open to the user, those of the account's menu included."""
    groups = [*GROUPS, (_("Account"), OF_ACCOUNT)]
    found = [(str(_("Home")), "", "/")]
    for heading, entries in groups:
        found += [(str(label), str(heading), address) for label, address, _here in open_to(user, entries, "")]
    return found


@register.simple_tag(takes_context=True)
def account_links(context):
    """The entries of the account's menu that are open to the signed-in user."""
    request = context["request"]
    return open_to(request.user, OF_ACCOUNT, request.path)


def open_to(user, entries, here):
    """(label, address, is current) of the entries that the user may open; of several that lead here, the nearest is."""
    named = [(entry, address_of(entry.url_name)) for entry in entries if user.may(entry.permission)]
    nearest = max((address for _entry, address in named if address and here.startswith(address)), key=len, default="")
    return [(entry.label, address, address == nearest) for entry, address in named if address]


# Pages whose record goes along to the log form, and the name it has there.
CARRIED = {
    "leaders:person-detail": "person",
    "leaders:school-detail": "site",
    "responsibilities:cycle-detail": "cycle",
}


# Pages that offer “Log activity” themselves, and the form.
OFFERING = {"leaders:home", "responsibilities:activity-list", "responsibilities:activity-create"}


@register.simple_tag(takes_context=True)
def log_link(context):
    """The address of “Log activity” with what this page is about; nothing where it is offered, or not allowed."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.may("responsibilities.log_activities"):
        return ""
    at = request.resolver_match.view_name if request.resolver_match else ""
    address = address_of("responsibilities:activity-create")
    if not address or at in OFFERING:
        return ""
    if at not in CARRIED or "crumbs" not in context:  # a page that was refused tells nothing of its record
        return address
    return f"{address}?{CARRIED[at]}={request.resolver_match.kwargs['pk']}"


def address_of(url_name):
    """The address behind a name, or nothing while no page has it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""

"""The main navigation: one declaration; each entry shows only to who may open it."""

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


ENTRIES = (
    Entry(_("My week"), "responsibilities:week-edit", "responsibilities.log_activities"),
    Entry(_("My calendar"), "responsibilities:calendar-show", "responsibilities.log_activities"),
    Entry(_("Teacher leaders"), "leaders:roster", "leaders.view_roster"),
    Entry(_("Activities"), "responsibilities:activity-list", "responsibilities.view_activities"),
    Entry(_("Coaching cycles"), "responsibilities:cycle-list", "responsibilities.view_cycles"),
    Entry(_("Requests for support"), "responsibilities:request-list", "responsibilities.view_requests"),
    Entry(_("My months"), "responsibilities:month-list", "responsibilities.log_activities"),
    Entry(_("Close a month"), "responsibilities:month-close", "responsibilities.approve_months"),
    Entry(_("People"), "leaders:person-list", "leaders.view_people"),
    Entry(_("Schools"), "leaders:school-list", "leaders.view_schools"),
    Entry(_("Roles"), "leaders:role-list", "leaders.view_roles"),
    Entry(_("Categories"), "responsibilities:category-list", "responsibilities.change_categories"),
    Entry(_("Positions"), "leaders:position-list", "leaders.view_positions"),
    Entry(_("Appointments"), "leaders:appointment-list", "leaders.view_appointments"),
    Entry(_("Funds"), "leaders:fund-list", "leaders.view_funding"),
    Entry(_("Shared stipends"), "leaders:pool-list", "leaders.view_pay"),
    Entry(_("Time use"), "responsibilities:time-use-report", "responsibilities.view_sums"),
    Entry(_("Reach"), "responsibilities:reach-report", "responsibilities.view_sums"),
    Entry(_("Imports"), "leaders:import-list", "leaders.import_data"),
    Entry(_("Settings"), "leaders:district-edit", "leaders.change_district"),
    Entry(_("My settings"), "responsibilities:wishes-edit", "responsibilities.change_wishes"),
)


@register.simple_tag(takes_context=True)
def navigation(context):
    """(label, address, is current) of the entries open to the signed-in user; pages not built yet are left out."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = [(_("Home"), "/", request.path == "/")]
    for entry in ENTRIES:
        address = address_of(entry.url_name)
        if address and user.may(entry.permission):
            found.append((entry.label, address, request.path.startswith(address)))
    if user.is_staff:
        found.append((_("Admin"), reverse("admin:index"), False))
    return found


# Pages whose record goes along to the log form, and the name it has there.
CARRIED = {
    "leaders:person-detail": "person",
    "leaders:school-detail": "site",
    "responsibilities:cycle-detail": "cycle",
}


@register.simple_tag(takes_context=True)
def log_link(context):
    """The address of “Log activity” with what this page is about; nothing for who may not log, and on the form."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.may("responsibilities.log_activities"):
        return ""
    at = request.resolver_match.view_name if request.resolver_match else ""
    address = address_of("responsibilities:activity-create")
    if not address or at == "responsibilities:activity-create":
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

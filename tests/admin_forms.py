"""Addresses and valid bodies of Django admin's forms, read from the forms as an administrator sees them."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from leaders.models import AuditEntry, District, School, Term

AUTOCOMPLETE = "/admin/autocomplete/?app_label=leaders&model_name=position&field_name=site&term=school"
NOUNS = {"compensation": "pay", "fundingallocation": "allocation", "stipendpool": "pool"}
NOUNS |= {"surveyitem": "survey-item"}
NEW = {
    "person": {"given_name": "Bea", "family_name": "New"},
    "recognition": {"kind": "other", "title": "Another award", "awarded_on": "2024-05-01"},
    "credential": {"kind": "certificate", "title": "Another paper", "issued_on": "2024-05-01"},
    "school": {"name": "Another school"},
    "role": {
        "name": "Another role",
        "code": "another",
        "approver": "Board",
        "discipline_shares-0-share": "100",
    },
    "position": {"fte": "1"},
    "discipline": {"code": "another", "name": "Another"},
    "fundingsource": {"code": "ANOTHER", "name": "Another fund", "kind": "general"},
    "user": {"email": "new@district.example", "usable_password": "false"},
    "category": {"name": "Another category", "code": "another", "order": "110"},
    "usualpromise": {"direct_share": "60"},
    "program": {"name": "Another program"},
}
CHANGED = {"user": {"is_active": ""}, "appointment": {"overload_reason": "As agreed"}, "position": {"title": "Renamed"}}
CHANGED |= {"usualpromise": {"direct_share": "70"}}
CHANGED |= {"fundingsource": {"name": "Renamed"}, "person": {"given_name": "Renamed"}}
CHANGED |= {noun: {"title": "Renamed"} for noun in ("recognition", "credential")}


def parts(route):
    """(model, what is done) of `admin:leaders_person_change`."""
    return route.partition("_")[2].rsplit("_", 1)


def record(world, model):
    """The record that a model's pages are about."""
    others = {"term": Term, "auditentry": AuditEntry, "district": District}
    if model in others:
        return others[model].objects.first()
    if model == "user":
        return world.users["no_access"]
    if model in ("cohort", "session", "goal", "indicator", "measurement"):
        return world.shared[model]
    return world.spare.get(model) or world.records["other"][NOUNS.get(model, model)]


def address(world, route):
    if route == "admin:view_on_site":
        return reverse(route, args=[ContentType.objects.get_for_model(School).pk, world.spare["school"].pk])
    if route == "admin:old_address":
        return f"/admin/leaders/school/{world.spare['school'].pk}/"
    if route in FIXED:
        return FIXED[route]
    model, what = parts(route)
    return reverse(route, args=[] if what in {"add", "changelist"} else [record(world, model).pk])


FIXED = {
    "admin:autocomplete": AUTOCOMPLETE,
    "admin:app_list": "/admin/leaders/",
    "admin:anything_else": "/admin/no/such/page/",
    "admin:index": "/admin/",
    "admin:login": "/admin/login/",
    "admin:logout": "/admin/logout/",
    "admin:password_change": "/admin/password_change/",
    "admin:password_change_done": "/admin/password_change/done/",
    "admin:jsi18n": "/admin/jsi18n/",
}


def body(world, route):
    """What an administrator would send; for forms that even they do not have, the fields that a new record needs."""
    if not route.startswith(("admin:leaders_", "admin:responsibilities_", "admin:programs_")):
        return {}
    model, what = parts(route)
    if what == "delete":
        return {"post": "yes"}
    if route == "admin:leaders_user_changelist":
        return {"action": "invite", "_selected_action": record(world, model).pk}
    if what == "changelist":
        return {"action": "delete_selected", "_selected_action": record(world, model).pk, "post": "yes"}
    if what not in {"add", "change"}:
        return {}
    return (
        shown(world, route)
        | (NEW if what == "add" else CHANGED).get(model, {"name": "Renamed"})
        | links(world, model, what)
    )


def links(world, model, what):
    """Keys of the records that a new one belongs to."""
    if what != "add":
        return {}
    return {
        "recognition": {"person": world.spare["person"].pk},
        "credential": {"person": world.spare["person"].pk},
        "position": {"role": world.spare["role"].pk, "site": world.spare["school"].pk, "school_year": world.year},
        "role": {"discipline_shares-0-discipline": world.spare["discipline"].pk},
        "usualpromise": {"role": world.spare["role"].pk},
    }.get(model, {})


def shown(world, route):
    """The values of a form and its rows as the page shows them to an administrator; read once per world."""
    if route not in world.admin_forms:
        page = world.administrator.get(address(world, route))
        context = page.context if page.status_code == 200 else None
        world.admin_forms[route] = values_of(context) if context and "adminform" in context else {}
    return world.admin_forms[route]


def values_of(context):
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    pairs = {field.html_name: plain(field) for form in forms for field in form}
    return {name: value for name, value in pairs.items() if value or value == 0 and value is not False}


def plain(field):
    value = field.value()
    return value.isoformat() if hasattr(value, "isoformat") else value

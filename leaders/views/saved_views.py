"""Views of lists: kept under a name, shared, opened by the bare address of the list; the menu that each list shows."""

from copy import copy
from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.panels import panel
from config.tables import Chip, Column, Link, ListPage, opening
from config.tables.address import ALL, OWN_NAMES, kept
from config.tables.filtering import SUFFIXES
from leaders import history
from leaders.actions.records import remove_record
from leaders.actions.saved_views import choose_default, save_view
from leaders.filters.saved_views import SavedViewFilter
from leaders.forms.saved_views import SavedViewForm
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import SavedView

KEEP = "leaders.keep_views"
CRUMBS = [(_("Saved views"), "/views/")]


@opening.opens
def default_address(request):
    """What the bare address of a list opens for who chose a view for it."""
    if not request.user.has_default_views:
        return None
    view = visible(request, SavedView).default_at(request.path, request.user).first()
    return view.url if view else None


@panel("list", "leaders/_views_of_list.html")
def views_of_list(request, page):
    """The menu of views, which is read when it is opened, and the view that the address names."""
    if not request.user.may(KEEP) or not request.resolver_match:
        return None
    query = kept(page.address.params, page.passing)
    at = f"{request.path}?{query}" if query else request.path
    view = _opened(request, page)
    return {
        "menu_url": _with("leaders:view-menu", at=at),
        "add_url": _with("leaders:view-create", at=at),
        "all_url": _with("leaders:view-list", route=request.resolver_match.view_name),
        "view": view,
        "changed": view is not None and not view.shows(query),
        "own": view is not None and view.owner_id == request.user.pk,
        "replace_url": f"{reverse('leaders:view-edit', args=[view.pk])}?{urlencode({'at': at})}" if view else "",
        "whole_url": f"{request.path}?view={ALL}",
        "closed": _closed(page) if view else False,
    }


def _with(name, **params):
    return f"{reverse(name)}?{urlencode(params)}"


def _opened(request, page):
    """The view that the address names and the user may see; one of another list is none."""
    key = page.address.params.get("view", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return visible(request, SavedView).select_related("owner").filter(pk=key, path=request.path).first()


def _closed(page):
    """Whether the address asks for filters or columns that this list does not open to the user."""
    if set(page.address.params.getlist("columns")) - {column.key for column in page.open_columns}:
        return True
    if page.filterset is None:  # what narrows this list is no filter that we know
        return False
    known = {f"{name}{suffix}" for name in page.filterset.form.fields for suffix in SUFFIXES}
    return bool(set(page.address.params) - known - set(OWN_NAMES) - set(page.passing))


def _shared(view):
    return Chip(gettext("everyone who may open the list"), "info") if view.is_shared else Chip(gettext("only me"))


class SavedViewList(Guarded, ListPage):
    """One's own views and those that others share."""

    model = SavedView
    permission = KEEP
    title = _("Saved views")
    filterset_class = SavedViewFilter
    ordering = ("name",)
    columns = [
        Column("name", _("Name"), "name", sort=("name",), link=True),
        Column("list", _("List"), "list_title", sort=("route", "name")),
        Column("shared", _("Who finds it"), _shared, sort=("is_shared", "name")),
        Column("owner", _("Saved by"), "owner.email", sort=("owner__email", "name")),
        Column("default", _("Opens with the list"), "is_default"),
        Column("changed", _("Changed"), "updated_at", sort=("updated_at",), default=False),
    ]
    empty_title = _("No saved views yet")
    empty_text = _("Open a list, filter it, then choose “Views” and “Save this view” above it.")

    def get_queryset(self):
        return super().get_queryset().with_defaults(self.request.user).select_related("owner")


@requires(KEEP)
@require_safe
def view_menu(request):
    """The views of one list, for its menu; without JavaScript they stand on a page of their own."""
    listed = opening.listed_at(request.GET.get("at", ""))
    if listed is None or not request.htmx:
        return redirect("leaders:view-list")
    rows = list(visible(request, SavedView).filter(path=listed.path).with_defaults(request.user))
    own = [row for row in rows if row.owner_id == request.user.pk]
    context = {
        "own": own,
        "shared": [row for row in rows if row not in own],
        "add_url": _with("leaders:view-create", at=request.GET["at"]),
        "all_url": _with("leaders:view-list", route=listed.route),
    }
    return render(request, "leaders/_views_menu.html", context)


@requires(KEEP)
@require_safe
def view_detail(request, pk):
    """One view: what it shows in words, who finds it, and what can be done with it."""
    views = visible(request, SavedView).with_defaults(request.user).select_related("owner")
    view = get_object_or_404(views, pk=pk)
    context = {
        "view": view,
        "title": view.name,
        "subtitle": view.list_title,
        "chip": _shared(view),
        "crumbs": CRUMBS,
        "actions": _links(view, request),
        "facts": [
            (_("List"), view.list_title),
            (_("Saved by"), view.owner),
            (_("Opens with the list"), view.is_default),
            *_in_words(view, request),
        ],
        "entries": history.entries(view, request.user),
    }
    return render(request, "leaders/view_detail.html", context)


def _links(view, request):
    links = [Link(_("Open the list"), view.url, primary=True)]
    if view.owner_id == request.user.pk:
        links.append(Link(_("Change"), reverse("leaders:view-edit", args=[view.pk])))
    label = _("Open the whole list again") if view.is_default else _("Open the list with it")
    address = reverse("leaders:view-default", args=[view.pk])
    links.append(Link(label, f"{address}?off=1" if view.is_default else address, post=True))
    if visible(request, SavedView).removable_by(request.user).filter(pk=view.pk).exists():
        links.append(Link(_("Remove"), reverse("leaders:view-remove", args=[view.pk]), danger=True))
    return links


def _in_words(view, request):
    """(label, value) of the filters and columns as the list itself says them to this user."""
    listed = opening.listed_at(view.path)
    if listed is None or listed.below:
        return []
    asked = copy(request)
    asked.GET, asked.path = QueryDict(view.query), view.path
    page = opening.lists()[view.route]()
    page.setup(asked)
    columns = ", ".join(str(column.label) for column in page.shown_columns)
    order = [(_("Order"), page.order.column.label)] if page.order else []
    return [*page.filters_in_words(), *order, (_("Columns"), columns)]


def _form(request, view, listed, **page):
    initial = {"at": request.GET.get("at", ""), "is_default": bool(view.pk and view.is_default), "replaces": True}
    form = SavedViewForm(request.POST or None, instance=view, listed=listed, initial=initial)

    def act():
        data = form.cleaned_data
        if listed is not None and (not view.pk or data["replaces"]):
            view.query = kept(listed.params, opening.lists()[listed.route].passing)
        version = version_of(request) if view.pk else None
        save_view(view=form.instance, by=request.user, is_default=data["is_default"], version=version)
        return view.url

    return form_page(request, form, act, record=view, crumbs=CRUMBS, **page)


def _listed(request):
    """The list that the form is about, from its field or from its address, when the user may open it."""
    listed = opening.listed_at(request.POST.get("at") or request.GET.get("at", ""))
    return listed if listed and request.user.may(opening.lists()[listed.route].permission) else None


@requires(KEEP)
def view_create(request):
    """Keep what a list shows now; without a list there is nothing to keep."""
    listed = _listed(request)
    if listed is None:
        return redirect("leaders:view-list")
    view = SavedView(owner=request.user, route=listed.route, path=listed.path)
    page = {"subtitle": opening.title_of(listed.route), "cancel_url": request.GET.get("at") and listed.path}
    return _form(request, view, listed, title=_("Save this view"), **page)


@requires(KEEP)
def view_edit(request, pk):
    """Rename, share, or replace what a view of one's own shows by what the list shows now."""
    own = visible(request, SavedView).of(request.user).with_defaults(request.user)
    view, listed = get_object_or_404(own, pk=pk), _listed(request)
    if listed is not None and listed.path != view.path:
        listed = None
    title = gettext("Change %(name)s") % {"name": view.name}
    return _form(request, view, listed, title=title, subtitle=view.list_title, cancel_url=view.get_absolute_url())


@requires(KEEP)
@require_POST
def view_default(request, pk):
    """Let the list open this view; with `off` in the address no longer. Sent twice it says the same."""
    view = visible_or_404(request, SavedView, pk=pk)
    choose_default(view=view, by=request.user, is_default="off" not in request.GET)
    return redirect(view.url)


@requires(KEEP)
def view_remove(request, pk):
    """Remove a view of one's own, or one that somebody shared."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    view = get_object_or_404(visible(request, SavedView).removable_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].required = False

    def act():
        reason = form.cleaned_data["reason"]
        remove_record(record=view, by=request.user, reason=reason, version=version_of(request))
        return reverse("leaders:view-list")

    page = {"said": _("Removed."), "save_label": _("Remove"), "cancel_url": view.get_absolute_url()}
    title = gettext("Remove %(name)s") % {"name": view.name}
    return form_page(request, form, act, record=view, crumbs=CRUMBS, title=title, subtitle=view.list_title, **page)

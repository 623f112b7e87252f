"""The categories of work: labels, order, which are offered; codes stay."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, requires, visible_or_404
from config.tables import Action, Chip, Column, ListPage
from leaders.actions.records import save_record
from leaders.forms.saving import form_page, version_of
from responsibilities.filters.categories import CategoryFilter
from responsibilities.forms.categories import CategoryForm, NewCategoryForm
from responsibilities.models import Category

CRUMBS = [(_("Categories"), "/categories/")]


def _state(row):
    return Chip(gettext("offered"), "good") if row.is_active else Chip(gettext("switched off"), "quiet")


class CategoryList(Guarded, ListPage):
    """What a minute of work may be for, in the order in which forms offer it."""

    model = Category
    permission = "responsibilities.change_categories"
    title = _("Categories")
    filterset_class = CategoryFilter
    ordering = ("order",)
    columns = [
        Column(
            "label",
            _("Label"),
            "label",
            sort=("name",),
            link=lambda row: reverse("responsibilities:category-edit", args=[row.pk]),
        ),
        Column("hint", _("What belongs here"), "explanation"),
        Column("code", _("Code"), "code", sort=("code",), default=False),
        Column("diverted", _("Diverted duty"), "is_diverted", sort=("is_diverted", "order")),
        Column("order", _("Order"), "order", numeric=True, sort=("order",)),
        Column("state", _("State"), _state),
    ]
    actions = [Action(_("Add a category"), "responsibilities:category-create", permission)]


def _edit(request, form, **page):
    def act():
        why, version = form.cleaned_data["why"], version_of(request) if form.instance.pk else None
        save_record(record=form.instance, by=request.user, reason=why, version=version)
        return reverse("responsibilities:category-list")

    return form_page(request, form, act, crumbs=CRUMBS, cancel_url=reverse("responsibilities:category-list"), **page)


@requires("responsibilities.change_categories")
def category_create(request):
    """A category of the district's own."""
    return _edit(request, NewCategoryForm(request.POST or None), title=_("Add a category"))


@requires("responsibilities.change_categories")
def category_edit(request, pk):
    """Relabel, reorder, switch off. A seeded label that is changed is no longer translated."""
    row = visible_or_404(request, Category, pk=pk)
    form = CategoryForm(request.POST or None, instance=row)
    title = gettext("Edit %(name)s") % {"name": row}
    return _edit(request, form, title=title, subtitle=row.code, record=row)

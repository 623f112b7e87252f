from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY
from responsibilities.models import Category


class CategoryForm(forms.ModelForm):
    """A category's label, what belongs in it, its place, and whether it is offered; the code stays what it is."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Category"), ("name", "order"), "hint", "is_active"),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Category
        fields = ["name", "order", "hint", "is_active"]


class NewCategoryForm(CategoryForm):
    """A category of the district's own."""

    helper = in_sections(
        Section(_("Category"), ("name", "code"), "hint", ("order", "is_diverted"), "is_active"),
        Section(_("This change"), "why"),
    )

    class Meta(CategoryForm.Meta):
        fields = ["name", "code", "hint", "order", "is_diverted", "is_active"]
        help_texts = {"code": _("A short name for exports, like robotics_league. It never changes.")}

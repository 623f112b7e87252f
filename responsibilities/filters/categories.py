import django_filters as filters
from django.utils.translation import gettext_lazy as _


class CategoryFilter(filters.FilterSet):
    """Search and filters of the list of categories."""

    q = filters.CharFilter(label=_("Label, code or what belongs here"), method="search")
    is_active = filters.BooleanFilter(label=_("Offered"))
    is_diverted = filters.BooleanFilter(label=_("Diverted duty"))

    def search(self, rows, name, text):
        return rows.matching(text)

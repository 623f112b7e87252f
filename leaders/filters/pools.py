import django_filters as filters
from django.utils.translation import gettext_lazy as _

from leaders.filters.roles import year_choices
from leaders.models import School


class PoolFilter(filters.FilterSet):
    """Search and filters of the list of shared stipends."""

    q = filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    year = filters.ChoiceFilter(label=_("School year"), field_name="school_year", choices=year_choices)
    site = filters.ModelChoiceFilter(label=_("Site"), queryset=School.objects.open())
    shared = filters.BooleanFilter(label=_("Shared"), method="by_shared")

    def by_shared(self, rows, name, wanted):
        return rows.filter(heads__gt=0) if wanted else rows.filter(heads=0)

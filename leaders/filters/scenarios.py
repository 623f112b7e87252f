import django_filters as filters
from django.utils.translation import gettext_lazy as _

from leaders.filters.roles import year_choices


class ScenarioFilter(filters.FilterSet):
    """Search and filters of the list of scenarios."""

    q = filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    year = filters.ChoiceFilter(label=_("School year"), field_name="school_year", choices=year_choices)
    applied = filters.BooleanFilter(label=_("Applied"), field_name="applied_at", lookup_expr="isnull", exclude=True)

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import FundingSource


class FundFilter(filters.FilterSet):
    """Search and filters of the list of funds."""

    q = filters.CharFilter(label=_("Code or name"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=FundingSource.Kind.choices)
    is_open = filters.BooleanFilter(label=_("May be used"))

    def search(self, rows, name, text):
        return rows.filter(Q(code__icontains=text) | Q(name__icontains=text))

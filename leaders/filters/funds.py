import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders import waiting
from leaders.models import District, FundingSource


class FundFilter(filters.FilterSet):
    """Search and filters of the list of funds."""

    q = filters.CharFilter(label=_("Code or name"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=FundingSource.Kind.choices)
    over = filters.BooleanFilter(label=_("Over-committed this fiscal year"), method="by_over")

    def search(self, rows, name, text):
        return rows.filter(Q(code__icontains=text) | Q(name__icontains=text))

    def by_over(self, rows, name, wanted):
        over = waiting.over_committed(rows, District.current(), timezone.localdate())
        return over if wanted else rows.exclude(pk__in=over.values("pk"))

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from leaders.models import ImportBatch, ImportRow


class ImportFilter(filters.FilterSet):
    """Search and filters of the list of imports."""

    q = filters.CharFilter(label=_("File name"), field_name="name", lookup_expr="icontains")
    status = filters.ChoiceFilter(label=_("State"), choices=ImportBatch.Status.choices)

    class Meta:
        model = ImportBatch
        fields = []


class ImportRowFilter(filters.FilterSet):
    """Search and filters of the rows of one import."""

    q = filters.CharFilter(label=_("Name"), field_name="label", lookup_expr="icontains")
    verdict = filters.ChoiceFilter(label=_("What happens"), choices=ImportRow.Verdict.choices)
    kind = filters.ChoiceFilter(label=_("Kind of record"), choices=ImportRow.Kind.choices)

    class Meta:
        model = ImportRow
        fields = []

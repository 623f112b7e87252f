import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders import waiting
from leaders.models import ImportBatch, ImportRow


class ImportFilter(filters.FilterSet):
    """Search and filters of the list of imports."""

    q = filters.CharFilter(label=_("File name"), field_name="name", lookup_expr="icontains")
    status = filters.ChoiceFilter(label=_("State"), choices=ImportBatch.Status.choices)
    needs = filters.ChoiceFilter(
        label=_("Needs"),
        choices=[("decision", _("a decision")), ("look", _("a look: remarks in the last 30 days"))],
        method="by_need",
    )

    class Meta:
        model = ImportBatch
        fields = []

    def by_need(self, rows, name, code):
        if code == "decision":
            return waiting.imports_to_decide(rows)
        return waiting.imports_with_remarks(rows, timezone.now())


class ImportRowFilter(filters.FilterSet):
    """Search and filters of the rows of one import."""

    q = filters.CharFilter(label=_("Name"), field_name="label", lookup_expr="icontains")
    verdict = filters.ChoiceFilter(label=_("What happens"), choices=ImportRow.Verdict.choices)
    kind = filters.ChoiceFilter(label=_("Kind of record"), choices=ImportRow.Kind.choices)

    class Meta:
        model = ImportRow
        fields = []

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.models import Discipline, Role
from programs.models import Program
from programs.models.programs import REFUSED

PURPOSES = [(code, label) for code, label in Program.Purpose.choices if code not in REFUSED]


class ProgramFilter(filters.FilterSet):
    """Search and filters of the catalogue of programs."""

    q = filters.CharFilter(label=_("Name or provider"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Program.Kind.choices)
    provider = filters.ChoiceFilter(
        label=_("Provided by"), field_name="provider_kind", choices=Program.ProviderKind.choices
    )
    purpose = filters.ChoiceFilter(label=_("What it does"), choices=PURPOSES)
    discipline = NamedFilter(label=_("Discipline"), field_name="disciplines", queryset=Discipline.objects.all())
    role = NamedFilter(label=_("Leads to role"), field_name="leads_to", queryset=Role.objects.all())
    retired = filters.BooleanFilter(label=_("Retired"), field_name="is_retired")

    def search(self, rows, name, text):
        return rows.matching(text)

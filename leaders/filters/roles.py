import django_filters as filters
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders import vacancies, waiting
from leaders.models import Discipline, Role, School
from leaders.years import years_around


def year_choices():
    """School years that positions are planned for: three back, two ahead."""
    return years_around(3, 2)[::-1]


class RoleFilter(filters.FilterSet):
    """Search and filters of the catalogue of roles."""

    q = filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    serves = filters.ChoiceFilter(label=_("Serves"), choices=Role.Serves.choices)
    discipline = NamedFilter(label=_("Discipline"), field_name="disciplines", queryset=Discipline.objects.all())
    retired = filters.BooleanFilter(label=_("Retired"), field_name="last_year", lookup_expr="isnull", exclude=True)


class PositionFilter(filters.FilterSet):
    """Search and filters of the list of positions."""

    q = filters.CharFilter(label=_("Role or site"), method="search")
    year = filters.ChoiceFilter(label=_("School year"), field_name="school_year", choices=year_choices)
    role = NamedFilter(label=_("Role"), queryset=Role.objects.all())
    site = NamedFilter(label=_("Site"), queryset=School.objects.open())
    vacant = filters.BooleanFilter(label=_("Vacant"), method="by_vacant")
    over_budget = filters.BooleanFilter(label=_("Over budget"), method="by_budget")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.may("leaders.view_pay"):
            del self.filters["over_budget"]

    def search(self, rows, name, text):
        return rows.matching(text)

    def by_vacant(self, rows, name, wanted):
        vacant = vacancies.vacant(rows)
        return vacant if wanted else rows.exclude(pk__in=vacant.values("pk"))

    def by_budget(self, rows, name, wanted):
        over = waiting.over_budget(rows)
        return over if wanted else rows.exclude(pk__in=over.values("pk"))

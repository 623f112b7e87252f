import django_filters as filters
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.models import Person, School


class PersonFilter(filters.FilterSet):
    """Search and filters of the list of people."""

    q = filters.CharFilter(label=_("Name or staff number"), method="search")
    staff_kind = filters.ChoiceFilter(label=_("Kind of staff"), choices=Person.StaffKind.choices)
    school = NamedFilter(label=_("School"), queryset=School.objects.open(), method="by_school")
    is_active = filters.BooleanFilter(label=_("Works here"))

    def search(self, rows, name, text):
        return rows.matching(text)

    def by_school(self, rows, name, school):
        return rows.at(school)


class SchoolFilter(filters.FilterSet):
    """Search and filters of the list of schools."""

    q = filters.CharFilter(label=_("Name or code"), method="search")
    level = filters.ChoiceFilter(label=_("Level"), choices=School.Level.choices)
    title_i = filters.BooleanFilter(label=_("Title I"))
    is_open = filters.BooleanFilter(label=_("Open"))

    def search(self, rows, name, text):
        return rows.matching(text)

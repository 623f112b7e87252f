import django_filters as filters
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.filters.roles import year_choices
from programs.models import CohortState, Program


class CohortFilter(filters.FilterSet):
    """Search and filters of the list of cohorts."""

    q = filters.CharFilter(label=_("Cohort or program"), method="search")
    year = filters.ChoiceFilter(label=_("School year"), field_name="school_year", choices=year_choices)
    state = filters.ChoiceFilter(label=_("State"), choices=CohortState.choices, method="by_state")
    program = NamedFilter(label=_("Program"), queryset=Program.objects.all())
    enrolling = filters.BooleanFilter(label=_("Open for enrollment"), method="by_enrolling")
    free = filters.BooleanFilter(label=_("Seats left"), method="by_free")
    start = filters.DateFromToRangeFilter(label=_("First day"))

    def search(self, rows, name, text):
        return rows.matching(text)

    def by_state(self, rows, name, state):
        return rows.in_state(state, timezone.localdate())

    def by_enrolling(self, rows, name, wanted):
        found = rows.enrolling(timezone.localdate())
        return found if wanted else rows.exclude(pk__in=found.values("pk"))

    def by_free(self, rows, name, wanted):
        return rows.filter(held__lt=F("capacity")) if wanted else rows.filter(held=F("capacity"))

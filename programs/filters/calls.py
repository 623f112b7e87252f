import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.filters.roles import year_choices
from programs.models import Call

KINDS = [("cohort", _("a cohort")), ("position", _("a position"))]


class CallFilter(filters.FilterSet):
    """Search and filters of the list of calls."""

    q = filters.CharFilter(label=_("Title, cohort or position"), method="search")
    state = filters.ChoiceFilter(label=_("State"), choices=Call.State.choices, method="by_state")
    kind = filters.ChoiceFilter(label=_("Call for"), choices=KINDS, method="by_kind")
    year = filters.ChoiceFilter(label=_("School year"), choices=year_choices, method="by_year")
    closes = filters.DateFromToRangeFilter(label=_("Closes"))

    def search(self, rows, name, text):
        return rows.matching(text)

    def by_state(self, rows, name, state):
        return rows.in_state(state, timezone.localdate())

    def by_kind(self, rows, name, kind):
        return rows.filter(cohort__isnull=kind != "cohort")

    def by_year(self, rows, name, year):
        return rows.in_year(int(year))

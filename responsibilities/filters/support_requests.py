import django_filters as filters
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.models import Person, School
from responsibilities.models import RequestState


class RequestFilter(filters.FilterSet):
    """Filters of the list of requests for support."""

    state = filters.ChoiceFilter(label=_("State"), choices=RequestState.choices, method="by_state")
    leader = filters.CharFilter(label=_("Teacher leader"), method="by_leader")
    school = NamedFilter(label=_("School"), field_name="site", queryset=School.objects.open())

    def by_state(self, rows, name, state):
        return rows.in_state(RequestState(state))

    def by_leader(self, rows, name, text):
        return rows.filter(leader__in=Person.objects.matching(text))

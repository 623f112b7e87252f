import django_filters as filters
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.filters.appointments import year_choices
from leaders.models import School
from leaders.years import year_in
from programs.goal_progress import outcome
from programs.models import ContextFactor, Goal, Program, Verdict


class GoalFilter(filters.FilterSet):
    """Search and filters of the list of goals; the school year is also the one that verdicts are about."""

    q = filters.CharFilter(label=_("Title"), field_name="title", lookup_expr="icontains")
    year = filters.ChoiceFilter(label=_("School year"), choices=year_choices, method="by_year")
    program = NamedFilter(label=_("Program"), queryset=Program.objects.all())
    verdict = filters.ChoiceFilter(label=_("Verdict"), choices=Verdict.choices, method="by_verdict")
    whole = filters.BooleanFilter(label=_("Of the whole district"), field_name="program", lookup_expr="isnull")
    retired = filters.BooleanFilter(label=_("Retired"), field_name="is_retired")

    class Meta:
        model = Goal
        fields = []

    def by_year(self, rows, name, year):
        return rows.running(int(year))

    def by_verdict(self, rows, name, verdict):
        """Verdicts are reckoned, not stored; a district has some dozens of goals."""
        year, user = year_in(self.data), self.request.user
        found = [row.pk for row in rows.with_progress() if outcome(row, year, user).code == verdict]
        return rows.filter(pk__in=found)


class ContextFilter(filters.FilterSet):
    """Filters of the list of context factors."""

    q = filters.CharFilter(label=_("What happened"), field_name="text", lookup_expr="icontains")
    year = filters.ChoiceFilter(label=_("School year"), field_name="school_year", choices=year_choices)
    school = NamedFilter(label=_("School"), queryset=School.objects.all())
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ContextFactor.Kind.choices)
    effect = filters.ChoiceFilter(label=_("Effect"), choices=ContextFactor.Effect.choices)

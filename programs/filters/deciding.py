import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.models import Person, School
from programs.models import Application, Review

STATES = [
    ("undecided", _("to be decided")),
    *[choice for choice in Application.Decision.choices if choice[0]],
    ("holding", _("holds a place")),
    ("accepted", _("accepted")),
    ("refused", _("turned down")),
    ("seated", _("seated or appointed")),
    ("lapsed", _("offer lapsed")),
    ("withdrawn", _("withdrawn")),
]


class ApplicationFilter(filters.FilterSet):
    """Search and filters of the applications of one call, for the coordinator."""

    q = filters.CharFilter(label=_("Name or staff number"), method="search")
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    school = NamedFilter(label=_("School"), field_name="person__home_school", queryset=School.objects.open())
    reviewed = filters.BooleanFilter(label=_("Reviewed"), method="by_reviewed")
    recused = filters.BooleanFilter(label=_("Somebody recused"), method="by_recused")

    def search(self, rows, name, text):
        return rows.filter(person__in=Person.objects.matching(text).values("pk"))

    def by_state(self, rows, name, state):
        today = timezone.localdate()
        asked = {
            "undecided": rows.undecided,
            "holding": lambda: rows.holding_places(today),
            "seated": rows.seated,
            "lapsed": lambda: rows.lapsed(today),
            "withdrawn": lambda: rows.filter(status=Application.Status.WITHDRAWN),
        }
        if state in Application.Response.values:
            return rows.sent().filter(response=state)
        return asked[state]() if state in asked else rows.sent().filter(decision=state)

    def by_reviewed(self, rows, name, wanted):
        return rows.having_review(Review.Status.SUBMITTED, wanted)

    def by_recused(self, rows, name, wanted):
        return rows.having_review(Review.Status.RECUSED, wanted)


KNOWN = [
    ("review", _("not decided yet")),
    ("offered", _("offered")),
    ("lapsing", _("offers to be answered within 3 days")),
    ("lapsed", _("offer lapsed")),
    ("accepted", _("accepted")),
    ("unappointed", _("accepted, without appointment")),
    ("refused", _("turned down")),
    ("waitlisted", _("on the waiting list")),
    ("declined", _("not chosen")),
]


class KnownFilter(filters.FilterSet):
    """Filters of applications over all calls by what their applicants know: never by a decision that was not sent."""

    q = filters.CharFilter(label=_("Name or staff number"), method="search")
    state = filters.ChoiceFilter(label=_("State"), choices=KNOWN, method="by_state")
    school = NamedFilter(label=_("School"), field_name="person__home_school", queryset=School.objects.open())

    def search(self, rows, name, text):
        return rows.filter(person__in=Person.objects.matching(text).values("pk"))

    def by_state(self, rows, name, state):
        today = timezone.localdate()
        asked = {
            "review": rows.not_told,
            "lapsing": lambda: rows.lapsing(today),
            "lapsed": lambda: rows.lapsed(today),
            "unappointed": lambda: rows.told().without_appointment(),
        }
        if state in Application.Response.values:
            return rows.told().filter(response=state)
        return asked[state]() if state in asked else rows.told().filter(decision=state, response="")

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.models import Survey

STATES = [("ahead", _("not open yet")), ("open", _("open")), ("over", _("over"))]


class SurveyFilter(filters.FilterSet):
    """Search and filters of the list of surveys."""

    q = filters.CharFilter(label=_("Title, program or cohort"), method="search")
    state = filters.ChoiceFilter(label=_("Status"), choices=STATES, method="by_state")
    moment = filters.ChoiceFilter(label=_("Asked"), choices=Survey.Moment.choices)

    def search(self, rows, name, text):
        return rows.named(text)

    def by_state(self, rows, name, state):
        today = timezone.localdate()
        if state == "open":
            return rows.open_on(today)
        return rows.filter(opens__gt=today) if state == "ahead" else rows.filter(closes__lt=today)

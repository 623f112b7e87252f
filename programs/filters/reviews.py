import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.models import Review

STATES = [
    ("due", _("to do now")),
    ("ahead", _("not open yet")),
    ("done", _("submitted")),
    ("late", _("closed, not done")),
]


class ReviewFilter(filters.FilterSet):
    """Search and filter of one's own reviews; names are searched only where the reviewer reads them."""

    q = filters.CharFilter(label=_("Call, phase, name or number"), method="search")
    state = filters.ChoiceFilter(label=_("Status"), choices=STATES, method="by_state")

    def search(self, rows, name, text):
        return rows.matching(text)

    def by_state(self, rows, name, state):
        today, done = timezone.localdate(), Review.Status.SUBMITTED
        if state == "due":
            return rows.due(today)
        if state == "done":
            return rows.filter(status=done)
        rows = rows.exclude(status=done)
        return rows.filter(phase__opens__gt=today) if state == "ahead" else rows.filter(phase__closes__lt=today)

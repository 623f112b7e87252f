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
    """Filter of one's own reviews; there is no search, because it would tell names that a blind phase hides."""

    state = filters.ChoiceFilter(label=_("Status"), choices=STATES, method="by_state")

    def by_state(self, rows, name, state):
        today, done = timezone.localdate(), Review.Status.SUBMITTED
        if state == "due":
            return rows.due(today)
        if state == "done":
            return rows.filter(status=done)
        rows = rows.exclude(status=done)
        return rows.filter(phase__opens__gt=today) if state == "ahead" else rows.filter(phase__closes__lt=today)

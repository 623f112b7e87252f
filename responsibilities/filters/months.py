"""Filters of the screen that closes a month, and the month in an address."""

import datetime

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models import School
from responsibilities.closing import FLAGGED, MISSING
from responsibilities.models import Month
from responsibilities.months_due import before, last_ended

SHOWN_MONTHS = 24


def month_of(text, today):
    """The month in an address (`2026-10`); the last one that is over when there is none, or it is yet to come."""
    try:
        month = datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        return last_ended(today)
    return min(month, today.replace(day=1))


def month_choices():
    """The present month and those before it, as people read them."""
    month, found = timezone.localdate().replace(day=1), []
    for _step in range(SHOWN_MONTHS):
        found.append((f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")))
        month = before(month)
    return found


class ClosingFilter(filters.FilterSet):
    """Search and filters of the screen that closes a month."""

    month = filters.ChoiceFilter(label=_("Month"), method="unchanged", choices=month_choices, empty_label=None)
    q = filters.CharFilter(label=_("Name"), method="by_name")
    state = filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        choices=[
            ("missing", _("not closed or returned")),
            *Month.Status.choices,
            ("asked", _("asked to unlock")),
            ("unlocked", _("unlocked")),
        ],
    )
    flagged = filters.BooleanFilter(label=_("Worth a look"), method="by_flag")
    school = filters.ModelChoiceFilter(label=_("Home school"), field_name="home_school", queryset=School.objects.open())

    def unchanged(self, rows, name, value):
        """The list itself asks for its month."""
        return rows

    def by_name(self, rows, name, text):
        return rows.matching(text)

    def by_state(self, rows, name, state):
        rules = {
            "missing": MISSING,
            "asked": ~Q(wish=""),
            "unlocked": Q(unlocked_until__gte=timezone.localdate()),
        }
        return rows.filter(rules.get(state, Q(status=state)))

    def by_flag(self, rows, name, wanted):
        return rows.filter(FLAGGED) if wanted else rows.exclude(FLAGGED)

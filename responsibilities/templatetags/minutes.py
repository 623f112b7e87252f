"""Minutes as people read them."""

from django import template

from responsibilities import rules

register = template.Library()


@register.filter
def hours(minutes):
    """“1 h 30 min”, a dash for nothing."""
    return rules.in_hours(minutes) if minutes else "—"

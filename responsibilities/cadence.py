"""How a coaching cycle stands against its rhythm: the next visit due by a day, due soon, overdue; check-backs too."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.tables import Chip
from responsibilities.models import SOON, CoachingCycle


class Due(models.TextChoices):
    """Where a date stands on a day."""

    OVERDUE = "overdue", _("overdue")
    SOON = "soon", _("due soon")
    LATER = "later", _("on track")


TONES = {Due.OVERDUE: "bad", Due.SOON: "warn", Due.LATER: "good"}


def due(date, today):
    """Overdue after its day; due soon on the day and the three days before it."""
    left = (date - today).days
    if left < 0:
        return Due.OVERDUE
    return Due.SOON if left <= SOON else Due.LATER


def due_of(cycle, today):
    """How the next visit of a running cycle stands; None for one that waits for none."""
    if cycle.status != CoachingCycle.Status.RUNNING:
        return None
    return due(cycle.next_visit(), today)


def chip(state):
    return Chip(str(state.label), TONES[state]) if state else None


@dataclass(frozen=True)
class FollowUp:
    """One thing to follow up: a visit of a cycle or a check-back, by a day."""

    cycle: CoachingCycle
    day: object
    what: object
    chip: Chip


def follow_ups(cycles, today):
    """Visits and check-backs of open cycles that are due within three days or overdue, the most urgent first."""
    found = []
    for cycle in cycles:
        if (state := due_of(cycle, today)) in {Due.OVERDUE, Due.SOON}:
            found.append(FollowUp(cycle, cycle.next_visit(), _("next visit"), chip(state)))
        if cycle.check_back and (state := due(cycle.check_back, today)) != Due.LATER:
            found.append(FollowUp(cycle, cycle.check_back, _("check back"), chip(state)))
    return sorted(found, key=lambda each: (each.day, each.cycle.pk))

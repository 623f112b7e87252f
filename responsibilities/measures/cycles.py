"""Coaching cycles brought to their end."""

from dataclasses import dataclass

from django.db.models import Count, Q

from responsibilities.models import CoachingCycle


@dataclass(frozen=True)
class Completion:
    """Cycle completion: completed ÷ (completed + stopped); open cycles are not in it."""

    completed: int
    stopped: int

    @property
    def percent(self):
        """In whole percent; None while no cycle is over."""
        over = self.completed + self.stopped
        return round(100 * self.completed / over) if over else None


def cycle_completion(cycles):
    """The `Completion` of a queryset of cycles, in one query."""
    status = CoachingCycle.Status
    found = cycles.order_by().aggregate(
        completed=Count("pk", filter=Q(status=status.COMPLETED)), stopped=Count("pk", filter=Q(status=status.STOPPED))
    )
    return Completion(**found)

"""Coaching cycles brought to their end."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, Value, When

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


@dataclass(frozen=True)
class Cycles:
    """Cycles that ended so, or go on; `people`: leaders or teachers behind them, whichever are fewer."""

    count: int = 0
    people: int = 0


def ran_in(cycles, start, end):
    """`{"completed", "stopped" or "open": Cycles}` of those that ran from `start` to `end`, both inclusive.

    Completed and stopped ones ended in the span; open ones went on after it, or have not ended yet. One query.
    """
    ran = cycles.filter(Q(end__gte=start) | Q(end__isnull=True), start__lte=end)
    how = Case(
        When(end__lte=end, status=CoachingCycle.Status.COMPLETED, then=Value("completed")),
        When(end__lte=end, then=Value("stopped")),
        default=Value("open"),
    )
    rows = ran.order_by().annotate(how=how).values_list("how")
    rows = rows.annotate(Count("pk"), Count("leader", distinct=True), Count("teacher", distinct=True))
    found = {how: Cycles(count, min(leaders, teachers)) for how, count, leaders, teachers in rows}
    return {how: found.get(how, Cycles()) for how in ("completed", "stopped", "open")}

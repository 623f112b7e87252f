"""How the applications of a call stand: from sent to seated, each a number of applications."""

from dataclasses import dataclass

from django.db.models import Count, Q

from programs.models import HOLDING, Application

Decision = Application.Decision
Response = Application.Response


@dataclass(frozen=True)
class Funnel:
    """Applications of a call that were sent and not withdrawn. `held`: offers that take a place on the day."""

    sent: int = 0
    reviewed: int = 0  # with one submitted review at least
    offered: int = 0
    accepted: int = 0
    seated: int = 0  # led to a seat that is held, or to an appointment
    undecided: int = 0
    waiting: int = 0
    lapsed: int = 0
    held: int = 0


def funnel(applications, on):
    """The funnel of the applications on a day; two questions, whatever their number."""
    rows = applications.sent().order_by()
    offered, none = Q(decision=Decision.OFFERED), Q(response=Response.NONE)
    found = rows.aggregate(
        sent=Count("pk"),
        offered=Count("pk", filter=offered),
        accepted=Count("pk", filter=Q(response=Response.ACCEPTED)),
        seated=Count("pk", filter=Q(enrollment__status__in=HOLDING) | Q(appointment__isnull=False)),
        undecided=Count("pk", filter=Q(decision=Decision.NONE)),
        waiting=Count("pk", filter=Q(decision=Decision.WAITLISTED)),
        lapsed=Count("pk", filter=offered & none & Q(respond_by__lt=on, call__decided_on__isnull=False)),
        held=Count("pk", filter=offered & (Q(response=Response.ACCEPTED) | none & Q(respond_by__gte=on))),
    )
    reviewed = rows.having_review("submitted").count()
    return Funnel(reviewed=reviewed, **found)

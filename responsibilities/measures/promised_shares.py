"""What appointments promise together: the share of time for each category, over a whole district."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Sum

from leaders.models import Appointment, Term
from responsibilities.measures.time import percent
from responsibilities.models import Commitment, CommittedShare, UsualShare


def promised_shares(on):
    """`{category id: percent}` that appointments active on a date promise, weighted by release; in three queries.

    As `responsibilities.promises` says of each: what was agreed for it, else what is usual for its role. Those that do
    not share out their time beforehand, and those without release, weigh nothing.
    """
    weights = defaultdict(Decimal)
    terms = Term.objects.current().on(on).filter(on_leave=False, release_fte__gt=0)
    terms = terms.filter(appointment__status=Appointment.Status.APPROVED)
    agreed = CommittedShare.objects.filter(commitment__in=_holding(on), commitment__appointment__terms__in=terms)
    weight = Sum(F("percent") * F("commitment__appointment__terms__release_fte"))
    for category, total in agreed.order_by().values_list("category").annotate(weight=weight):
        weights[category] += total
    of_roles = _usual(terms, on)
    for role, category, share in UsualShare.objects.order_by().values_list("promise__role", "category", "percent"):
        weights[category] += share * of_roles.get(role, 0)
    whole = sum(weights.values())
    return {category: percent(weight, whole) for category, weight in weights.items() if weight}


def _holding(on):
    """Of each appointment the commitment that holds on the date."""
    later = Commitment.objects.current().filter(
        appointment=OuterRef("appointment"), start__gt=OuterRef("start"), start__lte=on
    )
    return Commitment.objects.current().filter(~Exists(later), start__lte=on).order_by().values("pk")


def _usual(terms, on):
    """Release FTE by role of appointments for which nothing else was agreed."""
    agreed = Commitment.objects.current().filter(appointment=OuterRef("appointment"), start__lte=on)
    rows = terms.filter(~Exists(agreed)).order_by().values_list("appointment__position__role")
    return dict(rows.annotate(total=Sum("release_fte")))

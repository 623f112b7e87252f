"""What seats cost, and what it cost to bring one participant to completion."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Cost:
    """Dollars of some cohorts. `unknown`: cohorts that hold seats but say no cost; they are in no sum."""

    total: Decimal  # of all seats taken
    over: Decimal  # of the seats of cohorts that are over
    completed: int  # participants who completed those
    unknown: int

    @property
    def per_completion(self):
        """Dollars to the cent; None when nobody completed."""
        if not self.completed:
            return None
        return (self.over / self.completed).quantize(CENT, ROUND_HALF_UP)


def cost(cohorts, completed, today):
    """`Cost` of cohorts; `completed` says by cohort how many people did. A canceled one costs what its seats do."""
    total, over, people, unknown = Decimal(0), Decimal(0), 0, 0
    for cohort in cohorts:
        if cohort.cost_per_seat is None:
            unknown += bool(cohort.held)
            continue
        dollars = cohort.cost_per_seat * cohort.held
        total += dollars
        if cohort.end < today:
            over += dollars
            people += completed.get(cohort.pk, 0)
    return Cost(total, over, people, unknown)

"""Two plans for the next school year, so that what-if has something to show and to compare."""

from decimal import Decimal

from leaders.demo.bulk import add
from leaders.models import FundingSource, Position, Role, Scenario, ScenarioFund, ScenarioPosition, ScenarioRole


def scenarios(owner, year):
    """One moves coaching time between two schools, the other raises a stipend and does without a federal award."""
    facts = {"school_year": year + 1, "owner": owner, "is_shared": True}
    names = ("Coaching where few are", "Without Title II-A")
    moved, without = add([Scenario(name=name, **facts) for name in names])
    coaches = Position.objects.in_year(year).filter(role__code="math-coach", appointments__status="approved")
    give, take = coaches.order_by("pk")[:2]
    add(
        [
            ScenarioPosition(scenario=moved, position=give, seen_version=give.version, fte=give.fte - Decimal("0.2")),
            ScenarioPosition(scenario=moved, position=take, seen_version=take.version, fte=take.fte + Decimal("0.2")),
        ]
    )
    add([ScenarioRole(scenario=without, role=Role.objects.get(code="math-coach"), percent=Decimal("3"))])
    add([ScenarioFund(scenario=without, fund=FundingSource.objects.get(code=f"T2A-{year % 100}"), is_closed=True)])

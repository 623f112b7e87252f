"""What forms of scenarios send."""

from leaders.models import District
from leaders.planning.base import base_of
from leaders.planning.changes import Changes
from leaders.planning.plan import Plan


def named(world, mine):
    return {"name": "Another plan", "school_year": world.year + 1, "is_shared": "on"}


def table(world, mine):
    return {f"r{world.shared['role'].pk}-percent": "5", "n0-fte": ""}


def applied(world, mine):
    scenario = world.shared["scenario"]
    base = base_of(world.users["coordinator"], District.current(), scenario.base_year)
    reasons = {"overload_reason": "As agreed", "bounds_reason": "As agreed", "over_budget": "on"}
    return {"seen": Plan(base, Changes.of(scenario)).digest(), **reasons}


SCENARIOS = {
    "scenario-create": named,
    "scenario-edit": named,
    "scenario-plan": table,
    "scenario-copy": lambda world, mine: {"name": "A copy"},
    "scenario-remove": lambda world, mine: {"reason": "No longer wanted"},
    "scenario-apply": applied,
}

"""Valid bodies of the forms of goals, indicators and logic models (see `tests.bodies`)."""


def goal(world, mine):
    return {"title": "Another goal", "first_year": world.year, "last_year": world.year + 1}


def indicator(world, mine):
    kinds = {"level": "teacher", "horizon": "short", "unit": "percent", "decimals": "0", "direction": "up"}
    way = {"baseline": "10", "baseline_year": world.year, "target": "20", "target_year": world.year + 1}
    return kinds | way | {"title": "Another indicator", "source": "Survey"}


def values(world, mine):
    """One more value; the others stand as they are shown."""
    found = {}
    for noun in ("indicator", "indicator-empty", "indicator-own"):
        found |= {f"value-{world.shared[noun].pk}": "", f"people-{world.shared[noun].pk}": ""}
    shown, row = world.shared["indicator"].pk, world.shared["measurement"]
    found |= {f"value-{shown}": row.value, f"people-{shown}": row.people, f"note-{shown}": row.note}
    return found | {f"seen-{shown}": f"{row.pk}:{row.version}", f"value-{world.shared['indicator-empty'].pk}": "50"}


def context(world, mine):
    return {"kind": "policy", "text": "A new state rule", "effect": "unclear", "school_year": world.year}


def step(world, mine):
    return {"column": "outputs", "text": "Forty teachers coached"}


def reason(world, mine):
    return {"reason": "As agreed"}


GOALS = {
    "goal-create": goal,
    "goal-edit": goal,
    "goal-remove": reason,
    "goal-judge": lambda world, mine: {"verdict": "mostly", "reason": "As agreed"},
    "goal-values": values,
    "indicator-create": indicator,
    "indicator-edit": indicator,
    "indicator-remove": reason,
    "measurement-edit": lambda world, mine: {"value": "55", "people": "12", "source": "Survey"},
    "measurement-remove": reason,
    "context-create": context,
    "context-edit": context,
    "context-remove": reason,
    "logic-create": step,
    "logic-edit": step,
    "logic-move": lambda world, mine: {"way": "down"},
    "logic-remove": reason,
}

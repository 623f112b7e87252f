"""What the access tests' district has of goals (see `tests.world`): open to everyone with access."""

from tests.factories import (
    ContextFactorFactory,
    GoalFactory,
    IndicatorFactory,
    LogicStepFactory,
    MeasurementFactory,
)

SMALL = "31.415"  # a value about three people, which only the coordinator sees


def shared_goals(program, year):
    """A goal of the program with a value about few people, rows that can be removed, and a logic model."""
    years = {"first_year": year - 1, "last_year": year + 1}
    goal = GoalFactory(program=program, title="Goal of the district", **years)
    facts = {"goal": goal, "baseline_year": year - 2, "target_year": year + 1, "decimals": 3}
    indicator = IndicatorFactory(**facts)
    step = LogicStepFactory(program=program, indicator=indicator)
    LogicStepFactory(program=program, order=1)  # with which it changes places
    own = {"measure": "headcount", "unit": "count"}
    return {
        "goal": goal,
        "goal-empty": GoalFactory(**years),
        "indicator": indicator,
        "indicator-empty": IndicatorFactory(**facts),
        "indicator-own": IndicatorFactory(**facts, **own),
        "measurement": MeasurementFactory(
            indicator=indicator, school_year=year, value=SMALL, people=3, note="Note on three people"
        ),
        "logic": step,
        "context": ContextFactorFactory(school_year=year),
    }

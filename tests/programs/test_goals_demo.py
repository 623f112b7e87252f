"""The demo's goals are rows like any others."""

import pytest

from leaders.models import District
from programs.demo.goals import goals_of
from programs.goal_progress import outcome
from programs.models import Goal, LogicStep
from tests.factories import ProgramFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_two_goals_over_three_years_with_a_logic_model():
    District.objects.create(pk=1, name="Test District")
    program, user = ProgramFactory(), UserFactory(kind="viewer")
    goals_of(program, 2027)
    found = {goal.program_id: goal for goal in Goal.objects.with_progress()}
    codes = {key: [outcome(goal, year, user).code for year in (2025, 2026, 2027)] for key, goal in found.items()}
    assert codes == {program.pk: ["partly", "mostly", "unmeasured"], None: ["not_met", "partly", "mostly"]}
    assert LogicStep.objects.filter(program=program).values("column").distinct().count() == 6
    for goal in found.values():
        for row in goal.indicators.all():
            row.full_clean()

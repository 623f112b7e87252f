"""Pages of goals ask the database as often for one row as for three, whoever looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.panels import panels
from leaders.models import District
from tests.factories import (
    ContextFactorFactory,
    GoalFactory,
    IndicatorFactory,
    LogicStepFactory,
    MeasurementFactory,
    ProgramFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LIST = {"coordinator": 9, "viewer": 9}
RECORD = {"coordinator": 9, "viewer": 8}
VALUES, CONTEXT, MODEL, FILE = 5, 6, 5, 6


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-30T12:00:00-05:00", tick=False)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def ask(client, django_assert_num_queries):
    """Opens a page as a kind of user, within a number of queries."""

    def open_page(kind, address, queries):
        client.force_login(UserFactory(kind=kind))
        with django_assert_num_queries(queries):
            response = client.get(address)
            assert response.status_code == 200
            response.getvalue()

    return open_page


def goals(rows, program=None):
    """Goals with as many indicators, values, steps of a logic model and context factors each."""
    program = program or ProgramFactory()
    for _each in range(rows):
        goal = GoalFactory(program=program)
        for _other in range(rows):
            indicator = IndicatorFactory(goal=goal)
            for year in range(2026, 2026 + rows):
                MeasurementFactory(indicator=indicator, school_year=year)
            LogicStepFactory(program=program, indicator=indicator)
        ContextFactorFactory(school=SchoolFactory())
    return goal


@pytest.mark.parametrize("kind", LIST)
def test_the_list_of_goals(rows, kind, ask):
    goals(rows)
    ask(kind, "/goals/", LIST[kind])


@pytest.mark.parametrize("kind", RECORD)
def test_the_page_of_a_goal(rows, kind, ask):
    ask(kind, goals(rows).get_absolute_url(), RECORD[kind])


def test_the_grid_of_a_years_values(rows, ask):
    goals(rows)
    ask("coordinator", "/goals/values/?year=2026", VALUES)


def test_the_list_of_context_factors(rows, ask):
    goals(rows)
    ask("viewer", "/goals/context/", CONTEXT)


def test_a_logic_model(rows, ask):
    ask("coordinator", f"/programs/{goals(rows).program_id}/logic/", MODEL)


def test_the_file_of_all_values(rows, ask):
    goals(rows)
    ask("viewer", "/goals/export/", FILE)


def test_the_part_of_a_programs_page(rows, rf):
    program, request = ProgramFactory(), rf.get("/")
    request.user = UserFactory(kind="viewer")
    assert request.user.may("programs.view_goals")
    found = []
    for more in (1, rows):
        goals(more, program)
        with CaptureQueriesContext(connection) as queries:
            assert panels("program", request, program)
        found.append(len(queries))
    assert found[0] == found[1]

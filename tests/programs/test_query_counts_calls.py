"""Pages of calls ask the database as often for one row as for three, whoever looks."""

import pytest

from config.panels import panels
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CohortFactory,
    CriterionFactory,
    PositionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LIST = 5
RECORD = {"coordinator": 13, "viewer": 6}
STEPS = [("edit/", 11), ("publish/", 7), ("questions/", 5), ("rubric/", 6), ("close/", 4)]
ADDING = 9
PARTS = [("cohort", 2), ("position", 1)]  # with the surveys of a cohort
OPEN = {"opens": TODAY - 9 * DAY, "closes": TODAY + 9 * DAY}


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def ask(client, django_assert_num_queries):
    def open_page(kind, address, queries):
        client.force_login(UserFactory(kind=kind))
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


def called(rows, **facts):
    """Calls for cohorts and for positions, each with a form, a rubric and applications; and positions to choose."""
    PositionFactory.create_batch(rows)
    for position in [None, PositionFactory()]:
        about = {"position": position} if position else {}
        for call in CallFactory.create_batch(rows, **(OPEN | facts | about)):
            QuestionFactory.create_batch(rows, call=call)
            CriterionFactory.create_batch(rows, call=call)
            ApplicationFactory.create_batch(rows, call=call)
    return call


def test_the_list_of_calls(ask, rows):
    called(rows)
    ask("coordinator", "/calls/", LIST)


@pytest.mark.parametrize("kind", RECORD)
def test_the_page_of_a_call(ask, rows, kind):
    ask(kind, called(rows).get_absolute_url(), RECORD[kind])


@pytest.mark.parametrize(("step", "queries"), STEPS)
def test_steps_of_a_draft(ask, rows, step, queries):
    call = called(rows, published_on=None)
    ask("coordinator", f"{call.get_absolute_url()}{step}", queries)


def test_adding_a_call(ask, rows):
    CohortFactory.create_batch(rows)
    called(rows)
    ask("coordinator", "/calls/add/", ADDING)


@pytest.mark.parametrize(("where", "queries"), PARTS)
def test_calls_as_a_part_of_other_pages(rows, rf, django_assert_num_queries, where, queries):
    about = {"cohort": CohortFactory()} if where == "cohort" else {"cohort": None, "position": PositionFactory()}
    CallFactory.create_batch(rows, **about, **OPEN)
    asked = rf.get("/")
    asked.user = UserFactory(kind="viewer")
    assert asked.user.may("programs.view_programs")
    with django_assert_num_queries(queries):
        assert "programs/_calls_of.html" in {part.template for part in panels(where, asked, about[where])}

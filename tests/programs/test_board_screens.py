"""The program board and the page of completers: their figures, where an empty year leads, and constant queries."""

import datetime
from decimal import Decimal

import pytest

from tests.coaching import NOON
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    EnrollmentFactory,
    PositionFactory,
    ProgramFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
BOARD, COMPLETERS = "/programs/board/?year=2026", "/programs/board/completers/"


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def coordinator(client):
    client.force_login(UserFactory(kind="coordinator"))
    return client


def run_of(name, statuses, year=2026, **facts):
    span = {"start": datetime.date(year - 1, 8, 1), "end": datetime.date(year, 6, 30)}
    cohort = CohortFactory(program__name=name, cost_per_seat=Decimal(500), **span, **facts)
    return [EnrollmentFactory(cohort=cohort, status=status, participant="current").person for status in statuses]


def serving(person):
    span = {"start": datetime.date(2026, 7, 1), "end": datetime.date(2027, 6, 30)}
    AppointmentFactory(person=person, position=PositionFactory(school_year=2027), **span)


def test_the_board_has_a_line_for_each_program_and_one_for_all(coordinator):
    run_of("Academy", ["completed", "completed", "withdrawn"])
    run_of("Network", ["enrolled", "completed"])
    lines = {str(name): [str(cell) for _h, cell in cells] for name, cells in coordinator.get(BOARD).context["rows"]}
    academy, network, total = lines.values()
    assert "Academy" in [*lines][0]
    assert academy[:4] == ["1", "20", "2", "2"]
    assert academy[-2:] == ["$1,000.00", "$500.00"]
    assert network[-2:] == ["$1,000.00", "$1,000.00"]
    assert total[:4] == ["2", "40", "4", "4"]
    assert total[-2:] == ["$2,000.00", "$666.67"]


def test_a_canceled_cohort_has_no_seats_on_the_board(coordinator):
    run_of("Academy", [], is_cancelled=True)
    [(_name, cells)] = coordinator.get(BOARD).context["rows"]
    assert [str(cell) for _head, cell in cells[:2]] == ["0", "0"]


def test_the_board_leads_to_the_completers_who_serve_later(coordinator):
    assert COMPLETERS in coordinator.get(BOARD).content.decode()
    for place, person in enumerate(run_of("Academy", ["completed"] * 5)):
        if place < 4:
            serving(person)
    [(year, completers, shares)] = coordinator.get(COMPLETERS).context["rows"]
    assert (year, completers, [share for _head, share in shares]) == ("2025–26", "5", ["4 (80%)", None, None])


def test_without_completers_the_page_says_so(coordinator):
    assert "Nobody has completed a program yet" in coordinator.get(COMPLETERS).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [(BOARD, 7), (COMPLETERS, 9)])
def test_both_ask_the_database_as_often_for_more_rows(coordinator, django_assert_num_queries, rows, page, queries):
    for number in range(rows):
        for year in range(2022, 2027):
            serving(run_of(f"Program {number} of {year}", ["completed"] * rows, year)[0])
    with django_assert_num_queries(queries):
        assert coordinator.get(page).status_code == 200


@pytest.fixture
def board(coordinator):
    """Opens the board as the coordinator: what the page says."""

    def opened(year=2027):
        return coordinator.get(f"/programs/board/?year={year}").content.decode()

    return opened


def test_a_year_without_cohorts_leads_to_where_one_is_added(board):
    assert 'href="/programs/add/">Add a program</a>' in board()
    ProgramFactory()
    assert 'href="/programs/">Open a program to add a cohort</a>' in board()


@pytest.mark.parametrize(
    ("years", "shown"),
    [((2024, 2026), "2025–26"), ((2026, 2028), "2027–28"), ((2022,), "2021–22"), ((2021,), None), ((), None)],
)
def test_a_year_without_cohorts_leads_to_the_nearest_year_that_has_some(board, years, shown):
    for year in years:
        CohortFactory(school_year=year)
    page = board()
    assert "No cohorts in this school year" in page
    assert ("Show 20" in page) == bool(shown)
    assert not shown or f">Show {shown}</a>" in page


def test_a_year_with_cohorts_leads_nowhere_else(board):
    EnrollmentFactory(cohort__program__name="Coaching Institute")
    CohortFactory(school_year=2026)
    page = board()
    assert "Coaching Institute" in page
    assert "Show 2025" not in page


def test_the_board_is_the_coordinators(client):
    client.force_login(UserFactory(kind="viewer"))
    assert client.get("/programs/board/").status_code == 403

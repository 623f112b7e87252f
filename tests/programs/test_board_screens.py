"""The program board: what it shows of a year, and where it leads from a year without cohorts."""

import pytest

from tests.coaching import NOON
from tests.factories import CohortFactory, EnrollmentFactory, ProgramFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def board(client, coordinator):
    """Opens the board as the coordinator: what the page says."""
    client.force_login(coordinator)

    def opened(year=2027):
        return client.get(f"/programs/board/?year={year}").content.decode()

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

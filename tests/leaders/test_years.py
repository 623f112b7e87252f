"""School years that pages ask for: the one in the address, and those to choose from."""

import pytest

from leaders.years import this_year, year_in, years_around
from tests.coaching import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.mark.parametrize("text", ["2000", "2099"])
def test_a_school_year_in_the_address_is_taken(text):
    assert year_in({"year": text}) == int(text)


@pytest.mark.parametrize("text", ["", "1999", "2100", "0000", "20270", "-202", "²⁰²⁷", "soon"])
def test_what_is_no_school_year_of_a_record_means_this_one(text):
    assert year_in({"year": text}) == this_year() == 2027


def test_years_to_choose_from_hold_what_a_row_has_already():
    assert years_around(1, 1, 2031, None) == [
        (2026, "2025–26"),
        (2027, "2026–27"),
        (2028, "2027–28"),
        (2031, "2030–31"),
    ]

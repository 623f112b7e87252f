import pytest

import tests.programs.board_district as bd
from programs.reports.document import HIDDEN
from tests.programs import test_board_report as t
from tests.programs.board_district import DistrictByDice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(10, 16))
def test_seed(seed):
    bd.HOLDERS = 10 + seed % 4 * 4
    bd.SHARED = (bd.HOLDERS + 5, bd.HOLDERS + 6, bd.HOLDERS + 7)
    dice = DistrictByDice(seed)
    truth = {year: t.recomputed(year) for year in (2025, 2026, 2027)}
    for y in (2027, 2026):
        wrong = []
        for figure, row, measure, of, value in t.cells(t.report(y), (y, y - 1)):
            known = truth[of][0][figure].get(row)
            expected = known[measure].value if known else None
            if value is not HIDDEN and (value or 0) != (expected or 0):
                wrong.append((figure, row, measure, of, value, expected))
        assert wrong == []
    for f in (
        lambda: t.test_nothing_hidden_follows_from_both_years_reports_and_that_of_time_use(dice, truth),
        lambda: t.test_all_small_groups_are_hidden(dice, truth),
        lambda: t.test_without_complementary_suppression_the_same_attack_finds_cells(dice, truth),
        lambda: (
            t.test_two_dates_tell_no_more_than_one.__wrapped__(dice, truth)
            if hasattr(t.test_two_dates_tell_no_more_than_one, "__wrapped__")
            else t.test_two_dates_tell_no_more_than_one(dice, truth)
        ),
    ):
        try:
            f()
        except AssertionError as e:
            print("SEED", seed, str(e)[:1500])

"""The board report: each figure equals the same recomputed from raw rows, and nothing hidden can be worked out."""

import datetime
from collections import Counter

import pytest
from django.db import transaction

from programs.reports.board import board
from programs.reports.document import HIDDEN
from tests.programs.board_district import DistrictByDice
from tests.programs.board_recomputed import ALL, recomputed

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2027, 3, 1)
TOTALS = {"Teacher leader time": ALL}
WITH_PLACES = ("levels", "title-i")


@pytest.fixture(scope="module")
def dice(django_db_setup, django_db_blocker):
    """The district, made once; what a test changes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield DistrictByDice()
        transaction.set_rollback(True)


@pytest.fixture
def _taken_back(dice):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def truth(dice):
    """`{school year: (figures, what stands beside places)}` from raw rows."""
    return {year: recomputed(year) for year in (2025, 2026, 2027)}


def report(year, today=TODAY):
    return board(None, {"year": year}, today)


def cells(document, years):
    """`(figure, row, measure, school year, value)` of a document of two years; measures by place."""
    for figure in document.figures:
        ends = 3 if figure.key in WITH_PLACES else figure.key == "shares"
        for row in figure.lines:
            name = str(row[0])
            if figure.total is row:
                name = ALL if figure.key != "seats" else name
            for at, value in enumerate(row[1 : len(row) - ends]):
                yield figure.key, name, at // 2, years[at % 2], value


@pytest.mark.parametrize("year", [2027, 2026])
def test_every_figure_equals_the_same_from_raw_rows(dice, truth, year):
    """To the minute and the cent; what is hidden is not compared, and most is not hidden."""
    wrong, seen = [], Counter()
    for figure, row, measure, of, value in cells(report(year), (year, year - 1)):
        seen[figure, value is HIDDEN] += 1
        known = truth[of][0][figure].get(row)
        expected = known[measure].value if known else None
        if value is not HIDDEN and (value or 0) != (expected or 0):
            wrong.append((figure, row, measure, of, value, expected))
    assert wrong == []
    assert [figure for figure, _hidden in seen if not seen[figure, False]] == []
    assert sum(count for (_figure, hidden), count in seen.items() if not hidden) > 0.6 * seen.total()

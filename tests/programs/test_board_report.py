"""The board report: each figure equals the same recomputed from raw rows, and nothing hidden can be worked out."""

import datetime
import io
from collections import Counter

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from programs.reports.board import board, reached
from programs.reports.board.years import Years
from programs.reports.document import HIDDEN
from programs.reports.made import made
from programs.reports.workbook import as_xlsx
from responsibilities.reports import time_use
from tests.factories import UserFactory
from tests.programs.board_attack import Attack, name_of
from tests.programs.board_district import DistrictByDice, day
from tests.programs.board_raw import Raw
from tests.programs.board_recomputed import ALL, recomputed

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2027, 6, 30)
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
    raw = Raw()
    return {year: recomputed(year, raw) for year in (2025, 2026, 2027)}


@pytest.fixture(scope="module")
def documents(dice):
    """`{school year: its report}`, as everybody gets it."""
    return {year: report(year) for year in (2027, 2026)}


@pytest.fixture(scope="module")
def seen(documents):
    return of_both(documents)


def report(year):
    return board(None, {"year": year}, TODAY)


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
def test_every_figure_equals_the_same_from_raw_rows(documents, truth, year):
    """To the minute and the cent; what is hidden is not compared, and most is not hidden."""
    wrong, shares = [], Counter()
    for figure, row, measure, of, value in cells(documents[year], (year, year - 1)):
        shares[figure, value is HIDDEN] += 1
        known = truth[of][0][figure].get(row)
        expected = known[measure].value if known else None
        if value is not HIDDEN and (value or 0) != (expected or 0):
            wrong.append((figure, row, measure, of, value, expected))
    assert wrong == []
    assert [figure for figure, _hidden in shares if not shares[figure, False]] == []
    assert sum(count for (_figure, hidden), count in shares.items() if not hidden) > 0.6 * shares.total()


def test_months_ahead_have_no_values_yet(dice):
    years, over = Years(2028), {2028: (day(2028, 7), day(2028, 8, 15)), 2027: (day(2027, 7), day(2027, 6, 30))}
    months = reached.months(years, reached.reached(years), over)
    assert [row[1] for row in months.rows] == [0, 0, *[None] * 10]


def test_what_stands_beside_places(documents, truth):
    for figure in documents[2027].figures:
        if figure.key in WITH_PLACES:
            beside = truth[2027][1][figure.key]
            for row in figure.rows:
                expected = beside[str(row[0])]
                assert (row[5], row[6]) == expected[:2]
                assert row[7] in (HIDDEN, expected[2])


def shown(document, years):
    return {(figure, row, measure, of): value for figure, row, measure, of, value in cells(document, years)}


def of_both(documents):
    """The cells of this year's report and of last year's; a cell of the year that both are about is hidden in both."""
    this, last = (shown(documents[year], (year, year - 1)) for year in (2027, 2026))
    common = {at: (value, last[at]) for at, value in this.items() if at in last}
    assert [at for at, (a, b) in common.items() if (a is HIDDEN) != (b is HIDDEN)] == []
    return this | last


def places_of(truth):
    return {year: [at for at, cells in truth[year][0]["places"].items() if at != ALL] for year in truth}


def log_of(year):
    """The report of time use as everybody may open it: `{(month, category): minutes or HIDDEN}` with its totals."""
    found = time_use.suppressed(year)
    named = {row.pk: row.label for row in found.use.categories} | {None: None}
    table = {
        (month, named[key]): HIDDEN if found.is_hidden(month, key) else time_use.sum_of(found.use, month, key)
        for month in (*found.use.months, None)
        for key in named
    }
    return table, next((row.label for row in found.use.categories if row.is_diverted), None)


def attacked(seen, truth, named=name_of):
    return Attack(seen, places_of(truth), named)


def leaking_groups(attack, truth):
    """Few people whose sum follows: small places, and what the hidden rows of a list are together."""
    found = []
    for year in (2026, 2027):
        tables = truth[year][0]
        small = [at for at, cells in tables["places"].items() if at != ALL and cells[1].is_small]
        found += [[attack.named("places", at, 1, year)] for at in small]
        for figure, measure in (("disciplines", 1), ("levels", 1), ("title-i", 1), ("grade-bands", 1), ("spending", 0)):
            hidden = [at for at in attack.rows(figure, measure, year) if attack.shown[at] is HIDDEN]
            people = frozenset().union(*(tables[figure][at[1]][measure].people for at in hidden))
            found += [[attack.named(*at) for at in hidden]] if 0 < len(people) < 5 else []
    return [names for names in found if attack.known.follows(names) is not None]


def test_nothing_hidden_follows_from_both_years_reports_and_that_of_time_use(seen, truth):
    attack = attacked(seen, truth)
    for year in (2026, 2027):
        attack.log(year, *log_of(year))
    assert len({at for at, value in seen.items() if value is HIDDEN}) > 30
    assert attack.known.solved() == {}
    assert leaking_groups(attack, truth) == []
    counts = [attack.named(*at) for at in seen if at[0] in ("dosage", "months", "cycles", "seats", "completing")]
    assert attack.known.pinned([name for name in counts if name[0] != "months" or name[2] == 0]) == {}


def test_all_small_groups_are_hidden(seen, truth):
    small = {
        (figure, row, measure, year)
        for year in (2026, 2027)
        for figure, table in truth[year][0].items()
        for row, values in table.items()
        for measure, known in enumerate(values)
        if known.is_small and known.value
    }
    assert [at for at in small if at in seen and seen[at] is not HIDDEN] == []


def test_without_complementary_suppression_the_same_attack_finds_cells(seen, truth):
    without = {}
    for at, value in seen.items():
        known = truth[at[3]][0][at[0]].get(at[1])
        small = value is HIDDEN and known and known[at[2]].is_small
        without[at] = HIDDEN if small else known[at[2]].value if known and value is HIDDEN else value
    leaks = attacked(without, truth).known.solved()
    assert {name[0] for name in leaks} >= {"levels", "months"}
    assert len(leaks) > 5


@pytest.mark.usefixtures("_taken_back")
def test_two_dates_tell_no_more_than_one(dice, seen, truth):
    """The log grows and somebody more leads: a cell that has not changed is known to be the same on both dates."""
    dice.log(40, year=2027)
    dice.coach(2027, 3, "completed")
    dice.appoint(25, 2027)
    after, later = of_both({year: report(year) for year in (2027, 2026)}), {year: recomputed(year) for year in truth}
    places = [("places", at, 1, year) for year, found in places_of(later).items() for at in found]
    changed = {at for at in [*after, *places] if of_truth(truth, at) != of_truth(later, at)}

    def dated(*at):
        return (*name_of(*at), "later" if at in changed else "")

    first, second = attacked(seen, truth), attacked(after, later, dated)
    for left, value in first.known.equations:
        second.known.equations.append(({undated(name): factor for name, factor in left.items()}, value))
    second.known.hidden |= {undated(name) for name in first.known.hidden}
    assert second.known.solved() == {}


def undated(name):
    """A cell of the first date by the name that it has on the second, if it has not changed."""
    return (*name, "")


def of_truth(truth, at):
    known = truth[at[3]][0][at[0]].get(at[1])
    return known and known[at[2]].value


def test_whoever_looks_sees_the_same(documents, client, time_machine):
    time_machine.move_to(TODAY)
    for kind in ("viewer", "coordinator"):
        client.force_login(UserFactory(kind=kind))
        assert client.get("/reports/board/?year=2027").context["document"] == documents[2027]
    assert documents[2027].is_aggregate
    assert documents[2027].is_suppressed


def test_the_workbook_holds_no_hidden_value(documents):
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(documents[2027], made(UserFactory()))))
    hidden = 0
    for figure in documents[2027].figures:
        sheet = book.get_sheet_by_name(figure.key).to_python()[1:]
        for row, line in zip(figure.lines, sheet, strict=True):
            told = [cell for value, cell in zip(row, line, strict=True) if value is HIDDEN]
            assert set(told) <= {"not shown"}
            hidden += len(told)
    assert hidden > 20

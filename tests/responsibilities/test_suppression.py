"""No hidden cell can be worked out from what is shown: checked by linear algebra over exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responsibilities.suppression import Cell, hidden_cells, hidden_of_list, is_small

TOTAL = "total"


def with_totals(rows):
    """A complete table of `{(row, column): Cell}` from rows of (value, people)."""
    table = {(r, c): Cell(*cell) for r, row in enumerate(rows) for c, cell in enumerate(row)}
    lines = [*range(len(rows)), TOTAL], [*range(len(rows[0])), TOTAL]
    for row in lines[0][:-1]:
        table[row, TOTAL] = summed([table[row, c] for c in lines[1][:-1]])
    for column in lines[1]:
        table[TOTAL, column] = summed([table[r, column] for r in lines[0][:-1]])
    return table


def summed(cells):
    """The same people may be behind several cells, so that a total has at least as many as its largest cell."""
    return Cell(sum(cell.value for cell in cells), max(cell.people for cell in cells))


def derivable(table, hidden):
    """Hidden places that the shown cells determine: each line's cells sum to its total."""
    unknown = sorted(hidden, key=str)
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    lines = [[(row, c) for c in columns] for row in rows] + [[(r, column) for r in rows] for column in columns]
    matrix = []
    for line in lines:
        signs = {place: -1 if TOTAL in (place[0], place[1]) and place == total_of(line) else 1 for place in line}
        matrix.append([Fraction(signs.get(place, 0)) for place in unknown])
    reduced = row_echelon([row for row in matrix if any(row)])
    return [unknown[next(i for i, v in enumerate(row) if v)] for row in reduced if sum(map(bool, row)) == 1]


def total_of(line):
    """The place in a line that holds the sum of the others."""
    rows = {row for row, _ in line}
    return (next(iter(rows)), TOTAL) if len(rows) == 1 else (TOTAL, line[0][1])


def row_echelon(matrix):
    """Reduced row echelon form: an unknown is determined when a row holds it alone."""
    done, width = [], len(matrix[0]) if matrix else 0
    for column in range(width):
        pivot = next((row for row in matrix if row[column]), None)
        if pivot is None:
            continue
        matrix.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        matrix = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in matrix]
        done = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in done] + [pivot]
    return done


cells = st.tuples(st.integers(0, 90), st.integers(0, 9)).map(lambda cell: (cell[0] if cell[1] else 0, cell[1]))
tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(st.lists(cells, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


@settings(max_examples=300, deadline=None)
@given(rows=tables)
def test_no_hidden_cell_follows_from_what_is_shown(rows):
    table = with_totals(rows)
    hidden = hidden_cells(table)
    assert {place for place, cell in table.items() if 0 < cell.people < 5} <= hidden
    assert derivable(table, hidden) == []
    assert [line for line in lines_of(table) if 0 < known_people(table, hidden, line) < 5] == []


def lines_of(table):
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    return [[(row, c) for c in columns] for row in rows] + [[(r, column) for r in rows] for column in columns]


def known_people(table, hidden, line):
    """How many people are behind the sum of a line's hidden cells, where something of the line is shown."""
    return sum(table[at].people for at in line if at in hidden) if set(line) - hidden else 0


def test_two_small_cells_of_a_line_are_not_enough():
    """One leader and another one: what the month's total leaves over would be the time of two people."""
    table = with_totals([[(10, 1), (20, 1), (500, 9)], [(30, 9), (40, 9), (600, 9)], [(700, 9), (800, 9), (900, 9)]])
    assert {(0, 0), (0, 1), (0, 2)} <= hidden_cells(table)


def test_the_check_itself_finds_a_cell_that_follows():
    table = with_totals([[(10, 9), (20, 9)], [(30, 2), (40, 9)]])
    assert derivable(table, {(1, 0)}) == [(1, 0)]


@given(people=st.lists(cells, min_size=1, max_size=7))
def test_no_hidden_sum_of_a_list_follows_from_the_others(people):
    listed = [Cell(*cell) for cell in people]
    total = summed(listed)
    hidden, total_too = hidden_of_list(listed, total)
    assert {at for at, cell in enumerate(listed) if is_small(cell.people)} <= hidden
    assert len(hidden) + total_too != 1
    assert total_too or not 0 < sum(listed[at].people for at in hidden) < 5


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ([1, 2, 7, 9], {0, 1, 2}),
        ([1, 4, 9], {0, 1}),
        ([1, 1, 1, 1, 9], {0, 1, 2, 3, 4}),
        ([1, 1, 1, 1, 1, 9, 8], {0, 1, 2, 3, 4, 6}),
        ([3, 9, 8], {0, 2}),
    ],
)
def test_hidden_groups_of_a_list_are_five_people_together(people, hidden):
    """Of three people at two schools, the total less the other schools would tell the sum."""
    listed = [Cell(count, count) for count in people]
    assert hidden_of_list(listed, Cell(sum(people), sum(people))) == (hidden, False)


@pytest.mark.parametrize(("people", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_groups_of_one_to_four_are_small(people, small):
    assert is_small(people) is small


@pytest.mark.parametrize(("people", "small"), [(9, True), (10, False)])
def test_surveys_need_ten(people, small):
    assert is_small(people, 10) is small


def test_a_table_without_small_groups_is_shown_whole():
    assert hidden_cells(with_totals([[(10, 5), (20, 6)], [(30, 7), (40, 8)]])) == set()


def test_as_little_as_possible_is_hidden_beside_a_small_cell():
    """One small cell needs three more, at the corners of the cheapest rectangle."""
    table = with_totals([[(10, 3), (20, 9), (500, 9)], [(30, 9), (40, 9), (600, 9)], [(700, 9), (800, 9), (900, 9)]])
    assert hidden_cells(table) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_small_total_hides_the_whole_list():
    assert hidden_of_list([Cell(10, 2), Cell(20, 3)], Cell(30, 4)) == ({0, 1}, True)


def test_a_list_of_one_small_group_hides_its_total():
    assert hidden_of_list([Cell(10, 2)], Cell(10, 6)) == ({0}, True)

"""Tier A (domain.md §4): sums over fewer than five people are not shown, nor any cell from which they would follow.

A table with its totals is suppressed in two steps. First the cells that stand for one to four people (surveys: nine).
Then further cells, as little as possible, until no hidden cell can be worked out from what is left: in a table of sums
that is so exactly when, in the graph of rows and columns joined by hidden cells, no hidden cell is a bridge. Totals are
cells of one more row and column, so they are hidden, or hide others, by the same rule.

What follows in any case is the sum of the hidden cells of a line: its total less the others. So they stand for five
people at least, together: one teacher here and two there would be a group of three.
"""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import count

SMALL_GROUP = 5
SMALL_SURVEY = 10
NEVER = 10**9  # the price of hiding what others expect to see


@dataclass(frozen=True)
class Cell:
    """A sum, and how many people are behind it."""

    value: int
    people: int


def is_small(people, smallest=SMALL_GROUP):
    """Too few people to show a sum about them; nobody at all is no group, and its zero may be seen."""
    return 0 < people < smallest


def hidden_cells(table, smallest=SMALL_GROUP, price=None):
    """Places `(row, column)` of a table that must not be shown.

    `table` holds `Cell`s by place, complete: every row and column with its total as one more row and column. `price`
    says what hiding a place costs, where the same places are to be hidden from day to day, however values grow.
    """
    priced = {place: price(place) if price and cell.value else loss(cell) for place, cell in table.items()}
    hidden = {place for place, cell in table.items() if is_small(cell.people, smallest)}
    waiting = hidden
    while waiting:
        for place in sorted(waiting, key=str):
            if is_bridge(place, hidden):
                hidden = hidden | cheapest_way_around(place, hidden, priced)
        waiting = joined_by(table, hidden, smallest, priced)
        hidden = hidden | waiting
    return hidden


def joined_by(table, hidden, smallest, prices):
    """For each line whose hidden cells are few people together, its cell that tells least by being hidden."""
    lines, found = defaultdict(list), set()
    for place in table:
        lines[row_of(place[0])].append(place)
        lines[column_of(place[1])].append(place)
    for line in lines.values():
        shown = [place for place in line if place not in hidden]
        if shown and is_small(sum(table[place].people for place in line if place in hidden), smallest):
            found.add(min(shown, key=lambda place: (prices[place], str(place))))
    return found


def hidden_of_list(cells, total, smallest=SMALL_GROUP):
    """`(positions, total too)` not to be shown of a list whose sum is shown as its total.

    The hidden ones together are the total less the others: they are more than one, and no small group. Until they are,
    the smallest other one is hidden with them. Nor are they as many as their people, which would be one in each.
    """
    hidden = {at for at, cell in enumerate(cells) if is_small(cell.people, smallest)}
    if is_small(total.people, smallest):
        return set(range(len(cells))), True
    while _tells([cells[at].people for at in hidden], smallest):
        others = [at for at in range(len(cells)) if at not in hidden]
        if not others:
            return hidden, True
        hidden.add(min(others, key=lambda at: (not cells[at].value, cells[at].value, at)))
    return hidden, False


def _tells(people, smallest):
    """Whether the sum of these hidden groups tells of one of them, or of few people."""
    return len(people) == 1 or is_small(sum(people), smallest) or 0 < sum(people) == len(people)


def is_bridge(place, hidden):
    """Whether a hidden cell follows from what is shown: without it, its row and its column are not connected."""
    row, column = place
    return column_of(column) not in reachable(row_of(row), hidden - {place})


def row_of(row):
    return ("row", row)


def column_of(column):
    return ("column", column)


def reachable(start, places):
    """Rows and columns that are connected with `start` by the places."""
    ways = {}
    for row, column in places:
        ways.setdefault(row_of(row), []).append(column_of(column))
        ways.setdefault(column_of(column), []).append(row_of(row))
    found, waiting = {start}, [start]
    while waiting:
        for end in ways.get(waiting.pop(), ()):
            if end not in found:
                found.add(end)
                waiting.append(end)
    return found


def cheapest_way_around(place, hidden, prices):
    """Further cells that connect the row and the column of a hidden cell; those that tell least by being hidden."""
    start, goal = row_of(place[0]), column_of(place[1])
    turns, settled = count(), set()  # turns keep equal costs in order
    queue = [(0, next(turns), start, ())]
    steps = ways_through(prices, place)
    while queue:
        cost, _turn, at, path = heapq.heappop(queue)
        if at == goal:
            return set(path)
        if at in settled:
            continue
        settled.add(at)
        for end, through in steps[at]:
            price = 0 if through in hidden else prices[through]
            heapq.heappush(queue, (cost + price, next(turns), end, (*path, through)))
    raise ValueError("A table needs two rows and two columns, its totals among them.")


def ways_through(places, without):
    """From each row and column, where every cell but one leads."""
    steps = {}
    for row, column in places:
        if (row, column) != without:
            steps.setdefault(row_of(row), []).append((column_of(column), (row, column)))
            steps.setdefault(column_of(column), []).append((row_of(row), (row, column)))
    return steps


def loss(cell):
    """What is lost by hiding a cell: its sum; a zero, which others expect to see, hides badly."""
    return cell.value + 1 if cell.value else NEVER

"""Spans of days are joined and cut like sets of days."""

import datetime
import random

import pytest

from programs.spans import joined, span, without


def days(spans):
    return {day for start, stop in spans for day in range(start, stop)}


def drawn(draw):
    return [
        (start, start + draw.randint(-3, 8)) for start in (draw.randint(0, 40) for _each in range(draw.randint(0, 6)))
    ]


def test_a_span_holds_its_first_and_its_last_day():
    start, stop = span(datetime.date(2026, 9, 1), datetime.date(2026, 9, 30))
    assert stop - start == 30


def test_spans_that_touch_are_one_and_those_without_a_day_are_none():
    assert joined([(10, 20), (20, 25), (12, 14), (30, 30), (40, 35)]) == [(10, 25)]


def test_a_cut_without_a_day_cuts_nothing():
    assert without([(10, 20)], [(15, 12), (18, 18)]) == [(10, 20)]


def test_a_cut_in_the_middle_leaves_both_ends():
    assert without([(10, 20)], [(12, 15)]) == [(10, 12), (15, 20)]


@pytest.mark.parametrize("seed", range(200))
def test_spans_are_joined_and_cut_like_sets_of_days(seed):
    draw = random.Random(seed)
    ours, theirs = drawn(draw), drawn(draw)
    found = without(joined(ours), theirs)
    assert days(joined(ours)) == days(ours)
    assert days(found) == days(ours) - days(theirs)
    assert sum(stop - start for start, stop in found) == len(days(found))

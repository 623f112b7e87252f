"""Repetitions: the same days as dateutil finds, with a bounded amount of work."""

import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar.prop import vRecur

from responsibilities.calendars.recurrence import Budget, NotUnderstood, Rule, TooMuch, days

FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def ours(text, start, first=FIRST, last=LAST, budget=None):
    rule = Rule.read(dict(vRecur.from_ical(text)), lambda until: until.date() if hasattr(until, "date") else until)
    return days(rule, start, first, last, budget or Budget())


def theirs(text, start, count=None, until=LAST):
    """The days by dateutil, which never ends a rule that names no day; the event's own day counts too."""
    rule = rrulestr(f"{text};UNTIL={until:%Y%m%d}T235959", dtstart=datetime.datetime.combine(start, datetime.time(9)))
    named = [day.date() for day in rule]
    return sorted({start, *named[:count]}), named[:1] == [start]


def in_span(found):
    return [day for day in found if FIRST <= day <= LAST]


def numbers(low, high):
    return st.lists(st.integers(low, high).filter(bool), max_size=3, unique=True)


@st.composite
def rules(draw):
    """Rules as calendars write them, and stranger ones."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 5))}"]
    with_ordinal = freq in {"MONTHLY", "YEARLY"} and draw(st.booleans())  # never both: dateutil has its own view then
    ordinals = st.sampled_from(["1", "2", "-1"]) if with_ordinal else st.just("")
    named = draw(st.lists(st.tuples(ordinals, st.sampled_from(WEEKDAYS)), max_size=3, unique=True))
    parts += [f"BYDAY={','.join(map(''.join, named))}"] if named else []
    months = draw(numbers(1, 12))
    parts += [f"BYMONTH={','.join(map(str, months))}"] if months else []
    if freq in {"MONTHLY", "YEARLY"} and (dates := draw(numbers(-3, 31))):
        parts.append(f"BYMONTHDAY={','.join(map(str, dates))}")
    if named and freq != "DAILY" and (places := draw(numbers(-2, 3))):
        parts.append(f"BYSETPOS={','.join(map(str, places))}")
    parts += [f"WKST={draw(st.sampled_from(['MO', 'SU']))}"]
    return ";".join(parts)


STARTS = st.dates(datetime.date(2025, 6, 1), LAST)


@given(text=rules(), start=STARTS)
@settings(max_examples=60, deadline=None)
def test_days_are_those_of_dateutil(text, start):
    assert ours(text, start) == in_span(theirs(text, start)[0])


@given(text=rules(), start=STARTS, count=st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_a_count_ends_where_dateutil_ends(text, start, count):
    expected, is_named = theirs(text, start, count)
    if is_named:  # dateutil does not count a first day that the rule does not name
        assert ours(f"{text};COUNT={count}", start) == in_span(expected)


@given(text=rules(), start=STARTS, until=st.dates(FIRST, LAST))
@settings(max_examples=30, deadline=None)
def test_nothing_follows_the_last_day(text, start, until):
    assert ours(f"{text};UNTIL={until:%Y%m%d}", start) == in_span(theirs(text, start, until=until)[0])


@pytest.mark.parametrize(
    "part", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,10", "FREQ=YEARLY;BYWEEKNO=20"]
)
def test_what_no_meeting_does_is_not_walked(part):
    with pytest.raises(NotUnderstood):
        ours(part, FIRST)


@pytest.mark.parametrize(
    "part",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=YEARLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_of_long_ago_costs_no_more_than_the_span(part):
    budget = Budget()
    ours(part, datetime.date(1900, 1, 2), budget=budget)
    assert 300_000 - budget.days < 1_200


def test_a_long_count_of_long_ago_stops_at_the_budget():
    with pytest.raises(TooMuch):
        ours("FREQ=DAILY;COUNT=2000000000", datetime.date(1, 1, 1), budget=Budget(100_000))


@pytest.mark.parametrize(
    "part",
    [
        "FREQ=DAILY;INTERVAL=2000000000",
        "FREQ=WEEKLY;INTERVAL=2000000000",
        "FREQ=MONTHLY;INTERVAL=2000000000",
        "FREQ=YEARLY;INTERVAL=2000000000",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=DAILY;INTERVAL=-3",
    ],
)
@pytest.mark.parametrize("start", [datetime.date.min, FIRST, datetime.date.max])
def test_extreme_numbers_and_days_end(part, start):
    assert len(ours(part, start)) <= 92
    assert len(ours(part, start, datetime.date(9999, 1, 1), datetime.date.max)) <= 365

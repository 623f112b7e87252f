"""Single cells: what people and programs write, and what it means."""

import datetime

import pytest

from leaders.imports import values
from leaders.imports.problems import shown


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("PK", -1),
        ("KG", 0),
        ("01", 1),
        ("1", 1),
        ("12", 12),
        ("13", 12),
        ("UG", None),
        ("AE", None),
        ("M ", None),
        ("", None),
    ],
)
def test_grades(text, grade):
    assert values.grade(text) == grade


@pytest.mark.parametrize("text", ["14", "first", "K-5"])
def test_what_is_no_grade_is_said(text):
    with pytest.raises(ValueError, match="not a grade"):
        values.grade(text)


@pytest.mark.parametrize(
    "text", ["2026-06-30", "2026-06-30T18:25:43.511Z", "2026-06-30 08:01:05", "6/30/2026", "06/30/26"]
)
def test_dates(text):
    assert values.date(text) == datetime.date(2026, 6, 30)


@pytest.mark.parametrize("text", ["30/06/2026", "2026-02-30", "yesterday", "20260630"])
def test_what_is_no_date_is_said(text):
    with pytest.raises(ValueError, match="not a date"):
        values.date(text)


@pytest.mark.parametrize("text", ["NaN", "1e99", "Infinity", "12,34,x"])
def test_what_is_no_number_is_said(text):
    with pytest.raises(ValueError, match="number"):
        values.decimal(text)


@pytest.mark.parametrize(
    ("shouted", "readable"),
    [
        ("BAY HIGH SCHOOL", "Bay High School"),
        ("ST. ANDREW SCHOOL AT OAKLAND TERRACE", "St. Andrew School at Oakland Terrace"),
        ("J.R. ARNOLD HIGH", "J.R. Arnold High"),
        ("PK-8 CENTER", "PK-8 Center"),
        ("HENRY VIII SCHOOL", "Henry VIII School"),
        ("O'BRIEN ELEMENTARY", "O'Brien Elementary"),
        ("McKinley School", "McKinley School"),
    ],
)
def test_shouted_names_become_readable(shouted, readable):
    assert values.readable(shouted) == readable


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Ortiz", ("Ortiz", "")), ("Ortiz Jr.", ("Ortiz", "Jr.")), ("King, III", ("King", "III")), ("Vi", ("Vi", ""))],
)
def test_suffixes(text, parts):
    assert values.family_and_suffix(text) == parts


def test_messages_show_values_short_and_printable():
    assert shown("a\0b\u202ec\n" + "x" * 99) == "a\ufffdb\ufffdc\ufffd" + "x" * 53 + "…"

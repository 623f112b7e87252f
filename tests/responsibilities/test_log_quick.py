"""The line of quick entry: read as it is meant, in two languages, and never broken by any text."""

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responsibilities.quick import LONGEST, parse

WEDNESDAY = datetime.date(2026, 11, 25)


def person(pk, name):
    return SimpleNamespace(pk=pk, name=name)


STAFF = {
    "ortiz": [person(1, "Ana Ortiz")],
    "ruiz": [person(2, "Sol Ruiz")],
    "chen": [person(3, "Bo Chen")],
    "lee": [person(4, "Ana Lee"), person(5, "Sam Lee")],
    "ana": [person(1, "Ana Ortiz"), person(4, "Ana Lee")],
}


def read(line):
    found = parse(line, WEDNESDAY, lambda words: {word: STAFF[word] for word in words if word in STAFF})
    return found, {name: value for name, value in found.initial.items() if value is not None}


def on(month, day, year=2026):
    return datetime.date(year, month, day)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("email with Ortiz 15", {"kind": "remote", "supported": [1], "minutes": 15, "contact": "one_on_one"}),
        (
            "co-plan Ruiz, Chen 1.5h yesterday",
            {"kind": "co_plan", "supported": [2, 3], "minutes": 90, "contact": "group", "date": on(11, 24)},
        ),
        ("plc 60 6 teachers", {"kind": "plc", "minutes": 60, "unnamed": 6, "contact": "group"}),
        ("sub 45", {"kind": "substitute", "minutes": 45, "contact": "none"}),
        (
            "Observed Ortiz fractions and ratios 45 min Monday",
            {
                "kind": "observe",
                "supported": [1],
                "minutes": 45,
                "date": on(11, 23),
                "focus": "fractions and ratios",
                "contact": "one_on_one",
            },
        ),
        (
            "correo con Ortiz 30 minutos ayer",
            {"kind": "remote", "supported": [1], "minutes": 30, "date": on(11, 24), "contact": "one_on_one"},
        ),
        (
            "planificación con Ruiz y Chen 1 hora",
            {"kind": "co_plan", "supported": [2, 3], "minutes": 60, "contact": "group"},
        ),
        ("taller 2 horas 12 maestros", {"kind": "pd_delivery", "minutes": 120, "unnamed": 12, "contact": "group"}),
        ("debrief Ana Lee 1h 30", {"kind": "debrief", "supported": [4], "minutes": 90, "contact": "one_on_one"}),
        ("lunch duty 30m today", {"kind": "duty", "minutes": 30, "date": WEDNESDAY, "contact": "none"}),
        ("training full day 11/13", {"kind": "training", "minutes": 480, "date": on(11, 13), "contact": "none"}),
        ("2026-11-02 materials 2", {"kind": "materials", "minutes": 120, "date": on(11, 2), "contact": "none"}),
        ("plc 12/1 45", {"kind": "plc", "minutes": 45, "date": on(12, 1), "contact": "group"}),
        (
            "data meeting 9am 45",
            {"kind": "data_meeting", "start_time": datetime.time(9), "minutes": 45, "contact": "group"},
        ),
        (
            "model lesson Ortiz 1-2pm",
            {
                "kind": "model_lesson",
                "supported": [1],
                "start_time": datetime.time(13),
                "minutes": 60,
                "contact": "one_on_one",
            },
        ),
    ],
)
def test_a_line_is_read_as_it_is_meant(line, expected):
    assert read(line)[1] == expected


def test_an_ambiguous_name_is_asked():
    found, initial = read("10/14 observe Lee 9:30-10:15")
    assert [row.name for row in found.which] == ["Ana Lee", "Sam Lee"]
    assert initial == {
        "kind": "observe",
        "date": on(10, 14),
        "start_time": datetime.time(9, 30),
        "minutes": 45,
        "contact": "one_on_one",
    }


def test_what_nobody_understands_becomes_the_focus():
    found, initial = read("robots in grade 4")
    assert initial == {"focus": "robots in grade 4"}
    assert "Choose it below" in found.notes[0]


def test_odd_minutes_are_rounded_and_told():
    found, initial = read("email Ortiz 20")
    assert (initial["minutes"], found.notes) == (15, ["20 minutes were rounded to 15 min."])


@given(st.text(max_size=LONGEST * 2))
def test_no_text_breaks_the_line(line):
    read(line)


ODD = [
    "1h",
    "9:30-10:15",
    "13/45",
    "99:99",
    "6 teachers",
    "Lee",
    ",",
    "w/",
    "25pm",
    "½",
    "İ 2h",
    "-",
    "10/14/26",
    "9-9",
]


@given(
    st.lists(
        st.sampled_from([*ODD, "10/14/26", "1/2 day", "plc", "9999h", "ana", "00:00-12:00", "31/31", "2026-02-30"])
    )
)
def test_no_order_of_parts_breaks_the_line(parts):
    minutes = read(" ".join(parts))[1].get("minutes", 15)
    assert minutes % 15 == 0
    assert 0 < minutes <= 1440

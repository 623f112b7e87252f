"""How people write durations, all read."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responsibilities.quick.durations import minutes_in, rounded

WRITTEN = {
    "90 min": 90,
    "60 mnutes": 60,
    "1.5 hrs": 90,
    "2 hoirs": 120,
    "1 houra": 60,
    "l hour": 60,
    "i hour": 60,
    "one hour": 60,
    "una hora": 60,
    "1,5 hours": 90,
    "1.000": 60,
    "45": 45,
    "1h": 60,
    "1h 30": 90,
    "1 h 30 min": 90,
    "1:30": 90,
    "Full Day": 480,
    "all day": 480,
    "1/2 day": 240,
    "media hora": 30,
    "3 hours on site; 9 hours travel": 180,
    "2 hours plus 3 hours traveling time": 120,
    "1 hour 2 hours driving time": 60,
    "drive time 2 hours": None,
    "2 sessions at 1.5 each": 180,
    "1.5 in Elem. 1.5 hours H.S.": 180,
    "3 hours (due to late start for inclement weather)": 180,
    "6 Hrs (2 days)": 360,
    "120 minutes / 2 hours": 120,
    "60:00": None,
    "2 in p.m.": 120,
    "NA": None,
    "": None,
}
PUBLIC = Path(__file__).resolve().parents[3] / "shared/data/activity/mo_coaching_log_messy_durations.csv"


@pytest.mark.parametrize("text", list(WRITTEN))
def test_durations_are_read_as_people_mean_them(text):
    assert minutes_in(text) == WRITTEN[text]


@pytest.mark.skipif(not PUBLIC.exists(), reason="the folder of public data is absent")
def test_every_form_of_a_real_coaching_log_is_read():
    with PUBLIC.open(encoding="utf-8", newline="") as lines:
        forms = [row["raw_form_reconstructed_from_the_regexes"] for row in csv.DictReader(lines)]
    assert len(forms) == 26
    assert [form for form in forms if minutes_in(form) != WRITTEN[form]] == []


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text):
    minutes = minutes_in(text)
    assert minutes is None or minutes > 0


@pytest.mark.parametrize(("minutes", "nearest"), [(1, 15), (20, 15), (23, 30), (45, 45), (50, 45), (53, 60)])
def test_minutes_are_rounded_to_the_step(minutes, nearest):
    assert rounded(minutes, 15) == nearest

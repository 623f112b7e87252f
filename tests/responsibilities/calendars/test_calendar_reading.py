"""What is read of a calendar file: the right meetings in the district's time, and nothing personal beside the title."""

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responsibilities.calendars.events import read_calendar
from responsibilities.calendars.values import clean_title, rounded
from tests.responsibilities.calendars.files import calendar, event

FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2026, 11, 30)
ZONE = zoneinfo.ZoneInfo("America/New_York")


def reading(*events, addresses=(), **more):
    return read_calendar(calendar(*events, **more), FIRST, LAST, ZONE, addresses)


def met(*events, **more):
    return [
        (e.title, e.date.isoformat(), e.start and f"{e.start:%H:%M}", e.minutes)
        for e in reading(*events, **more).events
    ]


def left(*events, **more):
    return dict(reading(*events, **more).left_out)


def test_one_meeting():
    assert met(event()) == [("PLC grade 4", "2026-11-03", "09:10", 45)]


def test_times_are_the_districts():
    utc = ["BEGIN:VEVENT", "UID:u", "SUMMARY:Call", "DTSTART:20261103T141000Z", "DURATION:PT1H", "END:VEVENT"]
    assert met(utc) == [("Call", "2026-11-03", "09:10", 60)]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Pacific Standard Time", "12:10"),
        ("America/Los_Angeles", "12:10"),
        ("/freeassociation.sourceforge.net/America/Los_Angeles", "12:10"),
        ("/mozilla.org/20050126_1/America/Indiana/Knox", "10:10"),
        ("Custom Zone", "09:10"),
        ("../../../etc/passwd", "09:10"),
    ],
)
def test_time_zones_of_all_programs_are_known(zone, expected):
    lines = [f"DTSTART;TZID={zone}:20261103T091000", f"DTEND;TZID={zone}:20261103T100000"]
    found = reading(["BEGIN:VEVENT", "UID:u", "SUMMARY:Call", *lines, "END:VEVENT"])
    assert f"{found.events[0].start:%H:%M}" == expected
    assert found.unknown_zones == (2 if expected == "09:10" else 0)


def test_a_series_is_expanded_without_what_was_cancelled_or_moved():
    series = event("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201T045959Z", "EXDATE;TZID=America/New_York:20261110T091000")
    moved = event("RECURRENCE-ID;TZID=America/New_York:20261117T091000", start="20261118T130000", end="20261118T140000")
    gone = event("RECURRENCE-ID;TZID=America/New_York:20261124T091000", "STATUS:CANCELLED", start="20261124T091000")
    assert [row[1:3] for row in met(series, moved, gone)] == [("2026-11-03", "09:10"), ("2026-11-18", "13:00")]


def test_a_series_keeps_its_local_time_when_the_clocks_change():
    series = event("RRULE:FREQ=WEEKLY;COUNT=3", start="20261020T091000", end="20261020T100000")
    assert [row[2] for row in met(series)] == ["09:10"] * 3


def test_an_end_of_a_series_within_a_day_counts_to_the_minute():
    for until, days in (("20261110T141000Z", 2), ("20261110T140959Z", 1)):
        assert len(met(event(f"RRULE:FREQ=WEEKLY;UNTIL={until}"))) == days


def test_days_added_to_a_series():
    assert [row[1] for row in met(event("RDATE;TZID=America/New_York:20261105T091000,20261106T091000"))] == [
        "2026-11-03",
        "2026-11-05",
        "2026-11-06",
    ]


def test_what_is_no_meeting_is_left_out_and_counted():
    whole = ["BEGIN:VEVENT", "UID:w", "SUMMARY:Holiday", "DTSTART;VALUE=DATE:20261126", "END:VEVENT"]
    declined = event("ATTENDEE;PARTSTAT=DECLINED:mailto:ME@district.example", uid="d")
    others = event("ATTENDEE;PARTSTAT=DECLINED:mailto:you@district.example", uid="o")
    rest = [event("STATUS:CANCELLED", uid="c"), event(uid="n", end="20261103T091000"), event(uid="t", title="  ")]
    rest += [event(uid="entry-5@feed.trellis"), event("RRULE:FREQ=HOURLY", uid="h")]
    found = reading(whole, declined, others, *rest, addresses=["me@district.example"])
    assert dict(found.left_out) == {
        "all_day": 1,
        "declined": 1,
        "cancelled": 1,
        "no_length": 1,
        "no_title": 1,
        "ours": 1,
        "too_often": 1,
    }
    assert len(found.events) == 1


def test_all_days_of_a_repeated_holiday_are_counted():
    assert left(
        [
            "BEGIN:VEVENT",
            "UID:w",
            "SUMMARY:Trip",
            "DTSTART;VALUE=DATE:20261102",
            "RRULE:FREQ=DAILY;COUNT=5",
            "END:VEVENT",
        ]
    ) == {"all_day": 5}


def test_only_the_span_is_read():
    assert (
        met(
            event(start="20260930T091000", end="20260930T100000"),
            event(uid="2", start="20261201T000000", end="20261201T010000"),
        )
        == []
    )


def test_back_to_back_meetings_never_overlap_by_rounding():
    one = event(uid="1", start="20261103T090000", end="20261103T095500")
    two = event(uid="2", start="20261103T095500", end="20261103T104000")
    assert [row[2:] for row in met(one, two)] == [(None, 60), ("09:55", 45)]


def test_what_runs_past_midnight_has_no_start():
    assert met(event(start="20261103T233000", end="20261104T003000"))[0][1:] == ("2026-11-03", None, 60)


def test_the_key_stays_when_a_meeting_moves_and_differs_between_meetings():
    here, there = (
        reading(event(start=start, end=end)).events[0]
        for start, end in [("20261103T091000", "20261103T100000"), ("20261105T091000", "20261105T100000")]
    )
    assert here.key == there.key
    series = reading(event("RRULE:FREQ=DAILY;COUNT=4")).events
    assert len({e.key for e in series}) == 4
    assert "@" not in here.key


def test_nothing_personal_beside_the_title_is_kept():
    secret = [f"{name}:CANARY" for name in ("DESCRIPTION", "LOCATION", "COMMENT", "X-ALT-DESC", "ORGANIZER", "CONTACT")]
    secret += ["ATTENDEE;CN=CANARY:mailto:canary@x.example", "BEGIN:VALARM", "SUMMARY:CANARY", "END:VALARM"]
    assert "CANARY" not in repr(reading(event(*secret), addresses=["canary@x.example"]))


def test_folded_lines_and_escapes():
    text = calendar(event(title="Data meeting\\, grade 4\r\n  and 5"))
    assert read_calendar(text, FIRST, LAST, ZONE).events[0].title == "Data meeting, grade 4 and 5"


def test_old_and_wide_encodings():
    latin = calendar(event(title="Café")).decode().encode("cp1252")
    for data in (
        latin,
        calendar(event(title="Café")).decode().encode("utf-16"),
        b"\xef\xbb\xbf" + calendar(event(title="Café")),
    ):
        assert read_calendar(data, FIRST, LAST, ZONE).events[0].title == "Café"


@given(minutes=st.integers(1, 1439))
def test_rounding_is_to_the_nearest_quarter_and_never_to_nothing(minutes):
    found = rounded(datetime.timedelta(minutes=minutes))
    assert found % 15 == 0
    assert found >= 15
    assert abs(found - minutes) <= 7 or (minutes < 8 and found == 15)


@given(text=st.text())
def test_titles_are_one_short_printable_line(text):
    title = clean_title(text)
    assert len(title) <= 200
    assert title == clean_title(title)
    assert all(c.isprintable() for c in title)

"""Hostile calendar files: read, or refused in words, within two seconds; never an error of the site."""

import datetime
import random
import time
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responsibilities.calendars.events import Reading, read_calendar
from responsibilities.calendars.text import Unreadable
from tests.responsibilities.calendars.files import calendar, event

FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2026, 11, 30)
ZONE = zoneinfo.ZoneInfo("America/New_York")
WALL = 2.0


def many(count, *lines, start="20261103T091000"):
    return calendar(
        *(event(*lines, uid=f"{n}@x", title=f"T{n % 7}", start=start, end="20261103T100000") for n in range(count))
    )


def lone(*lines):
    return calendar(["BEGIN:VEVENT", "UID:x", "SUMMARY:X", *lines, "END:VEVENT"])


REFUSED = {
    "nothing": b"",
    "no begin": b"\r\n".join([b"BEGIN:VEVENT", b"DTSTART:20261103T091000", b"END:VEVENT"]),
    "a page": b"<!doctype html><title>Sign in</title>",
    "a zip": b"PK\x03\x04" + bytes(100),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    "ten megabytes": b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_000,
    "a million empty lines too many": b"BEGIN:VCALENDAR\r\n" + b"\r\n" * 1_100_000,
    "21,000 events": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 21_000,
    "4,000 repeated events": b"BEGIN:VCALENDAR\r\n"
    + b"BEGIN:VEVENT\nRRULE:FREQ=DAILY\nDTSTART:20000101T090000\nEND:VEVENT\n" * 4_000,
    "401 events": many(401),
    "billions by counting": many(40, "RRULE:FREQ=DAILY;COUNT=2000000000", start="00020101T091000"),
    "every day of 20 series": many(20, "RRULE:FREQ=DAILY"),
    "yearly days of months by counting": many(
        300, "RRULE:FREQ=YEARLY;BYDAY=MO;COUNT=99999999", start="15000101T090000"
    ),
    "random bytes": random.Random(7).randbytes(100_000),
    "a wide text": "nothing".encode("utf-16"),
}
READ = {
    "secondly for ever": lone("DTSTART:20000101T000000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
    "minutely with a count": lone("DTSTART:20261101T000000Z", "RRULE:FREQ=MINUTELY;COUNT=999999999"),
    "hourly": lone("DTSTART:20261101T000000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY;INTERVAL=1"),
    "every second of a day": lone(
        "DTSTART:20261101T000000Z", f"RRULE:FREQ=DAILY;BYSECOND={','.join(map(str, range(60)))}"
    ),
    "never matching": lone("DTSTART:20261101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    "interval 0": lone("DTSTART:20261101T000000Z", "RRULE:FREQ=DAILY;INTERVAL=0"),
    "interval beyond all": lone("DTSTART:20261101T000000Z", "RRULE:FREQ=DAILY;INTERVAL=9999999999999"),
    "month 13": lone("DTSTART:20261101T000000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTH=13"),
    "weekday 99": lone("DTSTART:20261101T000000Z", "RRULE:FREQ=MONTHLY;BYDAY=99MO"),
    "no frequency": lone("DTSTART:20261101T000000Z", "RRULE:COUNT=4"),
    "nonsense rule": lone("DTSTART:20261101T000000Z", "RRULE:FREQ=;;;=;BYDAY=,,"),
    "twenty rules": lone("DTSTART:20261101T000000Z", *["RRULE:FREQ=DAILY"] * 20),
    "year 1": lone("DTSTART:00010101T000000Z", "DTEND:00010101T010000Z", "RRULE:FREQ=YEARLY"),
    "year 9999": lone("DTSTART:99991231T235959Z", "DURATION:P1D", "RRULE:FREQ=DAILY"),
    "year 0": lone("DTSTART:00000101T000000Z"),
    "30 February": lone("DTSTART:20260230T000000Z"),
    "25 o'clock": lone("DTSTART:20261103T250000"),
    "no start": lone("DTEND:20261103T250000"),
    "two starts": lone("DTSTART:20261103T090000", "DTSTART:20261104T090000"),
    "two ends": lone("DTSTART:20261103T090000", "DTEND:20261103T100000", "DTEND:20261103T110000"),
    "end before start": lone("DTSTART:20261103T090000", "DTEND:20261103T080000"),
    "end a day, start a moment": lone("DTSTART:20261103T090000", "DTEND;VALUE=DATE:20261104"),
    "start a day, end a moment": lone("DTSTART;VALUE=DATE:20261103", "DTEND:20261103T080000"),
    "a million days": lone("DTSTART:20261103T090000", "DURATION:P1000000D"),
    "minus an hour": lone("DTSTART:20261103T090000", "DURATION:-PT1H"),
    "a period as start": lone("DTSTART;VALUE=PERIOD:20261103T000000Z/PT1H"),
    "a time as start": lone("DTSTART;VALUE=TIME:090000"),
    "zone of 300 letters": lone(f"DTSTART;TZID={'A' * 300}:20261103T090000", "DURATION:PT1H"),
    "zone that climbs": lone("DTSTART;TZID=../../../../etc/passwd:20261103T090000", "DURATION:PT1H"),
    "zone with a nul": lone("DTSTART;TZID=Amer\x00ica:20261103T090000", "DURATION:PT1H"),
    "empty zone": lone("DTSTART;TZID=:20261103T090000", "DURATION:PT1H"),
    "a thousand exceptions": lone(
        "DTSTART:20261101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", *["EXDATE:20261102T000000Z"] * 1000
    ),
    "exceptions in one long line": lone(
        "DTSTART:20261101T000000Z", "EXDATE:" + ",".join(["20261102T000000Z"] * 50_000)
    ),
    "nonsense exception": lone("DTSTART:20261101T000000Z", "DURATION:PT1H", "EXDATE:never"),
    "period as added day": lone(
        "DTSTART:20261101T000000Z", "DURATION:PT1H", "RDATE;VALUE=PERIOD:20261105T000000Z/PT1H"
    ),
    "change of nothing": event("RECURRENCE-ID:nonsense") and calendar(event("RECURRENCE-ID:nonsense")),
    "change beside mixed kinds": calendar(
        event("RRULE:FREQ=DAILY;COUNT=3"), event("RECURRENCE-ID;VALUE=DATE:20261104")
    ),
    "nested for ever": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50_000,
    "nested alarms": calendar(["BEGIN:VEVENT", "UID:x", "SUMMARY:X", *["BEGIN:VALARM"] * 60_000, "END:VEVENT"]),
    "never ended": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:X\r\nDTSTART:20261103T090000\r\n",
    "ended twice": calendar(event(), ["END:VEVENT"], ["END:VCALENDAR"] * 3),
    "hostile zone definition": calendar(
        event(),
        more=[
            "BEGIN:VTIMEZONE",
            "TZID:X",
            "BEGIN:STANDARD",
            "DTSTART:16010101T000000",
            "RRULE:FREQ=SECONDLY",
            "TZOFFSETFROM:+9999",
            "END:STANDARD",
            "END:VTIMEZONE",
        ],
    ),
    "one line of 2 MB": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:"
    + b"A" * 2_000_000
    + b"\r\nDTSTART:20261103T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n",
    "folded a million times": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A"
    + b"\r\n B" * 400_000
    + b"\r\nEND:VEVENT\r\n",
    "quotes that never end": lone('SUMMARY;LANGUAGE="en:X', "DTSTART:20261103T090000"),
    "parameters of parameters": lone("DTSTART" + ";X=1" * 900 + ":20261103T090000", "DURATION:PT1H"),
    "control characters": calendar(event(title="A\x01\x02\x1b[31mB\u202e\u2028C")),
    "half a character": calendar(event(title="X")).replace(b"SUMMARY:X", b"SUMMARY:\xc3"),
    "surrogates": b"BEGIN:VCALENDAR\r\n" + b"\xed\xa0\x80" * 100,
    "a formula": calendar(event(title='=HYPERLINK("http://x")')),
    "one uid for all": calendar(*[event(uid="same") for _ in range(2_000)]),
    "old Mac line ends": calendar(event()).replace(b"\r\n", b"\r"),
    "no uid at all": lone("DTSTART:20261103T090000", "DURATION:PT1H").replace(b"UID:x\r\n", b""),
    "1,900 old series": many(1_900, "RRULE:FREQ=WEEKLY;UNTIL=20260101T000000Z", start="19700101T090000"),
    "5,000 old events": many(5_000, start="20201103T091000"),
}


def judged(data):
    start = time.process_time()
    try:
        found = read_calendar(data, FIRST, LAST, ZONE, ["me@district.example"])
    except Unreadable as error:
        found = str(error)
    return found, time.process_time() - start


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_words_and_in_time(name):
    found, seconds = judged(REFUSED[name])
    assert isinstance(found, str)
    assert found.endswith((".", "…"))
    assert seconds < WALL


@pytest.mark.parametrize("name", READ)
def test_read_in_time(name):
    found, seconds = judged(READ[name])
    assert isinstance(found, Reading)
    assert len(found.events) <= 400
    assert seconds < WALL


def test_one_broken_event_does_not_take_the_others_along():
    found = read_calendar(calendar(event(), event(uid="2", start="nonsense")), FIRST, LAST, ZONE)
    assert (len(found.events), found.left_out["unreadable"]) == (1, 1)


PIECES = st.sampled_from(
    [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VALARM",
        "UID:1",
        "SUMMARY:A",
        "DTSTART:",
        "DTEND;TZID=X:",
        "RRULE:FREQ=",
        "DAILY",
        "YEARLY",
        ";COUNT=",
        ";BYDAY=-1MO",
        ";UNTIL=",
        "20261103T091000",
        "20261103",
        "Z",
        "EXDATE:",
        "RECURRENCE-ID:",
        ";VALUE=DATE",
        "99999",
        "\r\n",
        "\r\n",
        "\r\n",
        " ",
        "\t",
        ",",
        ":",
        ";",
    ]
)


@given(pieces=st.lists(PIECES | st.text(max_size=5), max_size=60))
@settings(max_examples=300, deadline=None)
def test_pieces_in_any_order_are_read_or_refused(pieces):
    judged(
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A\r\n" + "".join(pieces) + "\r\nEND:VEVENT\r\n").encode(
            errors="replace"
        )
    )


@given(data=st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    judged(data)
    judged(calendar(event()) + data)

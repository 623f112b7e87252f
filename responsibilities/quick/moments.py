"""Dates and hours in a line of text, as people in U.S. schools write them."""

import datetime
import re

from responsibilities.models import DAY

HOUR = r"(\d{1,2})(?::([0-5]\d))? ?([ap])?\.?(?:m\b)?"
SPAN = re.compile(rf"(?<![\w.:/]){HOUR} ?(?:-|–|to|a) ?{HOUR}(?![\w:/.])", re.I)
TIME = re.compile(r"(?<![\w.:/])(\d{1,2})(?::([0-5]\d) ?([ap])?|() ?([ap]))\.?(?:m\b)?(?![\w:/])", re.I)
ISO = re.compile(r"(?<![\w/-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w/-])")
US = re.compile(r"(?<![\w/-])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\w/-])")
LAST_AFTERNOON, NIGHT = 6, 23  # hours


def date_in(text, today):
    """`(match, date)` of the first date in a text; (None, None) when there is none."""
    for pattern, order in ((ISO, (0, 1, 2)), (US, (2, 0, 1))):
        if match := pattern.search(text):
            parts = [match.groups()[place] for place in order]
            if date := _date(*parts, today):
                return match, date
    return None, None


def _date(year, month, day, today):
    """The date; without a year the one that lies nearest to today. None when there is no such day."""
    years = [2000 + int(year) % 100 if len(year) == len("26") else int(year)] if year else []
    dates = []
    for each in years or [today.year - 1, today.year, today.year + 1]:
        try:
            dates.append(datetime.date(each, int(month), int(day)))
        except ValueError:
            continue
    return min(dates, key=lambda date: abs(date - today), default=None)


def span_in(text):
    """`(match, first minute, last minute)` of “9:30-10:15”; Nones when there is none."""
    match = SPAN.search(text)
    if not match or not any(match.group(2, 3, 5, 6)):
        return None, None, None
    start, end = _minute(*match.group(1, 2, 3)), _minute(*match.group(4, 5, 6))
    if start is None or end is None:
        return None, None, None
    if end <= start and end + DAY // 2 > start:
        end += DAY // 2
    return (match, start, end) if start < end <= DAY else (None, None, None)


def hour_in(text):
    """`(match, minute of the day)` of “9:30” or “9 am”; (None, None) when there is none."""
    match = TIME.search(text)
    hour, minutes, half, _none, other_half = match.groups() if match else [None] * 5
    start = _minute(hour, minutes, half or other_half) if match else None
    return (match, start) if start is not None and start < DAY else (None, None)


def _minute(hour, minutes, half):
    """The minute of the day; without am or pm 1 to 6 o'clock are in the afternoon, as schools are open by day."""
    hour, minutes = int(hour), int(minutes or 0)
    if half:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    elif 1 <= hour <= LAST_AFTERNOON:
        hour += 12
    return hour * 60 + minutes if hour <= NIGHT else None


def clock(minute):
    """The time at a minute of the day."""
    return datetime.time(*divmod(minute, 60))

"""The days on which an event repeats, within a span and with a bounded amount of work, whatever the rule says.

Rules by day, week, month and year, as Google, Outlook and Apple write them. The work is counted in days looked at:
a rule without a count starts at the span, however long ago its event began, and no rule is walked second by second.
"""

import calendar
import datetime
from dataclasses import dataclass
from itertools import islice

WEEKDAYS = {name: number for number, name in enumerate(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])}
UNDERSTOOD = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
ONE_DAY = datetime.timedelta(days=1)


class NotUnderstood(Exception):
    """A rule of a kind that people's calendars do not have: by hour or second, by number of week or day of the year."""


class TooMuch(Exception):
    """All repetitions of the file together would be too much work."""


class Budget:
    """How many days may still be looked at for one file."""

    def __init__(self, days=300_000):
        self.days = days

    def spend(self, days):
        self.days -= days
        if self.days < 0:
            raise TooMuch


@dataclass(frozen=True)
class Rule:
    """A repetition: `by_day` holds (ordinal or 0, weekday); `until` is the last day."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: datetime.date | None = None
    by_day: tuple = ()
    by_month_day: tuple = ()
    by_month: tuple = ()
    by_position: tuple = ()
    week_start: int = 0

    @classmethod
    def read(cls, parts, until):
        """A rule from `{name: [values]}` as icalendar reads it; `until` turns its value into the last day."""
        if set(parts) - UNDERSTOOD:
            raise NotUnderstood(sorted(set(parts) - UNDERSTOOD))
        freq = str(parts.get("FREQ", [""])[0]).upper()
        if freq not in PERIODS:
            raise NotUnderstood(freq)
        count = parts.get("COUNT", [None])[0]
        last = parts.get("UNTIL", [None])[0]
        return cls(
            freq,
            max(1, int(parts.get("INTERVAL", [1])[0])),
            None if count is None else int(count),
            until(last) if last is not None else None,
            tuple(_weekday(str(text)) for text in parts.get("BYDAY", [])),
            tuple(int(number) for number in parts.get("BYMONTHDAY", [])),
            tuple(int(number) for number in parts.get("BYMONTH", [])),
            tuple(int(number) for number in parts.get("BYSETPOS", [])),
            WEEKDAYS.get(str(parts.get("WKST", ["MO"])[0]).upper(), 0),
        )


def _weekday(text):
    name = text.strip().upper()[-2:]
    if name not in WEEKDAYS:
        raise NotUnderstood(text)
    return int(text.strip()[:-2] or 0), WEEKDAYS[name]


def days(rule, start, first, last, budget):
    """The days from `first` to `last` on which an event that began on `start` repeats, `start` itself among them."""
    end = min(last, rule.until) if rule.until else last
    begin = start if rule.count is not None else max(start, first)
    named = _named(rule, start, begin, end, budget)
    if rule.count is not None:
        named = islice(named, max(0, rule.count - _unnamed(rule, start)))
    found = {day for day in named if day >= first}
    return sorted(found | ({start} if first <= start <= last else set()))


def _named(rule, start, begin, end, budget):
    """The days that the rule names, in order, from the event's first day to `end`."""
    for period in _periods(rule, start, begin, end, budget):
        for day in _days_of(rule, start, period, budget):
            if start <= day <= end:
                yield day


def _unnamed(rule, start):
    """1 where the rule does not name the event's own first day, which is counted all the same."""
    return int(start not in _days_of(rule, start, _period_of(rule, start), Budget(400)))


def _periods(rule, start, begin, end, budget):
    """First days of the periods in the rule's rhythm, from the one that holds `begin` until `end`."""
    number, step = _steps(rule, start, begin), PERIODS[rule.freq].step
    while True:
        period = step(_period_of(rule, start), number * rule.interval)
        if period is None or period > end:
            return
        budget.spend(1)
        yield period
        number += 1


def _steps(rule, start, begin):
    """How many times the rhythm fits between the event's own period and the one that holds `begin`."""
    between = PERIODS[rule.freq].between(_period_of(rule, start), _period_of(rule, begin))
    return max(0, between // rule.interval)


def _period_of(rule, day):
    return PERIODS[rule.freq].first(day, rule.week_start)


def _days_of(rule, start, period, budget):
    """The rule's days in one period, in order."""
    if rule.freq == "YEARLY" and rule.by_month and not rule.by_day:
        spans = [(datetime.date(period.year, month, 1)) for month in sorted(set(rule.by_month)) if 1 <= month <= 12]
        candidates = [day for first in spans for day in _month(first)]
    else:
        candidates = PERIODS[rule.freq].days(period)
    budget.spend(len(candidates))
    chosen = [day for day in candidates if _fits(rule, start, day)]
    if rule.by_position:
        chosen = sorted({chosen[at] for at in map(_place, rule.by_position) if -len(chosen) <= at < len(chosen)})
    return chosen


def _place(position):
    return position - 1 if position > 0 else position


def _fits(rule, start, day):
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not _is_month_day(rule, day):
        return False
    if rule.by_day and not any(_is_weekday(rule, day, *wanted) for wanted in rule.by_day):
        return False
    return bool(rule.by_month_day or rule.by_day) or _like_start(rule, start, day)


def _is_month_day(rule, day):
    return day.day in rule.by_month_day or day.day - _length(day) - 1 in rule.by_month_day


def _is_weekday(rule, day, ordinal, weekday):
    if day.weekday() != weekday:
        return False
    if not ordinal or rule.freq in {"DAILY", "WEEKLY"}:
        return True
    if rule.freq == "YEARLY" and not rule.by_month:
        place, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    else:
        place, length = day.day, _length(day)
    return (place - 1) // 7 + 1 == ordinal if ordinal > 0 else -((length - place) // 7) - 1 == ordinal


def _like_start(rule, start, day):
    """What a rule that names no days means: those like the first one."""
    if rule.freq == "WEEKLY":
        return day.weekday() == start.weekday()
    if rule.freq == "MONTHLY":
        return day.day == start.day
    if rule.freq == "YEARLY":
        return day.day == start.day and (bool(rule.by_month) or day.month == start.month)
    return True


def _length(day):
    return calendar.monthrange(day.year, day.month)[1]


def _month(first):
    return [first.replace(day=number) for number in range(1, _length(first) + 1)]


def _year(first):
    length = 366 if calendar.isleap(first.year) else 365
    return [first + datetime.timedelta(days=number) for number in range(length)]


def _week(first):
    return [first + datetime.timedelta(days=number) for number in range(7) if first <= datetime.date.max - 7 * ONE_DAY]


def _later_days(first, days):
    room = (datetime.date.max - first).days
    return first + datetime.timedelta(days=days) if days <= room else None


def _later_months(first, months):
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1) if year <= datetime.MAXYEAR else None


def _later_years(first, years):
    return datetime.date(first.year + years, 1, 1) if first.year + years <= datetime.MAXYEAR else None


@dataclass(frozen=True)
class Period:
    """One kind of period: its first day, the one so many steps later, the steps between two, and its days."""

    first: object
    step: object
    between: object
    days: object


PERIODS = {
    "DAILY": Period(lambda day, _start: day, _later_days, lambda one, two: (two - one).days, lambda first: [first]),
    "WEEKLY": Period(
        lambda day, start: day - datetime.timedelta(days=min((day.weekday() - start) % 7, (day - day.min).days)),
        lambda first, weeks: _later_days(first, 7 * weeks),
        lambda one, two: (two - one).days // 7,
        _week,
    ),
    "MONTHLY": Period(
        lambda day, _start: day.replace(day=1),
        _later_months,
        lambda one, two: (two.year - one.year) * 12 + two.month - one.month,
        _month,
    ),
    "YEARLY": Period(
        lambda day, _start: day.replace(month=1, day=1), _later_years, lambda one, two: two.year - one.year, _year
    ),
}

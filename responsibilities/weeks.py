"""A teacher leader's week as a grid: a row per activity, a cell per day, with the entries that are there already."""

import datetime
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders.models import District
from responsibilities import rules
from responsibilities.held import appointment_on
from responsibilities.lines import Line, key_of

DAYS = 7
CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,4})", re.ASCII)


def monday_of(date):
    return date - datetime.timedelta(days=date.weekday())


def minutes_of(text):
    """Minutes that were typed as `45`, `1:30` or nothing at all."""
    text = text.strip()
    if not text:
        return 0
    found = CLOCK.fullmatch(text)
    if not found or (found[1] and int(found[2]) > 59):
        raise ValidationError(_("Write minutes, like 45, or hours and minutes, like 1:30."))
    minutes = int(found[1] or 0) * 60 + int(found[2])
    if minutes:
        rules.check_minutes(minutes)
    return minutes


@dataclass(frozen=True)
class Day:
    """One day of the week; `closed` says in words why nothing can be entered, `is_late` that a reason is needed."""

    date: datetime.date
    closed: str = ""
    is_late: bool = False


def days_of(monday, today, months, appointments):
    """The seven days; `months` are the leader's rows of `Month`, `appointments` the approved ones."""
    district = District.current()
    stored = {row.month: row for row in months}
    dates = [monday + datetime.timedelta(days=number) for number in range(DAYS)]
    return [
        Day(
            date,
            closed_because(date, stored.get(date.replace(day=1)), today, appointments),
            rules.is_late(date.replace(day=1), today, district),
        )
        for date in dates
    ]


def closed_because(date, stored, today, appointments):
    """Why nothing can be entered on a day, or nothing; `stored` is the leader's row of its month, or None."""
    try:
        rules.check_unlocked(date.replace(day=1), stored, today, District.current())
    except ValidationError as error:
        return error.messages[0]
    return "" if appointment_on(appointments, date, None) else _("You have no appointment on this day.")


@dataclass
class Cell:
    """One day of one row: the entries that are stored, and what was typed (None: nothing was sent)."""

    line: Line
    day: Day
    number: str  # of row and day, for ids
    entries: list
    typed: str | None = None
    is_done: bool = False
    errors: list = field(default_factory=list)
    stored_now: str = ""  # in words, when somebody else was faster

    @property
    def name(self):
        return f"{self.line.key}.{self.day.date:%Y%m%d}"

    @property
    def entry(self):
        return self.entries[0] if len(self.entries) == 1 else None

    @property
    def is_open(self):
        return not self.day.closed and len(self.entries) < 2

    @property
    def minutes(self):
        return sum(entry.minutes for entry in self.entries)

    @property
    def shown(self):
        return (self.minutes or "") if self.typed is None else self.typed

    @property
    def asked(self):
        """The minutes that the cell shows: as typed where that can be read, else as stored."""
        try:
            return self.minutes if self.typed is None or not self.is_open else minutes_of(self.typed)
        except ValidationError:
            return 0

    @property
    def seen(self):
        """What the editor is shown, to be sent back: number, version and minutes of the entry."""
        return f"{self.entry.pk}:{self.entry.version}:{self.entry.minutes}" if self.entry else ""


@dataclass
class Row:
    line: Line
    cells: list

    @property
    def minutes(self):
        return sum(cell.asked for cell in self.cells)


@dataclass
class Week:
    """The grid: its days and rows; a cell is found by its name."""

    monday: datetime.date
    days: list
    rows: list

    @classmethod
    def of(cls, days, lines, entries):
        """`lines` come first, in order; entries that fit none add rows of their own."""
        held = by_cell(entries)
        found = {}
        for line in [*lines, *map(Line.of, entries)]:
            found.setdefault(line.key, line)
        rows = [
            Row(line, [Cell(line, day, f"{place}-{n}", held.get((key, day.date), [])) for n, day in enumerate(days)])
            for place, (key, line) in enumerate(found.items())
        ]
        return cls(days[0].date, days, rows)

    @property
    def cells(self):
        return {cell.name: cell for row in self.rows for cell in row.cells}

    @property
    def totals(self):
        """`[(day, minutes)]`."""
        return [(day, sum(row.cells[number].asked for row in self.rows)) for number, day in enumerate(self.days)]

    @property
    def minutes(self):
        return sum(row.minutes for row in self.rows)

    @property
    def needs_why(self):
        return any(day.is_late and not day.closed for day in self.days)

    @property
    def closed(self):
        """Why some days are closed, each reason once."""
        return list(dict.fromkeys(day.closed for day in self.days if day.closed))

    @property
    def mistakes(self):
        """`[(id of the field, words)]` for the summary of the page."""
        return [
            (f"c-{cell.number}", f"{cell.line.title}, {rules.shown(cell.day.date)}: {text}")
            for row in self.rows
            for cell in row.cells
            for text in cell.errors
        ]

    def copy(self, entries):
        """Fill what is empty and open with the minutes of the same row, seven days before; answers how many cells."""
        before, filled = by_cell(entries), 0
        for cell in self.cells.values():
            held = before.get((cell.line.key, cell.day.date - datetime.timedelta(days=DAYS)), [])
            if held and cell.is_open and not cell.entries:
                cell.typed = str(sum(entry.minutes for entry in held))
                filled += 1
        return filled


def by_cell(entries):
    """Entries by (key of the row, date)."""
    found = {}
    for entry in entries:
        found.setdefault((key_of(entry), entry.date), []).append(entry)
    return found

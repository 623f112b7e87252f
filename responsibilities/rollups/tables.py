"""One table of sums as the database writes it: add to a row, make it, or take it away when nothing is left in it.

The database adds (`minutes = minutes + 45`), so that two writers never overwrite one another; and rows are written in
the order of their keys, so that two writers never wait for one another in a circle. Django's own upsert can only
replace values, hence the statements here; every name in them comes from the models.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from django.db import connection

from responsibilities.models import (
    DistrictMonth,
    LeaderMonth,
    LeaderYear,
    Reached,
    SchoolMonth,
    SchoolReach,
    TeacherReach,
)

MONTH_SUMS = (
    "minutes",
    "one_on_one_minutes",
    "group_minutes",
    "in_contract_minutes",
    "participant_minutes",
    "entries",
)
VISITS = ("minutes", "visits")


class Batch:
    """Statements sent together: in one go to PostgreSQL, where each trip costs more than its work."""

    def __init__(self):
        self.statements = []

    def add(self, parts, values):
        self.statements.append((" ".join(parts), values))

    def send(self):
        """Run them in order; the rows that the last one answers."""
        if not self.statements:
            return []
        with connection.cursor() as cursor:
            for sql, values in self._trips():
                cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def _trips(self):
        if connection.vendor != "postgresql":
            return self.statements
        texts, values = zip(*self.statements, strict=True)
        return [("; ".join(texts), [value for part in values for value in part])]


@dataclass
class Delta:
    """What is added to the sums of one row; for tables with `first`, by how many visits each month gained or lost."""

    sums: list
    months: Counter = field(default_factory=Counter)

    def add(self, sign, sums, month):
        self.sums = [old + sign * new for old, new in zip(self.sums, sums, strict=True)]
        self.months[month] += sign

    @property
    def first(self):
        """The earliest month that gained a visit, or None."""
        return min((month for month, count in self.months.items() if count > 0), default=None)

    @property
    def lost(self):
        """Months that lost visits."""
        return {month for month, count in self.months.items() if count < 0}

    @property
    def grows(self):
        """Adds entries and takes nothing away: the row may have to be made. The last sum counts entries."""
        return self.sums[-1] > 0 and min(self.sums) >= 0


class Table:
    """A table of sums with its key in the order of locks; the last of `sums` counts the entries behind a row."""

    def __init__(self, model, key, sums, *, first=False):
        self.model, self.key, self.sums, self.first = model, key, sums, first
        fields = [model._meta.get_field(name) for name in key]
        self.key_columns = [column.column for column in fields]
        self.dates = {at for at, column in enumerate(fields) if column.get_internal_type() == "DateField"}
        self.name = model._meta.db_table

    def nothing(self):
        return Delta([0] * len(self.sums))

    def write(self, deltas, batch):
        """Bring the rows in step, in the order of their keys."""
        for grows, run in groupby(sorted(deltas.items()), key=lambda pair: pair[1].grows):
            if grows:
                self._grow(list(run), batch)
            else:
                for key, delta in run:
                    self._change(key, delta, batch)

    def _grow(self, run, batch):
        """Add to rows or make them; answers their keys and how many entries are behind each now."""
        columns = [*self.key_columns, *self.sums, *(["first"] if self.first else [])]
        row = "(" + ", ".join(["%s"] * len(columns)) + ")"
        sets = [f"{name} = {self.name}.{name} + excluded.{name}" for name in self.sums]
        if self.first:
            earlier = ["excluded.first <", f"{self.name}.first", "THEN excluded.first ELSE", f"{self.name}.first"]
            sets.append(" ".join(["first = CASE WHEN", *earlier, "END"]))
        parts = ["INSERT INTO", self.name, "(", ", ".join(columns), ") VALUES", ", ".join([row] * len(run))]
        parts += ["ON CONFLICT (", ", ".join(self.key_columns), ") DO UPDATE SET", ", ".join(sets)]
        parts += ["RETURNING", ", ".join([*self.key_columns, self.sums[-1]])]
        batch.add(parts, [value for pair in run for value in self._row(*pair)])

    def _row(self, key, delta):
        return [*self.plain(key), *delta.sums, *([as_date(delta.first)] if self.first else [])]

    def _change(self, key, delta, batch):
        """Take the row away when its last entry goes, else add to it what may be negative."""
        where, named = " AND ".join(f"{name} = %s" for name in self.key_columns), self.plain(key)
        if delta.sums[-1] < 0:
            parts = ["DELETE FROM", self.name, "WHERE", where, "AND", self.sums[-1], "= %s"]
            batch.add(parts, [*named, -delta.sums[-1]])
        sets, values = [f"{name} = {name} + %s" for name in self.sums], [*delta.sums]
        if self.first and delta.first:
            sets.append("first = CASE WHEN %s < first THEN %s ELSE first END")
            values += [as_date(delta.first)] * 2
        batch.add(["UPDATE", self.name, "SET", ", ".join(sets), "WHERE", where], [*values, *named])

    def plain(self, key):
        """The key as the database takes and gives it."""
        return tuple(as_date(value) if at in self.dates else value for at, value in enumerate(key))


def as_date(value):
    return value if isinstance(value, str) else connection.ops.adapt_datefield_value(value)


LEADER = Table(LeaderMonth, ("leader", "school_year", "month", "category", "site", "appointment"), MONTH_SUMS)
YEAR = Table(LeaderYear, ("school_year", "appointment", "category", "site"), MONTH_SUMS)
SCHOOL = Table(SchoolMonth, ("site", "school_year", "month", "category"), MONTH_SUMS)
DISTRICT = Table(DistrictMonth, ("school_year", "month", "category", "lane"), MONTH_SUMS)
REACHED = Table(Reached, ("school_year", "school", "person", "leader"), VISITS, first=True)
TEACHER = Table(TeacherReach, ("person", "school_year"), VISITS, first=True)
SCHOOL_REACH = Table(SchoolReach, ("school_year", "school"), VISITS)

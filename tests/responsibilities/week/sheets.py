"""What the form of the week sends."""

import datetime
import uuid

from responsibilities.lines import Line
from tests.factories import ActivityFactory

MONDAY, TUESDAY, THURSDAY = (datetime.date(2026, 11, day) for day in (23, 24, 26))
WEEK = "/week/?from=2026-11-23"


def lately(appointment, teacher=None, **facts):
    """An entry of three weeks ago, so that its row is a usual one."""
    people = [teacher] if teacher else []
    return ActivityFactory(appointment=appointment, date=datetime.date(2026, 11, 3), supported=people, **facts)


def cell(activity, date):
    return f"{Line.of(activity).key}.{date:%Y%m%d}"


def sheet(*pairs, seen=(), **more):
    """What the form sends: `pairs` are (activity of the row, date, typed)."""
    data = {"rows": [Line.of(row).key for row, _date, _typed in pairs], "client_key": str(uuid.uuid4()), **more}
    data |= {f"m.{cell(row, date)}": typed for row, date, typed in pairs}
    return data | {f"v.{cell(row, row.date)}": f"{row.pk}:{row.version}:{row.minutes}" for row in seen}

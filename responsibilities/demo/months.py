"""Months of the demo: past ones approved; October in every state; November still runs."""

import datetime

from django.utils import timezone

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from leaders.models import Person
from responsibilities.demo.stints import ranks
from responsibilities.models import Activity, Month, next_month

OCTOBER = datetime.date(2026, 10, 1)  # the last month that has ended
FORGOTTEN = 41  # every so many past months nobody closed
MEND = "Two entries of the 14th look like the same meeting. Please keep one."
UNLOCKED_UNTIL = ANCHOR + datetime.timedelta(days=6)
REASON = "Was ill in the last week of October"
# What became of October, leader by leader in turn; None: not closed.
OCTOBERS = [
    Month.Status.ATTESTED,
    Month.Status.ATTESTED,
    Month.Status.APPROVED,
    Month.Status.ATTESTED,
    Month.Status.ATTESTED,
    None,
    Month.Status.APPROVED,
    Month.Status.ATTESTED,
    Month.Status.RETURNED,
    Month.Status.ATTESTED,
    Month.Status.APPROVED,
    Month.Status.ATTESTED,
]


class Months:
    """Closes the months of all who keep the log; sets the status of their entries before these are written."""

    def __init__(self, log, coordinator, users):
        self.entries, self.coordinator, self.users = log.by_month(), coordinator, users
        self.place_of = ranks(Person)
        self.rows = []

    def close(self, stints, keep_open):
        """`keep_open` is the leader whose October is still to be closed."""
        months = sorted({(stint.leader_id, month) for stint in stints for month in months_of(stint)})
        leaders = sorted({leader for leader, _month in months} - {keep_open})
        turns = {leader: OCTOBERS[place % len(OCTOBERS)] for place, leader in enumerate(leaders)}
        for number, (leader, month) in enumerate(months):
            if month == OCTOBER:
                self.add(leader, month, turns.get(leader))
            elif number % FORGOTTEN or leader == keep_open:
                self.add(leader, month, Month.Status.APPROVED)
        self.unlock(next(leader for leader in leaders if turns[leader] is None))
        add(self.rows)

    def unlock(self, leader):
        """October of one who asked for more time; not closed yet."""
        row = Month(leader_id=leader, month=OCTOBER, unlocked_until=UNLOCKED_UNTIL, unlock_reason=REASON)
        row.unlocked_by = self.coordinator
        self.rows.append(row)

    def add(self, leader, month, status):
        """One month as it was closed, and its entries as they were decided; without a status nobody closed it."""
        if status is None:
            return
        entries = [row for row in self.entries[leader, month] if row.is_counted]
        closed = at(next_month(month) + datetime.timedelta(days=1 + self.place_of(leader) % 9), 16)
        row = Month(leader_id=leader, month=month, status=status, attested_at=closed)
        row.attested_by = self.users.get(leader)
        row.minutes = sum(entry.minutes for entry in entries)
        if status != Month.Status.ATTESTED:
            row.decided_at, row.decided_by = closed + datetime.timedelta(days=2), self.coordinator
        if status == Month.Status.RETURNED:
            row.comment, entries = MEND, entries[:2]
        for entry in entries:
            _decide(entry, status)
        self.rows.append(row)


def _decide(entry, status):
    if status == Month.Status.APPROVED:
        entry.status = Activity.Status.APPROVED
    elif status == Month.Status.RETURNED:
        entry.status, entry.returned_why = Activity.Status.RETURNED, MEND


def months_of(stint):
    """First days of the months of a stint that have ended by the anchor; nobody works in July."""
    month, last = stint.appointment.start.replace(day=1), min(stint.appointment.end, OCTOBER)
    found = []
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def at(day, hour):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))

"""Keeping the sums of the log in step with it, in the transaction of each entry (performance.md P6).

`moved(before, after)` is what every action that writes an entry calls. Several entries in one transaction: within
`gathered()`. Bulk inserts that do not call it (demo, imports, restored tables): `rebuild()` afterwards, in the same
transaction. `check()` says where the sums and the log differ; `manage.py rollups` runs either.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from responsibilities.models import COUNTED
from responsibilities.rollups.changes import Changes
from responsibilities.rollups.rebuilding import check, rebuild

__all__ = ["Facts", "check", "facts_of", "gathered", "moved", "rebuild"]
_gathering = ContextVar("changes that wait for the end of `gathered`", default=None)


@dataclass(frozen=True)
class Facts:
    """What an entry adds to the sums; entries that are planned or drafts add nothing."""

    leader_id: int
    appointment_id: int
    month: object
    school_year: int
    category_id: int
    site_id: int
    contact: str
    in_contract: bool
    minutes: int
    participants: int
    supports: tuple  # of (person id, school id)


def facts_of(activity, supports):
    """The `Facts` of an entry with its `[(person id, school id)]`, or None when it does not count."""
    if activity.status not in COUNTED:
        return None
    return Facts(
        activity.leader_id,
        activity.appointment_id,
        activity.month,
        activity.school_year,
        activity.category_id,
        activity.site_id,
        activity.contact,
        activity.in_contract,
        activity.minutes,
        activity.participants,
        tuple(sorted(supports)),
    )


def moved(before, after):
    """Bring the sums in step with an entry that was `before` and is `after` (`Facts`, or None).

    In the same transaction, after the entry is written (or gone): only what differs is written.
    """
    waiting = _gathering.get()
    changes = Changes() if waiting is None else waiting
    if before != after:
        changes.take(before, -1)
        changes.take(after, 1)
    if waiting is None:
        changes.write()


@contextmanager
def gathered():
    """Several entries in one transaction: the sums move once, at the end, faster than one by one.

    Rows are locked in one order for all entries together, so that two who save a week at once never wait for each
    other in a circle. Use it inside `transaction.atomic`; an exception leaves the sums as they were.
    """
    if _gathering.get() is not None:
        yield
        return
    changes = Changes()
    token = _gathering.set(changes)
    try:
        yield
    finally:
        _gathering.reset(token)
    changes.write()

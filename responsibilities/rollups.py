"""Keeping the sums of the log in step with it, in the transaction of each entry (performance.md P6)."""

from dataclasses import dataclass

from responsibilities.models import COUNTED


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
    """Bring the sums in step with an entry that was `before` and is `after` (`Facts`, or None); same transaction."""

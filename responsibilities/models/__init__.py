"""What teacher leaders do with their time: one file per noun."""

from responsibilities.models.activities import (
    COUNTED,
    DAY,
    STEP,
    Activity,
    ActivityVersion,
    Contact,
    Kind,
    Receipt,
    Support,
    TaughtSeries,
    next_month,
)
from responsibilities.models.categories import Category
from responsibilities.models.commitments import Commitment, CommittedShare, UsualPromise, UsualShare
from responsibilities.models.cycles import SOON, CoachingCycle, CycleStage, Stage
from responsibilities.models.months import Month, last_day, locks_after
from responsibilities.models.notes import Evidence, LettingIn, Note
from responsibilities.models.rollups import LeaderMonth, Reached, SchoolMonth, SchoolReach
from responsibilities.models.support_requests import RequestState, SupportRequest
from responsibilities.models.wishes import SentReminder, Wishes

__all__ = [
    "COUNTED",
    "DAY",
    "SOON",
    "STEP",
    "Activity",
    "ActivityVersion",
    "Category",
    "CoachingCycle",
    "Commitment",
    "CommittedShare",
    "Contact",
    "CycleStage",
    "Evidence",
    "Kind",
    "LeaderMonth",
    "LettingIn",
    "Month",
    "Note",
    "Reached",
    "Receipt",
    "RequestState",
    "SchoolMonth",
    "SchoolReach",
    "SentReminder",
    "Stage",
    "Support",
    "SupportRequest",
    "TaughtSeries",
    "UsualPromise",
    "UsualShare",
    "Wishes",
    "last_day",
    "locks_after",
    "next_month",
]

"""What teacher leaders do with their time: one file per noun."""

from responsibilities.models.activities import (
    COUNTED,
    DAY,
    STEP,
    Activity,
    ActivityVersion,
    Contact,
    Kind,
    Support,
    next_month,
)
from responsibilities.models.categories import Category
from responsibilities.models.commitments import Commitment, CommittedShare, UsualPromise, UsualShare
from responsibilities.models.cycles import SOON, CoachingCycle, CycleStage, Stage
from responsibilities.models.incoming import Receipt, TaughtSeries
from responsibilities.models.months import Month, last_day, locks_after
from responsibilities.models.notes import Evidence, LettingIn, Note
from responsibilities.models.rollups import (
    LANES,
    DistrictMonth,
    LeaderMonth,
    LeaderYear,
    Reached,
    SchoolMonth,
    SchoolReach,
    TeacherReach,
)
from responsibilities.models.support_requests import RequestState, SupportRequest
from responsibilities.models.wishes import SentReminder, Wishes

__all__ = [
    "Activity",
    "ActivityVersion",
    "COUNTED",
    "Category",
    "CoachingCycle",
    "Commitment",
    "CommittedShare",
    "Contact",
    "CycleStage",
    "DAY",
    "DistrictMonth",
    "Evidence",
    "Kind",
    "LANES",
    "LeaderMonth",
    "LeaderYear",
    "LettingIn",
    "Month",
    "Note",
    "Reached",
    "Receipt",
    "RequestState",
    "SOON",
    "STEP",
    "SchoolMonth",
    "SchoolReach",
    "SentReminder",
    "Stage",
    "Support",
    "SupportRequest",
    "TaughtSeries",
    "TeacherReach",
    "UsualPromise",
    "UsualShare",
    "Wishes",
    "last_day",
    "locks_after",
    "next_month",
]

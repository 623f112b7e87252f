"""What develops teacher leaders, and to what end: one file per noun."""

from programs.models.cohorts import Cohort, CohortState
from programs.models.enrollments import HOLDING, Attendance, Enrollment
from programs.models.programs import Program
from programs.models.service import EvidencePiece, ServiceObligation, ServicePause
from programs.models.sessions import Session

__all__ = [
    "HOLDING",
    "Attendance",
    "Cohort",
    "CohortState",
    "Enrollment",
    "EvidencePiece",
    "Program",
    "ServiceObligation",
    "ServicePause",
    "Session",
]

"""What develops teacher leaders, and to what end: one file per noun."""

from programs.models.applications import Answer, Application, ApplicationFile, Reference
from programs.models.calls import Call, Criterion, Question
from programs.models.cohorts import Cohort
from programs.models.enrollments import HOLDING, Attendance, Enrollment
from programs.models.programs import Program
from programs.models.reviews import Review, Reviewer, ReviewPhase, Score
from programs.models.service import EvidencePiece, ServiceObligation, ServicePause
from programs.models.sessions import Session

__all__ = [
    "HOLDING",
    "Answer",
    "Application",
    "ApplicationFile",
    "Attendance",
    "Call",
    "Cohort",
    "Criterion",
    "Enrollment",
    "EvidencePiece",
    "Program",
    "Question",
    "Reference",
    "Review",
    "ReviewPhase",
    "Reviewer",
    "Score",
    "ServiceObligation",
    "ServicePause",
    "Session",
]

"""What develops teacher leaders, and to what end: one file per noun."""

from programs.models.application_files import ApplicationFile
from programs.models.applications import Answer, Application, Reference
from programs.models.call_parts import Criterion, Question
from programs.models.calls import Call
from programs.models.cohorts import Cohort, CohortState
from programs.models.enrollments import HOLDING, Attendance, Enrollment
from programs.models.facilitated import Facilitated
from programs.models.goals import JUDGED, Goal, GoalJudgment, Indicator, Measurement, Verdict
from programs.models.logic import ContextFactor, LogicStep
from programs.models.programs import Program
from programs.models.reviews import Review, Reviewer, ReviewPhase, Score
from programs.models.service import EvidencePiece, ServiceObligation, ServicePause
from programs.models.sessions import Session
from programs.models.snapshots import ReportSnapshot
from programs.models.survey_answers import SurveyAnswer, SurveyResponse, SurveyTaken
from programs.models.surveys import Survey, SurveyItem

__all__ = [
    "HOLDING",
    "JUDGED",
    "Answer",
    "Application",
    "ApplicationFile",
    "Attendance",
    "Call",
    "Cohort",
    "CohortState",
    "ContextFactor",
    "Criterion",
    "Enrollment",
    "EvidencePiece",
    "Facilitated",
    "Goal",
    "GoalJudgment",
    "Indicator",
    "LogicStep",
    "Measurement",
    "Program",
    "Question",
    "Reference",
    "ReportSnapshot",
    "Review",
    "ReviewPhase",
    "Reviewer",
    "Score",
    "ServiceObligation",
    "ServicePause",
    "Session",
    "Survey",
    "SurveyAnswer",
    "SurveyItem",
    "SurveyResponse",
    "SurveyTaken",
    "Verdict",
]

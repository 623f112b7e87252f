"""What develops teacher leaders, and to what end: one file per noun."""

from programs.models.cohorts import Cohort
from programs.models.enrollments import HOLDING, Attendance, Enrollment
from programs.models.goals import JUDGED, Goal, GoalJudgment, Indicator, Measurement, Verdict
from programs.models.logic import ContextFactor, LogicStep
from programs.models.programs import Program
from programs.models.service import EvidencePiece, ServiceObligation, ServicePause
from programs.models.sessions import Session
from programs.models.survey_answers import SurveyAnswer, SurveyResponse, SurveyTaken
from programs.models.surveys import Survey, SurveyItem

__all__ = [
    "HOLDING",
    "JUDGED",
    "Attendance",
    "Cohort",
    "ContextFactor",
    "Enrollment",
    "EvidencePiece",
    "Goal",
    "GoalJudgment",
    "Indicator",
    "LogicStep",
    "Measurement",
    "Program",
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

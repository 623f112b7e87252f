"""Rows for tests, one file per noun; what a test does not say is ordinary."""

from tests.factories.appointments import AppointmentFactory, CompensationFactory, allocate
from tests.factories.goals import (
    ContextFactorFactory,
    GoalFactory,
    IndicatorFactory,
    LogicStepFactory,
    MeasurementFactory,
)
from tests.factories.log import ActivityFactory, CycleFactory
from tests.factories.months import MonthFactory, logged
from tests.factories.people import PersonFactory, RecognitionFactory, UserFactory
from tests.factories.places import SchoolFactory, discipline
from tests.factories.programs import (
    AttendanceFactory,
    CohortFactory,
    EnrollmentFactory,
    EvidencePieceFactory,
    ProgramFactory,
    ServiceObligationFactory,
    SessionFactory,
)
from tests.factories.roles import FundingSourceFactory, PositionFactory, RoleFactory
from tests.factories.scenarios import ScenarioFactory
from tests.factories.selection import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationFileFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    ReferenceFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
)
from tests.factories.surveys import SurveyFactory, answered

__all__ = [
    "ActivityFactory",
    "AnswerFactory",
    "ApplicationFactory",
    "ApplicationFileFactory",
    "AppointmentFactory",
    "AttendanceFactory",
    "CallFactory",
    "CohortFactory",
    "ContextFactorFactory",
    "CompensationFactory",
    "CriterionFactory",
    "CycleFactory",
    "EnrollmentFactory",
    "EvidencePieceFactory",
    "FundingSourceFactory",
    "GoalFactory",
    "IndicatorFactory",
    "LogicStepFactory",
    "MeasurementFactory",
    "MonthFactory",
    "PersonFactory",
    "PositionFactory",
    "ProgramFactory",
    "QuestionFactory",
    "RecognitionFactory",
    "ReferenceFactory",
    "ReviewFactory",
    "ReviewPhaseFactory",
    "ReviewerFactory",
    "RoleFactory",
    "ScenarioFactory",
    "SchoolFactory",
    "ScoreFactory",
    "ServiceObligationFactory",
    "SessionFactory",
    "SurveyFactory",
    "UserFactory",
    "allocate",
    "answered",
    "discipline",
    "logged",
]

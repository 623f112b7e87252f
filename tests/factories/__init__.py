"""Rows for tests, one file per noun; what a test does not say is ordinary."""

from tests.factories.appointments import AppointmentFactory, CompensationFactory, allocate
from tests.factories.log import ActivityFactory, CycleFactory
from tests.factories.months import MonthFactory, logged
from tests.factories.people import PersonFactory, RecognitionFactory, UserFactory
from tests.factories.places import SchoolFactory, discipline
from tests.factories.roles import FundingSourceFactory, PositionFactory, RoleFactory

__all__ = [
    "ActivityFactory",
    "AppointmentFactory",
    "CompensationFactory",
    "CycleFactory",
    "FundingSourceFactory",
    "MonthFactory",
    "PersonFactory",
    "PositionFactory",
    "RecognitionFactory",
    "RoleFactory",
    "SchoolFactory",
    "UserFactory",
    "allocate",
    "discipline",
    "logged",
]

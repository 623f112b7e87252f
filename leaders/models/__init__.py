"""Who leads, where, on what terms and money: one file per noun."""

from config.folding import folded
from leaders.models.appointments import Appointment, State, Term
from leaders.models.audit import AuditEntry, ClientKey
from leaders.models.committed import Committed
from leaders.models.district import District, year_label
from leaders.models.funding import FundingSource
from leaders.models.imports import ImportBatch, ImportRow
from leaders.models.pay import Compensation, FundingAllocation, StipendPool
from leaders.models.people import Credential, Person, Recognition
from leaders.models.places import Discipline, Grade, School
from leaders.models.roles import PayKind, Position, Role, RoleDiscipline
from leaders.models.saved_views import DefaultView, SavedView
from leaders.models.scenarios import Scenario, ScenarioFund, ScenarioPosition, ScenarioRole
from leaders.models.staffing import FormerKind
from leaders.models.users import Grant, User

__all__ = [
    "Appointment",
    "AuditEntry",
    "ClientKey",
    "Committed",
    "Compensation",
    "Credential",
    "DefaultView",
    "Discipline",
    "District",
    "FormerKind",
    "FundingAllocation",
    "FundingSource",
    "Grade",
    "Grant",
    "ImportBatch",
    "ImportRow",
    "PayKind",
    "Person",
    "Position",
    "Recognition",
    "Role",
    "RoleDiscipline",
    "SavedView",
    "Scenario",
    "ScenarioFund",
    "ScenarioPosition",
    "ScenarioRole",
    "School",
    "State",
    "StipendPool",
    "Term",
    "User",
    "folded",
    "year_label",
]

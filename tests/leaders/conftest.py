import datetime

import pytest

from leaders.models import District
from tests.factories import CompensationFactory, FundingSourceFactory, UserFactory, allocate


@pytest.fixture
def district(db):
    return District.objects.create(pk=1, name="Test District")


@pytest.fixture
def coordinator(db):
    return UserFactory(kind="coordinator")


@pytest.fixture
def paid_leader(db):
    """A leader on $7,500, 60 percent federal; with the fiscal year it is paid in."""
    FundingSourceFactory(code="T2A")
    FundingSourceFactory(code="GEN")
    pay = CompensationFactory()
    allocate(pay, T2A=60, GEN=40)
    return pay.appointment.person, (datetime.date(2026, 7, 1), datetime.date(2027, 6, 30))

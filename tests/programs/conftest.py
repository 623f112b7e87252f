import pytest

from leaders.models import District
from tests.factories import UserFactory


@pytest.fixture
def district(db):
    return District.objects.create(pk=1, name="Test District")


@pytest.fixture
def coordinator(db):
    return UserFactory(kind="coordinator")


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client

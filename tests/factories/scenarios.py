import factory

from leaders.models import Scenario
from tests.factories.people import UserFactory


class ScenarioFactory(factory.django.DjangoModelFactory):
    """A plan of 2027–28 that changes nothing yet."""

    class Meta:
        model = Scenario

    name = factory.Sequence(lambda n: f"Scenario {n:04d}")
    school_year = 2028
    owner = factory.SubFactory(UserFactory, kind="coordinator")

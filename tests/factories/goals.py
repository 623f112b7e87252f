import factory

from programs.models import ContextFactor, Goal, Indicator, LogicStep, Measurement
from tests.factories.programs import ProgramFactory


class GoalFactory(factory.django.DjangoModelFactory):
    """A goal of the whole district for 2025–26 to 2027–28."""

    class Meta:
        model = Goal

    title = factory.Sequence(lambda number: f"Every school has a teacher leader {number}")
    first_year = 2026
    last_year = 2028


class IndicatorFactory(factory.django.DjangoModelFactory):
    """From 40 percent in 2024–25 to 80 percent in 2027–28."""

    class Meta:
        model = Indicator

    goal = factory.SubFactory(GoalFactory)
    title = factory.Sequence(lambda number: f"Teachers coached {number}")
    baseline = 40
    baseline_year = 2025
    target = 80
    target_year = 2028
    source = "Survey of the district"


class MeasurementFactory(factory.django.DjangoModelFactory):
    """60 percent in 2026–27, of forty people."""

    class Meta:
        model = Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    school_year = 2027
    value = 60
    people = 40


class ContextFactorFactory(factory.django.DjangoModelFactory):
    """A new curriculum in 2026–27."""

    class Meta:
        model = ContextFactor

    school_year = 2027
    kind = "curriculum"
    text = "New mathematics curriculum in grade 6"


class LogicStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LogicStep

    program = factory.SubFactory(ProgramFactory)
    column = "inputs"
    text = factory.Sequence(lambda number: f"Step {number}")

import datetime
from decimal import Decimal

import factory

from leaders.models import FundingSource, Position, Role, RoleDiscipline
from tests.factories.places import SchoolFactory, discipline


class RoleFactory(factory.django.DjangoModelFactory):
    """A formal role; `shares={"mathematics": 50, "literacy": 50}` says its disciplines (default: mathematics)."""

    class Meta:
        model = Role
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"role-{n:04d}")
    name = factory.Sequence(lambda n: f"Math coach {n:04d}")
    approver = "School board"

    @factory.post_generation
    def shares(self, create, extracted):
        for code, share in (extracted or {"mathematics": 100}).items():
            RoleDiscipline.objects.create(role=self, discipline=discipline(code), share=share)


class FundingSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FundingSource

    code = factory.Sequence(lambda n: f"F{n:04d}")
    name = "General fund"
    kind = FundingSource.Kind.GENERAL
    start = datetime.date(2020, 7, 1)
    end = datetime.date(2030, 6, 30)
    budget = Decimal("100000.00")


class PositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Position

    role = factory.SubFactory(RoleFactory)
    site = factory.SubFactory(SchoolFactory)
    school_year = 2027
    fte = Decimal("1.000")

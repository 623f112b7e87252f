import datetime

import factory

from leaders.models import Grant, Person, Recognition, User, folded
from tests.factories.places import SchoolFactory


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    given_name = "Ana"
    family_name = factory.Sequence(lambda n: f"Ortiz{n:04d}")
    email = factory.Sequence(lambda n: f"ana{n:04d}@district.example")
    home_school = factory.SubFactory(SchoolFactory)
    search_name = factory.LazyAttribute(lambda row: folded(f"{row.family_name} {row.given_name} {row.email}"))


class RecognitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recognition

    person = factory.SubFactory(PersonFactory)
    kind = Recognition.Kind.PAEMST
    title = "Presidential Award"
    awarded_on = datetime.date(2024, 5, 1)


class UserFactory(factory.django.DjangoModelFactory):
    """A sign-in; `UserFactory(kind="coordinator")` grants that kind; a principal needs `kind__school=` too."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n:04d}@district.example")

    @factory.post_generation
    def password(self, create, extracted):
        self.set_password(extracted or "correct horse battery")
        self.save()

    @factory.post_generation
    def kind(self, create, extracted, school=None):
        if extracted:
            Grant.objects.create(user=self, kind=extracted, school=school)

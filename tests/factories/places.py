import factory

from leaders.models import Discipline, Grade, School


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"School {n:04d}")
    level = School.Level.ELEMENTARY
    lowest_grade = Grade.KG
    highest_grade = Grade.G05


def discipline(code):
    """A discipline of the tree that every district starts with."""
    return Discipline.objects.get_or_create(
        code=code,
        defaults={"name": code.replace("-", " ").capitalize(), "is_stem": code not in {"literacy", "general"}},
    )[0]

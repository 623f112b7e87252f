"""What teachers of the demo teach: recorded for most; those whom teacher leaders support teach STEM."""

from leaders.models import Discipline, Person
from responsibilities.demo.log import BATCH
from responsibilities.demo.stints import ranks
from responsibilities.models import Support

STEM = ["mathematics", "science", "mathematics", "biology", "earth-space-science", "computer-science", "algebra"]
OTHER = ["literacy", "social-studies", "arts", "world-languages", "special-education"]
UNRECORDED = 9  # every so many teachers


def record_subjects():
    """Fill `teaches` from each person's place, so that nothing else of the demo changes with it."""
    fields = {row.code: row.pk for row in Discipline.objects.filter(code__in=STEM + OTHER)}
    supported = set(Support.objects.order_by().values_list("person", flat=True))
    marks, rank_of = Person.teaches.through, ranks(Person)
    teachers = Person.objects.filter(staff_kind=Person.StaffKind.TEACHER).order_by("pk").values_list("pk", flat=True)
    marks.objects.bulk_create(
        (
            marks(person_id=pk, discipline_id=fields[_code(rank_of(pk), pk in supported)])
            for pk in teachers
            if rank_of(pk) % UNRECORDED or pk in supported
        ),
        batch_size=BATCH,
    )


def _code(rank, is_supported):
    codes = STEM if is_supported or rank % 3 else OTHER
    return codes[rank % len(codes)]

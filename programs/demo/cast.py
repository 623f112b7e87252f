"""Who takes part in the demo's programs: pools of people by whether they led in a school year and lead in the next."""

from leaders import definition
from leaders.models import Appointment, District, Person, School

YEARS = (2024, 2025, 2026, 2027)
CASES = "CASE"  # people of the boundary cases stay what docs/demo.md says of them


class Cast:
    """Picks people, each at most once for a program; `draw` is the demo's `random.Random`."""

    def __init__(self, accounts, draw):
        self.draw = draw
        self.coordinator = accounts["coordinator"]
        self.leader, self.teacher = accounts["leader"].person, accounts["teacher"].person
        self.principal = accounts["principal"].person
        self.led = {year: _led(year) for year in YEARS}
        self.people = list(
            Person.objects.exclude(local_id__startswith=CASES)
            .exclude(pk__in=[self.teacher.pk, self.principal.pk])
            .select_related("home_school")
            .order_by("pk")
        )
        draw.shuffle(self.people)
        self.taken = {}  # program: keys of people

    def pick(self, pool, year, program, count):
        """The next people of a pool who have not been in the program."""
        taken = self.taken.setdefault(program, set())
        found = [row for row in self.people if row.pk not in taken and self.fits(row, pool, year)][:count]
        taken.update(row.pk for row in found)
        return found

    def fits(self, person, pool, year):
        """`stays`: leads this school year and the next; `goes`: the next no more; `comes`: from the next on.

        `teaches`: never leads (`elementary`: at such a school; `own`: at that of `principal@`); `staff`: no teacher.
        """
        if person.staff_kind != Person.StaffKind.TEACHER:
            return pool == "staff" and person.staff_kind == Person.StaffKind.ADMINISTRATOR
        now, later = person.pk in self.led[year], person.pk in self.led[min(year + 1, YEARS[-1])]
        if pool in ("stays", "goes", "comes"):
            return {"stays": (True, True), "goes": (True, False), "comes": (False, True)}[pool] == (now, later)
        if any(person.pk in led for led in self.led.values()):
            return False
        school = person.home_school
        wanted = {
            "teaches": True,
            "elementary": school.level == School.Level.ELEMENTARY,
            "own": school == self.principal.home_school,
        }
        return wanted.get(pool, False)


def _led(year):
    """Keys of who counts as a teacher leader on some day of a school year."""
    span = District.current().school_year_dates(year)
    return set(definition.counted_in(Appointment.objects.approved(), *span).order_by().values_list("person", flat=True))

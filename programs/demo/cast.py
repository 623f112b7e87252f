"""Who takes part in the demo's programs: pools of people by whether they led in a school year and lead in the next."""

from itertools import islice

from leaders import definition
from leaders.models import Appointment, District, Person, School

YEARS = (2024, 2025, 2026, 2027)
STAY = 0.7  # share of those picked, where there are as many
CASES = "CASE"  # people of the boundary cases stay what docs/demo.md says of them


class Cast:
    """Picks people, each at most once for a program; `draw` is the demo's `random.Random`."""

    def __init__(self, accounts, draw):
        self.draw = draw
        self.coordinator = accounts["coordinator"]
        self.leader, self.teacher = accounts["leader"].person, accounts["teacher"].person
        self.principal = accounts["principal"].person
        self.led = {year: _led(year) for year in YEARS}
        self.ever_led = set().union(*self.led.values())
        self.readers = _readers()
        others = [self.teacher, self.principal, *self.readers]
        self.people = list(
            Person.objects.exclude(local_id__startswith=CASES)
            .exclude(pk__in=[row.pk for row in others])
            .select_related("home_school")
            .order_by("pk")
        )
        draw.shuffle(self.people)
        self.taken = {}  # program: keys of people

    def pick(self, pool, year, program, count):
        """People of a pool who have not been in the program; who was picked last comes last again."""
        taken = self.taken.setdefault(program, set())
        fits = [row for row in self.people if row.pk not in taken and self.fits(row, pool, year)]
        found = self._of_them(fits, count)
        keys = {row.pk for row in found}
        taken |= keys
        self.people = [row for row in self.people if row.pk not in keys] + found
        return found

    def _of_them(self, fits, count):
        """Mostly people who lead to this day, so that what becomes of completers is worth a look."""
        last = [row for row in fits if row.pk in self.led[YEARS[-1]]][: round(count * STAY)]
        keys = {row.pk for row in last}
        return last + list(islice((row for row in fits if row.pk not in keys), count - len(last)))

    def fits(self, person, pool, year):
        """`stays`: leads this school year and the next; `goes`: the next no more; `comes`: from the next on.

        `teaches`: never leads (`elementary`: at such a school; `own`: at that of `principal@`); `staff`: no teacher.
        """
        if person.staff_kind != Person.StaffKind.TEACHER:
            return pool == "staff" and person.staff_kind == Person.StaffKind.ADMINISTRATOR
        now, later = person.pk in self.led[year], person.pk in self.led[min(year + 1, YEARS[-1])]
        if pool in ("stays", "goes", "comes"):
            return {"stays": (True, True), "goes": (True, False), "comes": (False, True)}[pool] == (now, later)
        if person.pk in self.ever_led:
            return False
        if pool == "own":
            return person.home_school_id == self.principal.home_school_id
        return pool == "teaches" or pool == "elementary" and person.home_school.level == School.Level.ELEMENTARY


def _readers():
    """Two science coaches who review applications."""
    rows = Appointment.objects.approved().filter(position__role__code="science-coach", position__school_year=YEARS[-1])
    rows = rows.exclude(person__local_id__startswith=CASES).select_related("person").order_by("pk")
    return [row.person for row in rows[2:4]]  # the first two lead the institute


def _led(year):
    """Keys of who counts as a teacher leader on some day of a school year."""
    span = District.current().school_year_dates(year)
    return set(definition.counted_in(Appointment.objects.approved(), *span).order_by().values_list("person", flat=True))

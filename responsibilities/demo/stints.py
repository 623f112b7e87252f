"""Who kept the log in the demo: an appointment with its days, schools, teachers and habits."""

import datetime
import random
from collections import Counter
from dataclasses import dataclass, field

from leaders.models import Appointment, Person, RoleDiscipline, School, Term
from responsibilities.demo.days import contract_days
from responsibilities.demo.habits import CLASSROOM, MIXES

FIRST_YEAR, THIS_YEAR = 2025, 2027
HORIZON = datetime.date(2026, 12, 4)  # what is planned ends here
WITHOUT_LOG = {"literacy-coach", "robotics-sponsor"}
VISITED = 5  # schools of a leader who works for the whole district
UNVISITED = ("S038", "S021", "S014")  # no teacher leader has come to these yet
UNREACHED = 5  # every so many eligible teachers
SEED = 20261124


@dataclass
class Stint:
    """One appointment whose holder keeps the log, and who and what fills its days."""

    appointment: Appointment
    away: list  # first and last days of leave
    release: float
    schools: list
    teachers: list  # whom the leader works with, one by one
    disciplines: list
    draw: random.Random
    place: int  # of the leader among the demo's people, by which habits differ
    beside: float = 0.0  # release for earlier appointments of the same person and year
    number: int = 0  # how many of those there are
    got: Counter = field(default_factory=Counter)  # minutes by category so far
    coaching: list = field(default_factory=list)

    @property
    def role(self):
        return self.appointment.position.role

    @property
    def year(self):
        return self.appointment.position.school_year

    @property
    def leader_id(self):
        return self.appointment.person_id

    @property
    def team(self):
        """The teachers of the regular meeting: four to eight."""
        return self.teachers[: 4 + self.place % 5]

    def mix(self):
        return MIXES.get(self.role.code, CLASSROOM)

    def days(self):
        """Contract days of the appointment, leave left out, up to the last planned one."""
        last = min(self.appointment.end, HORIZON)
        return [
            day
            for day in contract_days(self.year)
            if self.appointment.start <= day <= last and not any(first <= day <= end for first, end in self.away)
        ]

    def works_on(self, day):
        """Whether this is one of the weekdays freed for the role; half days come every other week."""
        half = (day.isocalendar().week % 2) * 0.5
        first, count = int(self.beside * 5 + half), int(self.release * 5 + half)
        return first <= (day.weekday() * 2 + self.place) % 5 < first + count

    def stays_on(self, day):
        """Whether this is the weekday on which a leader with all classes works for the role after school."""
        return not self.release and day.weekday() == (self.place + self.number) % 4

    def category(self):
        """The next category to spend time on: what is furthest behind its share, more or less."""
        mix, so_far = self.mix(), sum(self.got.values()) + 300
        return max(mix, key=lambda code: mix[code] * so_far / 100 - self.got[code] + self.draw.uniform(0, 90))


def stints():
    """All appointments whose holders keep the log, in order."""
    leave, fields, staff = _leave(), _disciplines(), _staff()
    rank_of, person_of = ranks(Appointment), ranks(Person)
    schools = list(School.objects.order_by("code"))
    rows = Appointment.objects.approved().select_related("position__role", "position__site", "person").order_by("pk")
    found = [
        _stint(
            row,
            rank_of(row.pk),
            person_of(row.person_id),
            leave.get(row.pk, []),
            fields[row.position.role_id],
            schools,
            staff,
        )
        for row in rows
        if _keeps_log(row, person_of(row.person_id))
    ]
    _side_by_side(found)
    return found


def _side_by_side(found):
    """Two appointments of one person have different days."""
    held = {}
    for stint in found:
        others = held.setdefault((stint.leader_id, stint.year), [])
        stint.beside, stint.number = sum(other.release for other in others), len(others)
        others.append(stint)


def ranks(model):
    """Function from a key to its place among the demo's rows: the first is 1, wherever the database began to count."""
    first = model.objects.order_by("pk").values_list("pk", flat=True).first() or 1
    return lambda key: key - first + 1


def _keeps_log(row, place):
    """Each person from a school year on; a few of the classroom leaders have not begun."""
    if row.position.role.code in WITHOUT_LOG or row.person.staff_kind != Person.StaffKind.TEACHER:
        return False
    if row.position.school_year < min(FIRST_YEAR + place % 3, THIS_YEAR):
        return False
    return row.position.site.code not in UNVISITED


def _stint(row, number, place, terms, disciplines, schools, staff):
    draw = random.Random(SEED + number)
    places = _places(row, schools, draw)
    known = [person for school in places for person in staff.get(school.pk, []) if person.pk != row.person_id]
    wanted = min(len(known), draw.randint(7, 12) + 2 * len(places))
    release = max((float(term.release_fte) for term in terms), default=0.0)
    away = [(term.start, term.end) for term in terms if term.on_leave]
    return Stint(row, away, release, places, draw.sample(known, wanted), disciplines, draw, place)


def _places(row, schools, draw):
    """The school of the position, or some of all schools for the whole district."""
    site = row.position.site
    if site.kind == School.Kind.SCHOOL:
        return [site]
    return draw.sample([s for s in schools if s.kind == School.Kind.SCHOOL and s.code not in UNVISITED], VISITED)


def _leave():
    found = {}
    for term in Term.objects.current().order_by("appointment", "start"):
        found.setdefault(term.appointment_id, []).append(term)
    return found


def _disciplines():
    found = {}
    for row in RoleDiscipline.objects.select_related("discipline").order_by("role", "-share", "pk"):
        found.setdefault(row.role_id, []).append(row.discipline)
    return found


def _staff():
    """The STEM teachers of each school, as many as it counts as eligible, without those whom nobody has reached yet."""
    found, rank_of = {}, ranks(Person)
    teachers = Person.objects.filter(staff_kind=Person.StaffKind.TEACHER, is_active=True)
    for person in teachers.select_related("home_school").order_by("pk"):
        found.setdefault(person.home_school, []).append(person)
    return {
        school.pk: [row for row in rows[: school.eligible_teachers or 0] if rank_of(row.pk) % UNREACHED]
        for school, rows in found.items()
    }

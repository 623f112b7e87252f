import datetime

from leaders.demo.bulk import add
from leaders.models import Person, School, folded

GIVEN = [
    "Ana",
    "Ben",
    "Carmen",
    "Daniel",
    "Elena",
    "Frank",
    "Grace",
    "Hector",
    "Irene",
    "James",
    "Keisha",
    "Luis",
    "Maria",
    "Noah",
    "Olivia",
    "Pedro",
    "Quinn",
    "Rosa",
    "Samuel",
    "Teresa",
    "Uma",
    "Victor",
    "Wendy",
    "Xavier",
    "Yolanda",
    "Zoe",
    "Aaliyah",
    "Brian",
    "Chloe",
    "Diego",
    "Emily",
    "Fatima",
    "Gabriel",
    "Hannah",
    "Isaac",
    "Jasmine",
    "Kevin",
    "Linh",
    "Marcus",
    "Nadia",
    "Omar",
    "Priya",
    "Rachel",
    "Sofía",
    "Tomás",
    "Valeria",
    "William",
    "Yusuf",
    "André",
    "Björn",
]
FAMILY = [
    "Abbott",
    "Baker",
    "Castillo",
    "Delgado",
    "Ellis",
    "Fischer",
    "García",
    "Hughes",
    "Ibarra",
    "Jackson",
    "Kim",
    "López",
    "Martínez",
    "Nguyen",
    "Ortiz",
    "Patel",
    "Quintero",
    "Reyes",
    "Singh",
    "Thompson",
    "Underwood",
    "Vargas",
    "Walker",
    "Xiong",
    "Young",
    "Zamora",
    "Adams",
    "Brooks",
    "Chen",
    "Dubois",
    "Edwards",
    "Flores",
    "Green",
    "Harris",
    "Iverson",
    "Jensen",
    "Khan",
    "Lewis",
    "Mitchell",
    "Nelson",
    "Owens",
    "Pérez",
    "Robinson",
    "Santos",
    "Turner",
    "Vega",
    "Washington",
    "Yang",
    "Álvarez",
    "Bennett",
    "Cruz",
    "Diaz",
    "Evans",
    "Foster",
    "Gómez",
    "Howard",
    "Jenkins",
    "Kowalski",
    "Morales",
    "O'Brien",
]
STAFF_PER_TEACHER = 1.3
HIRED = datetime.date(2012, 8, 1)
TEACHER, ADMINISTRATOR, AIDE = (
    Person.StaffKind.TEACHER,
    Person.StaffKind.ADMINISTRATOR,
    Person.StaffKind.PARAPROFESSIONAL,
)


def person(number, school, kind, draw, **facts):
    """One made-up member of staff; names repeat, e-mails and staff numbers do not."""
    given, family = draw.choice(GIVEN), draw.choice(FAMILY)
    mail = f"{folded(given)}.{folded(family)}{number}@trellis.example".replace("'", "")
    row = Person(
        given_name=given,
        family_name=family,
        email=mail,
        local_id=f"{100000 + number}",
        staff_kind=kind,
        home_school=school,
        teaching_fte=1 if kind == TEACHER else 0,
        hired_on=HIRED + datetime.timedelta(days=365 * draw.randrange(13)),
    )
    for name, value in facts.items():
        setattr(row, name, value)
    return row


def staff(schools, draw):
    """About 2,000 people: principals, teachers and aides of every school, and the district office."""
    rows, number = [], 0
    for school in schools:
        for kind in _kinds(school):
            number += 1
            rows.append(person(number, school, kind, draw))
    return add(rows)


def _kinds(school):
    if school.kind == School.Kind.DISTRICT_OFFICE:
        return [ADMINISTRATOR] * 6 + [TEACHER] * 24
    teachers = int(school.teachers * STAFF_PER_TEACHER) - 2
    return [ADMINISTRATOR] * 2 + [TEACHER] * teachers + [AIDE] * (teachers // 12)

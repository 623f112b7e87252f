"""Rows for the bench, written in bulk: people on both sides, appointments on the site's."""

import datetime
from decimal import Decimal

from leaders.models import (
    Appointment,
    Compensation,
    District,
    Grant,
    Person,
    Position,
    Role,
    RoleDiscipline,
    School,
    Term,
    User,
    folded,
)
from tests.bench.names import names
from tests.factories import discipline

YEAR = 2027
START, END = datetime.date(2026, 8, 1), datetime.date(2027, 6, 30)
BATCH = 2000


def site(schools):
    """District, coordinator, schools and roles."""
    District.objects.create(pk=1, name="Bench District")
    user = User.objects.create_user("bench@district.example", "correct horse battery")
    Grant.objects.create(user=user, kind="coordinator")
    School.objects.bulk_create([School(name=f"School {n:04d}", code=f"S{n}") for n in range(schools)])
    roles = Role.objects.bulk_create([Role(code=f"r{n}", name=f"Role {n}", approver="Board") for n in range(12)])
    shares = [
        RoleDiscipline(role=r, discipline=discipline("mathematics" if n % 4 else "literacy"))
        for n, r in enumerate(roles)
    ]
    RoleDiscipline.objects.bulk_create(shares)


def people(count, start=0):
    schools = list(School.objects.values_list("pk", flat=True))
    rows = [
        Person(
            given_name=given,
            family_name=family,
            email=email,
            staff_kind=kind,
            home_school_id=schools[n % len(schools)],
            search_name=folded(f"{family} {given} {email}"),
            local_id=str(start + n),
        )
        for n, (given, family, email, kind) in enumerate(names(count, start))
    ]
    Person.objects.bulk_create(rows, batch_size=BATCH)


def appointments(count):
    """`count` appointments of this school year, each with a position and a term, half of them with a stipend."""
    schools, roles = list(School.objects.all()), list(Role.objects.all())
    holders = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:count])
    positions = Position.objects.bulk_create(
        [Position(role=roles[n % 12], site=schools[n % len(schools)], school_year=YEAR, fte=1) for n in range(count)],
        batch_size=BATCH,
    )
    made = Appointment.objects.bulk_create(
        [
            Appointment(person_id=pk, position=place, status="approved", approved_on=START, start=START, end=END)
            for pk, place in zip(holders, positions, strict=True)
        ],
        batch_size=BATCH,
    )
    Term.objects.bulk_create(
        [Term(appointment=a, start=START, end=END, release_fte=Decimal(n % 3) / 5) for n, a in enumerate(made)],
        batch_size=BATCH,
    )
    Compensation.objects.bulk_create(
        [Compensation(appointment=a, kind="annual_stipend", full_amount=2900, start=START, end=END) for a in made[::2]],
        batch_size=BATCH,
    )

"""Rows of the site's side of the bench: a district with several years of appointments, pay and awards, in bulk."""

import datetime
import random
from decimal import Decimal

from django.utils import timezone

from leaders import audit, committed
from leaders.models import (
    Appointment,
    AuditEntry,
    Compensation,
    District,
    FundingAllocation,
    FundingSource,
    Grant,
    Person,
    Position,
    Recognition,
    Role,
    RoleDiscipline,
    School,
    Term,
    User,
    folded,
)
from tests.bench.names import names
from tests.factories import discipline

PASSWORD = "correct horse battery"
BATCH = 2000
ROLES, AWARDED = 24, 50  # every fiftieth has an award
RELEASES = [Decimal(share) / 10 for share in (0, 0, 2, 4, 5, 10)]
# What of all appointments lies how many years back: most in this school year.
YEARS = [(0, 0.75), (1, 0.15), (2, 0.10)]
LEVELS = ["prek", "elementary", "middle", "high"]
DISCIPLINES = ["mathematics", "science", "computer-science", "integrated-stem", "robotics", "literacy"]


def site(schools):
    """District, one user of each kind, schools, roles and funds."""
    District.objects.create(pk=1, name="Bench District")
    School.objects.bulk_create(
        School(name=f"PS {n:03d} {LEVELS[n % 4].title()}", code=f"S{n}", level=LEVELS[n % 4], enrollment=200 + n)
        for n in range(schools)
    )
    for kind in ["coordinator", "principal", "administrator", "business_office", "viewer"]:
        user = User.objects.create_user(f"{kind}@district.example", PASSWORD)
        school = School.objects.first() if kind == "principal" else None
        Grant.objects.create(user=user, kind=kind, school=school)
    roles = Role.objects.bulk_create(Role(code=f"r{n}", name=f"Role {n:02d}", approver="Board") for n in range(ROLES))
    RoleDiscipline.objects.bulk_create(
        RoleDiscipline(role=role, discipline=discipline(DISCIPLINES[n % len(DISCIPLINES)]))
        for n, role in enumerate(roles)
    )
    FundingSource.objects.bulk_create(
        FundingSource(code=f"F{n:02d}", name=f"Fund {n}", kind="general", budget=10_000_000) for n in range(12)
    )


def people(count, start=0):
    """`count` members of staff with the history of their import; some hold an award."""
    schools = list(School.objects.values_list("pk", flat=True))
    rows = [
        Person(
            given_name=given,
            family_name=family,
            email=email,
            staff_kind=kind,
            home_school_id=schools[n % len(schools)],
            search_name=folded(f"{family} {given} {email}"),
            local_id=str(10_000 + start + n),
            teaching_fte=Decimal(n % 3) / 2,
        )
        for n, (given, family, email, kind) in enumerate(names(count, start))
    ]
    made = Person.objects.bulk_create(rows, batch_size=BATCH)
    Recognition.objects.bulk_create(
        Recognition(person=row, kind="paemst", title="Presidential Award", awarded_on=datetime.date(2024, 5, 1))
        for row in made[::AWARDED]
    )
    added = AuditEntry.Verb.ADDED
    audit.record_many(audit.entry(row=row, verb=added, by=None, changes={}, reason="Import") for row in made)


def appointments(count, first=0):
    """`count` appointments over three school years, each with position and term; most are paid and allocated."""
    draw, district, today = random.Random(count), District.current(), timezone.localdate()
    for back, share in YEARS:
        year = district.school_year(today) - back
        a_year(round(count * share), year, district.school_year_dates(year), draw, first)


def a_year(count, year, span, draw, first):
    """Appointments of one school year; a tenth of the leaders hold two."""
    schools, roles = list(School.objects.all()), list(Role.objects.all())
    start, end = span[0] + datetime.timedelta(days=31), span[1]
    holders = [first + 1 + (n if n % 10 else max(0, n - 1)) for n in range(count)]
    vacant = count // 20
    places = Position.objects.bulk_create(
        [
            Position(role=draw.choice(roles), site=draw.choice(schools), school_year=year, fte=fte, budget=60_000)
            for fte in draw.choices(RELEASES, k=count + vacant)
        ],
        batch_size=BATCH,
    )
    made = Appointment.objects.bulk_create(
        [
            Appointment(
                person_id=pk,
                position=place,
                status=status,
                start=start,
                end=end,
                approved_on=None if status == "proposed" else start,
            )
            for pk, place, status in zip(holders, places, statuses(draw), strict=False)
        ],
        batch_size=BATCH,
    )
    terms(made, draw)
    pay(made, draw)


def statuses(draw):
    while True:
        yield draw.choices(["approved", "proposed", "withdrawn"], [92, 6, 2])[0]


def terms(made, draw):
    """One term each; for some, leave in the middle of the year; for some, a term that was replaced."""
    rows = []
    for row in made:
        release = row.position.fte
        if draw.random() < 0.03:
            cut, back = row.start + datetime.timedelta(days=60), row.start + datetime.timedelta(days=150)
            day = datetime.timedelta(days=1)
            spans = [(row.start, cut - day, False), (cut, back, True), (back + day, row.end, False)]
        else:
            spans = [(row.start, row.end, False)]
        rows += [Term(appointment=row, start=a, end=b, release_fte=release, on_leave=leave) for a, b, leave in spans]
        if draw.random() < 0.1:
            rows.append(Term(appointment=row, start=row.start, end=row.end, retired_at=timezone.now()))
    Term.objects.bulk_create(rows, batch_size=BATCH)


def pay(made, draw):
    """A stipend for three of four, of which half are split between two funds."""
    funds = list(FundingSource.objects.all())
    lines = Compensation.objects.bulk_create(
        [
            Compensation(appointment=row, kind="annual_stipend", full_amount=2900, start=row.start, end=row.end)
            for row in made
            if draw.random() < 0.75
        ],
        batch_size=BATCH,
    )
    shares = []
    for line in lines:
        split = draw.choice([[100], [60, 40]])
        sources = draw.sample(funds, len(split))
        shares += [
            FundingAllocation(compensation=line, source=source, percent=percent)
            for source, percent in zip(sources, split, strict=True)
        ]
    FundingAllocation.objects.bulk_create(shares, batch_size=BATCH)
    committed.rebuild()


def story():
    """One leader with much to show: 25 history entries, six appointments in three years, three awards; its id."""
    person = Person.objects.order_by("pk").first()
    roles, school = list(Role.objects.all()[:2]), School.objects.first()
    year = District.current().school_year(timezone.localdate())
    for back in range(1, 4):
        start, end = District.current().school_year_dates(year - back)
        for role in roles:
            place = Position.objects.create(role=role, site=school, school_year=year - back, fte=1)
            row = Appointment.objects.create(
                person=person, position=place, status="approved", approved_on=start, start=start, end=end
            )
            Term.objects.create(appointment=row, start=start, end=end, release_fte=Decimal("0.2"))
            Compensation.objects.create(appointment=row, kind="annual_stipend", full_amount=2900, start=start, end=end)
    for number in range(3):
        Recognition.objects.create(
            person=person, kind="other", title=f"Award {number}", awarded_on=datetime.date(2025, 5, 1)
        )
    by, changed = User.objects.first(), AuditEntry.Verb.CHANGED
    for number in range(25):
        fte = [f"0.{number:03d}", f"0.{number + 1:03d}"]
        changes = {"teaching_fte": fte, "home_school": [school.pk, school.pk + 1]}
        audit.record(row=person, verb=changed, by=by, changes=changes, reason="New schedule")

"""The floor's tables and rows; the same people as on the site."""

from decimal import Decimal

from django.contrib.auth.models import User
from django.core.management import call_command

from tests.bench.floor_app.models import Category, District, Person, School
from tests.bench.names import names

PASSWORD = "correct horse battery"


def tables(schools):
    call_command("migrate", verbosity=0, run_syncdb=True)
    User.objects.create_user("bench", password=PASSWORD)
    District.objects.create(name="Bench District")
    Category.objects.bulk_create(Category(name=f"Category {n}") for n in range(10))
    School.objects.bulk_create(School(name=f"PS {n:03d} Elementary", code=f"S{n}") for n in range(schools))


def people(count, start):
    schools = list(School.objects.values_list("pk", flat=True))
    rows = [
        Person(
            given_name=given,
            family_name=family,
            search_name=f"{family} {given} {email}",
            email=email,
            staff_kind=kind,
            school_id=schools[n % len(schools)],
            teaching_fte=Decimal(n % 3) / 2,
            local_id=str(10_000 + start + n),
        )
        for n, (given, family, email, kind) in enumerate(names(count, start))
    ]
    Person.objects.bulk_create(rows, batch_size=2000)

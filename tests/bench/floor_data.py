"""The floor's tables and rows; the same people as on the site."""

from django.contrib.auth.models import User
from django.core.management import call_command

from tests.bench.floor_app.models import Person, School
from tests.bench.names import names


def tables(schools):
    call_command("migrate", verbosity=0, run_syncdb=True)
    User.objects.create_user("bench", password="correct horse battery")
    School.objects.bulk_create([School(name=f"School {n:04d}") for n in range(schools)])


def people(count, start):
    schools = list(School.objects.values_list("pk", flat=True))
    rows = [
        Person(given_name=given, family_name=family, email=email, staff_kind=kind, school_id=schools[n % len(schools)])
        for n, (given, family, email, kind) in enumerate(names(count, start))
    ]
    Person.objects.bulk_create(rows, batch_size=2000)

"""The floor's rows about programs, as many as on the site: `… tests.bench.floor_programs ENROLLMENTS PEOPLE`."""

import datetime
import importlib
import sys

importlib.import_module("tests.bench.floor")
connection = importlib.import_module("django.db").connection
call_command = importlib.import_module("django.core.management").call_command
tables = importlib.import_module("tests.bench.floor_app.programs")

ENROLLMENTS, PEOPLE = int(sys.argv[1]), int(sys.argv[2])
PROGRAMS, SEATS, YEARS = 40, 30, 8
STATUS = "(ARRAY['completed','completed','completed','enrolled','accepted','applied','waitlisted','declined'])"
TODAY = datetime.datetime.now(tz=datetime.UTC).date()
COHORT = (
    'INSERT INTO floor_app_cohort (program_id, name, school_year, start, "end", capacity, held, created_at, '
    "updated_at) SELECT p.id, 'Cohort ' || n, {year} - n % {years}, DATE '{today}' - n % {years} * 365 - n % 200, "
    "DATE '{today}' - n % {years} * 365 + 90, 20, 18, now(), now() FROM generate_series(0, {count} - 1) AS n "
    "JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM floor_app_program) AS p "
    "ON p.place = n % {programs}"
)
ENROLLMENT = (
    "INSERT INTO floor_app_enrollment (cohort_id, person_id, participant, status, applied_on, minutes, attended, "
    "created_at, updated_at) SELECT c.id, 1 + (c.place * {seats} + p) * 7 % {people}, CASE WHEN p % 5 < 3 THEN "
    "'current' ELSE 'other' END, {status}[1 + p % 8], c.start - 50 + p % 25, 135 * (p % 16), p % 16, now(), now() "
    "FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM floor_app_cohort) AS c, "
    "generate_series(0, {seats} - 1) AS p"
)


def main():
    facts = {"today": TODAY, "year": TODAY.year + (TODAY.month > 6), "years": YEARS, "programs": PROGRAMS}
    facts |= {"count": ENROLLMENTS // SEATS, "seats": SEATS, "people": PEOPLE, "status": STATUS}
    call_command("migrate", verbosity=0, run_syncdb=True)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE floor_app_program CASCADE")
        tables.Program.objects.bulk_create(tables.Program(name=f"Program {n:02d}") for n in range(PROGRAMS))
        cursor.execute(COHORT.format(**facts))
        cursor.execute(ENROLLMENT.format(**facts))
        cursor.execute("VACUUM ANALYZE")


main()

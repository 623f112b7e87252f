"""Rows of the log's bench: leaders with five years of appointments, and any number of entries, made by the database.

`python -m tests.bench.log_data people|entries LEADERS SCHOOLS [ENTRIES]`. Entry number `n` belongs to leader
`n % LEADERS`; all else follows from `n`, so that a log of ten times the entries has the same shape.
"""

import datetime
import importlib
import json
import sys
import time

importlib.import_module("django").setup()

timezone = importlib.import_module("django.utils.timezone")
make_password = importlib.import_module("django.contrib.auth.hashers").make_password
bulk = importlib.import_module("tests.bench.log_sql")
data = importlib.import_module("tests.bench.data")
models = importlib.import_module("leaders.models")
work = importlib.import_module("responsibilities.models")
rollups = importlib.import_module("responsibilities.rollups")

WHAT, LEADERS, SCHOOLS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
YEARS, WEEKS = 5, 40
TEACHERS_PER_SCHOOL, KNOWN = 30, 12  # a leader works with twelve of them
SIGNED_IN = 8  # leaders with an account: `leader0@…`
RELEASES = ["0.4", "0.5", "1", "0.2", "0"]


def years():
    this = models.District.current().school_year(timezone.localdate())
    return list(range(this - YEARS + 1, this + 1))


def monday(year):
    """The first working day of a school year."""
    first = datetime.date(year - 1, 8, 8)
    return first + datetime.timedelta(days=-first.weekday() % 7)


def people():
    """Schools, staff, one appointment a year for each leader, who is person number 1 to LEADERS, and accounts."""
    data.site(SCHOOLS)
    data.people(LEADERS + SCHOOLS * TEACHERS_PER_SCHOOL)
    models.Person.objects.filter(pk__lte=LEADERS).update(staff_kind="teacher")
    models.School.objects.update(eligible_teachers=TEACHERS_PER_SCHOOL)
    roles, sites = list(models.Role.objects.order_by("pk")), list(models.School.objects.order_by("pk"))
    for year in years():
        appoint(year, roles, sites)
    secret = make_password(data.PASSWORD)
    models.User.objects.bulk_create(
        models.User(email=f"leader{n}@district.example", password=secret, person_id=n + 1) for n in range(SIGNED_IN)
    )
    cycles()


def appoint(year, roles, sites):
    start, end = models.District.current().school_year_dates(year)
    places = models.Position.objects.bulk_create(
        (
            models.Position(
                role=roles[n % len(roles)], site=sites[n % SCHOOLS], school_year=year, fte=RELEASES[n % len(RELEASES)]
            )
            for n in range(LEADERS)
        ),
        batch_size=data.BATCH,
    )
    made = models.Appointment.objects.bulk_create(
        (
            models.Appointment(
                person_id=n + 1, position=place, status="approved", approved_on=start, start=start, end=end
            )
            for n, place in enumerate(places)
        ),
        batch_size=data.BATCH,
    )
    models.Term.objects.bulk_create(
        (models.Term(appointment=row, start=start, end=end, release_fte=row.position.fte) for row in made),
        batch_size=data.BATCH,
    )


def cycles():
    """Each leader coaches one teacher at present."""
    this, begun = years()[-1], timezone.localdate() - datetime.timedelta(days=60)
    held = models.Appointment.objects.filter(position__school_year=this).order_by("pk")
    schools = models.School.objects.order_by("pk").first().pk
    work.CoachingCycle.objects.bulk_create(
        (
            work.CoachingCycle(
                appointment_id=row.pk,
                leader_id=row.person_id,
                teacher_id=LEADERS + 1 + (row.person_id - 1) % SCHOOLS,
                site_id=schools + (row.person_id - 1) % SCHOOLS,
                focus="questioning",
                start=begun,
                last_visit=timezone.localdate() - datetime.timedelta(days=9),
            )
            for row in held
        ),
        batch_size=data.BATCH,
    )


def entries(count):
    """The log anew, its sums and its months; seconds of each step."""
    took = {}
    steps = {"entries": lambda: bulk.write(shape(count)), "sums": rollups.rebuild, "months": months}
    for name, step in steps.items():
        begun = time.perf_counter()
        with bulk.unchecked():
            step()
        took[name] = round(time.perf_counter() - begun, 1)
    bulk.run("VACUUM ANALYZE" if bulk.POSTGRES else "ANALYZE")
    print(json.dumps(took))


def shape(count):
    """What the statements of `log_sql` need to know."""
    today = timezone.localdate()
    first, this = models.Appointment.objects.order_by("pk").first().pk, years()[-1]
    worked = sum(1 for n in range((today - monday(this)).days) if (monday(this) + datetime.timedelta(n)).weekday() < 5)
    codes = dict(work.Category.objects.values_list("code", "pk"))
    return bulk.Shape(
        count=count,
        leaders=LEADERS,
        schools=SCHOOLS,
        known=KNOWN,
        per_school=TEACHERS_PER_SCHOOL,
        days=[monday(year) for year in years()],
        years=years(),
        worked=min(worked, WEEKS * 5),
        days_a_year=WEEKS * 5,
        first_appointment=first,
        first_school=models.School.objects.order_by("pk").first().pk,
        first_cycle=work.CoachingCycle.objects.order_by("pk").first().pk,
        cycles_since=today - datetime.timedelta(days=60),
        open_since=(today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1),
        codes=codes,
    )


def months():
    """All past months are approved; of the last one most are closed, some missing."""
    work.Month.objects.all().delete()
    last = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    for year in years():
        month = datetime.date(year - 1, 8, 1)
        while month <= min(last, datetime.date(year, 6, 1)):
            bulk.months(month, LEADERS, is_last=month == last)
            month = work.next_month(month)


if WHAT == "people":
    people()
else:
    entries(int(sys.argv[4]))

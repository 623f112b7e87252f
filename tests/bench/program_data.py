"""Rows of the programs' bench: eight years of cohorts with their sessions, participants and all that follows.

`python -m tests.bench.program_data people PEOPLE LEADERS SCHOOLS`, then `… rows PEOPLE LEADERS SCHOOLS ENROLLMENTS` as
often as wanted: it begins anew. A thousand enrollments are one cohort of 200 people and 32 of 25; all else follows from
the number of a row. Answers a JSON line: seconds of each step, rows of each table, and where pages are found.
"""

import datetime
import importlib
import json
import random
import sys
import time

importlib.import_module("django").setup()

timezone = importlib.import_module("django.utils.timezone")
make_password = importlib.import_module("django.contrib.auth.hashers").make_password
bulk = importlib.import_module("tests.bench.program_sql")
selection = importlib.import_module("tests.bench.program_calls")
log_sql = importlib.import_module("tests.bench.log_sql")
data = importlib.import_module("tests.bench.data")
models = importlib.import_module("leaders.models")
work = importlib.import_module("programs.models")
wishes = importlib.import_module("responsibilities.models").Wishes
hash_of = importlib.import_module("responsibilities.actions.calendars").hash_of
letters = importlib.import_module("programs.models.sessions")
survey_items = importlib.import_module("programs.survey_items")

WHAT, (PEOPLE, LEADERS, SCHOOLS) = sys.argv[1], map(int, sys.argv[2:5])
PROGRAMS, YEARS, APPOINTED = 40, 8, 6
BLOCK, OF_BLOCK, LARGE, USUAL = 1000, 33, 160, 20  # enrollments and cohorts of a block; seats of its cohorts
SESSIONS, GOALS = 16, 60
SIGNED_IN = 8  # leaders with an account: `leader0@…`
FEED = "f" * 43  # the secret address of the first leader's calendar
DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()
KINDS = ["institute", "academy", "network", "micro_credential", "university"]
COUNTED = ["Cohort", "Session", "Enrollment", "Attendance", "EvidencePiece", "ServiceObligation", "SurveyTaken"]
COUNTED += ["Call", "Application", "Review"]


def this_year():
    return models.District.current().school_year(TODAY)


def people():
    """Schools, staff, six years of appointments in which one in ten leaders changes a year, and accounts."""
    data.site(SCHOOLS)
    data.people(PEOPLE)
    models.Person.objects.filter(pk__lte=2 * LEADERS).update(staff_kind="teacher")
    draw, district = random.Random(LEADERS), models.District.current()
    for back in range(APPOINTED):
        year = this_year() - back
        data.a_year(LEADERS, year, district.school_year_dates(year), draw, back * LEADERS // 10)
    secret = make_password(data.PASSWORD)
    users = models.User.objects.bulk_create(
        models.User(email=f"leader{n}@district.example", password=secret, person_id=n + 1) for n in range(SIGNED_IN)
    )
    wishes.objects.create(user=users[0], calendar_hash=hash_of(FEED), calendar_since=timezone.now())


def rows(count):
    """Everything about programs anew."""
    log_sql.run("TRUNCATE programs_program, programs_call RESTART IDENTITY CASCADE")
    steps = {
        "cohorts": lambda: cohorts(count // BLOCK),
        "sessions": sessions,
        "enrollments": lambda: bulk.enrollments(TODAY, LEADERS, PEOPLE),
        "attendance": lambda: bulk.attendance(TODAY),
        "facilitators": lambda: bulk.facilitators(LEADERS),
        "pieces": lambda: bulk.pieces(TODAY),
        "service": lambda: bulk.obligations(TODAY),
        "goals": goals,
        "surveys": surveys,
        "answers": bulk.answers,
        "calls": lambda: selection.calls(TODAY, count // 5),
        "applications": lambda: selection.applications(PEOPLE, LEADERS, count // 5),
        "reviews": lambda: selection.reviews(LEADERS),
        "sums": bulk.sums,
    }
    took = {}
    for name, step in steps.items():
        begun = time.perf_counter()
        with log_sql.unchecked():
            step()
        took[name] = round(time.perf_counter() - begun, 1)
    log_sql.run("VACUUM ANALYZE")
    found = {name: getattr(work, name).objects.count() for name in COUNTED}
    print(json.dumps({"took": took, "rows": found, "places": places()}))


def cohorts(blocks):
    """Programs, and their cohorts spread over the years; most last a season, some a whole year."""
    programs = work.Program.objects.bulk_create(
        work.Program(name=f"Program {n:02d}", kind=KINDS[n % len(KINDS)], cost_per_seat=400 + 10 * n)
        for n in range(PROGRAMS)
    )
    disciplines, roles = models.Discipline.objects.all(), list(models.Role.objects.all())
    for n, program in enumerate(programs):
        program.disciplines.set(disciplines[n % 4 : n % 4 + 2])
        program.leads_to.set(roles[n % 20 : n % 20 + 3])
    made = [cohort(block, number, blocks, programs) for block in range(blocks) for number in range(OF_BLOCK)]
    work.Cohort.objects.bulk_create(made, batch_size=data.BATCH)


def cohort(block, number, blocks, programs):
    year = this_year() - YEARS + 1 + block * YEARS // blocks
    first, _last = models.District.current().school_year_dates(year)
    start = first + (number * 11 + block * 3) % 200 * DAY
    return work.Cohort(
        program=programs[(block + number) % PROGRAMS],
        name=f"Cohort {block}-{number:02d}",
        school_year=year,
        start=start,
        end=start + (70 + number % 4 * 30) * DAY,
        enroll_from=start - 60 * DAY,
        enroll_until=start + 5 * DAY,
        capacity=USUAL if number else LARGE,
        cost_per_seat=None if number % 11 == 0 else 400 + number,
        required_minutes=1440,
        required_sessions=12,
        required_pieces=number % 3,
        practice_task=number % 3 > 0,
        service_years=2 if number % 3 == 1 else 0,
    )


def sessions():
    """Sixteen of each cohort, evenly from its first day to its last; every other one in four has two codes."""
    held = work.Cohort.objects.order_by("pk").values_list("pk", "start", "end")
    schools = models.School.objects.order_by("pk").first().pk
    work.Session.objects.bulk_create(
        (
            work.Session(
                cohort_id=pk,
                title=f"Session {n + 1}",
                date=start + (end - start) * n / (SESSIONS - 1),
                starts=datetime.time(15),
                ends=datetime.time(17, 30),
                minutes=135,
                site_id=schools + pk % SCHOOLS,
                place="Library",
                two_codes=pk % 4 == 0,
                door_code=code(pk * SESSIONS + n, letters.LETTERS[: letters.HALF]),
                exit_code=code(pk * SESSIONS + n, letters.LETTERS[letters.HALF :]),
            )
            for pk, start, end in held
            for n in range(SESSIONS)
        ),
        batch_size=data.BATCH,
    )


def code(number, first):
    """A code of its own for each number."""
    found = first[number % len(first)]
    for _place in range(letters.LENGTH - 1):
        found += letters.LETTERS[number % len(letters.LETTERS)]
        number //= len(letters.LETTERS)
    return found


def goals():
    """Sixty, most of a program, with three indicators that have a value for each year."""
    year, programs = this_year(), list(work.Program.objects.order_by("pk"))
    made = work.Goal.objects.bulk_create(
        work.Goal(
            title=f"Goal {n:02d}",
            first_year=year - 4,
            last_year=year + 1,
            program=programs[n % PROGRAMS] if n % 6 else None,
        )
        for n in range(GOALS)
    )
    facts = {"baseline": 40, "baseline_year": year - 5, "target": 80, "target_year": year + 1, "source": "Survey"}
    by = work.Indicator.objects.bulk_create(
        work.Indicator(goal=goal, title=f"Indicator {n}", **facts) for goal in made for n in range(3)
    )
    work.Measurement.objects.bulk_create(
        work.Measurement(indicator=row, school_year=year - n, value=70 - 5 * n, people=40)
        for row in by
        for n in range(5)
    )


def surveys():
    """One before and one after each cohort of the last two years, with the built-in questions."""
    held = work.Cohort.objects.filter(school_year__gte=this_year() - 1, start__lte=TODAY)
    made = work.Survey.objects.bulk_create(
        work.Survey(cohort=row, title=f"{row.name}, {moment}", moment=moment, opens=day, closes=day + 14 * DAY)
        for row in held
        for moment, day in (("pre", row.start), ("post", row.end))
        if day <= TODAY
    )
    work.SurveyItem.objects.bulk_create(
        (item for survey in made for item in survey_items.built_in(survey)), batch_size=data.BATCH
    )


def places():
    """Keys that addresses of pages are made of: a large cohort under way, one of its sessions, somebody in it."""
    under_way = work.Cohort.objects.filter(start__lte=TODAY, capacity=LARGE).latest("start", "pk")
    over = work.Cohort.objects.filter(end__lt=TODAY, capacity=LARGE).order_by("-end", "pk").first()
    person = models.Person.objects.get(pk=1)
    return {
        "cohort": under_way.pk,
        "session": work.Session.objects.filter(cohort=under_way, date__lte=TODAY).latest("date").pk,
        "over": over.pk,
        "program": under_way.program_id,
        "enrollment": under_way.enrollments.filter(status="enrolled").first().pk,
        "own": person.enrollments.filter(status="completed").order_by("pk").last().pk,
        "survey": work.Survey.objects.filter(cohort=over, moment="pre").first().pk,
        "obligation": work.ServiceObligation.objects.open().first().pk,
        "school": models.School.objects.order_by("pk").first().pk,
        "year": this_year(),
        "call": 1,
        "usual_call": work.Call.objects.latest("pk").pk,
        "application": work.Application.objects.filter(call=1, status="submitted").first().pk,
        "review": person.reviews.filter(status="submitted").first().pk,
        "phase": work.ReviewPhase.objects.get(call=1).pk,
        "goal": work.Goal.objects.order_by("pk").last().pk,
    }


if WHAT == "people":
    people()
else:
    rows(int(sys.argv[5]))

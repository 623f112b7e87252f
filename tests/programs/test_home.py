"""The coordinator's home over all apps: its figures and plots are what the log says."""

import datetime
from collections import defaultdict
from decimal import Decimal

import pytest

from responsibilities.models import Activity, CoachingCycle
from responsibilities.rules import in_hours
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    CohortFactory,
    CycleFactory,
    EnrollmentFactory,
    PersonFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
QUERIES = 23
NOW = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)


@pytest.fixture
def coordinator():
    return UserFactory(kind="coordinator")


@pytest.fixture
def work(time_machine):
    """Two schools, three leaders, two school years: this one to November 24, and the same months of the year before."""
    time_machine.move_to(NOW)
    return [year_of(year) for year in (2027, 2026)]


def year_of(year):
    start, end = datetime.date(year - 1, 7, 1), datetime.date(year, 6, 30)
    schools = [SchoolFactory(eligible_teachers=4) for _each in range(2)]
    teachers = [PersonFactory(home_school=school) for school in schools]
    for at, school in enumerate(schools):
        place = {"position__site": school, "position__school_year": year, "start": start, "end": end, "release": "0.4"}
        row = AppointmentFactory(**place)
        for month in (9, 10, 11):
            date, more = datetime.date(year - 1, month, 3), 15 * (year - 2025)
            ActivityFactory(appointment=row, date=date, minutes=60 + more, supported=teachers[: at + 1], site=school)
            ActivityFactory(appointment=row, date=date, minutes=45, code="own_learning", site=school)
            ActivityFactory(appointment=row, date=date, minutes=30, code="diverted_duty", site=school)
        for status in ("running", "completed", "stopped"):
            cycle = CycleFactory(appointment=row)
            ended = {} if status == "running" else {"end": datetime.date(year - 1, 11, 24)}
            CoachingCycle.objects.filter(pk=cycle.pk).update(status=status, start=start, **ended, **why(status))
    return schools


def why(status):
    return {"status_why": "schedule"} if status == "stopped" else {}


def sums(year, until=12):
    """(teacher leader minutes, those with teachers, teachers) of the log itself, in plain Python."""
    rows = [row for row in Activity.objects.filter(school_year=year) if row.date.month <= until]
    led = [row for row in rows if not row.category.is_diverted]
    teachers = {support.person_id for row in led for support in row.supports.all()}
    return sum(r.minutes for r in led), sum(r.minutes for r in led if r.contact != "none"), len(teachers)


def share(part, whole):
    return f"{round(Decimal(100 * part) / whole, 1)}%"


@pytest.mark.usefixtures("work")
def test_figures_to_date_stand_beside_the_same_months_of_the_year_before(client, coordinator):
    client.force_login(coordinator)
    stats = {str(stat.label): stat for stat in client.get("/").context["stats"]}
    (now, direct, teachers), (past, past_direct, past_teachers) = sums(2027, 10), sums(2026, 10)
    hours = [in_hours(60 * round(minutes / 60)) for minutes in (sums(2027)[0], now, past)]
    texts = [hours[1:], [share(direct, now), share(past_direct, past)], [str(teachers), str(past_teachers)]]
    notes = [f"{one} through October, {two} a year before" for one, two in texts]
    assert [(stat.value, stat.note) for stat in list(stats.values())[2:5]] == [
        (hours[0], notes[0]),
        (share(sums(2027)[1], sums(2027)[0]), notes[1]),
        (teachers, notes[2]),
    ]
    assert (stats["Reach"].value, stats["Reach"].note) == ("25.0%", "of 8 STEM-teaching teachers at covered schools")
    done = stats["Coaching cycles completed"]
    assert (done.value, done.note, client.get(done.url).context["paging"].count) == (2, "2 a year ago", 2)
    assert {client.get(stat.url).status_code for stat in stats.values()} == {200}


def test_plots_are_what_the_log_says_with_a_table_and_a_report_behind_each(client, coordinator, work):
    for status, kind in [("enrolled", "current"), ("enrolled", "other"), ("completed", "current")]:
        EnrollmentFactory(cohort=CohortFactory(school_year=2027), status=status, participant=kind)
    client.force_login(coordinator)
    charts = {chart.key: chart for chart in client.get("/").context["charts"]}
    kinds = ("plan", "release", "reach", "dosage", "cycles", "programs")
    assert [key for key in charts if key != "spending"] == [f"home-{kind}" for kind in kinds]
    assert charts["home-reach"].series[0].values == [0, 0, 2, 2, 2, *[None] * 7]
    assert charts["home-reach"].series[1].values == [0, 0, *[2] * 10]
    assert charts["home-dosage"].series[0].values[1:5] == [0, *[received(month) for month in (9, 10, 11)]]
    release = charts["home-release"]
    assert {school.pk for school in release.labels} == {school.pk for school in work[0]}
    assert release.series[0].values == [Decimal("6.75")] * 2
    promised = round(Decimal("0.4") * 186 * 450 * 147 / 365 / 60, 2)
    assert all(abs(value - promised) < Decimal("0.02") for value in release.series[1].values)
    listed = client.get(release.link.url)
    assert listed.context["paging"].count >= 2
    assert "Release honored (%)" in listed.content.decode()
    assert "6 h 45 min" in listed.content.decode()
    cycles = dict(zip(map(str, charts["home-cycles"].labels), charts["home-cycles"].series[0].values, strict=True))
    assert (cycles["Goal"], cycles["Completed"], cycles["Stopped"]) == (4, 2, 2)
    programs = {str(one.label): sum(one.values) for one in charts["home-programs"].series}
    assert programs == {"Teacher leaders": 2, "Others": 1}
    assert all(client.get(chart.link.url).status_code == 200 for chart in charts.values() if chart.link)


def received(month):
    found = defaultdict(int)
    for row in Activity.objects.filter(school_year=2027, category__is_diverted=False):
        found[row.date.month] += row.minutes * row.participants
    return round(Decimal(found[month]) / 60, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_home_with_every_part_asks_as_often_for_more_rows(
    client, coordinator, rows, time_machine, django_assert_num_queries
):
    time_machine.move_to(NOW)
    for _each in range(rows):
        year_of(2027)
        EnrollmentFactory(cohort=CohortFactory(school_year=2027), status="enrolled")
    client.force_login(coordinator)
    with django_assert_num_queries(QUERIES):
        client.get("/")

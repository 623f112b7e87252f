"""R5: the same figures as coverage for the offices; for everyone else nothing about few people can be worked out."""

import datetime
from decimal import Decimal

import pytest

from leaders.coverage import coverage
from leaders.models import Appointment, School
from programs.reports import registry
from programs.reports.coverage import day_of
from programs.reports.document import HIDDEN
from tests.derivable import Knowledge
from tests.factories import AppointmentFactory, PositionFactory, RoleFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TODAY = datetime.date(2026, 11, 24)
OFFICE = "No school by name"


def told(user):
    document = registry.OFFERED["coverage"].build(user, {"year": 2027}, TODAY)
    return document, {figure.key: figure for figure in document.figures}


def led(school, count, release="0.5", start=datetime.date(2026, 8, 1), **role):
    role = RoleFactory(**role)
    for _n in range(count):
        position = PositionFactory(site=school, role=role)
        AppointmentFactory(position=position, release=release, start=start, person__home_school=school)


@pytest.fixture
def schools():
    """Two in elementary, few in high, one at the office; Title I where most are."""
    made = {
        "title": SchoolFactory(title_i=True, eligible_teachers=20),
        "other": SchoolFactory(title_i=False, eligible_teachers=30),
        "high": SchoolFactory(level="high", title_i=False, eligible_teachers=40, lowest_grade=9, highest_grade=12),
        "office": SchoolFactory(kind="district_office", level=""),
    }
    led(made["title"], 7)
    led(made["other"], 6, "0.4", shares={"science": 50, "mathematics": 50})
    led(made["high"], 2, "0.3", shares={"engineering": 100})
    led(made["office"], 3, "0.7", shares={"science": 100})
    return made


def test_the_offices_read_every_group_and_every_school(schools):
    document, figures = told(UserFactory(kind="coordinator"))
    found = coverage(Appointment.objects.all(), School.objects.all(), TODAY)
    levels = {row[0]: row for row in figures["levels"].rows}
    assert levels["High"][1:] == [1, 1, 0, 2, Decimal("0.600"), 40, Decimal("66.7")]
    assert levels[OFFICE][4:6] == [3, Decimal("2.100")]
    assert figures["levels"].total[4:6] == [found.total.leaders, found.total.tl_fte]
    assert (document.is_aggregate, document.is_suppressed) == (False, False)
    assert [row[0] for row in figures["schools"].rows] == [row.school.name for row in found.rows]


def test_a_principal_reads_of_the_own_school(schools):
    _document, figures = told(UserFactory(kind="principal", kind__school=schools["high"]))
    assert [row[0] for row in figures["schools"].rows] == [schools["high"].name]
    assert figures["levels"].total[1:6] == [1, 1, 0, 2, Decimal("0.600")]


def test_a_principal_reads_of_a_shared_position_the_part_of_the_own_school(schools):
    position = PositionFactory(site=schools["title"])
    position.other_sites.add(schools["high"])
    AppointmentFactory(position=position, release="0.4", start=datetime.date(2026, 8, 1))
    document, figures = told(UserFactory(kind="principal", kind__school=schools["high"]))
    assert figures["levels"].total[4:6] == [3, Decimal("0.800")]
    assert OFFICE not in [row[0] for row in figures["levels"].rows]
    assert [stat.value for stat in document.stats][2:4] == [3, Decimal("0.800")]


def test_nobody_else_can_work_out_what_few_people_do(schools):
    document, figures = told(UserFactory(kind="viewer"))
    assert (document.is_aggregate, document.is_suppressed, "schools" in figures) == (True, True, False)
    known = Knowledge()
    for key, leaders in (("title-i", 4), ("levels", 4), ("grade-bands", 4), ("disciplines", 6)):
        for at in (leaders, leaders + 1):
            rows = {row[0]: row[at] for row in figures[key].rows}
            if at == leaders + 1 or key in ("title-i", "levels"):  # who works in two disciplines counts in both
                known.table((key, at), 2027, rows, figures[key].total[at])
    for at in (4, 5):
        known.sums((("levels", at), 2027, OFFICE), [(("grade-bands", at), 2027, OFFICE)])
    assert known.hidden
    assert known.solved() == {}
    ratio = {
        (figure.key, row[0]): (row[5], row[7])
        for figure in figures.values()
        if len(figure.heads) == 8 and figure.key in ("title-i", "levels")
        for row in [*figure.rows, figure.total]
    }
    assert [at for at, (fte, per) in ratio.items() if fte is HIDDEN and per not in (HIDDEN, None)] == []
    assert {row[7] for row in [figures["levels"].total, figures["title-i"].total]} == {HIDDEN}


@pytest.mark.parametrize("small", ["title", "other", "high", "office"])
def test_the_board_report_beside_it_tells_nothing_more(small):
    """Whoever serves all year has the same TL FTE in both: cells of the same name are the same unknown."""
    places = {
        "title": SchoolFactory(title_i=True),
        "other": SchoolFactory(title_i=False),
        "high": SchoolFactory(level="high", title_i=False, lowest_grade=9, highest_grade=12),
        "office": SchoolFactory(kind="district_office", level=""),
    }
    for name, place in places.items():
        led(place, 2 if name == small else 8, start=datetime.date(2026, 7, 1))
    viewer, known = UserFactory(kind="viewer"), Knowledge()
    _document, figures = told(viewer)
    board = {one.key: one for one in registry.OFFERED["board"].build(viewer, {"year": 2027}, TODAY).figures}
    for found, at in ((figures, 5), (board, 3)):
        for key in ("levels", "title-i"):
            rows = {NAMES.get(row[0], row[0]): row[at] for row in found[key].rows}
            known.table("fte" if key == "levels" else "fte of others", 2027, rows, found[key].total[at])
    known.sums(("fte", 2027, "total"), [("fte of others", 2027, "total")])
    assert known.hidden
    assert known.solved() == {}


NAMES = {"District office": OFFICE}


def test_a_group_of_five_is_shown(schools):
    led(schools["high"], 3, "0.3", shares={"engineering": 100})
    led(schools["office"], 2, "0.7", shares={"science": 100})
    _document, figures = told(UserFactory(kind="viewer"))
    assert [row for row in figures["levels"].lines if HIDDEN in row] == []


def test_plots_hold_the_numbers_of_their_tables(schools):
    for user in (UserFactory(kind="coordinator"), UserFactory(kind="viewer")):
        for figure in told(user)[1].values():
            if figure.chart:
                rows = {row[0]: row for row in figure.rows}
                for series in figure.chart.series:
                    at = [str(head.label) for head in figure.heads].index(
                        COLUMN.get(str(series.label), str(series.label))
                    )
                    shown = [None if rows[label][at] is HIDDEN else rows[label][at] for label in figure.chart.labels]
                    assert shown == series.values


COLUMN = {"Title I schools": "Title I schools with nobody", "Other schools": "Other schools with nobody"}


def test_another_year_is_told_as_of_its_nearest_day():
    days = [day_of(year, TODAY) for year in (2026, 2027, 2028)]
    assert days == [datetime.date(2026, 6, 30), TODAY, datetime.date(2027, 7, 1)]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", ["coordinator", "viewer"])
def test_queries(rows, kind, client, django_assert_num_queries):
    for school in SchoolFactory.create_batch(rows):
        led(school, 1)
    client.force_login(UserFactory(kind=kind))
    with django_assert_num_queries(8):
        assert client.get("/reports/coverage/").status_code == 200

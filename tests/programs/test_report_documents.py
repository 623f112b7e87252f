"""Reports about time, reach and people: their figures, who sees what, and that more rows cost no more queries."""

import datetime
import re
from decimal import Decimal

import pytest

from config.tables.cells import shown
from programs.reports.document import HIDDEN
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    CompensationFactory,
    CycleFactory,
    MonthFactory,
    PersonFactory,
    RecognitionFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TIME, REACH, ROSTER, ACTIVITY = "/reports/time/", "/reports/reach-and-dosage/", "/reports/roster/", "/reports/activity/"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 18, tzinfo=datetime.UTC))


@pytest.fixture
def read(client):
    """Opens a report as a user: its document."""

    def opened(user, address):
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.context["document"]

    return opened


def leading(name, *minutes, **facts):
    """A leader at a school who gave so many minutes to as many teachers there, each alone."""
    school = SchoolFactory(name=name, eligible_teachers=10)
    row = AppointmentFactory(position__site=school, position__school_year=2027, **facts)
    for each in minutes:
        ActivityFactory(appointment=row, minutes=each, supported=[PersonFactory(home_school=school)])
    return row


def lines(document, key):
    found = next(figure for figure in document.figures if figure.key == key)
    return {str(row[0]): row[1:] for row in found.lines}


def keys(document):
    return [figure.key for figure in document.figures]


def test_time_use_has_diverted_duty_apart(read):
    row = leading("North", 60, 30)
    ActivityFactory(appointment=row, minutes=30, code="instructional_materials")
    ActivityFactory(appointment=row, minutes=45, code="diverted_duty", kind="duty")
    MonthFactory(leader=row.person, month=datetime.date(2026, 10, 1), status="attested")
    found = read(UserFactory(kind="coordinator"), TIME)
    assert lines(found, "category") == {
        "Coaching and modeling": [90, 0, 0, 90, Decimal("75.0")],
        "Instructional materials": [0, 0, 30, 30, Decimal("25.0")],
        "Diverted duty": [0, 0, 45, 45, None],
        "Teacher leader time": [90, 0, 30, 120, 100],
    }
    assert lines(found, "month")["Nov 2026"] == [90, 30, 120, 45]
    assert lines(found, "direct")["All months"] == [Decimal("75.0")]
    assert lines(found, "plan")["Coaching and modeling"] == [90, None, Decimal("75.0"), None]
    assert lines(found, "release")["North"][1] == 120
    assert lines(found, "completeness")["All months"] == [3, 1, Decimal("33.3")]
    assert not found.is_aggregate


def test_time_use_of_fewer_than_five_leaders_is_hidden_from_everyone_else(read):
    for number in range(4):
        leading(f"School {number}", 60)
    for found in (read(UserFactory(kind="viewer"), TIME), read(UserFactory(kind="coordinator"), f"{TIME}?everyone=on")):
        assert lines(found, "category")["Coaching and modeling"] == [HIDDEN] * 2
        assert lines(found, "month")["All months"] == [HIDDEN, 0]
        assert keys(found) == ["category", "month"]
        assert found.is_aggregate


def test_the_one_leader_of_five_who_led_groups_is_not_told_of(read, client):
    for number in range(4):
        leading(f"School {number}", 60)
    ActivityFactory(appointment=leading("School 4"), minutes=105, contact="group", participants=4)
    for found in (read(UserFactory(kind="viewer"), TIME), read(UserFactory(kind="coordinator"), f"{TIME}?everyone=on")):
        assert lines(found, "month")["All months"] == [345, 0]
        assert [one.label for figure in found.figures for one in figure.chart.series] == [
            "Time",
            "Time",
            "Diverted duty",
        ]
        assert [stat.label for stat in found.stats] == ["Teacher leader time", "Diverted duty"]
    client.force_login(UserFactory(kind="viewer"))
    page, file = client.get("/reports/time-use/"), client.get("/reports/time-use/?export=csv")
    for text in (page.content.decode(), b"".join(file.streaming_content).decode()):
        assert not {"105", "1.75"} & set(re.findall(r"[\d.]+", re.sub(r"<[^>]*>", " ", text)))


def test_reach_counts_each_teacher_once_and_lists_who_was_never_reached(read):
    row = leading("North", 30, 90)
    PersonFactory(home_school=row.position.site, family_name="Never")
    SchoolFactory(name="Far")
    leading("South")
    found = read(UserFactory(kind="coordinator"), REACH)
    assert lines(found, "months")["Nov 2026"] == [2, 2]
    assert lines(found, "dosage")["under 1"] == [1, Decimal("50.0")]
    assert lines(found, "schools")["North"] == [10, 2, Decimal("20.0"), 120, 60]
    assert lines(found, "spread")["under 25%"] == [1]
    assert {"Far", "South"} <= {*lines(found, "never-schools")}
    assert "North" not in lines(found, "never-schools")
    assert lines(found, "never-teachers")["North"] == [1]
    assert "never-names" not in keys(found)
    found = read(UserFactory(kind="coordinator"), f"{REACH}?school={row.position.site_id}")
    assert [*lines(found, "never-names")] == ["Never, Ana"]


def test_schools_without_a_number_of_teachers_are_in_no_part_of_the_share(read):
    """Who was supported at such schools alone is left out, each once; who was at a known school as well is not."""
    row, unknown = leading("North", 30), SchoolFactory.create_batch(2, eligible_teachers=None)
    moved, stranger = PersonFactory(home_school=row.position.site), PersonFactory(home_school=unknown[0])
    for person, school in (
        (moved, row.position.site),
        (moved, unknown[0]),
        (stranger, unknown[0]),
        (stranger, unknown[1]),
    ):
        person.home_school = school
        ActivityFactory(appointment=row, minutes=30, supported=[person])
    found = read(UserFactory(kind="coordinator"), REACH)
    assert lines(found, "schools")["All schools"] == [10, 3, Decimal("20.0"), 150, 50]
    assert found.stats[1].value == "20.0%"
    assert "Schools without a number of STEM-teaching teachers: 2." in found.remarks[0]


def test_a_principal_reads_of_the_own_school_and_no_name_where_the_district_says_so(read, district):
    rows = [leading("North", 30), leading("South", 30)]
    for row in rows:
        PersonFactory(home_school=row.position.site)
    user = UserFactory(kind="principal", kind__school=rows[0].position.site)
    assert [*lines(read(user, REACH), "never-teachers")] == ["North", "All schools"]
    assert "never-names" in keys(read(user, REACH))
    district.principal_sees = "counts"
    district.save()
    assert "never-names" not in keys(read(user, REACH))


def test_reach_of_small_schools_is_hidden_from_everyone_else(read):
    for name, teachers in (("North", 4), ("South", 6), ("West", 9)):
        leading(name, *[30] * teachers)
    found = read(UserFactory(kind="viewer"), REACH)
    assert [value[1] is HIDDEN for value in lines(found, "schools").values()] == [True, True, False, False]
    assert keys(found) == ["months", "dosage", "schools", "spread"]
    assert found.is_aggregate
    assert lines(found, "spread")["not shown, to protect people"] == [2]


def test_nobody_is_told_a_share_of_no_teachers(read):
    for number in range(5):
        leading(f"School {number}", 60)
    AppointmentFactory(position__site=SchoolFactory(eligible_teachers=None), position__school_year=2027)
    share = read(UserFactory(kind="viewer"), REACH).stats[1]
    assert (share.value, share.note) == ("—", "")


def test_the_roster_says_who_counts_and_why_others_do_not(read):
    row = leading("North", position__role__name="Math coach")
    CompensationFactory(appointment=row, full_amount=Decimal(3000))
    leading("South", position__role__name="Literacy coach", position__role__shares={"literacy": 100})
    RecognitionFactory()
    found = read(UserFactory(kind="coordinator"), ROSTER)
    assert [stat.value for stat in found.stats] == [1, Decimal("0.400"), 3]
    assert lines(found, "disciplines") == {"Mathematics": [1], "Headcount": [1]}
    assert lines(found, "levels")["Elementary"] == [1]
    assert lines(found, "roles")["Math coach"] == [1]
    assert lines(found, "reasons") == {"not a STEM discipline": [1], "award only": [1], "Not counted": [2]}
    name, counted, why, role, site, release, fte, end, pay, paid_by = found.figures[-1].rows[0]
    assert (counted, why, role, site, pay, paid_by) == (
        "Yes",
        None,
        "Math coach",
        "North",
        Decimal("3000.00"),
        "not yet allocated",
    )
    assert read(UserFactory(kind="coordinator"), f"{ROSTER}?role={row.position.role_id}").stats[2].value == 1


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2099-01-01", "9999-12-31"])
def test_a_date_of_no_record_is_said_to_be_none(read, client, day):
    read(UserFactory(kind="coordinator"), f"{ROSTER}?on={day}")
    assert "Enter a valid date." in client.get(f"{ROSTER}?on={day}").content.decode()


def test_the_roster_of_a_principal_has_no_pay_and_everyone_else_finds_none(client, read):
    row = leading("North")
    found = read(UserFactory(kind="principal", kind__school=row.position.site), f"{ROSTER}?on=2026-12-01")
    assert "Pay this school year" not in [head.label for head in found.figures[-1].heads]
    client.force_login(UserFactory(kind="viewer"))
    assert client.get(ROSTER).status_code == 404


def entry(row, teacher=None, **facts):
    return ActivityFactory(
        appointment=row, date=datetime.date(2026, 11, 17), supported=[teacher] if teacher else (), **facts
    )


def test_two_weeks_of_a_leader_hold_what_was_handed_in_from_monday_to_sunday(read):
    row = leading("North")
    teacher = PersonFactory(home_school=row.position.site, family_name="Reed")
    entry(row, teacher, minutes=60)
    entry(row, minutes=30, code="diverted_duty", kind="duty")
    for day in (15, 30):
        ActivityFactory(appointment=row, date=datetime.date(2026, 11, day))
    entry(row, status="draft")
    CycleFactory(appointment=row, teacher=teacher, start=datetime.date(2026, 10, 1))
    found = read(UserFactory(kind="coordinator"), f"{ACTIVITY}?leader={row.person_id}&period=2026-11-16")
    assert [shown(stat.value) for stat in found.stats] == ["2", "1 h", "1 h", "30 min", "1"]
    assert lines(found, "category")["Diverted duty"] == [1, 0, 0, 30, 30, None]
    assert lines(found, "contact")["One-on-one"] == [1, 60, 1]
    assert lines(found, "supported") == {"Reed, Ana": [1, 60]}
    assert lines(found, "follow-ups")["2026-10-15"][0] == "next visit"
    before = read(UserFactory(kind="coordinator"), found.ways[0].url)
    assert (before.period, before.stats[0].value) == ("11/02/2026 – 11/15/2026", 1)
    assert read(UserFactory(kind="coordinator"), f"{ACTIVITY}?leader={row.person_id}").period == before.period


def test_support_that_a_leader_got_is_not_in_the_own_two_weeks(read):
    row = leading("North", 30)
    entry(row, PersonFactory(home_school=row.position.site), minutes=30)
    entry(leading("South"), row.person, minutes=60)
    user = UserFactory(kind="teacher_leader", person=row.person)
    assert [stat.value for stat in read(user, f"{ACTIVITY}?period=2026-11-16").stats][:2] == [1, 30]


def test_a_principal_reads_two_weeks_of_the_own_school_without_names_where_the_district_says_so(read, district):
    row, other = leading("North"), leading("South")
    for each in (row, other):
        entry(each, PersonFactory(home_school=each.position.site), minutes=60)
    user = UserFactory(kind="principal", kind__school=row.position.site)
    assert "supported" in keys(read(user, f"{ACTIVITY}?period=2026-11-16"))
    district.principal_sees = "counts"
    district.save()
    found = read(user, f"{ACTIVITY}?period=2026-11-16")
    assert (keys(found), found.stats[-1].value) == (["category", "contact", "entries"], 1)
    assert "Supported teachers" not in [head.label for head in found.figures[-1].heads]


def test_of_the_district_two_weeks_are_the_months_they_lie_in(read):
    leading("North", 60)
    found = read(UserFactory(kind="coordinator"), ACTIVITY)
    assert keys(found) == ["category", "month"]
    assert lines(found, "category")["Teacher leader time"][3] == 60


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "kind", "queries"),
    [
        (TIME, "coordinator", 18),
        (TIME, "viewer", 7),
        (REACH, "coordinator", 10),
        (REACH, "viewer", 7),
        (ROSTER, "coordinator", 14),
        (ACTIVITY, "coordinator", 13),
    ],
)
def test_more_rows_cost_no_more_queries(client, rows, address, kind, queries, django_assert_num_queries):
    for number in range(rows):
        leading(f"School {number}", *[60] * (rows + 5))
    row = leading("North")
    for _each in range(rows):
        teacher = PersonFactory(home_school=row.position.site)
        entry(row, teacher)
        CycleFactory(appointment=row, teacher=teacher)
    client.force_login(UserFactory(kind=kind))
    address = f"{address}?school={row.position.site_id}&period=2026-11-16" if address == ACTIVITY else address
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("page", "report"),
    [("/reports/time-use/", TIME), ("/reports/reach/", REACH), ("/teacher-leaders/", ROSTER)],
)
def test_a_page_leads_to_its_report_and_keeps_the_choice(client, page, report):
    client.force_login(UserFactory(kind="coordinator"))
    answer = client.get(f"{page}?school={SchoolFactory().pk}&page=2").content.decode()
    [chosen] = re.findall(rf'href="{report}(\?school=%23\d+&amp;export=pdf)"', answer)
    assert client.get(report + chosen.replace("&amp;", "&"))["Content-Type"] == "application/pdf"

"""Time use and reach: the coordinator sees all, a principal the school, a leader the own, others suppressed sums."""

import io

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from config.tables.cells import shown
from leaders.models import District, Person
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]
TIME, REACH, NEVER = "/reports/time-use/", "/reports/reach/", "/reports/reach/never/"


@pytest.fixture
def _november():
    District.objects.create(pk=1, name="Test District")
    with time_machine.travel("2026-11-20 12:00", tick=False):
        yield


@pytest.fixture
def two_schools():
    """A leader at each of two schools, each with visits to two teachers there."""
    rows = []
    for name, minutes in (("North", 60), ("South", 120)):
        school = SchoolFactory(name=name, eligible_teachers=10)
        appointment = AppointmentFactory(position__site=school, position__school_year=2027)
        for _each in range(2):
            ActivityFactory(
                appointment=appointment, minutes=minutes, supported=[PersonFactory(home_school=school)], site=school
            )
        rows.append(appointment)
    return rows


def context(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context


def values(found):
    return [str(shown(stat.value)) for stat in found["stats"]]


def test_the_coordinator_sees_the_district(client, two_schools):
    found = context(client, UserFactory(kind="coordinator"), TIME)
    assert values(found)[:2] == ["6 h", "100.0%"]
    assert not found["suppressed"]


@pytest.mark.parametrize(
    ("choice", "hours"),
    [
        ("school", "2 h"),
        ("leader", "2 h"),
        ("start=2026-11-01", "6 h"),
        ("end=2026-10-01", None),
        ("year=2026", None),
    ],
)
def test_the_coordinator_chooses(client, two_schools, choice, hours):
    north = two_schools[0]
    chosen = {"school": f"school={north.position.site_id}", "leader": f"leader={north.person_id}"}.get(choice, choice)
    found = context(client, UserFactory(kind="coordinator"), f"{TIME}?{chosen}")
    assert found["charts"] if hours else not found["charts"]
    assert values(found)[0] == (hours or "0 min")


def test_a_role_is_chosen(client, two_schools):
    role = two_schools[1].position.role_id
    assert values(context(client, UserFactory(kind="coordinator"), f"{TIME}?role={role}"))[0] == "4 h"


def test_a_principal_sees_the_own_school(client, two_schools):
    user = UserFactory(kind="principal", kind__school=two_schools[0].position.site)
    other = two_schools[1]
    for choice in ("", f"?school={other.position.site_id}", f"?leader={other.person_id}"):
        assert values(context(client, user, TIME + choice))[0] == "2 h"
        assert values(context(client, user, REACH + choice))[0] == "2"
    assert "0 min" in values(context(client, user, f"{TIME}?role={other.position.role_id}"))


def test_a_leader_sees_the_own_time_beside_the_plan(client, two_schools):
    user = UserFactory(person=two_schools[1].person)
    found = context(client, user, f"{TIME}?leader={two_schools[0].person_id}")
    assert values(found)[0] == "4 h"
    assert [position for position, _share in found["releases"]] == [two_schools[1].position]
    assert values(context(client, user, REACH))[0] == "2"


@pytest.mark.parametrize("kind", ["viewer", "administrator", "business_office"])
@pytest.mark.parametrize(("leaders", "shown"), [(4, False), (5, True)])
def test_others_see_sums_of_five_leaders_and_not_of_four(client, kind, leaders, shown):
    for _each in range(leaders):
        ActivityFactory(minutes=60, supported=[PersonFactory(home_school=SchoolFactory())])
    user = UserFactory(kind=kind)
    found = context(client, user, TIME)
    assert found["suppressed"]
    assert (values(found)[0] == f"{leaders} h") is shown
    assert (f"{leaders} h" in client.get(TIME).content.decode()) is shown
    assert (values(context(client, user, REACH))[0] == str(leaders)) is shown


def test_others_cannot_choose_what_is_less_than_the_whole(client, two_schools):
    for _each in range(3):
        ActivityFactory(minutes=60)
    user, north = UserFactory(kind="viewer"), two_schools[0]
    whole = values(context(client, user, TIME))
    for choice in (f"school={north.position.site_id}", f"leader={north.person_id}", "start=2026-12-01"):
        assert values(context(client, user, f"{TIME}?{choice}")) == whole


def test_small_schools_are_hidden_from_others_in_page_and_file(client, two_schools):
    """And the smallest of the others: North and South together are four teachers, the total less the others."""
    for name, count in (("West", 6), ("East", 5)):
        serving = AppointmentFactory(position__site=SchoolFactory(name=name, eligible_teachers=9))
        team = [PersonFactory(home_school=serving.position.site) for _each in range(count)]
        ActivityFactory(appointment=serving, supported=team, minutes=60)
    user = UserFactory(kind="viewer")
    client.force_login(user)
    lines = b"".join(client.get(f"{REACH}?export=csv")).decode().splitlines()
    hidden = [line.split(",")[2] for line in lines if line.startswith(('"North"', '"South"', '"East"'))]
    assert hidden == ['"not shown"'] * 3
    assert any(line.startswith('"West",9,6,') for line in lines)
    assert [stat.value for stat in client.get(REACH).context["stats"]][0] == 15


def test_a_file_says_what_its_figures_mean(client, two_schools):
    client.force_login(UserFactory(kind="coordinator"))
    for address, word in ((TIME, "Direct time"), (REACH, "Dosage")):
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(client.get(f"{address}?export=xlsx"))))
        about = {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}
        assert word in about
        assert about["School year"] == "2026–27"
    assert client.get(f"{TIME}?export=csv").status_code == 200


def test_the_never_reached_are_listed_by_name_for_the_coordinator(client, two_schools):
    never = PersonFactory(home_school=two_schools[0].position.site)
    found = context(client, UserFactory(kind="coordinator"), NEVER)
    keys = [row[0] for row in found["rows"]]
    assert never.pk in keys
    assert not set(keys) & set(Person.objects.filter(reach__isnull=False).values_list("pk", flat=True))


def test_the_homes_show_time_and_reach(client, two_schools):
    north = two_schools[0]
    client.force_login(UserFactory(person=north.person))
    assert "My time this year" in client.get("/").content.decode()
    client.force_login(UserFactory(kind="principal", kind__school=north.position.site))
    assert "My school this year" in client.get("/").content.decode()
    client.force_login(UserFactory(kind="coordinator"))
    assert "never reached" in client.get("/").content.decode()
    assert "This school year" in client.get(north.position.site.get_absolute_url()).content.decode()
    assert "Plan and actual" in client.get(north.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("sees", "named"), [("names", True), ("counts", False)])
def test_a_principal_reads_names_of_supported_teachers_by_the_districts_choice(client, two_schools, sees, named):
    District.objects.update(principal_sees=sees)
    school = two_schools[0].position.site
    teacher = Person.objects.filter(reach__isnull=False, home_school=school).first()
    Person.objects.filter(pk=teacher.pk).update(family_name="Zanzibar")
    client.force_login(UserFactory(kind="principal", kind__school=school))
    assert ("Zanzibar" in client.get("/").content.decode()) is named


@pytest.mark.parametrize("who", ["principal elsewhere", "business_office", "administrator", "viewer", "leader"])
def test_nobody_else_sees_the_year_of_a_school(client, two_schools, who):
    """Offices see who is appointed there, so that the rows alone would not keep it from them."""
    north, south = two_schools
    if who == "principal elsewhere":
        user = UserFactory(kind="principal", kind__school=north.position.site)
    else:
        user = UserFactory(person=north.person) if who == "leader" else UserFactory(kind=who)
    client.force_login(user)
    page = client.get(south.position.site.get_absolute_url())
    assert (page.status_code, "This school year" in page.content.decode()) == (200, False)


def test_a_plot_has_its_table_and_loads_its_script(client, two_schools):
    client.force_login(UserFactory(kind="coordinator"))
    page = client.get(TIME).content.decode()
    assert page.count("<canvas") == page.count('<details class="chart-table" open>') == 2
    assert "vendor/chart.umd.min.js" in page
    assert "vendor/chart.umd.min.js" not in client.get("/people/").content.decode()


def test_a_choice_that_cannot_be_read_is_left_out(client, two_schools):
    found = context(client, UserFactory(kind="coordinator"), f"{TIME}?year=abc&start=2026-99-01&category=x")
    assert values(found)[0] == "6 h"

"""The page of coverage: where nobody is stands first, each number leads to its list, principals see their own."""

import csv
import datetime
import re

import pytest
from django.utils import timezone

from leaders.models import Appointment, Grade
from tests.factories import AppointmentFactory, PositionFactory, RoleFactory, SchoolFactory, UserFactory, discipline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
DAY = "2026-11-24"
PAGE = f"/coverage/?on={DAY}"


def led(school, *, others=(), **role):
    position = PositionFactory(site=school, role=RoleFactory(**role))
    position.other_sites.set(others)
    return AppointmentFactory(position=position, person__home_school=school)


def shown(client, user, address=PAGE):
    client.force_login(user)
    return client.get(address).content.decode()


def lines(client, user, address):
    client.force_login(user)
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def names(html):
    """Schools of the map, in order."""
    table = html[html.index("heat-map") :]
    return re.findall(r'<th scope="row"><a href="/schools/\d+/">([^<]*)</a>', table)


def test_nobody_stands_first_then_title_i_and_has_a_sign(client, coordinator):
    full = SchoolFactory(name="Served")
    for code in ("mathematics", "science", "technology", "engineering", "integrated-stem"):
        led(full, shares={code: 100})
    led(SchoolFactory(name="Title school", title_i=True))
    SchoolFactory(name="Alone", eligible_teachers=9)
    html = shown(client, coordinator)
    assert names(html) == ["Alone", "Title school", "Served"]
    assert "Nobody serves 1 of 3 schools." in html
    alone = html[html.index("heat-map") :].split("<tr>")[2]
    assert alone.count('<span aria-hidden="true">✕ </span>0') == 5
    assert "Alone" not in names(shown(client, coordinator, f"{PAGE}&title_i=yes"))
    assert names(shown(client, coordinator, f"{PAGE}&gaps=yes&discipline={discipline('science').pk}")) == [
        "Alone",
        "Title school",
    ]


@pytest.fixture
def crowd():
    """People whose appointments of the year say more than those that count on the date; answers a school."""
    north, south = (
        SchoolFactory(name="North", lowest_grade=Grade.KG, highest_grade=Grade.G08),
        SchoolFactory(name="South"),
    )
    both = led(north, others=[south], shares={"computer-science": 50, "mathematics": 50})
    ended = led(north, shares={"science": 100})
    Appointment.objects.filter(pk=ended.pk).update(end="2026-10-01")
    AppointmentFactory(
        person=ended.person, position=PositionFactory(site=north, role=RoleFactory(shares={"stem": 100}))
    )
    AppointmentFactory(person=both.person, position__site=south, status="proposed")
    upper = {"position__lowest_grade": Grade.G06, "position__highest_grade": Grade.G08}
    AppointmentFactory(person=led(south, shares={"science": 100}).person, position__site=north, **upper)
    return north


@pytest.mark.parametrize("columns", ["", "&columns=bands"])
@pytest.mark.parametrize("kind", ["coordinator", "principal"])
def test_each_number_leads_to_as_many_people(client, crowd, kind, columns):
    html = shown(client, UserFactory(kind=kind, kind__school=crowd if kind == "principal" else None), PAGE + columns)
    found = re.findall(r'<td class="heat-\d"><a href="([^"]*)">(\d+)</a>', html)
    listed = [client.get(url.replace("&amp;", "&")).context["sums"]["heads"] for url, _number in found]
    assert listed == [int(number) for _url, number in found]
    assert max(listed) > 1
    assert re.search(r'<td class="heat-1">1</td>', html)  # STEM as such, of which the roster holds all fields


def test_a_principal_sees_the_own_school_and_what_leaders_from_elsewhere_give_it(client):
    own, other = SchoolFactory(name="Own"), SchoolFactory(name="Other")
    led(other, others=[own])
    principal = UserFactory(kind="principal", kind__school=own)
    html = shown(client, principal)
    assert (names(html), "Leaders of the whole district" in html) == (["Own"], False)
    assert [(row["School"], row["TL FTE"]) for row in lines(client, principal, f"{PAGE}&export=csv")] == [
        ("Own", "0.200")
    ]


def test_the_file_holds_what_is_shown_by_grade_band(client, coordinator):
    led(SchoolFactory(name="Small", lowest_grade=Grade.KG, highest_grade=Grade.G02))
    [row] = lines(client, coordinator, f"{PAGE}&columns=bands&band=pk-2&number=fte&export=csv&q=small")
    assert (row["Mathematics, PK–2"], row["Science, PK–2"], row["Leaders"]) == ("0.400", "0.000", "1")
    assert "Science, PK–2" in row["Nobody in"]
    assert row["Leaders by STEM mode"] == "discipline-specific: 1"
    assert client.get(f"{PAGE}&export=xlsx").status_code == 200


def test_a_district_without_schools_and_filters_that_nothing_matches_say_so(client, coordinator):
    assert "No schools yet" in shown(client, coordinator, "/coverage/")
    SchoolFactory(level="middle")
    assert "Nothing matches these filters" in shown(client, coordinator, f"{PAGE}&level=high")
    assert "not applied" in shown(client, coordinator, "/coverage/?level=highest&discipline=none&on=tomorrow")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("coordinator", 12), ("principal", 12), ("business_office", 8)])
def test_queries(rows, kind, queries, client, django_assert_num_queries):
    schools = SchoolFactory.create_batch(rows)
    for school in schools:
        led(school, others=schools[:1])
    client.force_login(UserFactory(kind=kind, kind__school=schools[0] if kind == "principal" else None))
    with django_assert_num_queries(queries):
        assert client.get(PAGE).status_code == 200


def test_the_day_after_the_last_day_nobody_serves(client, coordinator):
    last = led(SchoolFactory()).end
    assert "1 of 1" in shown(client, coordinator, f"/coverage/?on={last}")
    assert "0 of 1" in shown(client, coordinator, f"/coverage/?on={last + datetime.timedelta(days=1)}")


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_a_date_beyond_all_school_years_is_today(client, coordinator, on):
    SchoolFactory()
    client.force_login(coordinator)
    assert client.get(f"/coverage/?on={on}").context["on"] == timezone.localdate()

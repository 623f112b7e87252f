"""What waits for a decision: each rule at its boundary, and the list behind a count shows exactly that many rows."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from leaders import waiting
from leaders.models import Appointment, Compensation, District, FundingSource, ImportBatch, Position
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    RoleFactory,
    UserFactory,
    allocate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TODAY = datetime.date(2026, 11, 24)
HOMES = {"coordinator": 20, "business_office": 12, "principal": 12, "viewer": 4}  # queries


def days(number):
    return datetime.timedelta(days=number)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC))


def served(seasons, **facts):
    """An appointment of this year whose holder has had the role for `seasons` school years in a row."""
    role, person = RoleFactory(), PersonFactory()
    for back in range(seasons):
        year = 2027 - back
        start, end = datetime.date(year - 1, 8, 1), datetime.date(year, 6, 30)
        position = PositionFactory(role=role, school_year=year)
        row = AppointmentFactory(person=person, position=position, start=start, end=end, **facts)
    return row


@pytest.mark.parametrize(("seasons", "due"), [(2, 0), (3, 1), (4, 1)])
def test_rotation_is_due_after_the_years_of_the_settings(seasons, due):
    served(seasons)
    assert waiting.rotation_due(Appointment.objects.all(), TODAY, District.current().rotation_years).count() == due


def test_years_in_another_role_or_in_a_withdrawn_appointment_are_no_rotation():
    row = served(2)
    AppointmentFactory(person=row.person, position__school_year=2025)
    served(3, status="withdrawn")
    assert not waiting.rotation_due(Appointment.objects.all(), TODAY, 3).exists()


@pytest.mark.parametrize(("until", "found"), [(-1, 0), (0, 1), (90, 1), (91, 0)])
def test_a_right_to_return_is_told_90_days_ahead(until, found):
    AppointmentFactory(return_right_until=TODAY + days(until))
    assert waiting.return_ending(Appointment.objects.all(), TODAY).count() == found


@pytest.mark.parametrize(("ago", "found"), [(0, 1), (30, 1), (31, 0)])
def test_lately_is_30_days(ago, found):
    AppointmentFactory(approved_on=TODAY - days(ago))
    assert waiting.approved_lately(Appointment.objects.all(), TODAY).count() == found


@pytest.mark.parametrize(
    ("usual", "kind", "amount", "funded", "missing"),
    [
        ("annual_stipend", None, 0, False, ["pay"]),
        ("release_only", None, 0, False, []),
        ("annual_stipend", "annual_stipend", 7500, False, ["fund"]),
        ("annual_stipend", "annual_stipend", 7500, True, []),
        ("annual_stipend", "release_only", 0, False, []),
    ],
)
def test_pay_to_check_is_pay_or_fund_that_is_missing(usual, kind, amount, funded, missing):
    row = AppointmentFactory(position__role__pay_kind=usual)
    if kind:
        line = CompensationFactory(appointment=row, kind=kind, full_amount=amount)
        FundingSourceFactory(code="GEN")
        allocate(line, **({"GEN": 100} if funded else {}))
    rows = Appointment.objects.all()
    found = [word for word, rule in (("pay", waiting.without_pay), ("fund", waiting.without_fund)) if rule(rows)]
    assert found == missing
    assert waiting.pay_to_check(rows).count() == len(missing)


@pytest.mark.parametrize(("budget", "over"), [("7500.00", 0), ("7499.99", 1), ("0", 0)])
def test_a_position_is_over_budget_by_a_cent(budget, over):
    CompensationFactory(full_amount="7500.00", appointment__position__budget=Decimal(budget))
    assert waiting.over_budget(Position.objects.all()).count() == over


def test_pay_that_ends_early_leaves_room_in_the_budget_for_a_successor():
    position = PositionFactory(budget="10000")
    first, last = datetime.date(2026, 7, 1), datetime.date(2027, 6, 30)
    turn = datetime.date(2026, 12, 31)
    for start, end in [(first, turn), (turn + days(1), last)]:
        row = AppointmentFactory(position=position, start=start, end=end)
        CompensationFactory(appointment=row, full_amount="10000", start=first, end=last)
    assert not waiting.over_budget(Position.objects.all()).exists()
    Compensation.objects.update(full_amount="10001")
    assert waiting.over_budget(Position.objects.all()).get() == position


@pytest.mark.parametrize(("budget", "over"), [("7500.00", 0), ("7499.99", 1)])
def test_a_fund_is_over_committed_by_a_cent(budget, over):
    fund = FundingSourceFactory(code="GEN", budget=Decimal(budget))
    allocate(CompensationFactory(full_amount="7500.00"), GEN=100)
    assert waiting.over_committed(FundingSource.objects.all(), District.current(), TODAY).count() == over
    assert fund.pk


@pytest.fixture
def busy():
    """A district in which everything waits, each in a number of its own."""
    AppointmentFactory.create_batch(2, status="proposed")
    PositionFactory.create_batch(4)
    AppointmentFactory.create_batch(3, end=TODAY + days(60))
    served(3)
    AppointmentFactory.create_batch(2, return_right_until=TODAY)
    AppointmentFactory(leave=(TODAY, TODAY + days(1)))
    FundingSourceFactory(code="GEN", budget=1)
    FundingSourceFactory(code="BIG")
    allocate(CompensationFactory(appointment__position__budget=1), GEN=100)
    allocate(CompensationFactory(), BIG=100)
    CompensationFactory(appointment__approved_on=TODAY)
    AppointmentFactory(position__role__pay_kind="annual_stipend", approved_on=TODAY)
    AppointmentFactory.create_batch(2, overload_reason="Only teacher of robotics")
    AppointmentFactory(overload_reason="Long ago", end=TODAY - days(1))
    ImportBatch.objects.create(name="waits.zip", status="ready")
    for name, refused, problems, ago in [("a", 1, [], 29), ("b", 0, ["odd"], 1), ("c", 0, [], 1), ("d", 9, [], 31)]:
        counts = {"new": 0, "changed": 1, "leaves": 0, "unchanged": 9, "refused": refused}
        summary = {"counts": {"person": counts}, "problems": problems}
        applied = timezone.now() - days(ago)
        ImportBatch.objects.create(name=name, status="applied", applied_at=applied, summary=summary)


COORDINATOR = {
    "Appointments to approve",
    "Vacant positions this year",
    "Appointments ending within 60 days",
    "Rotation due",
    "Rights to return ending within 90 days",
    "Leaders on leave",
    "Overloads recorded",
    "Imports waiting for you",
    "Imports with remarks, last 30 days",
    "Over-committed funds",
    "October 2026: not closed yet",
    "Schools never reached",
}
OFFICE = {
    "Pay without a fund",
    "Approved lately, no pay yet",
    "Positions over budget this year",
    "Over-committed funds",
}


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(("kind", "labels"), [("coordinator", COORDINATOR), ("business_office", OFFICE)])
def test_each_count_on_the_home_page_is_the_number_of_rows_behind_it(client, kind, labels):
    client.force_login(UserFactory(kind=kind))
    decisions = client.get(reverse("leaders:home")).context["decisions"]
    assert {str(label) for label, _count, _url in decisions} == labels
    assert [client.get(url).context["paging"].count for _label, _count, url in decisions] == [
        count for _label, count, _url in decisions
    ]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("kind", ["principal", "viewer"])
def test_decisions_are_shown_only_to_who_decides(client, kind):
    at = {"kind__school": Position.objects.first().site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    assert client.get(reverse("leaders:home")).context["decisions"] == []


@pytest.mark.usefixtures("busy")
def test_an_administrator_sees_of_decisions_only_the_imports(client):
    client.force_login(UserFactory(kind="administrator"))
    found = [(str(label), count) for label, count, _url in client.get("/").context["decisions"]]
    assert found == [("Imports waiting for you", 1), ("Imports with remarks, last 30 days", 2)]


@pytest.mark.usefixtures("busy")
def test_what_somebody_waits_for_stands_first(client, coordinator):
    client.force_login(coordinator)
    groups = client.get("/").context["groups"]
    assert [str(heading) for heading, _items in groups] == ["Waits for you", "Coming up", "Worth a look"]
    assert str(groups[0][1][0][0]) == "Appointments to approve"


@pytest.mark.parametrize(("kind", "told"), [("coordinator", True), ("business_office", True), ("viewer", False)])
def test_nothing_waits_in_an_empty_district_and_who_decides_is_told_so(client, kind, told):
    client.force_login(UserFactory(kind=kind))
    answer = client.get(reverse("leaders:home"))
    assert answer.context["decisions"] == []
    assert ("Nothing waits for you" in answer.content.decode()) is told


def test_the_own_school_shows_release_and_vacancies_that_the_list_shows_too(client):
    position = AppointmentFactory(release="0.4").position
    site = position.site
    elsewhere = AppointmentFactory(release="0.6")
    elsewhere.position.other_sites.add(site)
    PositionFactory.create_batch(2, site=site)
    AppointmentFactory()
    client.force_login(UserFactory(kind="principal", kind__school=site))
    leaders, release, vacant = client.get(reverse("leaders:home")).context["school"]
    assert (leaders.value, release.value) == (2, Decimal("0.400"))
    assert client.get(vacant.url).context["paging"].count == vacant.value


@pytest.mark.parametrize("kind", ["administrator", "principal"])
@pytest.mark.parametrize("address", ["/appointments/?pay=no_fund", "/positions/?over_budget=true"])
def test_filters_about_pay_say_nothing_to_who_sees_no_pay(client, kind, address):
    line = CompensationFactory(appointment__position__budget=1)
    paid, unpaid = line.appointment, AppointmentFactory(position__site=line.appointment.position.site)
    at = {"kind__school": paid.position.site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    page = client.get(address)
    assert page.context["paging"].count == 2
    assert unpaid.pk
    assert "Over budget" not in page.content.decode()
    assert "Pay and funds" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), HOMES.items())
def test_each_home_costs_the_same_for_more_rows(client, kind, queries, rows, django_assert_num_queries):
    FundingSourceFactory(code="GEN", budget=1)
    site = PositionFactory().site
    for _ in range(rows):
        allocate(CompensationFactory(appointment__position__site=site, appointment__position__budget=1), GEN=100)
    at = {"kind__school": site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    with django_assert_num_queries(queries):
        client.get(reverse("leaders:home"))

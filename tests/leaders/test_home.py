"""Home page: figures beside last year's, money by fund; a viewer sees groups of five, a principal the own school."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from leaders import commitments
from leaders.models import District
from leaders.years import a_year_before
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    UserFactory,
    allocate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.mark.parametrize(("leaders", "hidden"), [(4, True), (5, False)])
def test_viewer_sees_figures_of_five_leaders_and_not_of_four(client, leaders, hidden):
    today = timezone.localdate()
    AppointmentFactory.create_batch(leaders, start=today, end=today)
    client.force_login(UserFactory(kind="viewer"))
    answer = client.get(reverse("leaders:home"))
    assert ("fewer than 5" in answer.content.decode()) is hidden
    assert len(answer.context["totals"]) == (1 if hidden else 2)


def test_principal_sees_who_serves_the_own_school_only(client):
    today = timezone.localdate()
    own, other = AppointmentFactory.create_batch(2, start=today, end=today)
    client.force_login(UserFactory(kind="principal", kind__school=own.position.site))
    page = client.get(reverse("leaders:home")).content.decode()
    assert own.person.family_name in page
    assert other.person.family_name not in page


def test_principal_sees_where_the_own_staff_leads_elsewhere_but_not_among_who_serves(client):
    today = timezone.localdate()
    away = AppointmentFactory(start=today, end=today)
    client.force_login(UserFactory(kind="principal", kind__school=away.person.home_school))
    assert client.get(away.get_absolute_url()).status_code == 200
    assert client.get(reverse("leaders:home")).context["serving"] == []


@pytest.mark.parametrize(
    ("day", "before"), [("2026-11-24", "2025-11-24"), ("2028-02-29", "2027-02-28"), ("2028-03-01", "2027-03-01")]
)
def test_the_same_date_a_year_before(day, before):
    assert a_year_before(datetime.date.fromisoformat(day)).isoformat() == before


def test_people_stand_beside_the_same_date_last_year_and_lead_to_the_roster(client, coordinator, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC))
    AppointmentFactory.create_batch(2, release="0.5")
    last = {"start": datetime.date(2025, 8, 1), "end": datetime.date(2025, 11, 24)}
    for end in (last["end"], last["end"] - datetime.timedelta(days=1)):
        AppointmentFactory(release="0.3", position__school_year=2026, **last | {"end": end})
    client.force_login(coordinator)
    heads, fte, *_more = client.get("/").context["stats"]
    assert (heads.value, heads.note) == (2, "1 a year ago")
    assert (fte.value, fte.note) == (Decimal("1.000"), "0.30 a year ago")
    assert client.get(heads.url).context["paging"].count == 2


@pytest.fixture
def funds():
    """One fund over its budget by a cent, one within, one closed without pay, one whose award is over."""
    FundingSourceFactory(code="OVER", budget="7499.99")
    FundingSourceFactory(code="WIDE", budget=10000)
    FundingSourceFactory(code="SHUT", budget=1, is_open=False)
    FundingSourceFactory(code="PAST", budget=1, end=datetime.date(2026, 6, 30))
    for code in ("OVER", "WIDE"):
        allocate(CompensationFactory(full_amount="7500.00"), **{code: 100})
    CompensationFactory(full_amount="500.00")


@pytest.mark.usefixtures("funds")
@pytest.mark.parametrize(("kind", "sees"), [("coordinator", True), ("business_office", True), ("administrator", False)])
def test_money_by_fund_is_what_appointments_commit_the_tightest_first(client, kind, sees, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC))
    client.force_login(UserFactory(kind=kind))
    context = client.get("/").context
    charts = {chart.key: chart for chart in context["charts"]}
    assert ("spending" in charts) is sees
    assert ("Committed in 2026–27" in {str(stat.label) for stat in context["stats"]}) is sees
    if not sees:
        return
    chart, kept = charts["spending"], commitments.committed(District.current(), 2027)
    assert [fund.code for fund in chart.labels] == ["OVER", "WIDE"]
    assert chart.series[0].values == [kept[fund.pk] for fund in chart.labels] == [Decimal("7500.00")] * 2
    assert "Over-committed funds: 1." in chart.summary
    (stat,) = [stat for stat in context["stats"] if str(stat.label).startswith("Committed")]
    assert (stat.value, stat.note) == (
        "$15,000.00",
        "of $17,499.99; $0.00 the year before; $500.00 more has no fund yet",
    )
    assert client.get(stat.url).status_code == client.get(chart.link.url).status_code == 200


def test_plots_load_their_script_only_where_one_is_drawn(client, coordinator):
    client.force_login(coordinator)
    assert "js/charts" not in client.get("/").content.decode()
    FundingSourceFactory(code="GEN", budget=1)
    assert "js/charts" in client.get("/").content.decode()

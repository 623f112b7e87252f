import datetime
import io
from decimal import Decimal

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    RecognitionFactory,
    UserFactory,
    allocate,
)

pytestmark = pytest.mark.django_db
QUERIES = 12
URL = "/teacher-leaders/?on=2026-11-24"


def text(response):
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode("utf-8", "replace")


def test_every_row_says_counted_or_why_not(district, coordinator, client):
    AppointmentFactory(person__family_name="Counted")
    AppointmentFactory(person__family_name="Waiting", status="proposed")
    RecognitionFactory(person__family_name="Awarded")
    client.force_login(coordinator)
    page = text(client.get(URL))
    assert "not yet approved" in page
    assert "award only" in page
    assert "Counted" in page


def test_the_last_day_counts_and_the_day_after_does_not(district, coordinator, client):
    AppointmentFactory(end=datetime.date(2027, 5, 31))
    client.force_login(coordinator)
    assert client.get("/teacher-leaders/?on=2027-05-31&counted=yes").context["paging"].count == 1
    assert client.get("/teacher-leaders/?on=2027-06-01&counted=yes").context["paging"].count == 0


def test_two_half_time_appointments_are_one_head_and_one_fte(district, coordinator, client):
    first = AppointmentFactory(release="0.5")
    AppointmentFactory(person=first.person, release="0.5")
    client.force_login(coordinator)
    stats = [stat.value for stat in client.get(URL).context["stats"]]
    assert stats == [1, Decimal("1.000"), 1]


def test_only_the_stem_half_of_a_role_is_tl_fte(district, coordinator, client):
    AppointmentFactory(release="1.0", position__role__shares={"mathematics": 50, "literacy": 50})
    client.force_login(coordinator)
    assert client.get(URL).context["stats"][1].value == Decimal("0.500")


@pytest.mark.parametrize("query", ["counted=yes", "counted=no", "reason=not_approved"])
def test_filters_keep_only_their_rows(query, district, coordinator, client):
    AppointmentFactory()
    AppointmentFactory(status="proposed")
    client.force_login(coordinator)
    assert client.get(f"{URL}&{query}").context["paging"].count == 1


def test_school_role_and_discipline_filters(district, coordinator, client):
    row = AppointmentFactory()
    AppointmentFactory(position__role__shares={"science": 100})
    client.force_login(coordinator)
    role = row.position.role
    for query in (
        f"school={row.position.site_id}",
        f"role={role.pk}",
        f"discipline={role.disciplines.get().pk}",
        f"q={row.person.family_name}",
    ):
        assert client.get(f"{URL}&{query}").context["paging"].count == 1


@pytest.mark.parametrize(("kind", "sees"), [("principal", False), ("administrator", False), ("business_office", True)])
def test_pay_is_in_page_and_files_only_for_who_sees_pay(kind, sees, district, client):
    pay = CompensationFactory(full_amount=Decimal("7531.00"), proration="none")
    at = {"kind__school": pay.appointment.position.site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    assert ("$7,531.00" in text(client.get(URL))) is sees
    assert ("7531.00" in text(client.get(f"{URL}&export=csv"))) is sees
    file = io.BytesIO(b"".join(client.get(f"{URL}&export=xlsx").streaming_content))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert (7531 in [cell for row in rows for cell in row]) is sees


def test_a_principal_sees_only_the_own_school(district, client):
    row = AppointmentFactory()
    AppointmentFactory()
    client.force_login(UserFactory(kind="principal", kind__school=row.position.site))
    assert client.get(URL).context["paging"].count == 1


def test_a_viewer_is_refused(district, client):
    client.force_login(UserFactory(kind="viewer"))
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_do_not_grow_with_the_rows(rows, district, coordinator, client, django_assert_num_queries):
    for _ in range(rows):
        CompensationFactory()
    client.force_login(coordinator)
    with django_assert_num_queries(QUERIES):
        client.get(URL)


def test_without_a_date_it_is_today(district, coordinator, client):
    client.force_login(coordinator)
    assert client.get("/teacher-leaders/").context["on"] == timezone.localdate()


def test_the_roster_says_which_funds_pay_and_what_none_pays_yet(district, coordinator, client):
    split, unfunded = CompensationFactory(), CompensationFactory(full_amount=Decimal("300"))
    for code in ("GEN", "T2A"):
        FundingSourceFactory(code=code)
    allocate(split, GEN=40, T2A=60)
    client.force_login(coordinator)
    page = text(client.get(f"{URL}&export=csv"))
    assert "GEN, T2A" in page or "T2A, GEN" in page
    unpaid = next(line for line in page.splitlines() if unfunded.appointment.person.family_name in line)
    assert unpaid.endswith('0.400,0.400,"2027-06-30",300.00,"not yet allocated"')

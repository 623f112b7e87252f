"""Shared stipends: exact to the cent, at most so many, shown before they are saved, and never shared twice."""

import re
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from leaders.actions import pay, pools
from leaders.models import AuditEntry, Compensation, StipendPool
from tests.factories import AppointmentFactory, FundingSourceFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST, RECORD = 6, 9


@pytest.fixture
def pool(district):
    return StipendPool.objects.create(name="Team", school_year=2027, site=SchoolFactory(), amount=Decimal("5000"))


def staff(pool, count, **facts):
    return [AppointmentFactory(release="0", position__site=pool.site, **facts) for _each in range(count)]


def ticked(pool, rows, **more):
    """The page “Share” as it is sent: who is ticked, and the shares as they were shown."""
    data = {"amount": "5000.00", "members": [row.pk for row in rows], "version": pool.version, "why": "Team changed"}
    keys = "-".join(str(row.pk) for row in sorted(rows, key=lambda row: row.pk))
    return {"client_key": str(uuid.uuid4()), "seen": f"5000.00:{keys}", **data, **more}


def amounts(pool):
    return sorted(pool.members.values_list("full_amount", flat=True))


@pytest.mark.parametrize(
    ("heads", "shares"), [(1, ["5000"]), (3, ["1666.66", "1666.67", "1666.67"]), (5, ["1000"] * 5)]
)
def test_case_23_a_stipend_is_shared_to_the_cent(pool, coordinator, heads, shares):
    pools.share_pool(pool=pool, appointments=staff(pool, heads), by=coordinator)
    assert amounts(pool) == [Decimal(share) for share in shares]


def test_a_stipend_is_shared_by_at_most_as_many_as_it_says(pool, coordinator):
    rows = staff(pool, 6)
    with pytest.raises(ValidationError, match="at most 5"):
        pools.share_pool(pool=pool, appointments=rows, by=coordinator)
    assert not pool.members.exists()
    pools.share_pool(pool=pool, appointments=rows[:5], by=coordinator)
    assert pool.members.count() == 5


@pytest.mark.parametrize("facts", [{"position__school_year": 2026}, {"status": "withdrawn"}, {"position__site": None}])
def test_only_appointments_of_its_site_and_year_share_it(pool, coordinator, facts):
    facts = {name: value or SchoolFactory() for name, value in facts.items()}
    (stranger,) = staff(pool, 1, **facts) if "position__site" not in facts else [AppointmentFactory(**facts)]
    with pytest.raises(ValidationError, match="not appointed at"):
        pools.share_pool(pool=pool, appointments=[stranger], by=coordinator)


def test_sharing_again_keeps_who_stays_and_remembers_who_left(pool, coordinator):
    first, second, third = staff(pool, 3)
    pools.share_pool(pool=pool, appointments=[first, second], by=coordinator)
    kept = pool.members.get(appointment=first)
    with pytest.raises(ValidationError, match="Say why"):
        pools.share_pool(pool=pool, appointments=[first, third], by=coordinator)
    pools.share_pool(pool=pool, appointments=[first, third], by=coordinator, reason="Second moved away")
    assert pool.members.get(appointment=first).pk == kept.pk
    assert set(pool.members.values_list("appointment", flat=True)) == {first.pk, third.pk}
    assert AuditEntry.objects.filter(verb="removed", model="leaders.compensation", reason="Second moved away").exists()
    assert str(second.person) in AuditEntry.objects.about(pool).first().changes["shares"][0]


def test_the_amount_of_a_shared_stipend_moves_only_with_its_shares(pool, coordinator):
    pools.share_pool(pool=pool, appointments=staff(pool, 2), by=coordinator)
    pool.refresh_from_db()
    pool.amount = Decimal("6000")
    with pytest.raises(ValidationError) as caught:
        pools.save_pool(pool=pool, by=coordinator)
    assert "amount" in caught.value.message_dict
    members = [share.appointment for share in pool.members.all()]
    pools.share_pool(pool=pool, appointments=members, amount=Decimal("6000"), by=coordinator, reason="New contract")
    assert amounts(pool) == [Decimal("3000"), Decimal("3000")]


def test_room_is_not_made_smaller_than_who_shares_it(pool, coordinator):
    pools.share_pool(pool=pool, appointments=staff(pool, 2), by=coordinator)
    pool.refresh_from_db()
    pool.max_members = 1
    with pytest.raises(ValidationError, match="2 people"):
        pools.save_pool(pool=pool, by=coordinator)
    pool.max_members = 2
    assert pools.save_pool(pool=pool, by=coordinator).max_members == 2


def test_one_share_alone_is_neither_changed_nor_removed(pool, coordinator):
    pools.share_pool(pool=pool, appointments=staff(pool, 2), by=coordinator)
    share = pool.members.first()
    for act in (
        lambda: pay.change_pay(compensation=share, allocations=[], by=coordinator, reason="Why"),
        lambda: pay.remove_pay(compensation=share, by=coordinator, reason="Why"),
    ):
        with pytest.raises(ValidationError, match="a share of"):
            act()


def test_a_refusal_at_the_last_share_leaves_everything(pool, coordinator):
    rows = staff(pool, 2)
    pools.share_pool(pool=pool, appointments=rows, by=coordinator)
    award = FundingSourceFactory(end=rows[0].end)
    late = staff(pool, 1, end=rows[0].end.replace(month=7))
    shares = [pools.copied([pay.FundingAllocation(source=award, percent=100)])[0]]
    with pytest.raises(ValidationError, match="pays only"):
        pools.share_pool(pool=pool, appointments=rows + late, allocations=shares, by=coordinator, reason="Joined")
    assert amounts(pool) == [Decimal("2500"), Decimal("2500")]


def test_the_shares_are_shown_before_they_are_saved(pool, coordinator, client):
    client.force_login(coordinator)
    fund, rows, url = FundingSourceFactory(), staff(pool, 3), f"/shared-stipends/{pool.pk}/share/"
    data = ticked(pool, rows, fund_0=fund.pk, seen="")
    page = client.post(url, data).content.decode()
    assert page.count("$1,666.67") == 2
    assert not pool.members.exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert client.post(url, {**data, "seen": seen}).status_code == 302
    assert [share.allocations.get().source for share in pool.members.all()] == [fund] * 3
    assert "$1,666.67" in client.get(f"/shared-stipends/{pool.pk}/").content.decode()


def test_other_ticks_than_were_shown_are_shown_again(pool, coordinator, client):
    client.force_login(coordinator)
    rows = staff(pool, 3)
    data = ticked(pool, rows) | {"members": [row.pk for row in rows[:2]]}
    assert "$2,500.00" in client.post(f"/shared-stipends/{pool.pk}/share/", data).content.decode()
    assert not pool.members.exists()


def test_sharing_twice_with_one_form_shares_once(pool, coordinator, client):
    client.force_login(coordinator)
    data = ticked(pool, staff(pool, 2))
    first, second = (client.post(f"/shared-stipends/{pool.pk}/share/", data) for _each in range(2))
    assert (first.status_code, second["Location"]) == (302, first["Location"])
    assert Compensation.objects.count() == 2


def test_the_slower_of_two_who_share_is_told(pool, coordinator, client):
    client.force_login(coordinator)
    rows = staff(pool, 3)
    pools.share_pool(pool=pool, appointments=rows[:2], by=coordinator)
    response = client.post(f"/shared-stipends/{pool.pk}/share/", ticked(pool, rows))
    assert response.status_code == 409
    assert pool.members.count() == 2


def test_a_mistake_in_a_form_that_is_out_of_date_tells_what_changed_first(pool, coordinator, client):
    client.force_login(coordinator)
    rows = staff(pool, 3)
    pools.share_pool(pool=pool, appointments=rows[:2], by=coordinator)
    assert client.post(f"/shared-stipends/{pool.pk}/share/", ticked(pool, rows, why="")).status_code == 409


def test_a_fund_over_its_budget_needs_a_tick(pool, coordinator, client):
    client.force_login(coordinator)
    data = ticked(pool, staff(pool, 2), fund_0=FundingSourceFactory(budget=Decimal("4999.99")).pk)
    url = f"/shared-stipends/{pool.pk}/share/"
    refused = client.post(url, data)
    assert "$5,000.00 of $4,999.99" in str(refused.context["form"].errors["over_budget"])
    assert client.post(url, {**data, "over_budget": "on"}).status_code == 302


def test_a_stipend_is_added_and_edited(district, coordinator, client):
    client.force_login(coordinator)
    data = {"name": "Team", "site": SchoolFactory().pk, "school_year": "2027", "amount": "5000", "max_members": "5"}
    assert client.post("/shared-stipends/add/", data).status_code == 302
    pool = StipendPool.objects.get()
    edited = {**data, "amount": "5500", "version": 1}
    assert client.post(f"/shared-stipends/{pool.pk}/edit/", edited).status_code == 302
    assert StipendPool.objects.get().amount == Decimal("5500.00")
    assert client.post(f"/shared-stipends/{pool.pk}/edit/", edited).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_record_cost_the_same_for_one_and_three(pool, coordinator, client, count, django_assert_num_queries):
    client.force_login(coordinator)
    pools.share_pool(pool=pool, appointments=staff(pool, count), by=coordinator)
    for number in range(count - 1):
        StipendPool.objects.create(name=f"Team {number}", school_year=2027, site=SchoolFactory(), amount=1)
    with django_assert_num_queries(LIST):
        client.get("/shared-stipends/")
    with django_assert_num_queries(RECORD):
        client.get(f"/shared-stipends/{pool.pk}/")


def test_the_list_exports_what_it_shows(pool, coordinator, client):
    client.force_login(coordinator)
    pools.share_pool(pool=pool, appointments=staff(pool, 2), by=coordinator)
    lines = b"".join(client.get("/shared-stipends/?export=csv&shared=true").streaming_content).decode()
    assert "Team" in lines
    assert "5000.00" in lines
    assert client.get("/shared-stipends/?shared=false").context["paging"].count == 0


@pytest.mark.parametrize(("kind", "status"), [("business_office", 200), ("administrator", 403), ("viewer", 403)])
def test_shared_stipends_open_only_to_who_sees_pay(pool, client, kind, status):
    client.force_login(UserFactory(kind=kind))
    assert client.get(f"/shared-stipends/{pool.pk}/").status_code == status
    assert (">Shared stipends</a>" in client.get("/").content.decode()) == (status == 200)

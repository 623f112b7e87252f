import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from leaders import commitments, measures
from leaders.actions import scenarios
from leaders.coverage import coverage
from leaders.models import Appointment, AuditEntry, Compensation, District, Position, Scenario, School
from leaders.planning.base import base_of
from leaders.planning.changes import Changes
from leaders.planning.figures import figures
from leaders.planning.plan import Plan, moved_release
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    RoleFactory,
    ScenarioFactory,
    SchoolFactory,
    UserFactory,
    allocate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def funds(district):
    return [FundingSourceFactory(code="GEN", budget=Decimal("100000")), FundingSourceFactory(code="T2A")]


@pytest.fixture
def leaders(funds):
    """Two coaches of one role, at Adams and at Baker, each half released and on $7,500 of both funds."""
    role = RoleFactory(name="Math coach", release_max=Decimal(1), pay_amount=Decimal(7500), pay_kind="annual_stipend")
    rows = []
    for name in ("Adams", "Baker"):
        site = SchoolFactory(name=name)
        row = AppointmentFactory(position__role=role, position__site=site, position__fte="0.5", release="0.5")
        allocate(CompensationFactory(appointment=row), GEN=60, T2A=40)
        rows.append(row)
    return rows


@pytest.fixture
def scenario(leaders, coordinator):
    return ScenarioFactory(owner=coordinator)


@pytest.fixture
def desk(client, coordinator, scenario):
    """The coordinator's browser, with what the table sends."""
    client.force_login(coordinator)

    class Desk:
        plan, apply = f"/scenarios/{scenario.pk}/plan/", f"/scenarios/{scenario.pk}/apply/"

        def sent(self, **typed):
            scenario.refresh_from_db()
            names = {name.replace("__", "-"): value for name, value in typed.items()}
            return {"client_key": str(uuid.uuid4()), "version": scenario.version, "n0-fte": "", "n1-fte": "", **names}

        def keep(self, **typed):
            return client.post(self.plan, self.sent(**typed))

        def comes_to(self):
            base = base_of(coordinator, District.current(), 2027)
            plan = Plan(base, Changes.of(scenario))
            return plan, figures(plan)

        def propose(self, **more):
            page = client.get(self.apply)
            data = {"client_key": str(uuid.uuid4()), "version": page.context["version"], "seen": page.context["seen"]}
            return client.post(self.apply, {**data, **more})

    return Desk()


def test_a_scenario_without_changes_is_the_roll_over(desk, leaders):
    plan, found = desk.comes_to()
    assert [stay.appointment for stay in plan.stays] == [*sorted(leaders, key=lambda row: row.person.family_name)]
    assert (found.now.tl_fte, found.total.next) == (found.next.tl_fte, Decimal("15000"))


def test_what_is_applied_costs_and_weighs_what_the_scenario_said_to_the_cent(desk, leaders, scenario):
    adams, baker = leaders
    coach = PersonFactory(given_name="Ana", family_name="Ortiz")
    typed = {
        f"p{adams.position_id}__fte": "0.4",
        f"p{baker.position_id}__leaves_{baker.pk}": "on",
        f"p{baker.position_id}__filled_by": f"Ana Ortiz #{coach.pk}",
        f"r{adams.position.role_id}__percent": "3.33",
        "n0__role": adams.position.role_id,
        "n0__site": "Baker",
        "n0__fte": "0.2",
        "n0__amount": "1000.01",
    }
    assert desk.keep(**typed).status_code == 302
    _plan, said = desk.comes_to()
    assert desk.propose().status_code == 302
    district = District.current()
    found = commitments.by_fund(district, 2028)
    assert {row.fund: row.pay for row in said.funds if row.pay} == {fund: cost for fund, cost in found.items() if cost}
    assert said.total.pay == 2 * Decimal("7749.75")
    made = measures.staffing(Appointment.objects.standing(), *district.school_year_dates(2028))
    assert (made.tl_fte, made.people) == (said.next.tl_fte, said.next.people)
    assert {person.pk for person in (adams.person, coach)} == made.people
    vacancy = Position.objects.get(school_year=2028, appointments=None)
    assert (str(vacancy.site), vacancy.fte, vacancy.budget) == ("Baker", Decimal("0.2"), Decimal("1000.01"))
    assert {row.status for row in Appointment.objects.filter(position__school_year=2028)} == {"proposed"}


def test_coverage_moves_as_planned_and_is_so_once_the_proposals_are_approved(desk, leaders, client):
    adams, _baker = leaders
    desk.keep(**{f"p{adams.position_id}__site": "baker"})
    page = client.get(desk.plan)
    told = {str(row.school): row.cells for row, _cells in page.context["schools"] if row.differs}
    assert told == {"Adams": [("0.00", "−0.50", "—", True)], "Baker": [("1.00", "+0.50", "—", False)]}
    desk.propose()
    Appointment.objects.filter(position__school_year=2028).update(status="approved", approved_on="2027-06-01")
    after = coverage(Appointment.objects.all(), School.objects.all(), datetime.date(2027, 12, 31))
    assert {str(row.school): (row.tl_fte, row.leaders) for row in after.rows if row.leaders} == {"Baker": (1, 2)}


def test_moving_fte_between_schools_keeps_the_total_of_the_district(desk, leaders):
    adams, baker = leaders
    _plan, before = desk.comes_to()
    desk.keep(**{f"p{adams.position_id}__fte": "0.3", f"p{baker.position_id}__fte": "0.7"})
    plan, after = desk.comes_to()
    assert sorted(stay.release_fte for stay in plan.stays) == [Decimal("0.3"), Decimal("0.7")]
    assert after.next.tl_fte == before.next.tl_fte


@pytest.mark.parametrize(
    ("release", "before", "after", "heads", "moved"),
    [
        ("0.4", "1", "0.5", 1, "0.2"),
        ("0.5", "0.5", "0.5", 1, "0.5"),
        ("0", "0", "0.4", 2, "0.2"),
        ("1", "0.3", "0.1", 1, "0.1"),
    ],
)
def test_release_moves_in_proportion_and_never_above_the_position(release, before, after, heads, moved):
    assert moved_release(Decimal(release), Decimal(before), Decimal(after), heads) == Decimal(moved)


def test_pay_from_a_closed_fund_is_not_yet_allocated(desk, funds, scenario):
    desk.keep(**{f"f{funds[1].pk}__is_closed": "on"})
    _plan, found = desk.comes_to()
    assert {str(row.fund): row.next for row in found.funds if row.next} == {"None": Decimal("15000")}
    desk.propose()
    funds[1].refresh_from_db()
    assert funds[1].is_open
    assert not Compensation.objects.filter(appointment__position__school_year=2028, allocations__isnull=False).exists()


def test_a_smaller_budget_of_the_scenario_is_over_committed_in_words(desk, funds, client):
    desk.keep(**{f"f{funds[0].pk}__budget": "8999.99"})
    assert "over-committed" in client.get(desk.plan).content.decode()
    desk.keep(**{f"f{funds[0].pk}__budget": "9000"})
    assert "over-committed" not in client.get(desk.plan).content.decode()


def refusal(response):
    assert response.status_code == 422
    return " ".join(words for _target, words in response.context["mistakes"])


def test_nobody_is_planned_above_one(desk, leaders):
    adams, baker = leaders
    typed = {f"p{baker.position_id}__leaves_{baker.pk}": "on", f"p{baker.position_id}__filled_by": "x"}
    typed[f"p{baker.position_id}__filled_by"] = f"Somebody #{adams.person_id}"
    assert desk.keep(**typed).status_code == 302
    page = desk.keep(**typed, **{f"p{baker.position_id}__fte": "0.501"})
    assert "cannot be more than 1" in refusal(page)
    assert 'value="0.501"' in page.content.decode()


def test_nobody_comes_to_a_position_that_those_who_stay_fill(desk, leaders):
    adams, _baker = leaders
    somebody = f"Somebody #{PersonFactory().pk}"
    assert "Nothing is left" in refusal(desk.keep(**{f"p{adams.position_id}__filled_by": somebody}))
    assert desk.keep(**{f"p{adams.position_id}__filled_by": somebody, f"p{adams.position_id}__leaves_{adams.pk}": "on"})


def test_a_mistake_stands_at_its_field_and_nothing_is_lost(desk, leaders, scenario):
    adams, baker = leaders
    typed = {f"p{adams.position_id}__site": "Nowhere", f"p{baker.position_id}__fte": "0.25", "n0__fte": "0.2"}
    page = desk.keep(**typed)
    assert "No open school" in refusal(page)
    assert "A new position needs its role" in refusal(page)
    text = page.content.decode()
    assert f'id="id_p{adams.position_id}-site_error"' in text
    assert 'value="Nowhere"' in text
    assert 'value="0.25"' in text
    assert not scenario.positions.exists()


def test_schools_where_nothing_is_planned_are_folded(desk, leaders, client):
    """What was typed, wrong or kept stands open, and is sent along folded or not; one school by itself is open."""
    fte = f"p{leaders[1].position_id}-fte"

    def opened(answer):
        return [(str(at.site), at.is_open) for at in answer.context["form"].by_site]

    assert opened(client.get(desk.plan)) == [("Adams", False), ("Baker", False)]
    assert f'name="{fte}"' in client.get(desk.plan).content.decode()
    assert opened(client.post(desk.plan, desk.sent(**{fte: "0.3", "recalculate": "1"})))[1] == ("Baker", True)
    assert opened(client.post(desk.plan, desk.sent(**{fte: "7"})))[1] == ("Baker", True)
    desk.keep(**{f"p{leaders[0].position_id}-leaves_{leaders[0].pk}": "on"})
    assert opened(client.get(desk.plan)) == [("Adams", True), ("Baker", False)]
    assert opened(client.get(f"{desk.plan}?site={leaders[1].position.site_id}")) == [("Baker", True)]


def test_the_figures_move_while_editing_and_nothing_is_kept(desk, leaders, client, scenario):
    typed = desk.sent(**{f"p{leaders[0].position_id}__is_closed": "on"})
    part = client.post(desk.plan, typed, headers={"HX-Request": "true"})
    assert "$7,500.00" in part.content.decode()
    assert "<html" not in part.content.decode()
    page = client.post(desk.plan, {**typed, "recalculate": "1"})
    assert (page.status_code, page.context["figures"].total.next) == (200, Decimal("7500"))
    assert not scenario.positions.exists()


def test_of_two_editors_the_slower_one_is_told_and_loses_nothing(desk, leaders, client, scenario):
    name = f"p{leaders[0].position_id}-fte"
    first, second = desk.sent(**{name: "0.3"}), desk.sent(**{name: "0.2"})
    assert client.post(desk.plan, first).status_code == 302
    page = client.post(desk.plan, second)
    assert page.status_code == 409
    assert "Someone else changed this record" in page.content.decode()
    assert 'value="0.2"' in page.content.decode()
    assert scenario.positions.get().fte == Decimal("0.3")


def test_saving_the_same_form_twice_keeps_it_once_with_its_history(desk, leaders, client, scenario):
    data = desk.sent(**{f"p{leaders[0].position_id}-fte": "0.3", "why": "Enrollment falls"})
    assert [client.post(desk.plan, data).status_code for _each in range(2)] == [302, 302]
    entry = AuditEntry.objects.get(model="leaders.scenario", object_id=scenario.pk)
    assert (entry.reason, entry.changes) == ("Enrollment falls", {"plan": ["", "Math coach, Adams: 0.50 → 0.30 FTE"]})


def test_a_scenario_is_applied_once(desk, leaders, client, scenario, coordinator):
    page = client.get(desk.apply)
    data = {"client_key": str(uuid.uuid4()), "version": scenario.version, "seen": page.context["seen"]}
    first, again = client.post(desk.apply, data), client.post(desk.apply, data)
    assert first["Location"] == again["Location"] == "/appointments/?year=2028"
    assert (
        client.post(desk.apply, {**data, "client_key": str(uuid.uuid4())})["Location"] == f"/scenarios/{scenario.pk}/"
    )
    assert client.get(desk.plan)["Location"] == f"/scenarios/{scenario.pk}/"
    assert Appointment.objects.filter(position__school_year=2028).count() == 2
    scenario.refresh_from_db()
    assert scenario.applied_by == coordinator
    with pytest.raises(ValidationError, match="was applied"):
        scenarios.apply_scenario(scenario=scenario, seen=page.context["seen"], by=coordinator)


def test_what_changed_since_stands_in_the_way_of_applying(desk, leaders, scenario, coordinator):
    adams, _baker = leaders
    desk.keep(**{f"p{adams.position_id}__fte": "0.3"})
    Position.objects.filter(pk=adams.position_id).update(version=2)
    page = desk.propose()
    assert page.status_code == 422
    assert "was changed since" in page.content.decode()
    assert not Position.objects.in_year(2028).exists()
    scenario.refresh_from_db()
    assert scenario.applied_at is None


def test_only_what_was_seen_is_proposed(desk, leaders, client, scenario):
    page = client.get(desk.apply)
    Compensation.objects.update(full_amount=8000)
    data = {"client_key": str(uuid.uuid4()), "version": scenario.version, "seen": page.context["seen"]}
    answer = client.post(desk.apply, data)
    assert answer.status_code == 422
    assert "not what you saw" in answer.content.decode()
    assert not Position.objects.in_year(2028).exists()


def test_a_fund_goes_over_its_budget_only_when_that_is_ticked(desk, funds):
    funds[0].budget = Decimal("8999.99")
    funds[0].save()
    assert "over its budget" in desk.propose().content.decode()
    assert desk.propose(over_budget="on").status_code == 302


def test_reasons_are_asked_for_where_somebody_needs_one(desk, leaders, client):
    adams, baker = leaders
    adams.person.teaching_fte = Decimal("0.6")
    adams.person.save()
    assert str(adams.person) in client.get(desk.apply).content.decode()
    assert desk.propose().status_code == 422
    assert desk.propose(overload_reason="Fewer classes next year").status_code == 302
    assert Appointment.objects.get(continues=adams).overload_reason == "Fewer classes next year"
    assert Appointment.objects.get(continues=baker).overload_reason == ""


def test_a_reason_is_asked_for_where_release_of_next_year_stands_already(desk, leaders, client):
    """Proposed for 0.3 elsewhere, teaching 0.3: the half that a scenario adds makes more than 1."""
    adams, _baker = leaders
    adams.person.teaching_fte = Decimal("0.3")
    adams.person.save()
    span = {"start": datetime.date(2027, 8, 1), "end": datetime.date(2028, 6, 30)}
    AppointmentFactory(person=adams.person, position__school_year=2028, release="0.3", status="proposed", **span)
    assert client.get(desk.apply).context["needed"] == {"overload_reason": [str(adams.person)]}
    assert desk.propose(overload_reason="Fewer classes next year").status_code == 302


def test_nobody_is_proposed_who_left_since_the_scenario_was_saved(desk, leaders, scenario):
    role, site, somebody = leaders[0].position.role, leaders[0].position.site, PersonFactory()
    new = {"n0__role": role.pk, "n0__site": site.name, "n0__fte": "0.2", "n0__filled_by": f"Somebody #{somebody.pk}"}
    assert desk.keep(**new).status_code == 302
    somebody.is_active = False
    somebody.save()
    page = desk.propose()
    assert page.status_code == 422
    assert "left the district" in page.content.decode()
    School.objects.filter(pk=site.pk).update(is_open=False)
    assert f"{site} was closed" in desk.propose().content.decode()
    assert not Position.objects.in_year(2028).exists()


def test_a_copy_says_the_same_and_belongs_to_who_made_it(desk, leaders, client, scenario):
    desk.keep(**{f"p{leaders[0].position_id}__fte": "0.3", f"p{leaders[1].position_id}__leaves_{leaders[1].pk}": "on"})
    client.post(f"/scenarios/{scenario.pk}/copy/", {"name": "Second", "client_key": str(uuid.uuid4())})
    copy = Scenario.objects.get(name="Second")
    assert copy.positions.get().fte == Decimal("0.3")
    assert list(copy.leaving.all()) == [leaders[1]]
    assert scenario.positions.count() == 1


def test_a_scenario_is_removed_before_it_is_applied_only(desk, leaders, client, scenario):
    address, data = f"/scenarios/{scenario.pk}/remove/", {"reason": "Not wanted", "client_key": str(uuid.uuid4())}
    desk.keep(**{f"p{leaders[0].position_id}__fte": "0.3"})
    Scenario.objects.update(applied_at="2027-06-01T12:00Z", applied_by=scenario.owner)
    assert client.post(address, data)["Location"] == f"/scenarios/{scenario.pk}/"
    Scenario.objects.update(applied_at=None, applied_by=None)
    assert [client.post(address, data)["Location"] for _each in range(2)] == ["/scenarios/", "/scenarios/"]
    assert not Scenario.objects.exists()


def test_saving_one_school_keeps_what_was_planned_for_the_others(desk, leaders, client, scenario):
    adams, baker = leaders
    desk.keep(**{f"p{adams.position_id}__fte": "0.3", f"p{adams.position_id}__leaves_{adams.pk}": "on"})
    address = f"{desk.plan}?site={baker.position.site_id}"
    assert f"p{adams.position_id}-fte" not in client.get(address).content.decode()
    answer = client.post(address, desk.sent(**{f"p{baker.position_id}__fte": "0.2"}))
    assert answer["Location"] == address
    assert {row.position: row.fte for row in scenario.positions.all()} == {
        adams.position: Decimal("0.3"),
        baker.position: Decimal("0.2"),
    }
    assert list(scenario.leaving.all()) == [adams]


def test_saving_one_school_lets_go_of_what_this_year_holds_no_more(desk, leaders, client, scenario):
    """Else the scenario could never be applied: no page shows a position that goes on already."""
    adams, baker = leaders
    desk.keep(**{f"p{adams.position_id}__fte": "0.3", f"p{adams.position_id}__leaves_{adams.pk}": "on"})
    Appointment.objects.filter(pk=adams.pk).update(status="withdrawn")
    Position.objects.filter(pk=adams.position_id).update(is_open=False)
    assert desk.propose().status_code == 422
    client.post(f"{desk.plan}?site={baker.position.site_id}", desk.sent())
    assert not scenario.positions.exists()
    assert not scenario.leaving.exists()
    assert desk.propose().status_code == 302


def test_two_scenarios_stand_side_by_side_with_today(desk, leaders, client, scenario):
    other = ScenarioFactory(owner=scenario.owner, name="Fewer")
    desk.keep(**{f"p{leaders[0].position_id}__is_closed": "on"})
    page = client.get(f"/scenarios/compare/?scenarios={scenario.pk}&scenarios={other.pk}")
    (cost,) = [row for row, _cells in page.context["measures"] if row.label == "Cost in total"]
    assert (cost.today, cost.cells) == ("$15,000.00", [("$15,000.00", "no change"), ("$7,500.00", "−$7,500.00")])
    assert client.get(f"/scenarios/compare/?scenarios={other.pk}").status_code == 422
    assert client.get(f"/scenarios/compare/?scenarios={other.pk}&scenarios={10**20}").status_code == 422


@pytest.mark.parametrize(("shared", "status"), [(True, 200), (False, 404)])
def test_the_business_office_reads_shared_scenarios_only(client, scenario, shared, status):
    Scenario.objects.update(is_shared=shared)
    client.force_login(UserFactory(kind="business_office"))
    assert client.get(f"/scenarios/{scenario.pk}/").status_code == status
    assert client.get(f"/scenarios/{scenario.pk}/plan/").status_code == 403


LIST, PAGE, TABLE, SENT, APPLY, COMPARED = 8, 36, 37, 42, 23, 52


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_scenarios_ask_as_often_for_one_and_three(
    desk, leaders, client, scenario, count, django_assert_num_queries
):
    typed = {}
    for row in [leaders[0], *more(leaders[0])][:count]:
        name = f"p{row.position_id}__"
        typed |= {f"{name}fte": "0.45", f"{name}leaves_{row.pk}": "on", f"{name}filled_by": f"A #{PersonFactory().pk}"}
    assert desk.keep(**typed).status_code == 302
    others = ScenarioFactory.create_batch(2, owner=scenario.owner)
    compared = f"/scenarios/compare/?scenarios={others[0].pk}&scenarios={others[1].pk}"
    page = f"/scenarios/{scenario.pk}/"
    pages = {"/scenarios/": LIST, page: PAGE, desk.plan: TABLE, desk.apply: APPLY, compared: COMPARED}
    for address, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
    with django_assert_num_queries(SENT):
        assert client.post(desk.plan, desk.sent(**typed, recalculate="1")).status_code == 200


def more(like):
    """Two further coaches of the same role, each at a school of their own, paid like the others."""
    rows = [AppointmentFactory(position__role=like.position.role, release="0.4") for _each in range(2)]
    for row in rows:
        allocate(CompensationFactory(appointment=row), GEN=100)
    return rows

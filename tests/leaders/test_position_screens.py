"""Roles, positions, settings and the home page: vacancies, money hidden, rules next to their fields."""

import uuid

import pytest
from django.urls import reverse

from leaders import vacancies
from leaders.models import District, Position, Role
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    PersonFactory,
    PositionFactory,
    RoleFactory,
    UserFactory,
    discipline,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
LIST, RECORD, ROLES, ROLE, HOME = 7, 12, 8, 10, 20  # queries


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def role_fields(**changed):
    """What the role form sends, with two disciplines."""
    return {
        "name": "STEM coach",
        "code": "stem-coach",
        "is_formal": "on",
        "approver": "Board",
        "serves": "fellow_educators",
        "stem_mode": "integrated",
        "sphere": "school",
        "release_min": "0",
        "release_max": "1",
        "pay_kind": "annual_stipend",
        "extra_days": "0",
        "discipline_0": discipline("mathematics").pk,
        "share_0": "50",
        "discipline_1": discipline("science").pk,
        "share_1": "50",
        "client_key": str(uuid.uuid4()),
    } | changed


@pytest.mark.parametrize("rows", [1, 3])
def test_position_list_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    AppointmentFactory.create_batch(rows)
    with django_assert_num_queries(LIST):
        assert signed_in.get(reverse("leaders:position-list")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_position_page_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    position = PositionFactory()
    AppointmentFactory.create_batch(rows, position=position)
    with django_assert_num_queries(RECORD):
        signed_in.get(position.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_role_pages_cost_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    role = RoleFactory()
    PositionFactory.create_batch(rows, role=role)
    RoleFactory.create_batch(rows - 1)
    with django_assert_num_queries(ROLES):
        signed_in.get(reverse("leaders:role-list"))
    with django_assert_num_queries(ROLE):
        signed_in.get(role.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    AppointmentFactory.create_batch(rows)
    with django_assert_num_queries(HOME):
        assert signed_in.get(reverse("leaders:home")).status_code == 200


@pytest.mark.parametrize(("release", "open_slots"), [("0.999", 1), ("1.000", 0)])
def test_position_is_vacant_until_its_fte_is_taken_up(release, open_slots):
    AppointmentFactory(release=release)
    assert vacancies.vacant(Position.objects.all()).count() == open_slots


def test_closed_position_is_no_vacancy():
    PositionFactory(is_open=False)
    assert not vacancies.vacant(Position.objects.all()).exists()


def test_ticked_positions_close_with_a_reason(signed_in):
    position = PositionFactory()
    address = reverse("leaders:position-close")
    assert signed_in.post(address, {"rows": [position.pk], "reason": ""}).status_code == 422
    assert signed_in.post(address, {"rows": [position.pk], "reason": "Cut"}).status_code == 302
    assert not Position.objects.get().is_open


@pytest.mark.parametrize(("kind", "seen"), [("business_office", True), ("administrator", False)])
def test_budget_shows_only_to_who_sees_pay(client, kind, seen):
    position = PositionFactory(budget="43210.00")
    client.force_login(UserFactory(kind=kind))
    for address in (position.get_absolute_url(), reverse("leaders:position-list")):
        assert ("43,210" in client.get(address).content.decode()) is seen


@pytest.mark.parametrize(("second", "status", "roles"), [("50", 302, 1), ("49.99", 422, 0)])
def test_discipline_shares_of_a_role_make_100(signed_in, second, status, roles):
    answer = signed_in.post(reverse("leaders:role-create"), role_fields(share_1=second))
    assert answer.status_code == status
    assert Role.objects.count() == roles


def test_viewer_reads_no_positions_and_no_small_figures(client):
    AppointmentFactory()
    client.force_login(UserFactory(kind="viewer"))
    assert client.get(reverse("leaders:position-list")).status_code == 403
    assert "fewer than 5" in client.get(reverse("leaders:home")).content.decode()


def test_home_of_a_coordinator_says_what_waits(signed_in):
    AppointmentFactory(status="proposed")
    assert "Appointments to approve" in signed_in.get(reverse("leaders:home")).content.decode()


def test_home_of_a_leader_shows_own_pay_only(client):
    pay = CompensationFactory(full_amount="7654.00")
    client.force_login(UserFactory(person=pay.appointment.person))
    assert "7,654.00" in client.get(reverse("leaders:home")).content.decode()
    client.force_login(UserFactory(person=PersonFactory()))
    assert "7,654.00" not in client.get(reverse("leaders:home")).content.decode()


def test_home_of_an_account_without_access_says_what_to_do(client):
    client.force_login(UserFactory())
    assert "It has no access yet" in client.get(reverse("leaders:home")).content.decode()


def test_settings_change_only_for_who_may(client, signed_in):
    assert signed_in.get(reverse("leaders:district-edit")).status_code == 200
    client.force_login(UserFactory(kind="viewer"))
    assert client.get(reverse("leaders:district-edit")).status_code == 403
    assert District.objects.count() == 1

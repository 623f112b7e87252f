"""Changes of roles and positions on screen: kept with who and why, refused next to the field, never lost."""

import uuid

import pytest
from django.urls import reverse

from leaders.models import AuditEntry, Position, Role
from tests.factories import PositionFactory, RoleFactory, SchoolFactory, UserFactory, discipline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def role_fields(**changed):
    return {
        "name": "Math lead",
        "code": "math-lead",
        "is_formal": "on",
        "approver": "Board",
        "serves": "fellow_educators",
        "stem_mode": "discipline",
        "sphere": "school",
        "release_min": "0",
        "release_max": "1",
        "pay_kind": "release_only",
        "extra_days": "0",
        "discipline_0": discipline("mathematics").pk,
        "share_0": "100",
        "why": "Board vote",
        "client_key": str(uuid.uuid4()),
    } | changed


def position_fields(**changed):
    return {
        "school_year": "2027",
        "fte": "0.5",
        "budget": "7654.32",
        "is_open": "on",
        "why": "Growth",
        "client_key": str(uuid.uuid4()),
    } | changed


def test_role_is_added_once_with_who_and_why(signed_in, coordinator):
    sent = role_fields()
    for _ in range(2):
        assert signed_in.post(reverse("leaders:role-create"), sent).status_code == 302
    entries = AuditEntry.objects.about(Role.objects.get())
    assert {(row.actor, row.reason) for row in entries} == {(coordinator, "Board vote")}


def test_refused_shares_name_their_field_and_stay_as_typed(signed_in):
    answer = signed_in.post(reverse("leaders:role-create"), role_fields(share_0="99.99"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["share_0"]
    assert 'value="99.99"' in answer.content.decode()


def test_slower_editor_of_a_role_changes_neither_role_nor_shares(signed_in):
    role = RoleFactory()
    address = reverse("leaders:role-edit", args=[role.pk])
    assert signed_in.post(address, role_fields(version=role.version)).status_code == 302
    late = role_fields(version=role.version, name="Late", discipline_0=discipline("science").pk)
    assert signed_in.post(address, late).status_code == 409
    role.refresh_from_db()
    assert (role.name, [row.discipline.code for row in role.discipline_shares.all()]) == ("Math lead", ["mathematics"])


def test_position_is_added_once_with_who_and_why(signed_in, coordinator):
    sent = position_fields(role=RoleFactory().pk, site=SchoolFactory().pk)
    for _ in range(2):
        assert signed_in.post(reverse("leaders:position-create"), sent).status_code == 302
    entry = AuditEntry.objects.about(Position.objects.get()).get()
    assert (entry.actor, entry.reason) == (coordinator, "Growth")


@pytest.mark.parametrize(("fte", "status"), [("1", 302), ("1.001", 422)])
def test_position_takes_at_most_one_fte(signed_in, fte, status):
    sent = position_fields(role=RoleFactory().pk, site=SchoolFactory().pk, fte=fte)
    answer = signed_in.post(reverse("leaders:position-create"), sent)
    assert answer.status_code == status
    assert status == 302 or list(answer.context["form"].errors) == ["fte"]


def test_slower_editor_of_a_position_is_told(signed_in):
    row = PositionFactory()
    address = reverse("leaders:position-edit", args=[row.pk])
    sent = position_fields(role=row.role_id, site=row.site_id, version=row.version)
    assert signed_in.post(address, sent).status_code == 302
    assert signed_in.post(address, {**sent, "fte": "1", "client_key": str(uuid.uuid4())}).status_code == 409
    assert str(Position.objects.get().fte) == "0.500"


def test_history_of_a_budget_stays_hidden_from_administrators(signed_in, client):
    row = PositionFactory()
    sent = position_fields(role=row.role_id, site=row.site_id, version=row.version)
    signed_in.post(reverse("leaders:position-edit", args=[row.pk]), sent)
    assert "7654.32" in signed_in.get(row.get_absolute_url()).content.decode().replace(",", "")
    client.force_login(UserFactory(kind="administrator"))
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Growth" in page
    assert "7654.32" not in page.replace(",", "")

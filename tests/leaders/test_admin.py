"""Django admin: audited, quick, and without pay for administrators."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.core import mail
from django.urls import reverse

from leaders.models import AuditEntry, Grant, Person, School, User
from tests.factories import CompensationFactory, PersonFactory, PositionFactory, RecognitionFactory, UserFactory

pytestmark = pytest.mark.django_db
MODELS = sorted(model._meta.model_name for model in admin.site._registry if model._meta.app_label == "leaders")
PAY = {"compensation", "fundingallocation", "stipendpool"}


@pytest.fixture
def administrator(client):
    user = UserFactory(kind="administrator")
    client.force_login(user)
    return user


def listing(name):
    return reverse(f"admin:leaders_{name}_changelist")


@pytest.mark.parametrize("name", sorted(set(MODELS) - PAY))
def test_every_list_opens_and_searches(client, administrator, name):
    RecognitionFactory()
    CompensationFactory()
    assert client.get(listing(name), {"q": "ana"}).status_code == 200


@pytest.mark.parametrize("name", sorted(PAY))
def test_an_administrator_sees_no_pay(client, administrator, name):
    CompensationFactory(full_amount=Decimal("7654.32"))
    assert client.get(listing(name)).status_code == 403
    assert b"7654.32" not in client.get(listing("auditentry")).content


def test_position_budgets_stay_hidden_from_administrators(client, administrator):
    row = PositionFactory(budget=Decimal("7654.32"))
    for address in (listing("position"), reverse("admin:leaders_position_change", args=[row.pk])):
        assert b"7654.32" not in client.get(address).content


def test_the_business_office_has_no_admin(client):
    client.force_login(UserFactory(kind="business_office"))
    assert client.get(listing("person")).status_code in {302, 403}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_people_list_asks_the_same_whatever_its_length(client, administrator, rows, django_assert_num_queries):
    PersonFactory.create_batch(rows)
    with django_assert_num_queries(5):
        client.get(listing("person"))


def test_a_change_in_admin_is_in_the_history_with_its_reason(client, administrator):
    school = School.objects.create(name="Old name")
    data = {"name": "New name", "kind": "school", "is_open": "on", "why": "Renamed by the board"}
    client.post(reverse("admin:leaders_school_change", args=[school.pk]), data)
    entry = AuditEntry.objects.about(school).get()
    assert (entry.actor, entry.reason) == (administrator, "Renamed by the board")
    assert entry.changes["name"] == ["Old name", "New name"]
    page = client.get(reverse("admin:leaders_school_history", args=[school.pk])).content.decode()
    assert "Renamed by the board" in page


def test_deleting_in_admin_keeps_what_it_was(client, administrator):
    school = School.objects.create(name="Closed for good")
    client.post(reverse("admin:leaders_school_delete", args=[school.pk]), {"post": "yes"})
    entry = AuditEntry.objects.get(verb="removed")
    assert entry.changes["name"] == ["Closed for good", None]


@pytest.mark.parametrize("name", ["auditentry", "term"])
def test_history_cannot_be_added_to(client, administrator, name):
    assert client.get(reverse(f"admin:leaders_{name}_add")).status_code == 403


def test_a_new_sign_in_gets_access_and_an_invitation(client, administrator):
    grants = {"grants-TOTAL_FORMS": "1", "grants-INITIAL_FORMS": "0", "grants-0-kind": "coordinator"}
    data = {"email": "new@district.example", "usable_password": "false", "why": "New coordinator", **grants}
    client.post(reverse("admin:leaders_user_add"), data)
    user = User.objects.get(email="new@district.example")
    assert user.grants.get().kind == Grant.Kind.COORDINATOR
    assert AuditEntry.objects.filter(model="leaders.grant", actor=administrator).exists()
    client.post(listing("user"), {"action": "invite", "_selected_action": user.pk})
    assert mail.outbox[0].to == ["new@district.example"]


def test_people_are_found_by_any_part_of_the_name(client, administrator):
    PersonFactory(given_name="Sofía", family_name="García")
    page = client.get(listing("person"), {"q": "garcia"}).content.decode()
    assert "García" in page
    assert Person.objects.count() == 1

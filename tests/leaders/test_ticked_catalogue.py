"""Ticked schools and roles: facts of reports and years in use, changed for several at once."""

import pytest
from django.urls import reverse

from leaders.models import AuditEntry, Role, School
from tests.factories import RoleFactory, SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def send(client, coordinator):
    client.force_login(coordinator)

    def post(name, rows, **said):
        marks = [f"{row.pk}:{row.version}" for row in rows]
        return client.post(reverse(f"leaders:{name}"), {"rows": marks, "reason": "State list", **said})

    return post


@pytest.mark.parametrize(
    ("said", "facts"), [({"title_i": "true"}, (True, True)), ({"is_open": "false"}, (None, False))]
)
def test_only_what_is_said_changes(send, said, facts):
    rows = SchoolFactory.create_batch(2, title_i=None)
    assert send("school-facts", rows, **said).status_code == 302
    assert set(School.objects.values_list("title_i", "is_open")) == {facts}
    assert AuditEntry.objects.filter(model="leaders.school", reason="State list").count() == 2


def test_nothing_said_changes_nothing(send):
    assert send("school-facts", SchoolFactory.create_batch(2)).status_code == 302
    assert not AuditEntry.objects.filter(model="leaders.school").exists()


@pytest.mark.parametrize(("year", "status"), [(2027, 302), (1999, 422)])
def test_roles_end_with_a_school_year_that_can_be_chosen(send, time_machine, year, status):
    time_machine.move_to("2026-11-24")
    role = RoleFactory(first_year=2025)
    assert send("role-retire", [role], last_year=year).status_code == status
    assert Role.objects.get().last_year == (year if status == 302 else None)


def test_a_role_cannot_end_before_it_began(send, time_machine):
    time_machine.move_to("2026-11-24")
    answer = send("role-retire", [RoleFactory(first_year=2027)], last_year=2026)
    assert answer.status_code == 422
    assert "before the first" in answer.content.decode()


def test_retiring_suggests_this_school_year(client, coordinator, time_machine):
    time_machine.move_to("2026-11-24")
    client.force_login(coordinator)
    page = client.post(reverse("leaders:role-retire"), {"rows": [RoleFactory().pk]}).content.decode()
    assert '<option value="2027" selected>2026–27</option>' in page

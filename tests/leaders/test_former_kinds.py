"""What kind of staff people were before: kept by the form and by imports, so that past rosters stay as they were."""

import datetime

import pytest
from django.urls import reverse

from leaders.models import AuditEntry, FormerKind, Person
from tests.factories import PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
SINCE = datetime.date(2026, 7, 1)


@pytest.fixture
def promote(client):
    """Posts the person's form as an administrator's; answers the status."""
    client.force_login(UserFactory(kind="coordinator"))

    def send(person, since, kind="administrator"):
        typed = {"given_name": person.given_name, "family_name": person.family_name, "teaching_fte": "0"}
        typed |= {"staff_kind": kind, "kind_since": since, "is_active": "on", "why": "Promoted"}
        return client.post(reverse("leaders:person-edit", args=[person.pk]), typed)

    return send


def test_a_new_kind_from_a_day_on_leaves_the_old_one_until_the_day_before(promote, client):
    person = PersonFactory()
    assert promote(person, SINCE).status_code == 302
    former = person.former_kinds.get()
    assert (former.kind, former.until) == ("teacher", datetime.date(2026, 6, 30))
    assert AuditEntry.objects.about(former).get().reason == "Promoted"
    assert "teacher until June 30, 2026" in client.get(person.get_absolute_url()).content.decode()


def test_a_correction_has_always_been_so(promote):
    person = PersonFactory()
    assert promote(person, "").status_code == 302
    assert not FormerKind.objects.exists()


def test_a_day_without_a_new_kind_keeps_nothing(promote):
    assert promote(PersonFactory(), SINCE, kind="teacher").status_code == 302
    assert not FormerKind.objects.exists()


@pytest.mark.parametrize(("since", "status"), [("2026-07-01", 422), ("2026-07-02", 302)])
def test_a_second_change_begins_after_the_first(promote, since, status):
    person = PersonFactory()
    promote(person, SINCE)
    assert promote(person, since, kind="teacher").status_code == status
    assert Person.objects.get(pk=person.pk).staff_kind == ("teacher" if status == 302 else "administrator")

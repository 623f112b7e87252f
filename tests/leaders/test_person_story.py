"""A person's page tells the whole story on one screen, and its history goes on where awards and terms were changed."""

import datetime
import uuid

import pytest
from django.urls import reverse

from leaders import history
from leaders.actions import pay, terms
from leaders.actions.records import remove_record, save_record
from leaders.models import AuditEntry, Credential, Recognition
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    RecognitionFactory,
    UserFactory,
    allocate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
AWARD = {"kind": "paemst", "title": "State Award", "awarded_on": "2025-05-01"}
STAGE = {"kind": "endorsement", "title": "Robotics", "issued_on": "2025-05-01"}


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def keyed(**facts):
    return {"client_key": str(uuid.uuid4()), **facts}


@pytest.mark.parametrize(
    ("noun", "model", "words"), [("recognition", Recognition, AWARD), ("credential", Credential, STAGE)]
)
def test_awards_and_credentials_are_added_edited_and_removed_with_a_reason(signed_in, noun, model, words):
    person = PersonFactory()
    signed_in.post(reverse(f"leaders:{noun}-create", args=[person.pk]), keyed(**words))
    row = model.objects.get(person=person)
    page = signed_in.get(person.get_absolute_url()).content.decode()
    edit, remove = (reverse(f"leaders:{noun}-{step}", args=[row.pk]) for step in ("edit", "remove"))
    assert edit in page
    assert remove in page
    changed = keyed(**words | {"title": "Renamed"}, version=1, why="Typing mistake")
    assert signed_in.post(edit, changed).url == person.get_absolute_url()
    assert signed_in.post(remove, keyed(version=2, reason="")).status_code == 422
    assert signed_in.post(remove, keyed(version=2, reason="Not hers")).url == person.get_absolute_url()
    assert not model.objects.exists()
    kept = AuditEntry.objects.about(row).values_list("verb", "reason")
    assert list(kept) == [("removed", "Not hers"), ("changed", "Typing mistake"), ("added", "")]


def test_removing_twice_with_one_key_is_one_removal(signed_in):
    award = RecognitionFactory()
    sent, address = keyed(reason="Not hers"), reverse("leaders:recognition-remove", args=[award.pk])
    assert [signed_in.post(address, sent).url for _ in range(2)] == [award.person.get_absolute_url()] * 2
    assert AuditEntry.objects.about(award).count() == 1


def told(record, user):
    """What the history of a record says, oldest first: (part, verb)."""
    return [(row.about.partition(":")[0], row.verb) for row in reversed(history.entries(record, user))]


def test_history_of_a_person_holds_awards_that_are_gone(coordinator):
    award, other = RecognitionFactory(), RecognitionFactory()
    for row in (award, other):
        row.title = "Renamed"
        save_record(record=row, by=coordinator)
        remove_record(record=row, by=coordinator, reason="Not theirs")
    assert told(award.person, coordinator) == [("Recognition", "changed"), ("Recognition", "removed")]


def test_history_of_person_and_appointment_holds_terms(coordinator):
    row = AppointmentFactory()
    terms.extend(appointment=row, by=coordinator, reason="Summer", end=datetime.date(2027, 7, 15))
    assert told(row, coordinator) == [("", "changed"), ("Term", "added")]
    assert told(row.person, coordinator) == [("Appointment", "changed"), ("Term", "added")]


def test_history_of_pay_is_told_only_to_who_sees_pay(coordinator):
    line, fund = CompensationFactory(), FundingSourceFactory(code="GEN")
    allocate(line, GEN=100)
    line.full_amount = 8000
    pay.change_pay(compensation=line, allocations=[], by=coordinator, reason="Board vote")
    assert fund.allocations.count() == 0
    for record in (line.appointment, line.appointment.person):
        assert told(record, coordinator) == [("Compensation", "changed"), ("Funding allocation", "removed")]
        assert told(record, UserFactory(kind="administrator")) == []
        assert told(record, UserFactory(kind="principal", kind__school=line.appointment.position.site)) == []


@pytest.mark.parametrize("kind", ["coordinator", "business_office"])
def test_sign_in_accounts_are_told_to_who_looks_after_them(client, kind):
    person = PersonFactory()
    client.force_login(UserFactory(kind=kind))
    seen = [str(label) for label, _value in client.get(person.get_absolute_url()).context["facts"]]
    assert ("Sign-in account" in seen) is (kind == "coordinator")


def test_the_page_says_why_somebody_counts_and_which_roles_they_held(signed_in):
    row = AppointmentFactory()
    page = signed_in.get(row.person.get_absolute_url())
    assert "formal STEM role beyond their own classroom" in page.content.decode()
    assert page.context["roles"] == [("2026–27", f"{row.position.label}, {row.position.site}")]


def test_who_left_is_not_appointed(signed_in):
    person = PersonFactory(is_active=False)
    labels = [str(link.label) for link in signed_in.get(person.get_absolute_url()).context["actions"]]
    assert labels == ["Edit", "Add an award", "Add a credential"]


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_costs_the_same_for_more_history(signed_in, coordinator, changes, django_assert_num_queries):
    row = AppointmentFactory()
    for n in range(changes):
        last = datetime.date(2027, 7, 1 + n)
        terms.extend(appointment=row, by=coordinator, reason="Summer", end=last)
    with django_assert_num_queries(21):
        signed_in.get(row.person.get_absolute_url())


STEPS = [
    ({"status": "proposed"}, ["Approve", "Change release", "Add pay", "Withdraw", "Extend", "End"]),
    ({}, ["Change release", "Extend", "Leave", "End", "Add pay"]),
    ({"start": datetime.date(2025, 8, 1), "end": datetime.date(2026, 6, 30)}, ["Extend", "Add pay"]),
    ({"status": "withdrawn"}, []),
]


@pytest.mark.parametrize(("facts", "labels"), STEPS)
def test_an_appointment_offers_what_fits_its_state(signed_in, facts, labels, time_machine):
    time_machine.move_to("2026-11-24")
    page = signed_in.get(AppointmentFactory(**facts).get_absolute_url())
    assert [str(link.label) for link in page.context["actions"]] == labels

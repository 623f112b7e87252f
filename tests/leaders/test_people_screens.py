"""People and schools on screen: who sees what, changes with their history, and a flat number of queries."""

import uuid

import pytest
from django.urls import reverse

from leaders.models import AuditEntry, Person
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    PersonFactory,
    RecognitionFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
LIST, RECORD, SCHOOLS, SCHOOL = 6, 19, 5, 13  # queries


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def fields(**changed):
    """What the person form sends."""
    return {
        "given_name": "Rosa",
        "family_name": "Lind",
        "staff_kind": "teacher",
        "teaching_fte": "1",
        "is_active": "on",
        "client_key": str(uuid.uuid4()),
    } | changed


@pytest.mark.parametrize("rows", [1, 3])
def test_people_list_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    PersonFactory.create_batch(rows)
    with django_assert_num_queries(LIST):
        assert signed_in.get(reverse("leaders:person-list")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_person_page_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    person = PersonFactory()
    AppointmentFactory.create_batch(rows, person=person)
    for number in range(rows):
        RecognitionFactory(person=person, title=f"Award {number}")
    with django_assert_num_queries(RECORD):
        signed_in.get(person.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_school_list_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    SchoolFactory.create_batch(rows)
    with django_assert_num_queries(SCHOOLS):
        signed_in.get(reverse("leaders:school-list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_school_page_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    school = SchoolFactory()
    AppointmentFactory.create_batch(rows, position__site=school)
    with django_assert_num_queries(SCHOOL):
        signed_in.get(school.get_absolute_url())


def test_person_added_twice_with_one_key_exists_once(signed_in):
    sent = fields()
    first = signed_in.post(reverse("leaders:person-create"), sent)
    again = signed_in.post(reverse("leaders:person-create"), sent)
    assert Person.objects.filter(family_name="Lind").count() == 1
    assert first.url == again.url


def test_refused_person_keeps_what_was_typed(signed_in):
    answer = signed_in.post(reverse("leaders:person-create"), fields(family_name="", given_name="Keepme"))
    assert answer.status_code == 422
    assert "Keepme" in answer.content.decode()


def test_slower_editor_is_told_and_loses_nothing(signed_in):
    person = PersonFactory()
    address = reverse("leaders:person-edit", args=[person.pk])
    assert signed_in.post(address, fields(version=person.version)).status_code == 302
    answer = signed_in.post(address, fields(version=person.version, given_name="Typed"))
    assert answer.status_code == 409
    assert "Typed" in answer.content.decode()
    assert Person.objects.get(pk=person.pk).given_name == "Rosa"


def test_person_page_says_why_not_counted(signed_in):
    person = RecognitionFactory().person
    assert "award only" in signed_in.get(person.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("kind", "seen"), [("coordinator", True), ("business_office", True), ("administrator", False)])
def test_pay_shows_only_to_who_may_see_it(client, kind, seen):
    pay = CompensationFactory(full_amount="7654.00")
    client.force_login(UserFactory(kind=kind))
    page = client.get(pay.appointment.person.get_absolute_url()).content.decode()
    assert ("Earned as a leader" in page) is seen


def test_principal_sees_who_serves_the_school_without_pay(client):
    appointment = CompensationFactory(full_amount="7654.00").appointment
    site = appointment.position.site
    client.force_login(UserFactory(kind="principal", kind__school=site))
    page = client.get(site.get_absolute_url()).content.decode()
    assert appointment.person.family_name in page
    assert "Earned" not in client.get(appointment.person.get_absolute_url()).content.decode()


def test_principal_does_not_find_people_of_another_school(client):
    stranger = PersonFactory()
    client.force_login(UserFactory(kind="principal", kind__school=SchoolFactory()))
    assert client.get(stranger.get_absolute_url()).status_code == 404


def test_ticked_people_move_with_one_reason_in_each_history(signed_in):
    people, school = PersonFactory.create_batch(2), SchoolFactory()
    sent = {"rows": [row.pk for row in people], "school": school.pk, "reason": "Boundary change"}
    assert signed_in.post(reverse("leaders:person-move"), sent).status_code == 302
    assert Person.objects.filter(home_school=school).count() == 2
    assert AuditEntry.objects.filter(reason="Boundary change").count() == 2


def test_ticked_people_do_not_leave_without_a_reason(signed_in):
    person = PersonFactory()
    sent = {"rows": [person.pk], "left_on": "2026-11-20", "reason": ""}
    assert signed_in.post(reverse("leaders:person-left"), sent).status_code == 422
    assert Person.objects.get(pk=person.pk).is_active


def test_ticked_people_are_named_before_they_leave(signed_in):
    person = PersonFactory()
    answer = signed_in.post(reverse("leaders:person-left"), {"rows": [person.pk, "9" * 40, "x"]})
    assert answer.status_code == 200
    assert person.family_name in answer.content.decode()


def test_exported_people_are_those_shown(signed_in):
    PersonFactory(family_name="Keeper")
    answer = signed_in.get(reverse("leaders:person-list"), {"export": "csv", "staff_kind": "consultant"})
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"Keeper" not in text


@pytest.mark.parametrize("typed", ["CASE-05", "case-05"])
def test_people_are_found_by_a_staff_number_with_letters(signed_in, typed):
    PersonFactory(local_id="CASE-05")
    PersonFactory(local_id="CASE-06")
    assert signed_in.get(reverse("leaders:person-list"), {"q": typed}).context["paging"].count == 1


def test_people_of_a_school_are_its_own_staff_and_who_also_works_there(signed_in):
    school = SchoolFactory()
    own, further, _other = PersonFactory(home_school=school), PersonFactory(), PersonFactory()
    further.other_schools.add(school)
    shown = {pk for pk, _name, _cells in signed_in.get(f"/people/?school={school.pk}").context["rows"]}
    assert shown == {own.pk, further.pk}


@pytest.mark.parametrize(
    ("text", "found"), [("garc", 1), ("jos gar", 1), ("García, José", 1), ("rcía", 0), ("4711", 1), ("471", 0)]
)
def test_people_are_found_by_the_beginning_of_names_and_by_their_number(text, found, signed_in):
    person = PersonFactory.build(given_name="José", family_name="García", local_id="4711", home_school=SchoolFactory())
    person.fold_name()
    person.save()
    assert signed_in.get("/people/", {"q": text}).context["paging"].count == found

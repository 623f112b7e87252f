"""Lists and schools on screen: searching, files, and changes of a school with their history."""

import io
import uuid
import zipfile

import pytest
from django.urls import reverse

from leaders.models import AuditEntry, Person, School
from tests.factories import PersonFactory, PositionFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
CANARIES = ("7654.32", "7,654.32")


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def fields(**changed):
    """What the school form sends."""
    return {
        "name": "North",
        "kind": "school",
        "level": "elementary",
        "title_i": "no",
        "is_open": "on",
        "why": "New building",
        "client_key": str(uuid.uuid4()),
    } | changed


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def workbook(answer):
    """All the text of an Excel file."""
    with zipfile.ZipFile(io.BytesIO(body(answer))) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def names(answer):
    return [label for _key, label, _cells in answer.context["rows"]]


def test_schools_are_searched_filtered_and_sorted(signed_in):
    SchoolFactory(name="Alpha", level="middle")
    SchoolFactory(name="Beta")
    address = reverse("leaders:school-list")
    assert names(signed_in.get(address, {"q": "alph"})) == ["Alpha"]
    assert names(signed_in.get(address, {"level": "elementary"})) == ["Beta"]
    assert names(signed_in.get(address, {"sort": "-name"})) == ["Beta", "Alpha"]


def test_files_hold_the_chosen_columns(signed_in):
    SchoolFactory(name="Alpha", city="Reno")
    chosen = {"columns": ["name", "city"]}
    text = body(signed_in.get(reverse("leaders:school-list"), {**chosen, "export": "csv"})).decode("utf-8-sig")
    assert text.splitlines() == ['"Name","City"', '"Alpha","Reno"']
    book = workbook(signed_in.get(reverse("leaders:school-list"), {**chosen, "export": "xlsx"}))
    assert "Alpha" in book
    assert "Reno" in book


def test_school_is_added_once_with_who_and_why(signed_in, coordinator):
    sent = fields()
    for _ in range(2):
        assert signed_in.post(reverse("leaders:school-create"), sent).status_code == 302
    entry = AuditEntry.objects.about(School.objects.get(name="North")).get()
    assert (entry.actor, entry.reason, entry.verb) == (coordinator, "New building", "added")


def test_refused_school_names_its_field_and_keeps_what_was_typed(signed_in):
    answer = signed_in.post(reverse("leaders:school-create"), fields(name="", city="Keeptown"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert "Keeptown" in answer.content.decode()


def test_slower_editor_of_a_school_is_told(signed_in):
    school = SchoolFactory()
    address = reverse("leaders:school-edit", args=[school.pk])
    assert signed_in.post(address, fields(version=school.version)).status_code == 302
    assert signed_in.post(address, fields(version=school.version, name="Late")).status_code == 409
    assert School.objects.get(pk=school.pk).name == "North"


def test_ticked_people_leave_with_the_day_and_the_reason(signed_in, coordinator):
    people = PersonFactory.create_batch(2)
    sent = {"rows": [row.pk for row in people], "left_on": "2026-11-20", "reason": "Moved away"}
    assert signed_in.post(reverse("leaders:person-left"), sent).status_code == 302
    assert not Person.objects.filter(is_active=True).exists()
    assert AuditEntry.objects.filter(reason="Moved away", actor=coordinator).count() == 2


@pytest.mark.parametrize("kind", ["administrator", "principal"])
@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_budgets_never_reach_who_does_not_see_pay(client, kind, export):
    position = PositionFactory(budget="7654.32")
    at = {"kind__school": position.site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    answer = client.get(reverse("leaders:position-list"), {"columns": ["label", "budget"], "export": export})
    shown = workbook(answer) if export == "xlsx" else body(answer).decode()
    assert position.label in shown
    assert not any(canary in shown for canary in CANARIES)

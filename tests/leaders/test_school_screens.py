"""Lists and schools on screen: searching, files, and changes of a school with their history."""

import io
import uuid
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from leaders.models import AuditEntry, District, Person, School
from tests.factories import AppointmentFactory, PersonFactory, PositionFactory, SchoolFactory, UserFactory

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


def test_school_shows_who_serves_it_from_elsewhere_and_where_past_years_are(signed_in):
    today = timezone.localdate()
    school = SchoolFactory(is_open=False)
    shared, past = AppointmentFactory(start=today, end=today), AppointmentFactory(start="2020-08-01", end="2021-06-30")
    for row in (shared, past):
        row.position.other_sites.add(school)
    page = signed_in.get(school.get_absolute_url())
    assert [row for row, _state, _term in page.context["serving"]] == [shared]
    assert "from elsewhere" in page.content.decode()
    listing = f"{reverse('leaders:appointment-list')}?school={school.pk}"
    assert listing in page.content.decode()
    assert signed_in.get(listing).context["paging"].count == 2


def test_school_leads_from_a_vacancy_to_appointing_and_to_a_new_position(signed_in, client):
    position = PositionFactory(school_year=District.current().school_year(timezone.localdate()))
    elsewhere = PositionFactory(school_year=position.school_year)
    elsewhere.other_sites.add(position.site)
    address = position.site.get_absolute_url()
    page = signed_in.get(address)
    wanted = [f"{reverse('leaders:appoint')}?position={row.pk}" for row in (position, elsewhere)]
    new = f"{reverse('leaders:position-create')}?site={position.site.pk}"
    assert all(link in page.content.decode() for link in wanted)
    assert new in [link.url for link in page.context["actions"]]
    assert signed_in.get(new).context["form"]["site"].value() == str(position.site.pk)
    client.force_login(UserFactory(kind="principal", kind__school=position.site))
    assert wanted[0] not in client.get(address).content.decode()

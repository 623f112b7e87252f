"""Changes to ticked rows: asked for with the rows named, all or nothing, once, never over somebody's newer change."""

import datetime
import uuid

import pytest
from django.urls import reverse

from leaders.models import Appointment, AuditEntry, ClientKey, Person, Position
from tests.factories import AppointmentFactory, PersonFactory, PositionFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def proposals(count):
    return AppointmentFactory.create_batch(count, status="proposed")


def closed(count):
    return PositionFactory.create_batch(count, is_open=False)


# route, what makes rows, the list it leads back to, what is asked for, the field that changes and to what
CHANGES = [
    ("person-left", PersonFactory.create_batch, "person-list", {"left_on": "2026-11-20"}, "is_active", False),
    ("person-move", PersonFactory.create_batch, "person-list", {"school": "new"}, "home_school_id", "new"),
    ("position-close", PositionFactory.create_batch, "position-list", {}, "is_open", False),
    ("position-reopen", closed, "position-list", {}, "is_open", True),
    ("appointment-approve-ticked", proposals, "appointment-list", {}, "status", "approved"),
    (
        "appointment-extend-ticked",
        AppointmentFactory.create_batch,
        "appointment-list",
        {"end": "2027-07-31"},
        "end",
        datetime.date(2027, 7, 31),
    ),
    (
        "appointment-end-ticked",
        AppointmentFactory.create_batch,
        "appointment-list",
        {"end": "2027-03-31"},
        "end",
        datetime.date(2027, 3, 31),
    ),
    ("appointment-withdraw-ticked", proposals, "appointment-list", {}, "status", "withdrawn"),
]
every_change = pytest.mark.parametrize(("route", "make", "listing", "asked", "field", "wanted"), CHANGES)


def prepared(route, asked, wanted):
    """The address, what is typed, and the value that is then stored; `new` stands for a school made here."""
    school = SchoolFactory().pk
    typed = {name: school if value == "new" else value for name, value in asked.items()}
    return reverse(f"leaders:{route}"), typed | {"reason": "Board vote"}, school if wanted == "new" else wanted


def sent(page, **typed):
    """What the page that names the rows sends."""
    rows = [str(mark) for _row, mark in page.context["rows"]]
    return {"rows": rows, "list": page.context["query"], "client_key": str(uuid.uuid4()), **typed}


def values(rows, field):
    return list(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).values_list(field, flat=True))


@every_change
def test_ticked_rows_are_named_then_changed_with_one_reason(signed_in, route, make, listing, asked, field, wanted):
    address, typed, wanted = prepared(route, asked, wanted)
    rows, other = make(2), make(1)
    before = values(rows + other, field)
    page = signed_in.post(address, {"rows": [row.pk for row in rows], "list": "q=a&page=2"})
    assert page.status_code == 200
    assert [str(row) in page.content.decode() for row in rows + other] == [True, True, False]
    assert values(rows + other, field) == before
    answer = signed_in.post(address, sent(page, **typed))
    assert answer.url == f"{reverse(f'leaders:{listing}')}?q=a&page=2"
    assert values(rows, field) == [wanted] * 2
    assert values(other, field) == before[2:]
    for row in rows:
        assert AuditEntry.objects.about(row).get().reason == "Board vote"


@every_change
def test_sent_twice_is_done_once_and_leads_to_the_same_list(signed_in, route, make, listing, asked, field, wanted):
    address, typed, _wanted = prepared(route, asked, wanted)
    rows = make(2)
    page = signed_in.post(address, {"rows": [row.pk for row in rows], "list": "year=2027"})
    twice = sent(page, **typed)
    first, again = signed_in.post(address, twice), signed_in.post(address, twice)
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert ClientKey.objects.count() == 1
    assert AuditEntry.objects.about(rows[0]).count() == 1


@every_change
def test_a_row_that_someone_else_changed_stops_all(signed_in, route, make, listing, asked, field, wanted):
    address, typed, _wanted = prepared(route, asked, wanted)
    rows = make(2)
    before = values(rows, field)
    page = signed_in.post(address, {"rows": [row.pk for row in rows]})
    type(rows[1]).objects.filter(pk=rows[1].pk).update(version=2)
    told = signed_in.post(address, sent(page, **typed))
    assert (told.status_code, values(rows, field)) == (409, before)
    assert signed_in.post(address, sent(told, **typed)).status_code == 302


@every_change
def test_nothing_ticked_leads_back_to_the_list_with_its_filters(signed_in, route, make, listing, asked, field, wanted):
    answer = signed_in.post(reverse(f"leaders:{route}"), {"list": "q=a"}, follow=True)
    assert answer.redirect_chain[0][0] == f"{reverse(f'leaders:{listing}')}?q=a"
    assert "Tick what to change" in answer.content.decode()


@pytest.mark.parametrize(("count", "left"), [(200, True), (201, False)])
def test_more_than_200_rows_are_refused_and_never_cut(signed_in, count, left):
    people = PersonFactory.create_batch(count, home_school=None)
    address = reverse("leaders:person-left")
    page = signed_in.post(address, {"rows": [row.pk for row in people]}, follow=True)
    assert ("You ticked 201." in page.content.decode()) is not left
    if left:
        signed_in.post(address, sent(page, left_on="2026-11-20", reason="Closing"))
    assert Person.objects.filter(is_active=False).count() == (200 if left else 0)


def test_one_refusal_changes_nothing_and_names_its_row(signed_in):
    good, bad = AppointmentFactory(), AppointmentFactory(end=datetime.date(2027, 7, 31))
    address = reverse("leaders:appointment-extend-ticked")
    page = signed_in.post(address, {"rows": [good.pk, bad.pk]})
    told = signed_in.post(address, sent(page, end="2027-07-31", reason="Summer"))
    assert told.status_code == 422
    assert told.context["form"].errors["end"] == [f"{bad}: To extend, choose a day after July 31, 2027."]
    assert set(Appointment.objects.values_list("end", flat=True)) == {datetime.date(2027, 6, 30), bad.end}
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("route", ["appointment-approve-ticked", "appointment-withdraw-ticked"])
def test_what_has_begun_is_neither_approved_nor_withdrawn(signed_in, route):
    rows = [*proposals(1), AppointmentFactory()]
    page = signed_in.post(reverse(f"leaders:{route}"), {"rows": [row.pk for row in rows]})
    told = signed_in.post(reverse(f"leaders:{route}"), sent(page, reason="Board vote"))
    assert told.status_code == 422
    assert str(rows[1]) in told.context["form"].non_field_errors()[0]
    assert values(rows[:1], "status") == ["proposed"]


@pytest.mark.parametrize("refused", [{"reason": ""}, {"reason": "Summer", "end": ""}])
def test_a_mistake_keeps_the_rows_and_the_version_in_which_they_were_seen(signed_in, refused):
    row = AppointmentFactory()
    address = reverse("leaders:appointment-end-ticked")
    page = signed_in.post(address, {"rows": [row.pk]})
    told = signed_in.post(address, sent(page, end="2027-03-31") | refused)
    assert told.status_code == 422
    Appointment.objects.update(version=2)
    assert signed_in.post(address, sent(told, end="2027-03-31", reason="Moved")).status_code == 409


def test_rows_of_others_are_neither_named_nor_changed(client):
    """A coordinator who sees every row proves nothing, so this asks with the rows of somebody who does not."""
    position = PositionFactory()
    client.force_login(UserFactory(kind="principal", kind__school=SchoolFactory()))
    assert client.post(reverse("leaders:position-close"), {"rows": [position.pk], "reason": "x"}).status_code == 403
    assert Position.objects.get().is_open


def test_rows_that_are_gone_stop_all(signed_in):
    row = PositionFactory()
    sent_rows = {"rows": [f"{row.pk}:1", f"{row.pk + 1}:1"], "reason": "Cut", "client_key": str(uuid.uuid4())}
    assert signed_in.post(reverse("leaders:position-close"), sent_rows).status_code == 409
    assert Position.objects.get().is_open


def test_the_list_sends_its_filters_along(signed_in):
    PersonFactory()
    html = signed_in.get(reverse("leaders:person-list"), {"staff_kind": "teacher"}).content.decode()
    assert '<input type="hidden" name="list" value="staff_kind=teacher">' in html


@pytest.mark.parametrize("rows", [1, 3])
def test_naming_rows_costs_the_same_for_more_rows(signed_in, rows, django_assert_num_queries):
    keys = [row.pk for row in AppointmentFactory.create_batch(rows)]
    with django_assert_num_queries(8):
        signed_in.post(reverse("leaders:appointment-end-ticked"), {"rows": keys})

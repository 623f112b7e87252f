"""Two editors of one record: the first is saved, the second is told, with both versions side by side (trust D3)."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from leaders.actions import records
from leaders.models import Appointment, Credential, Person
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    RecognitionFactory,
    RoleFactory,
    SchoolFactory,
    discipline,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def credential():
    return Credential.objects.create(
        person=PersonFactory(), kind="endorsement", title="Computing", issued_on=datetime.date(2024, 5, 1)
    )


def proposal():
    return AppointmentFactory(status="proposed")


def typed(page, **changed):
    """What a browser sends from an open page after some fields were changed."""
    values = {field.html_name: field.value() for field in page.context["form"]}
    sent = {
        name: "on" if value is True else value
        for name, value in values.items()
        if value is not None and value is not False
    }
    return {**sent, "client_key": str(uuid.uuid4()), "version": page.context["version"], **changed}


# route, what makes the record, what the first and what the second editor type, the field in words
EDITS = [
    ("person-edit", PersonFactory, {"suffix": "Jr."}, {"suffix": "Sr."}, "Suffix"),
    ("school-edit", SchoolFactory, {"city": "Reno"}, {"city": "Elko"}, "City"),
    ("role-edit", RoleFactory, {"name": "Lead"}, {"name": "Coach"}, "Name"),
    ("position-edit", PositionFactory, {"fte": "0.5"}, {"fte": "0.6"}, "Budgeted FTE"),
    ("fund-edit", FundingSourceFactory, {"budget": "10"}, {"budget": "20"}, "Budget"),
    ("pay-edit", CompensationFactory, {"full_amount": "10"}, {"full_amount": "20"}, "Full amount"),
    ("recognition-edit", RecognitionFactory, {"title": "State Award"}, {"title": "City Award"}, "Title"),
    ("credential-edit", credential, {"title": "Robotics"}, {"title": "Drones"}, "Title"),
    ("appointment-approve", proposal, {"reason": "Board"}, {"reason": "Me too"}, None),
    ("appointment-withdraw", proposal, {"reason": "Moved"}, {"reason": "Me too"}, None),
    ("appointment-extend", AppointmentFactory, {"end": "2027-07-15"}, {"end": "2027-07-20"}, "Last day"),
    ("appointment-end", AppointmentFactory, {"end": "2027-03-31"}, {"end": "2027-02-28"}, "Last day"),
    (
        "appointment-amend",
        AppointmentFactory,
        {"start": "2027-01-01", "release_fte": "0.6"},
        {"start": "2027-01-01", "release_fte": "0.5"},
        "Terms",
    ),
    (
        "appointment-leave",
        AppointmentFactory,
        {"start": "2027-01-01", "end": "2027-01-31"},
        {"start": "2027-02-01", "end": "2027-02-28"},
        "Terms",
    ),
]
WHY = {"why": "Agreed", "reason": "Agreed"}


def both_edit(client, address, first, second):
    """Both open the page, then the first saves, then the second: the answers to the two."""
    page = client.get(address)
    faster, slower = typed(page, **WHY | first), typed(page, **WHY | second)
    return client.post(address, faster), client.post(address, slower)


@pytest.mark.parametrize(("route", "make", "first", "second", "field"), EDITS)
def test_of_two_editors_the_second_is_shown_both_versions(signed_in, route, make, first, second, field):
    row = make()
    saved, told = both_edit(signed_in, reverse(f"leaders:{route}", args=[row.pk]), first, second)
    assert (saved.status_code, told.status_code) == (302, 409)
    stored = type(row).objects.get(pk=row.pk)
    assert stored.version == row.version + 1
    assert field is None or field in [str(label) for label, _yours, _now in told.context["stale"].rows]
    for name, value in second.items():
        assert told.context["form"].data[name] == value


def test_the_second_editor_of_the_settings_is_told(signed_in):
    saved, told = both_edit(signed_in, reverse("leaders:district-edit"), {"state": "NV"}, {"state": "FL"})
    assert (saved.status_code, told.status_code) == (302, 409)
    assert [tuple(map(str, row)) for row in told.context["stale"].rows] == [("State", "FL", "NV")]


def test_the_page_says_who_was_faster_and_both_values_in_words(signed_in, coordinator):
    person, school = PersonFactory(home_school=SchoolFactory(name="Alpha")), SchoolFactory(name="Beta")
    address = reverse("leaders:person-edit", args=[person.pk])
    _saved, told = both_edit(
        signed_in, address, {"home_school": school.pk, "why": "New building"}, {"staff_kind": "consultant"}
    )
    html = told.content.decode()
    assert f"<p>{coordinator} ·" in html
    assert "New building" in html
    rows = {str(label): (str(yours), str(now)) for label, yours, now in told.context["stale"].rows}
    assert rows == {"Home school": ("Alpha", "Beta"), "Kind of staff": ("outside consultant", "teacher")}


def test_who_saves_again_after_looking_replaces_what_was_stored(signed_in):
    school = SchoolFactory()
    address = reverse("leaders:school-edit", args=[school.pk])
    _saved, told = both_edit(signed_in, address, {"city": "Reno"}, {"city": "Elko"})
    assert signed_in.post(address, typed(told)).status_code == 302
    school.refresh_from_db()
    assert school.city == "Elko"


def test_a_refused_form_does_not_forget_which_version_its_editor_saw(signed_in):
    school = SchoolFactory()
    address = reverse("leaders:school-edit", args=[school.pk])
    page = signed_in.get(address)
    refused = signed_in.post(address, typed(page, name=""))
    signed_in.post(address, typed(page, city="Reno"))
    assert signed_in.post(address, typed(refused, name="Late")).status_code == 409
    school.refresh_from_db()
    assert school.city == "Reno"
    assert school.name != "Late"


def test_a_mistake_on_an_old_version_is_told_with_the_newer_one(signed_in):
    school = SchoolFactory()
    saved, told = both_edit(
        signed_in, reverse("leaders:school-edit", args=[school.pk]), {"city": "Reno"}, {"name": "", "city": "Elko"}
    )
    assert (saved.status_code, told.status_code) == (302, 409)
    assert list(told.context["form"].errors) == ["name"]
    assert [str(row[0]) for row in told.context["stale"].rows] == ["City"]


def test_a_step_refused_because_of_a_faster_one_shows_what_that_was(signed_in):
    row = AppointmentFactory()
    end, amend = (reverse(f"leaders:appointment-{step}", args=[row.pk]) for step in ("end", "amend"))
    late = typed(signed_in.get(amend), start="2027-05-01", release_fte="0.5", **WHY)
    signed_in.post(end, typed(signed_in.get(end), end="2027-03-31", **WHY))
    assert signed_in.post(amend, late).status_code == 409
    assert Appointment.objects.get().end == datetime.date(2027, 3, 31)


def test_funds_of_pay_are_compared_too(signed_in):
    pay, fund = CompensationFactory(), FundingSourceFactory(code="GEN", name="General")
    funded = {"fund_0": fund.pk, "percent_0": "100"}
    address = reverse("leaders:pay-edit", args=[pay.pk])
    _saved, told = both_edit(signed_in, address, funded, {"full_amount": "20"})
    assert ("Funds", "", "100% GEN General") in [tuple(map(str, row)) for row in told.context["stale"].rows]


def test_disciplines_of_a_role_are_compared_too(signed_in):
    address = reverse("leaders:role-edit", args=[RoleFactory().pk])
    _saved, told = both_edit(signed_in, address, {"discipline_0": discipline("science").pk}, {"name": "Coach"})
    parts = {str(label): (yours, now) for label, yours, now in told.context["stale"].rows}["Disciplines"]
    assert [text.lower() for text in parts] == ["mathematics 100%", "science 100%"]


def test_sending_an_edit_twice_is_no_conflict(signed_in):
    school = SchoolFactory()
    address = reverse("leaders:school-edit", args=[school.pk])
    sent = typed(signed_in.get(address), city="Reno")
    assert [signed_in.post(address, sent).status_code for _ in range(2)] == [302, 302]


def test_the_slower_remover_of_an_award_is_told(signed_in):
    award = RecognitionFactory()
    edit, remove = (reverse(f"leaders:recognition-{step}", args=[award.pk]) for step in ("edit", "remove"))
    late = typed(signed_in.get(remove), reason="Twice")
    signed_in.post(edit, typed(signed_in.get(edit), title="State Award"))
    told = signed_in.post(remove, late)
    assert (told.status_code, type(award).objects.count()) == (409, 1)
    assert "State Award" in told.content.decode()


def test_without_the_guard_the_first_edit_would_be_lost(signed_in, monkeypatch):
    """The control of the tests above: the same two editors, the version guard switched off."""
    monkeypatch.setattr(records, "claim", lambda record, version: None)
    person = PersonFactory(teaching_fte=Decimal(1))
    address = reverse("leaders:person-edit", args=[person.pk])
    saved, told = both_edit(signed_in, address, {"suffix": "Jr."}, {"middle_name": "Lee"})
    assert (saved.status_code, told.status_code) == (302, 302)
    assert (Person.objects.get().suffix, Person.objects.get().middle_name) == ("", "Lee")

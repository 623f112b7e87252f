"""The coordinator's screen: who is on it, what is worth a look, and what happens to the ticked months."""

import datetime

import pytest
from django.core import mail

from responsibilities import closing
from responsibilities.models import Month
from tests.factories import AppointmentFactory, MonthFactory, PersonFactory, UserFactory, logged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
day = datetime.date
OCTOBER = day(2026, 10, 1)
SCREEN = "/months/close/?month=2026-10"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 17, tzinfo=datetime.UTC))


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def closed(*entries, minutes=None, **facts):
    """A leader with a closed October."""
    appointment = AppointmentFactory()
    logged(appointment, *entries)
    held = sum(length for date, length in entries if date.month == 10)
    MonthFactory(leader=appointment.person, minutes=held if minutes is None else minutes, **facts)
    return appointment.person


def row_of(person):
    return closing.closing(type(person).objects.filter(pk=person.pk), OCTOBER).get()


@pytest.mark.parametrize(
    ("entries", "flag"),
    [
        ([], "No entries"),
        ([(day(2026, 10, 5), 600)], None),
        ([(day(2026, 10, 5), 585), (day(2026, 10, 5), 30)], "A day above 10 hours"),
        ([(day(2026, 10, 3), 60), (day(2026, 10, 4), 60)], "Weekends only"),
        ([(day(2026, 10, 2), 60), (day(2026, 10, 4), 60)], None),
        ([(day(2026, 9, 1), 60), (day(2026, 10, 2), 120)], None),
        ([(day(2026, 9, 1), 60), (day(2026, 10, 2), 135)], "Far from usual"),
        ([(day(2026, 9, 1), 120), (day(2026, 8, 3), 120), (day(2026, 10, 2), 60)], None),
        ([(day(2026, 9, 1), 120), (day(2026, 8, 3), 120), (day(2026, 10, 2), 45)], "Far from usual"),
    ],
)
def test_what_is_worth_a_look_says_so(entries, flag):
    person = closed(*entries)
    assert closing.flags(row_of(person)) == ([flag] if flag else [])
    assert closing.unflagged(OCTOBER, PersonFactory._meta.model.objects.all()).exists() is (flag is None)


def test_a_month_that_changed_since_it_was_closed_says_so():
    person = closed((day(2026, 10, 5), 60), minutes=45)
    assert closing.flags(row_of(person)) == ["Changed since it was closed"]


def test_the_screen_holds_who_has_the_month_to_close_and_who_closed_it(signed_in):
    due, closed_one = AppointmentFactory().person, closed()
    AppointmentFactory(start=day(2026, 11, 1))
    extra = MonthFactory().leader
    page = signed_in.get(SCREEN)
    assert {name for _pk, name, _cells in page.context["rows"]} == {str(row) for row in (due, closed_one, extra)}


@pytest.mark.parametrize(
    ("query", "found"),
    [("state=missing", 2), ("state=attested", 1), ("state=returned", 1), ("state=asked", 1), ("state=approved", 0)],
)
def test_states_are_filtered(signed_in, query, found):
    closed((day(2026, 10, 5), 60))
    AppointmentFactory()
    MonthFactory(status="returned", comment="Mend it", unlock_wish="Please")
    assert signed_in.get(f"{SCREEN}&{query}").context["paging"].count == found


@pytest.mark.parametrize(("query", "found"), [("flagged=true", 1), ("flagged=false", 1), ("state=unlocked", 1)])
def test_flags_and_unlocks_are_filtered(signed_in, query, found):
    closed((day(2026, 10, 5), 60))
    closed(unlocked_until=day(2026, 11, 20), unlock_reason="Forgotten")
    assert signed_in.get(f"{SCREEN}&{query}").context["paging"].count == found


def test_without_a_month_it_is_the_last_one_that_ended(signed_in):
    assert signed_in.get("/months/close/").headers["Location"] == SCREEN


def test_a_coming_month_is_not_shown(signed_in):
    assert "Close November 2026" in signed_in.get("/months/close/?month=2027-05").content.decode()


def send(client, what, people, **facts):
    seen = dict(Month.objects.filter(month=day(2026, 10, 1)).values_list("leader", "version"))
    rows = [f"{person.pk}:{seen.get(person.pk, 0) + 1}" for person in people]
    return client.post(f"/months/close/{what}/", {"rows": rows, "list": "month=2026-10", "reason": "As agreed"} | facts)


def statuses(people):
    return [Month.objects.get(leader=person).status for person in people]


@pytest.mark.parametrize(("what", "status"), [("approve", "approved"), ("return", "returned")])
def test_ticked_months_are_decided_and_lead_back_to_the_list(signed_in, what, status):
    people = [closed(), closed()]
    answer = send(signed_in, what, people)
    assert answer.headers["Location"] == SCREEN
    assert statuses(people) == [status, status]


def test_a_ticked_month_that_is_not_closed_stops_all(signed_in):
    done, missing = closed(), AppointmentFactory().person
    answer = send(signed_in, "approve", [done, missing])
    assert answer.status_code == 422
    assert f"{missing}: This month is not closed yet." in answer.content.decode()
    assert statuses([done]) == ["attested"]


def test_a_month_that_changed_since_it_was_ticked_is_looked_at_again(signed_in):
    """Its leader closed it anew after the coordinator had ticked it: nobody approves what they have not seen."""
    person = closed()
    mark = f"{person.pk}:{Month.objects.get(leader=person).version + 1}"
    Month.objects.filter(leader=person).update(version=7)
    sent = {"rows": [mark], "list": "month=2026-10", "reason": "As agreed"}
    assert signed_in.post("/months/close/approve/", sent).status_code == 409
    assert statuses([person]) == ["attested"]


def test_ticked_months_are_unlocked(signed_in):
    person = AppointmentFactory().person
    send(signed_in, "unlock", [person], until="2026-11-27")
    assert Month.objects.get().unlocked_until == day(2026, 11, 27)


def test_ticked_leaders_are_reminded(signed_in, django_capture_on_commit_callbacks):
    user = UserFactory(person=AppointmentFactory().person)
    with django_capture_on_commit_callbacks(execute=True):
        send(signed_in, "remind", [user.person])
    assert [sent.to for sent in mail.outbox] == [[user.email]]


def test_all_that_needs_no_look_is_approved_at_once(signed_in):
    plain, empty = closed((day(2026, 10, 5), 60)), closed()
    answer = signed_in.post("/months/close/approve-unflagged/", {"month": "2026-10"}, follow=True)
    assert statuses([plain, empty]) == ["approved", "attested"]
    assert "1 month approved. 1 is left for a look." in answer.content.decode()


def banner(client):
    """What home's banner of months to close shows; None without it."""
    panels = {panel.template: panel.context for panel in client.get("/").context["first"]}
    return panels.get("responsibilities/_close_banner.html")


def test_home_counts_lead_to_exactly_their_rows(signed_in):
    closed()
    AppointmentFactory.create_batch(2)
    MonthFactory(month=day(2026, 9, 1), unlock_wish="Please")
    items = [item for item in signed_in.get("/").context["decisions"] if " 2026: " in item[0]]
    assert [label for label, _count, _url in items] == [
        "October 2026: to approve",
        "September 2026: to approve",
        "September 2026: asked to unlock",
        "October 2026: not closed yet",
    ]
    assert [count for _label, count, _url in items] == [
        signed_in.get(url).context["paging"].count for _label, _count, url in items
    ]


def test_the_page_of_a_month_shows_its_entries_and_the_next_step(signed_in):
    person = closed((day(2026, 10, 5), 60), (day(2026, 10, 6), 45))
    page = signed_in.get(f"/months/people/{person.pk}/?month=2026-10").content.decode()
    assert "1 h 45 min" in page
    assert f"/months/{Month.objects.get().pk}/approve/" in page


def test_one_entry_is_returned_from_the_page_of_the_month(signed_in):
    appointment = AppointmentFactory()
    first, second = logged(appointment, (day(2026, 10, 5), 60), (day(2026, 10, 6), 45))
    row = MonthFactory(leader=appointment.person, minutes=105)
    signed_in.post(f"/months/{row.pk}/return/", {"comment": "Which school?", "entries": [first.pk], "version": "1"})
    for entry in (first, second):
        entry.refresh_from_db()
    assert (first.status, second.status) == ("returned", "approved")


def test_a_leader_closes_from_home_with_one_button(client):
    appointment = AppointmentFactory(start=OCTOBER)
    logged(appointment, (day(2026, 10, 5), 60))
    client.force_login(UserFactory(person=appointment.person))
    [item] = banner(client)["months"]
    assert item["label"] == "Close October 2026: 1 h, 1 entry"
    answer = client.post("/months/attest/", {"month": "2026-10-01", "seen": item["seen"]}, follow=True)
    assert "October 2026 is closed: 1 h, 1 entry." in answer.content.decode()
    assert banner(client) is None


def test_what_changed_since_the_page_was_made_is_said(client):
    appointment = AppointmentFactory(start=OCTOBER)
    logged(appointment, (day(2026, 10, 5), 60))
    client.force_login(UserFactory(person=appointment.person))
    answer = client.post("/months/attest/", {"month": "2026-10-01", "seen": "45"}, follow=True)
    assert "it now holds 1 h" in answer.content.decode()
    assert not Month.objects.exists()


def test_own_months_are_listed_with_state_and_lock(client):
    person = closed((day(2026, 10, 5), 60))
    client.force_login(UserFactory(person=person))
    page = client.get("/months/").content.decode()
    assert "closed, to approve" in page
    assert "locked" in page
    assert "running" in page

"""What a phone sends: taken in once, refused in words, never another's (trust.md E1, E3–E6)."""

import datetime
import json
import random
import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from leaders.models import AuditEntry, District
from responsibilities import sync
from responsibilities.actions import sync as actions
from responsibilities.models import Activity, Category, Receipt
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-24 15:00:00-05:00", tick=False):
        yield


@pytest.fixture
def leader():
    District.objects.create(pk=1, name="Test District")
    return UserFactory(person=AppointmentFactory().person)


@pytest.fixture
def phone(leader):
    client = Client()
    client.force_login(leader)
    return client


def entry(leader, **facts):
    """What a phone makes of a form: materials made alone today, unless said otherwise."""
    appointment = leader.person.appointments.first()
    return {
        "client_id": str(uuid.uuid4()),
        "verb": "log",
        "date": TODAY.isoformat(),
        "minutes": 45,
        "category": Category.objects.get(code="instructional_materials").pk,
        "kind": "materials",
        "contact": "none",
        "supported": [],
        "unnamed": 0,
        "site": appointment.position.site_id,
        **facts,
    }


def send(phone, leader, *entries, **more):
    body = {"user": leader.pk, "format": sync.FORMAT, "sent_at": timezone.now().isoformat(), "entries": list(entries)}
    return phone.post("/activities/sync/", body | more, content_type="application/json")


def only(response):
    return response.json()["results"][0]


def test_an_entry_is_logged_with_its_receipt_and_its_history(phone, leader):
    sent = entry(leader)
    answer = send(phone, leader, sent)
    row = Activity.objects.get()
    assert answer.status_code == 200
    assert only(answer) == {"client_id": sent["client_id"], "status": 200, "outcome": "stored", "activity": row.pk}
    assert (row.minutes, row.source, row.leader, row.status) == (45, "offline", leader.person, "submitted")
    assert (Receipt.objects.get().activity_id, str(Receipt.objects.get().client_id)) == (row.pk, sent["client_id"])
    assert AuditEntry.objects.filter(model="responsibilities.activity", actor=leader).count() == 1


def test_the_same_entry_again_gets_the_same_answer_and_no_second_row(phone, leader):
    sent = entry(leader)
    first, second = send(phone, leader, sent), send(phone, leader, sent, sent_at="2026-11-25T08:00:00Z")
    assert only(first) == only(second)
    assert Activity.objects.count() == 1


def test_one_key_with_other_content_is_answered_422(phone, leader):
    sent = entry(leader)
    send(phone, leader, sent)
    answer = send(phone, leader, sent | {"minutes": 60})
    assert (answer.status_code, only(answer)["outcome"]) == (422, "differs")
    assert Activity.objects.get().minutes == 45


def test_the_order_of_its_parts_makes_no_other_content(phone, leader):
    sent = entry(leader)
    send(phone, leader, sent)
    assert only(send(phone, leader, dict(reversed(sent.items()))))["outcome"] == "stored"


def test_a_batch_is_answered_entry_by_entry(phone, leader):
    good, bad = entry(leader), entry(leader, minutes=50)
    answer = send(phone, leader, good, bad)
    assert answer.status_code == 200
    assert [result["outcome"] for result in answer.json()["results"]] == ["stored", "refused"]
    assert "minutes" in answer.json()["results"][1]["errors"]
    assert Activity.objects.count() == Receipt.objects.count() == 1


def test_a_refused_entry_may_be_mended_under_its_own_key(phone, leader):
    sent = entry(leader, date="2026-09-20")  # September locked on 15 October
    refused = only(send(phone, leader, sent))
    assert (refused["status"], refused["outcome"], list(refused["errors"])) == (200, "refused", ["date"])
    assert only(send(phone, leader, sent | {"date": TODAY.isoformat()}))["outcome"] == "stored"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"date": "2026-11-25"}, "date"),
        ({"date": "24.11.2026"}, "date"),
        ({"date": 20261124}, "date"),
        ({"minutes": 1455}, "minutes"),
        ({"minutes": {"a": 1}}, "minutes"),
        ({"category": 99999}, "category"),
        ({"kind": "nap"}, "kind"),
        ({"site": None}, "site"),
        ({"contact": "one_on_one"}, "supported"),
        ({"supported": [10**30], "contact": "one_on_one"}, "supported"),
        ({"unnamed": 3}, "supported"),
        ({"appointment": 10**12}, "appointment"),
        ({"school_year": "next"}, "school_year"),
    ],
)
def test_each_fault_is_told_at_its_field(phone, leader, facts, field):
    answer = only(send(phone, leader, entry(leader, **facts)))
    assert (answer["outcome"], list(answer["errors"])) == ("refused", [field])
    assert Activity.objects.count() == Receipt.objects.count() == 0


def test_supported_teachers_come_along(phone, leader):
    teacher = PersonFactory(home_school=leader.person.appointments.get().position.site)
    sent = entry(leader, kind="co_plan", contact="one_on_one", supported=[teacher.pk])
    assert only(send(phone, leader, sent))["outcome"] == "stored"
    assert list(Activity.objects.get().supported.all()) == [teacher]


def test_a_colleague_of_any_school_can_be_named_as_in_the_form_of_the_log(phone, leader):
    elsewhere = PersonFactory(home_school=SchoolFactory())
    sent = entry(leader, kind="co_plan", contact="one_on_one", supported=[elsewhere.pk])
    assert only(send(phone, leader, sent))["outcome"] == "stored"


def test_nobody_is_named_who_no_longer_works_here(phone, leader):
    former = PersonFactory(home_school=SchoolFactory(), is_active=False)
    sent = entry(leader, kind="co_plan", contact="one_on_one", supported=[former.pk])
    answer = only(send(phone, leader, sent))
    assert list(answer["errors"]) == ["supported"]
    assert former.family_name not in json.dumps(answer)


def test_an_entry_of_the_site_is_changed_with_the_version_that_the_phone_saw(phone, leader):
    row = ActivityFactory(appointment=leader.person.appointments.get(), date=TODAY)
    change = entry(leader, verb="change", activity=row.pk, version=1, minutes=90)
    assert only(send(phone, leader, change))["outcome"] == "stored"
    late = entry(leader, verb="change", activity=row.pk, version=1, minutes=30)
    assert only(send(phone, leader, late))["outcome"] == "refused"
    assert Activity.objects.get().minutes == 90


def test_what_was_planned_is_done_when_it_is_changed(phone, leader):
    row = ActivityFactory(appointment=leader.person.appointments.get(), date=TODAY, status="planned")
    send(phone, leader, entry(leader, verb="change", activity=row.pk, version=1))
    assert Activity.objects.get().status == "submitted"


def test_a_change_finds_its_entry_by_the_key_it_was_sent_with(phone, leader):
    first = entry(leader)
    change = entry(leader, verb="change", of=first["client_id"], minutes=60)
    answers = send(phone, leader, first, change).json()["results"]
    assert [answer["outcome"] for answer in answers] == ["stored", "stored"]
    assert Activity.objects.get().minutes == 60


def test_a_removal_takes_out_the_entry_also_when_it_is_repeated(phone, leader):
    row = ActivityFactory(appointment=leader.person.appointments.get(), date=TODAY)
    removal = {"client_id": str(uuid.uuid4()), "verb": "remove", "activity": row.pk, "version": 1}
    answers = [only(send(phone, leader, removal)) for _each in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["outcome"] == "stored"
    assert not Activity.objects.exists()


def test_an_entry_removed_before_it_came_is_not_taken_in_later(phone, leader):
    first = entry(leader)
    send(phone, leader, {"client_id": str(uuid.uuid4()), "verb": "remove", "of": first["client_id"]})
    assert only(send(phone, leader, first))["outcome"] == "differs"
    assert not Activity.objects.exists()


@pytest.mark.parametrize("verb", ["change", "remove"])
def test_another_leaders_entry_stays(phone, leader, verb):
    row = ActivityFactory(date=TODAY)
    send(phone, leader, entry(leader, verb=verb, activity=row.pk, version=1, minutes=15))
    assert (Activity.objects.get().minutes, Activity.objects.get().version) == (45, 1)


def test_a_queue_is_taken_from_its_owner_only(phone, leader):
    other = UserFactory(person=AppointmentFactory().person)
    answer = send(phone, leader, entry(leader), user=other.pk)
    assert (answer.status_code, Activity.objects.count()) == (403, 0)


def test_keys_are_each_users_own(phone, leader):
    other = UserFactory(person=AppointmentFactory().person)
    others_phone = Client()
    others_phone.force_login(other)
    sent = entry(leader)
    send(phone, leader, sent)
    assert only(send(others_phone, other, entry(other, client_id=sent["client_id"])))["outcome"] == "stored"
    assert Activity.objects.count() == 2


def test_without_a_token_nothing_is_taken(leader):
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(leader)
    assert send(phone, leader, entry(leader)).status_code == 403
    told = phone.get("/activities/token/").json()
    assert (told["user"], told["logs"]) == (leader.pk, True)
    sent = {"user": leader.pk, "format": 1, "entries": [entry(leader)]}
    headers = {"X-CSRFToken": told["token"]}
    assert phone.post("/activities/sync/", sent, content_type="application/json", headers=headers).status_code == 200


def test_who_no_longer_logs_is_refused_and_told_so(leader):
    former = UserFactory(person=PersonFactory())
    phone = Client()
    phone.force_login(former)
    assert phone.get("/activities/token/").json()["logs"] is False
    assert phone.post("/activities/sync/", {}, content_type="application/json").status_code == 403


@pytest.mark.parametrize("clock", ["2025-11-24T15:00:00-05:00", "2027-11-24T15:00:00-05:00"])
def test_a_phones_clock_is_told_and_not_believed(phone, leader, clock):
    answer = send(phone, leader, entry(leader), sent_at=clock)
    receipt = Receipt.objects.get()
    assert receipt.at == timezone.now()
    assert abs(answer.json()["clock"]) == 365 * 24 * 60 * 60
    assert receipt.sent_at.isoformat()[:4] == str(timezone.localtime(receipt.sent_at).year)


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"user": 1}', "[" * 100_000, '{"user":1,"format":1,"entries":[1]}', "x" * 300_000]
)
def test_what_no_phone_sends_is_refused_as_a_whole(phone, body):
    assert phone.post("/activities/sync/", body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("count", [0, 51])
def test_a_request_carries_from_1_to_50_entries(phone, leader, count):
    assert send(phone, leader, *[entry(leader)] * count).status_code == 400


@pytest.mark.parametrize("bad", [{"client_id": "no key"}, {"client_id": None}, {"verb": "drop tables"}])
def test_an_entry_that_cannot_be_understood_stays_on_the_phone(phone, leader, bad):
    assert only(send(phone, leader, entry(leader) | bad))["outcome"] == "refused"


def test_entries_of_two_formats_ago_are_understood(phone, leader, monkeypatch):
    """Today's format is the first; two imagined steps lead from it to a third (trust.md E6)."""
    old = {("length" if name == "minutes" else name): value for name, value in entry(leader).items()}
    monkeypatch.setattr(sync, "FORMAT", 3)
    monkeypatch.setattr(sync, "OLDEST", 1)
    monkeypatch.setitem(sync.STEPS, 1, lambda sent: sent | {"span": sent["length"]})
    monkeypatch.setitem(sync.STEPS, 2, lambda sent: sent | {"minutes": sent["span"]})
    assert only(send(phone, leader, old, format=1))["outcome"] == "stored"
    assert only(send(phone, leader, old, format=1))["outcome"] == "stored"
    assert Activity.objects.get().minutes == 45


@pytest.mark.parametrize("form", [0, 2])
def test_entries_of_another_format_stay_on_the_phone(phone, leader, form):
    assert only(send(phone, leader, entry(leader), format=form))["outcome"] == "refused"


def test_a_receipt_that_cannot_be_completed_leaves_no_entry(phone, leader, monkeypatch):
    """The last write fails: nothing of the entry, its sums, its history or its key is left."""

    def fails(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(
        Receipt, "save", lambda self, **how: fails() if "update_fields" in how else Receipt.save_base(self, **how)
    )
    with pytest.raises(RuntimeError):
        send(phone, leader, entry(leader))
    assert not Activity.objects.exists()
    assert not Receipt.objects.exists()
    assert not AuditEntry.objects.filter(model="responsibilities.activity").exists()


def bad_line(phone, leader, seed, entries):
    """Send entries in random parts, in random order, over a line that loses half of the answers; as a phone repeats."""
    chance, left, sent = random.Random(seed), list(entries), 0
    while left:
        part = chance.sample(left, min(len(left), chance.randint(1, 20)))
        results = send(phone, leader, *part).json()["results"]
        sent += len(part)
        if chance.random() < 0.5:  # the answer arrived
            named = {result["client_id"] for result in results if result["outcome"] == "stored"}
            left = [each for each in left if each["client_id"] not in named]
    return sent


def a_year(leader, count):
    """Entries on different days, so that no rule about a day refuses them."""
    days = [TODAY - datetime.timedelta(days=back) for back in range(24)]
    return [entry(leader, date=days[at % 24].isoformat(), minutes=15 * (1 + at % 3)) for at in range(count)]


def test_a_thousand_sends_over_a_bad_line_leave_each_entry_once(phone, leader):
    entries, sent, seed = a_year(leader, 240), 0, 0
    while sent < 1000:
        sent += bad_line(phone, leader, seed, entries)
        seed += 1
    rows = Activity.objects.all()
    assert rows.count() == 240
    assert sum(rows.values_list("minutes", flat=True)) == sum(each["minutes"] for each in entries)


def test_without_keys_the_same_line_makes_duplicates(phone, leader, monkeypatch):
    """The control."""
    with_key = actions._receipt
    monkeypatch.setattr(actions, "_receipt", lambda key, *rest: with_key(uuid.uuid4(), *rest))
    entries = a_year(leader, 40)
    bad_line(phone, leader, 1, entries)
    assert Activity.objects.count() > 40

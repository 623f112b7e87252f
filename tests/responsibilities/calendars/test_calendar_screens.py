"""A file is handed in, its series are taught once, and its events become drafts that only the leader sees."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leaders.models import AuditEntry
from responsibilities import rollups
from responsibilities.actions import calendars as actions
from responsibilities.models import Activity, Category, Month, TaughtSeries
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, UserFactory
from tests.responsibilities.calendars.files import calendar, event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_wednesday")]
SPAN = {"first": "2026-10-01", "last": "2026-11-30"}
SERIES = event("RRULE:FREQ=WEEKLY;COUNT=3", title="Coffee with Sal")  # 3, 10 and 17 November


def upload(desk, *events, data=None, **span):
    file = SimpleUploadedFile("my.ics", calendar(*events) if data is None else data)
    return desk.post("/calendar/upload/", {"file": file, **SPAN, **span})


def hidden(page, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def lesson(place=0, what="activity", kind="co_plan", contact="none", **facts):
    category = Category.objects.get(code="coaching_modeling").pk
    said = {"what": what, "category": category, "kind": kind, "contact": contact, **facts}
    return {f"s{place}-{name}": value for name, value in said.items()}


def teach(desk, *events, leave=0, **facts):
    """Hand a file in and send its review back with the first title taught; the last `leave` ticks are left out."""
    page = upload(desk, *events).content.decode()
    ticks = hidden(page, "met")
    return desk.post(
        "/calendar/review/",
        {"events": hidden(page, "events")[0], "met": ticks[: len(ticks) - leave], **lesson(**facts)},
    )


def drafts():
    return list(Activity.objects.filter(status="draft").order_by("date").values_list("date__day", "minutes"))


def test_a_file_becomes_drafts(desk, appointment, teacher):
    answer = teach(desk, SERIES, contact="one_on_one", teacher=teacher.pk)
    assert (answer.status_code, answer["Location"]) == (302, "/calendar/drafts/")
    assert drafts() == [(3, 45), (10, 45), (17, 45)]
    draft = Activity.objects.first()
    assert (draft.source, draft.focus, list(draft.supported.all())) == ("calendar", "", [teacher])


def test_nothing_is_stored_before_it_is_said_what_it_is(desk):
    answer = upload(desk, SERIES)
    assert "Coffee with Sal" in answer.content.decode()
    assert not Activity.objects.exists()
    assert not TaughtSeries.objects.exists()


def test_a_known_series_is_filled_in(desk, teacher):
    teach(desk, SERIES, contact="one_on_one", teacher=teacher.pk)
    page = upload(
        desk, event(start="20261119T091000", end="20261119T100000", title="COFFEE with sal", uid="9")
    ).content.decode()
    assert "known" in page
    assert f'<option value="{teacher.pk}" selected' in page
    assert 'value="co_plan" selected' in page


def test_the_same_file_twice_changes_nothing(desk):
    teach(desk, SERIES)
    before = list(Activity.objects.values_list("pk", "version"))
    page = upload(desk, SERIES).content.decode()
    assert page.count("already a draft") == 3
    teach(desk, SERIES)
    assert list(Activity.objects.values_list("pk", "version")) == before


def test_a_moved_event_moves_its_draft_and_never_what_is_confirmed(desk):
    teach(desk, event(title="A"))
    moved = event(title="A", start="20261105T091000", end="20261105T103000")
    assert "moved: your draft follows" in upload(desk, moved).content.decode()
    teach(desk, moved)
    assert drafts() == [(5, 75)]
    desk.post("/calendar/drafts/", {"rows": [Activity.objects.get().pk]})
    teach(desk, event(title="A"))
    entry = Activity.objects.get()
    assert (entry.status, entry.date.day, entry.minutes) == ("submitted", 5, 75)


def test_what_is_not_ticked_becomes_no_draft(desk):
    teach(desk, SERIES, leave=2)
    assert drafts() == [(3, 45)]


def test_never_is_remembered_and_not_yet_is_not(desk):
    teach(desk, SERIES, what="skip", category="")
    assert not TaughtSeries.objects.exists()
    teach(desk, SERIES, what="never")
    assert TaughtSeries.objects.get().ignored
    assert drafts() == []
    assert 'value="never" selected' in upload(desk, SERIES).content.decode()


def test_whoever_says_which_activity_it_is_need_not_say_that_it_is_one(desk):
    teach(desk, SERIES, what="skip")
    assert drafts() == [(3, 45), (10, 45), (17, 45)]


def test_what_is_missing_is_told_by_its_field_and_nothing_is_lost(desk):
    answer = teach(desk, SERIES, leave=1, contact="one_on_one")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "One-on-one needs exactly one supported teacher." in page
    assert page.count("checked") == 2
    assert not TaughtSeries.objects.exists()


def test_events_of_a_locked_month_or_outside_the_appointment_are_told(desk):
    page = upload(desk, event(start="20261006T090000", end="20261006T100000"), last="2026-11-30").content.decode()
    assert "October 2026 was locked after" in page
    assert hidden(page, "met") == []


def test_a_broken_or_foreign_review_leads_back(desk, appointment):
    sealed = hidden(upload(desk, SERIES).content.decode(), "events")[0]
    other = Client()
    other.force_login(UserFactory(person=AppointmentFactory().person))
    for client, text in ((desk, "nonsense"), (desk, sealed + "x"), (other, sealed)):
        assert client.post("/calendar/review/", {"events": text})["Location"] == "/calendar/upload/"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", "This is no calendar file."),
        (b"PK\x03\x04", "This is a zip archive"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * 2_100_000, "This file is larger than 2 MB."),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * 12_000_000, "This file is larger than 2 MB."),
        (b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(desk, data, words):
    answer = upload(desk, data=data)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "span",
    [{"last": "2026-09-01"}, {"last": "2027-12-01"}, {"first": "0001-01-01", "last": "0001-02-01"}, {"first": ""}],
)
def test_a_span_is_in_order_and_within_a_year(desk, span):
    assert upload(desk, SERIES, **span).status_code == 422


def test_all_ticked_drafts_are_confirmed_at_once(desk):
    teach(desk, SERIES)
    rows = list(Activity.objects.values_list("pk", flat=True))
    answer = desk.post("/calendar/drafts/", {"rows": rows[:2]}, follow=True)
    assert "2 entries are in your log." in answer.content.decode()
    assert sorted(Activity.objects.values_list("status", flat=True)) == ["draft", "submitted", "submitted"]


def test_the_sums_of_confirmed_drafts_move_once_in_one_order_of_locks(desk):
    teach(desk, SERIES)
    rows = list(Activity.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        desk.post("/calendar/drafts/", {"rows": rows})
    sums = [query["sql"] for query in asked if "INSERT INTO responsibilities_districtmonth" in query["sql"]]
    assert (len(sums), rollups.check()) == (1, [])


def test_one_draft_that_is_refused_keeps_all_as_they_were(desk, appointment):
    ActivityFactory(appointment=appointment, minutes=1440, kind="materials")  # 3 November is full
    teach(desk, SERIES)
    rows = list(Activity.objects.filter(status="draft").values_list("pk", flat=True))
    answer = desk.post("/calendar/drafts/", {"rows": rows})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "45 min on 11/03/2026: With this entry the day would have more than 24 hours." in page
    assert Activity.objects.filter(status="draft").count() == 3


def test_a_draft_that_is_yet_to_come_waits(desk):
    teach(desk, event(start="20261127T090000", end="20261127T100000"))
    row = Activity.objects.get()
    assert "yet to come" in desk.get("/calendar/drafts/").content.decode()
    assert desk.post("/calendar/drafts/", {"rows": [row.pk]}).status_code == 422


def test_a_draft_of_an_unlocked_month_is_confirmed_with_a_reason(desk, appointment):
    day = datetime.date(2026, 10, 6)
    draft = ActivityFactory(appointment=appointment, date=day, status="draft")
    until = {"unlocked_until": datetime.date(2026, 12, 1), "unlock_reason": "Illness"}
    Month.objects.create(leader=appointment.person, month=day.replace(day=1), **until)
    assert "Why so late" in desk.get("/calendar/drafts/").content.decode()
    assert desk.post("/calendar/drafts/", {"rows": [draft.pk]}).status_code == 422
    assert desk.post("/calendar/drafts/", {"rows": [draft.pk], "why": "Was ill"}).status_code == 302


def test_drafts_are_dropped(desk):
    teach(desk, SERIES)
    desk.post("/calendar/drafts/", {"rows": list(Activity.objects.values_list("pk", flat=True)), "drop": "1"})
    assert not Activity.objects.exists()


def test_nobody_confirms_the_drafts_of_others(desk, appointment):
    other = ActivityFactory(status="draft")
    assert desk.post("/calendar/drafts/", {"rows": [other.pk, "x", ""]}).status_code == 422
    other.refresh_from_db()
    assert other.status == "draft"


@pytest.mark.parametrize(
    "kind", ["coordinator", "principal", "administrator", "business_office", "viewer", "supported"]
)
def test_drafts_and_titles_are_seen_by_the_leader_only(desk, appointment, teacher, kind):
    teach(desk, SERIES, contact="one_on_one", teacher=teacher.pk)
    school = {"kind__school": appointment.position.site} if kind == "principal" else {}
    user = UserFactory(person=teacher) if kind == "supported" else UserFactory(kind=kind, **school)
    assert not Activity.objects.visible_to(user).exists()
    assert not TaughtSeries.objects.visible_to(user).exists()


def test_no_title_reaches_the_history(desk):
    teach(desk, SERIES)
    assert AuditEntry.objects.exists()
    assert not [row for row in AuditEntry.objects.all() if "Coffee" in f"{row.changes}{row.object_label}{row.reason}"]


def test_a_failure_at_the_last_write_leaves_nothing(desk, monkeypatch):
    real, calls = actions.log_activity, []

    def third_fails(**facts):
        calls.append(facts)
        if len(calls) == 3:
            raise RuntimeError("broken")
        return real(**facts)

    monkeypatch.setattr(actions, "log_activity", third_fails)
    with pytest.raises(RuntimeError):
        teach(desk, SERIES)
    assert not Activity.objects.exists()
    assert not TaughtSeries.objects.exists()


@pytest.mark.parametrize("titles", [1, 3, 20])
def test_the_review_asks_the_database_as_often_for_twenty_titles_as_for_one(
    desk, appointment, titles, django_assert_num_queries
):
    for _ in range(titles):
        PersonFactory(home_school=appointment.position.site)
    events = [event(title=f"T{n}", uid=f"{n}") for n in range(titles)]
    upload(desk, *events)
    with django_assert_num_queries(9):
        upload(desk, *events)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_drafts_ask_the_database_as_often_for_three_as_for_one(desk, appointment, rows, django_assert_num_queries):
    for _ in range(rows):
        ActivityFactory(appointment=appointment, status="draft", supported=[PersonFactory()])
    desk.get("/calendar/drafts/")
    with django_assert_num_queries(5):
        desk.get("/calendar/drafts/")

"""The form, the list and the pages of the log, as people use them."""

import datetime
import uuid

import pytest
import time_machine

from leaders.models import District
from responsibilities.models import Activity
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    CycleFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)
ADD = "/activities/add/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-20 18:00Z", tick=False):
        yield


@pytest.fixture
def appointment():
    District.objects.create(pk=1, name="Test District")
    row = AppointmentFactory()
    row.person.home_school = row.position.site
    row.person.save()
    return row


@pytest.fixture
def teacher(appointment):
    return PersonFactory(given_name="Ana", family_name="Nearby", home_school=appointment.position.site)


@pytest.fixture
def leader(appointment, client):
    user = UserFactory(person=appointment.person)
    client.force_login(user)
    return client


def sent(*people, **more):
    usual = {"contact": "one_on_one", "kind": "observe", "minutes": "45", "date": TODAY}
    return {"client_key": str(uuid.uuid4()), "supported": [row.pk for row in people], **usual, **more}


def test_a_visit_needs_four_answers_the_rest_is_known(leader, appointment, teacher):
    assert leader.post(ADD, sent(teacher)).status_code == 302
    row = Activity.objects.get()
    assert (row.category.code, row.appointment, row.site, row.school_year) == (
        "coaching_modeling",
        appointment,
        teacher.home_school,
        2027,
    )
    assert (row.in_contract, row.status, row.stem_mode) == (True, "submitted", appointment.position.role.stem_mode)


def test_sending_the_form_twice_logs_once(leader, teacher):
    data = sent(teacher)
    first, second = leader.post(ADD, data), leader.post(ADD, data)
    assert (first["Location"], Activity.objects.count()) == (second["Location"], 1)


def test_the_form_is_filled_with_what_is_usual(leader, appointment, teacher):
    ActivityFactory(appointment=appointment, date=TODAY, minutes=30, kind="debrief", supported=[teacher])
    page = leader.get(ADD).content.decode()
    assert '<option value="debrief" selected>' in page
    assert '<option value="30" selected>' in page
    assert 'value="2026-11-20"' in page
    assert "Already in your log on Nov. 20, 2026: 30 min." in page


def test_a_person_a_cycle_a_site_or_a_kind_come_along(leader, appointment, teacher):
    ticked = f'name="supported" value="{teacher.pk}" id="id_supported_0" checked'
    cycle = CycleFactory(appointment=appointment, teacher=teacher)
    for query in (f"person={teacher.pk}", f"cycle={cycle.pk}"):
        assert ticked in " ".join(leader.get(f"{ADD}?{query}").content.decode().split()).replace(
            'class="form-check-input" ', ""
        )
    assert (
        f'value="{appointment.position.site_id}" selected'
        in leader.get(f"{ADD}?site={appointment.position.site_id}").content.decode()
    )
    assert '<option value="substitute" selected>' in leader.get(f"{ADD}?kind=substitute").content.decode()
    for odd in ("person=x", "cycle=99999999999999999999", "like=0", "kind=nothing"):
        assert leader.get(f"{ADD}?{odd}").status_code == 200


def test_an_entry_is_copied_into_a_new_form(leader, appointment, teacher):
    row = ActivityFactory(appointment=appointment, supported=[teacher], kind="co_teach", focus="ratios")
    page = leader.get(f"{ADD}?like={row.pk}").content.decode()
    assert '<option value="co_teach" selected>' in page
    assert 'value="ratios"' in page
    stranger = ActivityFactory(kind="co_teach", focus="secret words")
    assert "secret words" not in leader.get(f"{ADD}?like={stranger.pk}").content.decode()


def test_refusals_stand_next_to_their_field_and_nothing_typed_is_lost(leader):
    response = leader.post(ADD, sent(focus="Ratios again"))
    assert response.status_code == 422
    assert "exactly one supported teacher" in response.content.decode()
    assert 'value="Ratios again"' in response.content.decode()
    assert not Activity.objects.exists()
    assert "steps of 15" in leader.post(ADD, sent(minutes="50")).content.decode()


def test_a_colleague_elsewhere_is_found_by_name(leader, teacher):
    far = PersonFactory(given_name="Far", family_name="Away")
    assert "Away" not in leader.get(ADD).content.decode()
    leader.post(ADD, sent(someone="away far"))
    assert list(Activity.objects.get().supported.all()) == [far]
    for name in ("Sam", "Kim"):
        PersonFactory(given_name=name, family_name="Twins")
    page = leader.post(ADD, sent(someone="twins"))
    assert page.status_code == 422
    assert "Twins, Sam" in page.content.decode()


def test_another_teacher_is_added_without_saving(leader, teacher):
    far = PersonFactory(given_name="Far", family_name="Away")
    page = leader.post(ADD, sent(teacher, someone="Away", contact="group", add="yes", focus="Ratios"))
    text = " ".join(page.content.decode().split())
    assert (page.status_code, Activity.objects.count()) == (200, 0)
    assert all(f'name="supported" value="{row.pk}"' in text for row in (teacher, far))
    assert 'value="Ratios"' in text
    assert "error-summary" not in text


def test_suggestions_tell_name_and_school_and_nothing_without_letters(leader, teacher):
    far = PersonFactory(given_name="Far", family_name="Away", email="mail@x.example", local_id="A77")
    for nothing in ("", "a", "A77", "mail@x.example"):
        assert leader.get("/activities/people/", {"q": nothing}).json() == {"results": []}
    (found,) = leader.get("/activities/people/", {"q": "awa"}).json()["results"]
    assert found == {"label": f"Away, Far · {far.home_school}", "value": f"Far Away #{far.pk}"}


def test_nobody_who_left_is_named_anew_but_an_old_entry_keeps_them(leader, appointment):
    gone = PersonFactory(is_active=False)
    assert "no longer works here" in leader.post(ADD, sent(gone)).content.decode()
    row = ActivityFactory(appointment=appointment, supported=[gone])
    data = sent(gone, version=row.version, date=row.date, minutes="60")
    assert leader.post(f"/activities/{row.pk}/edit/", data).status_code == 302
    assert Activity.objects.get().minutes == 60


def test_what_lies_ahead_is_planned_and_done_in_one_tap(leader, teacher):
    leader.post(ADD, sent(teacher, date="2026-11-21"))
    leader.post(ADD, sent(teacher, plan="yes"))
    assert {row.status for row in Activity.objects.all()} == {"planned"}
    ahead, today = Activity.objects.order_by("-date")
    assert "Done" in leader.get("/").content.decode()
    leader.post(f"/activities/{today.pk}/done/", {"client_key": str(uuid.uuid4())})
    refused = leader.post(f"/activities/{ahead.pk}/done/", {"client_key": str(uuid.uuid4())}, follow=True)
    assert "yet to come" in refused.content.decode()
    assert sorted(row.status for row in Activity.objects.all()) == ["planned", "submitted"]


def test_a_card_logs_in_one_tap_and_is_taken_back_in_another(leader, appointment, teacher):
    row = ActivityFactory(appointment=appointment, date=TODAY - datetime.timedelta(days=1), supported=[teacher])
    assert f"/activities/{row.pk}/repeat/" in leader.get("/").content.decode()
    key = {"client_key": str(uuid.uuid4())}
    response = leader.post(f"/activities/{row.pk}/repeat/", key)
    assert leader.post(f"/activities/{row.pk}/repeat/", key)["Location"] == response["Location"]
    new = Activity.objects.exclude(pk=row.pk).get()
    home = leader.get(response["Location"]).content.decode()
    assert "Undo" in home
    undone = leader.post(f"/activities/{new.pk}/remove/", {"version": new.version, "from": "home"})
    assert (undone["Location"], Activity.objects.count()) == ("/", 1)


def test_more_than_ten_hours_warn_after_saving(leader, appointment, teacher):
    ActivityFactory(appointment=appointment, date=TODAY, minutes=600)
    page = leader.post(ADD, sent(teacher, minutes="15"), follow=True).content.decode()
    assert "That makes 10 h 15 min" in page
    assert "more than 10 hours" in leader.get(ADD).content.decode()


def test_several_appointments_are_asked_about(leader, appointment, teacher):
    other = AppointmentFactory(person=appointment.person, position=PositionFactory(), release="0.1")
    refused = leader.post(ADD, sent(teacher))
    assert "several appointments" in refused.content.decode()
    leader.post(ADD, sent(teacher, appointment=other.pk))
    assert Activity.objects.get().appointment == other
    assert f'<option value="{other.pk}" selected>' in leader.get(ADD).content.decode()


def test_summer_work_asks_for_its_school_year(leader, appointment, teacher):
    AppointmentFactory(
        person=appointment.person,
        start=datetime.date(2025, 8, 1),
        end=datetime.date(2026, 6, 30),
        position__school_year=2026,
    )
    with time_machine.travel("2026-08-05 18:00Z", tick=False):
        leader.force_login(UserFactory(person=PersonFactory()))
        leader.force_login(appointment.person.user)
        assert "belongs to the school year" in leader.post(ADD, sent(teacher, date="2026-08-04")).content.decode()
        leader.post(ADD, sent(teacher, date="2026-08-04", school_year="begins"))
        leader.post(ADD, sent(teacher, date="2026-08-03", school_year="ended"))
    assert sorted(row.school_year for row in Activity.objects.all()) == [2026, 2027]
    assert not any(row.in_contract for row in Activity.objects.all())


def test_no_appointment_on_the_date_is_said_at_the_date(leader, teacher):
    assert "no appointment on this date" in leader.post(ADD, sent(teacher, date="2025-10-01")).content.decode()


def test_a_line_fills_the_form_and_saves_nothing(leader, teacher):
    page = leader.get(f"{ADD}?quick=debrief Nearby 1h yesterday").content.decode()
    assert '<option value="debrief" selected>' in page
    assert '<option value="60" selected>' in page
    assert 'value="2026-11-19"' in page
    assert "Look it over, then save" in page
    assert not Activity.objects.exists()


def test_an_ambiguous_name_in_a_line_is_asked(leader, appointment):
    for name in ("Sam", "Kim"):
        PersonFactory(given_name=name, family_name="Twins", home_school=appointment.position.site)
    page = leader.get(f"{ADD}?quick=observe Twins 45").content.decode()
    assert "Tick the right one" in page
    assert " checked" not in page.partition('name="supported"')[2].partition("</fieldset>")[0]


@pytest.mark.parametrize(("sees", "named"), [("names", True), ("counts", False)])
def test_a_principal_reads_names_or_counts(client, appointment, teacher, sees, named):
    District.objects.update(principal_sees=sees)
    row = ActivityFactory(appointment=appointment, supported=[teacher])
    client.force_login(UserFactory(kind="principal", kind__school=row.site))
    for at in ("/activities/", f"/activities/{row.pk}/", "/activities/?export=csv", f"/people/{teacher.pk}/"):
        response = client.get(at)
        text = b"".join(response).decode() if response.streaming else response.content.decode()
        told = "Co-plan" in text if "/people/" in at else "Nearby" in text
        assert told is named
    assert (client.get("/activities/?teacher=nearby").content.decode().count(f"/activities/{row.pk}/") > 0) is named
    elsewhere = ActivityFactory(supported=[PersonFactory(home_school=row.site)])
    assert client.get(f"/activities/{elsewhere.pk}/").status_code == 404


def test_a_supported_teacher_reads_what_concerns_them_and_no_other_names(client, appointment, teacher):
    other = PersonFactory(family_name="Bystander", home_school=SchoolFactory())
    row = ActivityFactory(appointment=appointment, supported=[teacher, other])
    ActivityFactory(appointment=appointment, supported=[other])
    client.force_login(UserFactory(person=teacher))
    assert "1 entry" in client.get("/activities/").content.decode()
    page = client.get(f"/activities/{row.pk}/").content.decode()
    assert "Nearby" in page
    assert "Bystander" not in page
    assert "Edit" not in page


def test_the_list_filters_and_sums_leader_time_apart_from_diverted_duty(leader, appointment, teacher):
    facts = {"appointment": appointment}
    ActivityFactory(date=datetime.date(2026, 11, 3), minutes=45, supported=[teacher], **facts)
    ActivityFactory(date=datetime.date(2026, 10, 5), minutes=60, code="diverted_duty", kind="duty", **facts)
    ActivityFactory(date=datetime.date(2026, 11, 5), minutes=90, status="planned", **facts)
    foot = leader.get("/activities/").content.decode().partition("<tfoot>")[2]
    assert (">45<" in foot, ">60<" in foot, "195" in foot) == (True, True, False)
    counts = {
        "month=2026-11": 2,
        "category=diverted_duty": 1,
        "kind=duty": 1,
        "contact=one_on_one": 1,
        "status=planned": 1,
        "teacher=nearby": 1,
        "year=2027": 3,
        "date_after=2026-11-04": 1,
    }
    found = {query: leader.get(f"/activities/?{query}").context["paging"].count for query in counts}
    assert found == counts
    assert "Write a month like" in leader.get("/activities/?month=soon").content.decode()


def test_files_hold_what_is_shown_and_all_names(leader, appointment):
    people = [PersonFactory(given_name="Bo", family_name=f"Chen{letter}") for letter in "abc"]
    ActivityFactory(appointment=appointment, supported=people)
    text = b"".join(leader.get("/activities/?export=csv")).decode()
    assert "Chena, Bo; Chenb, Bo; Chenc, Bo" in text
    assert "Again" not in text
    assert "+1" in leader.get("/activities/").content.decode()
    assert leader.get("/activities/?export=xlsx").status_code == 200


def test_an_entry_of_an_unlocked_month_shows_how_it_stood(leader, appointment, teacher):
    row = ActivityFactory(appointment=appointment, supported=[teacher])
    with time_machine.travel("2026-12-20 18:00Z", tick=False):
        leader.force_login(appointment.person.user)
        data = sent(teacher, version=row.version, date=row.date, minutes="60")
        assert "was locked" in leader.post(f"/activities/{row.pk}/edit/", data).content.decode()
        unlock = {"unlocked_until": "2026-12-31", "unlock_reason": "Was ill"}
        appointment.person.months.create(month=datetime.date(2026, 11, 1), **unlock)
        assert "Say why" in leader.post(f"/activities/{row.pk}/edit/", data).content.decode()
        assert leader.post(f"/activities/{row.pk}/edit/", data | {"why": "Forgot"}).status_code == 302
        assert "Earlier versions" in leader.get(f"/activities/{row.pk}/").content.decode()


def test_the_slower_of_two_editors_sees_both_versions(leader, appointment, teacher):
    row = ActivityFactory(appointment=appointment, supported=[teacher])
    data = sent(teacher, version=row.version, date=row.date)
    leader.post(f"/activities/{row.pk}/edit/", data | {"minutes": "60"})
    slower = leader.post(f"/activities/{row.pk}/edit/", data | {"minutes": "15", "client_key": str(uuid.uuid4())})
    assert slower.status_code == 409
    assert Activity.objects.get().minutes == 60


def test_log_activity_stands_on_every_page_for_who_may(leader, client, appointment):
    assert ADD in leader.get("/schools/").content.decode()
    site = appointment.position.site_id
    assert f"{ADD}?site={site}" in leader.get(f"/schools/{site}/").content.decode()
    client.force_login(UserFactory(kind="viewer"))
    assert ADD not in client.get("/schools/").content.decode()


def test_a_new_leader_is_told_how_to_begin(leader):
    page = leader.get("/").content.decode()
    assert "Nothing in your log yet" in page
    assert "one tap logs it" not in page


def test_a_returned_entry_waits_to_be_mended(leader, appointment):
    ActivityFactory(appointment=appointment, status="returned", returned_why="Which school?")
    page = leader.get("/").content.decode()
    assert "To mend: Which school?" in page

"""The week is saved as a whole: every changed cell, or none, with each refusal in its cell."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responsibilities import rollups
from responsibilities.actions import weeks as actions
from responsibilities.lines import Line
from responsibilities.models import Activity, Month
from tests.factories import ActivityFactory, PersonFactory, SchoolFactory
from tests.responsibilities.week.sheets import MONDAY, THURSDAY, TUESDAY, WEEK, cell, lately, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_wednesday")]


def stored(date):
    return list(Activity.objects.filter(date=date).order_by("pk").values_list("minutes", "status"))


def test_one_save_writes_every_cell_of_every_row(desk, appointment, teacher):
    visit, material = lately(appointment, teacher), lately(appointment, kind="materials")
    answer = desk.post(WEEK, sheet((visit, MONDAY, "45"), (visit, TUESDAY, "1:30"), (material, MONDAY, "30")))
    assert (answer.status_code, answer["Location"]) == (302, WEEK)
    assert sorted(stored(MONDAY)) == [(30, "submitted"), (45, "submitted")]
    assert stored(TUESDAY) == [(90, "submitted")]
    entry = Activity.objects.get(date=TUESDAY)
    assert (entry.source, list(entry.supported.all())) == ("week", [teacher])


def test_what_is_yet_to_come_is_planned(desk, appointment):
    desk.post(WEEK, sheet((lately(appointment), THURSDAY, "45")))
    assert stored(THURSDAY) == [(45, "planned")]


def test_every_mistake_stands_in_its_cell_and_nothing_is_saved(desk, appointment, teacher):
    visit, material = lately(appointment, teacher), lately(appointment, kind="materials")
    answer = desk.post(
        WEEK,
        sheet((visit, MONDAY, "40"), (visit, TUESDAY, "45"), (material, MONDAY, "lots"), (material, TUESDAY, "7:75")),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == 3
    assert "Minutes go in steps of 15" in page
    assert 'value="lots"' in page
    assert 'value="45"' in page
    assert not Activity.objects.filter(date__gte=MONDAY).exists()


def test_a_rule_of_the_log_refuses_in_its_cell(desk, appointment):
    visit, material = lately(appointment), lately(appointment, kind="materials")
    answer = desk.post(WEEK, sheet((visit, MONDAY, "12:15"), (material, MONDAY, "12:00")))
    assert answer.status_code == 422
    assert "more than 24 hours" in answer.content.decode()
    assert stored(MONDAY) == []


def test_the_same_form_sent_twice_saves_once(desk, appointment):
    data = sheet((lately(appointment), MONDAY, "45"))
    assert [desk.post(WEEK, data).status_code for _ in range(2)] == [302, 302]
    assert stored(MONDAY) == [(45, "submitted")]


def test_an_entry_is_changed_and_taken_out(desk, appointment):
    held = lately(appointment)
    entry = ActivityFactory(appointment=appointment, date=MONDAY)
    desk.post(WEEK, sheet((entry, MONDAY, "60"), seen=[entry]))
    assert stored(MONDAY) == [(60, "submitted")]
    entry.refresh_from_db()
    desk.post(WEEK, sheet((entry, MONDAY, ""), seen=[entry]))
    assert stored(MONDAY) == []
    assert Activity.objects.get() == held


def test_minutes_move_from_one_row_to_another_in_a_full_day(desk, appointment):
    one = ActivityFactory(appointment=appointment, date=MONDAY, minutes=720)
    two = ActivityFactory(appointment=appointment, date=MONDAY, minutes=720, kind="materials")
    answer = desk.post(WEEK, sheet((one, MONDAY, "13:00"), (two, MONDAY, "11:00"), seen=[one, two]))
    assert answer.status_code == 302
    assert stored(MONDAY) == [(780, "submitted"), (660, "submitted")]


def test_who_was_slower_sees_both_versions_and_may_save_again(desk, appointment):
    entry = ActivityFactory(appointment=appointment, date=MONDAY)
    data = sheet((entry, MONDAY, "60"), seen=[entry])
    Activity.objects.filter(pk=entry.pk).update(minutes=30, version=2)
    answer = desk.post(WEEK, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Yours: 60. Stored now: 30 min." in page
    assert f'value="{entry.pk}:2:30"' in page
    entry.refresh_from_db()
    assert desk.post(WEEK, sheet((entry, MONDAY, "60"), seen=[entry])).status_code == 302
    assert stored(MONDAY) == [(60, "submitted")]


def test_a_cell_that_was_empty_and_is_not_any_more_makes_no_second_entry(desk, appointment):
    data = sheet((lately(appointment), MONDAY, "60"))
    ActivityFactory(appointment=appointment, date=MONDAY)
    assert desk.post(WEEK, data).status_code == 409
    assert stored(MONDAY) == [(45, "submitted")]


def test_an_entry_removed_meanwhile_is_told_too(desk, appointment):
    lately(appointment)
    entry = ActivityFactory(appointment=appointment, date=MONDAY)
    data = sheet((entry, MONDAY, "60"), seen=[entry])
    entry.delete()
    answer = desk.post(WEEK, data)
    assert answer.status_code == 409
    assert "Stored now: no entry." in answer.content.decode()


def test_cells_that_were_not_touched_conflict_with_nobody(desk, appointment):
    entry = ActivityFactory(appointment=appointment, date=MONDAY)
    data = sheet((entry, MONDAY, "45"), seen=[entry])
    Activity.objects.filter(pk=entry.pk).update(minutes=30, version=2)
    assert desk.post(WEEK, data).status_code == 302
    assert stored(MONDAY) == [(30, "submitted")]


def test_what_was_planned_is_done_by_a_tick(desk, appointment):
    entry = ActivityFactory(appointment=appointment, date=TUESDAY, status="planned")
    name = f"d.{cell(entry, TUESDAY)}"
    desk.post(WEEK, sheet((entry, TUESDAY, "45"), seen=[entry]))
    assert stored(TUESDAY) == [(45, "planned")]
    desk.post(WEEK, sheet((entry, TUESDAY, "45"), seen=[entry], **{name: "on"}))
    assert stored(TUESDAY) == [(45, "submitted")]


def test_a_locked_month_takes_nothing(desk, appointment):
    visit = lately(appointment)
    address = "/week/?from=2026-10-26"
    page = desk.get(address).content.decode()
    assert "October 2026 was locked after" in page
    assert page.count("inputmode") == 1  # 1 November, a Sunday
    answer = desk.post(address, sheet((visit, datetime.date(2026, 10, 27), "45")))
    assert answer.status_code == 422
    assert not Activity.objects.in_month(datetime.date(2026, 10, 1)).exists()


def test_a_late_change_of_an_unlocked_month_says_why(desk, appointment):
    entry = ActivityFactory(appointment=appointment, date=datetime.date(2026, 10, 27))
    facts = {"unlocked_until": datetime.date(2026, 12, 1), "unlock_reason": "Illness"}
    Month.objects.create(leader=appointment.person, month=datetime.date(2026, 10, 1), **facts)
    address = "/week/?from=2026-10-26"
    data = sheet((entry, entry.date, "60"), seen=[entry])
    answer = desk.post(address, data)
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert desk.post(address, data | {"why": "Was ill"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.minutes, entry.versions.count()) == (60, 1)


def test_a_day_outside_the_appointment_is_closed(desk, appointment):
    lately(appointment)
    page = desk.get("/week/?from=2027-09-06").content.decode()
    assert "You have no appointment on this day." in page
    assert "inputmode" not in page


def test_a_failure_at_the_last_write_leaves_nothing(desk, appointment, monkeypatch):
    visit, material = lately(appointment), lately(appointment, kind="materials")
    before, calls = Activity.objects.count(), []
    real = actions.log_activity

    def second_fails(**facts):
        calls.append(facts)
        if len(calls) == 2:
            raise RuntimeError("broken")
        return real(**facts)

    monkeypatch.setattr(actions, "log_activity", second_fails)
    with pytest.raises(RuntimeError):
        desk.post(WEEK, sheet((visit, MONDAY, "45"), (material, MONDAY, "45")))
    assert (len(calls), Activity.objects.count()) == (2, before)


def test_an_entry_of_somebody_else_is_never_written(desk, appointment):
    other = ActivityFactory(date=MONDAY)
    mine = lately(appointment)
    answer = desk.post(WEEK, sheet((mine, MONDAY, "60")) | {f"v.{cell(mine, MONDAY)}": f"{other.pk}:1:45"})
    other.refresh_from_db()
    assert (answer.status_code, other.minutes) == (409, 45)


def test_a_row_names_only_whom_the_leader_may_choose(desk, appointment, teacher):
    former, elsewhere = PersonFactory(is_active=False), PersonFactory(home_school=SchoolFactory())
    visit = lately(appointment, teacher)
    for person, found in ((former, []), (elsewhere, [(45, "submitted")])):
        key = Line.of(visit).key.replace(f".{teacher.pk}.", f".{person.pk}.")
        desk.post(WEEK, {"rows": [key], f"m.{key}.20261123": "45"})
        assert stored(MONDAY) == found


def test_the_sums_of_a_week_move_once_in_one_order_of_locks(desk, appointment, teacher):
    visit, material = lately(appointment, teacher), lately(appointment, kind="materials")
    sent = sheet((visit, MONDAY, "45"), (visit, TUESDAY, "60"), (material, MONDAY, "30"))
    with CaptureQueriesContext(connection) as asked:
        desk.post(WEEK, sent)
    sums = [query["sql"] for query in asked if "INSERT INTO responsibilities_districtmonth" in query["sql"]]
    assert (len(sums), Activity.objects.filter(date__gte=MONDAY).count(), rollups.check()) == (1, 3, [])


def test_a_long_day_is_saved_with_a_warning(desk, appointment):
    answer = desk.post(WEEK, sheet((lately(appointment), MONDAY, "11:00")), follow=True)
    assert "Check that no entry is there twice." in answer.content.decode()

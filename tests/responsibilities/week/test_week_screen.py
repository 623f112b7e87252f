"""What the page of the week shows: usual rows, entries, totals, last week's minutes, and one more row."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from responsibilities.models import Activity, Category
from responsibilities.weeks import minutes_of
from tests.factories import ActivityFactory, PersonFactory, SchoolFactory
from tests.responsibilities.week.sheets import MONDAY, THURSDAY, TUESDAY, WEEK, cell, lately, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_wednesday")]
QUERIES = 11


def shown(desk, address=WEEK):
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def value(page, name):
    """What stands in a cell."""
    return page.split(f'name="m.{name}" value="')[1].split('"')[0]


def test_a_new_leader_is_told_how_to_begin(desk):
    assert "No usual activities yet" in shown(desk)


def test_rows_are_the_usual_activities_with_what_is_there(desk, appointment, teacher):
    visit = lately(appointment, teacher)
    lately(appointment, kind="materials")
    entry = ActivityFactory(appointment=appointment, date=MONDAY, minutes=60, supported=[teacher])
    page = shown(desk)
    assert page.count('name="rows"') == 2
    assert f"Co-plan: {teacher}" in page
    assert value(page, cell(visit, MONDAY)) == "60"
    assert f'value="{entry.pk}:1:60"' in page
    assert "<output>1 h</output>" in page


def test_planned_and_drafted_entries_are_marked(desk, appointment):
    for status, date in (("planned", THURSDAY), ("draft", TUESDAY)):
        ActivityFactory(appointment=appointment, date=date, status=status)
    page = shown(desk)
    assert '<span class="chip chip-info">planned</span>' in page
    assert '<span class="chip chip-info">draft</span>' in page
    assert page.count('type="checkbox" name="d.') == 1  # Thursday is yet to come


def test_a_cell_with_several_entries_is_opened_by_links(desk, appointment):
    entries = [ActivityFactory(appointment=appointment, date=MONDAY, minutes=minutes) for minutes in (30, 60)]
    page = shown(desk)
    assert [f'href="{entry.get_absolute_url()}"' in page for entry in entries] == [True, True]
    assert f'name="m.{cell(entries[0], MONDAY)}"' not in page
    assert '<span class="held" data-day="0" data-minutes="90">90</span>' in page


def test_last_week_is_copied_into_what_is_empty_and_saves_nothing(desk, appointment):
    before = ActivityFactory(appointment=appointment, date=datetime.date(2026, 11, 16), minutes=75)
    ActivityFactory(appointment=appointment, date=datetime.date(2026, 11, 17), minutes=90)
    ActivityFactory(appointment=appointment, date=TUESDAY, minutes=15)
    count = Activity.objects.count()
    page = shown(desk, f"{WEEK}&copy=last")
    assert "1 cell is filled from last week. Nothing is saved yet." in page
    assert [value(page, cell(before, date)) for date in (MONDAY, TUESDAY)] == ["75", "15"]
    assert "<output>1 h 30 min</output>" in page  # the week's total follows
    assert Activity.objects.count() == count


def test_a_row_is_added_and_what_was_typed_stays(desk, appointment, teacher):
    visit = lately(appointment)
    facts = {"row-category": Category.objects.get(code="coaching_modeling").pk, "row-kind": "observe"}
    facts |= {"row-contact": "one_on_one", "row-teacher": teacher.pk, "add": "1"}
    answer = desk.post(WEEK, sheet((visit, MONDAY, "45")) | facts)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert value(page, cell(visit, MONDAY)) == "45"
    assert f"Observe: {teacher}" in page
    assert not Activity.objects.filter(date=MONDAY).exists()


def test_a_row_that_breaks_a_rule_is_refused_by_its_field(desk, appointment):
    facts = {"row-category": Category.objects.get(code="coaching_modeling").pk, "row-kind": "observe"}
    answer = desk.post(WEEK, facts | {"row-contact": "one_on_one", "add": "1"})
    assert answer.status_code == 422
    assert "One-on-one needs exactly one supported teacher." in answer.content.decode()


def test_an_added_row_is_saved_with_the_week(desk, appointment, teacher):
    row = ActivityFactory.build(
        appointment=appointment, category=Category.objects.get(code="coaching_modeling"), kind="plc", contact="group"
    )
    key = f"{row.category_id}.plc.group.{teacher.pk}.3.{appointment.position.site_id}"
    desk.post(WEEK, {"rows": [key], f"m.{key}.20261123": "60"})
    entry = Activity.objects.get(date=MONDAY)
    assert (entry.kind, entry.participants, list(entry.supported.all())) == ("plc", 4, [teacher])


@pytest.mark.parametrize(
    "key", ["", "1.2", "x.co_plan.none..0.1", "1.nothing.none..0.1", "1.co_plan.none.--.0.1", "٣.co_plan.none..0.1"]
)
def test_a_broken_row_is_left_out(desk, appointment, key):
    answer = desk.post(WEEK, {"rows": [key], f"m.{key}.20261123": "60"})
    assert answer.status_code == 302
    assert not Activity.objects.exists()


@pytest.mark.parametrize("date", ["2026-11-25", "2026-11-23", "nonsense", "2026-02-30", "9999-12-31", ""])
def test_any_day_leads_to_its_week_and_nonsense_to_this_one(desk, date):
    assert "11/23/2026 to 11/29/2026" in shown(desk, f"/week/?from={date}")


def test_only_teachers_of_the_served_sites_are_suggested(desk, appointment, teacher):
    elsewhere = PersonFactory(family_name="Elsewhere")
    former = PersonFactory(family_name="Former", home_school=appointment.position.site, is_active=False)
    names = str(desk.get("/week/teachers/?q=").json())
    assert str(teacher) in names
    assert not {str(elsewhere), str(former), str(appointment.person)} & set(names.split("'"))


def test_who_is_not_within_reach_is_found_once_a_name_is_typed(desk, appointment):
    elsewhere = PersonFactory(family_name="Elsewhere", home_school=SchoolFactory(name="Far High"))
    PersonFactory(family_name="Elseworth", is_active=False)
    found = desk.get("/week/teachers/?q=else").json()["results"]
    assert [row["label"] for row in found] == [f"{elsewhere.sort_name} · Far High"]
    facts = {"row-category": Category.objects.get(code="coaching_modeling").pk, "row-kind": "observe"}
    answer = desk.post(WEEK, facts | {"row-contact": "one_on_one", "row-teacher": "Elsewhere", "add": "1"})
    assert f"Observe: {elsewhere}" in answer.content.decode()


def test_who_serves_the_district_may_choose_everybody_who_works_here(desk, appointment):
    appointment.position.role.sphere = "district"
    appointment.position.role.save()
    somewhere = PersonFactory(family_name="Somewhere", home_school=SchoolFactory())
    assert str(somewhere) in str(desk.get("/week/teachers/?q=").json())


@pytest.mark.parametrize("rows", [1, 3, 20])
def test_the_week_asks_the_database_as_often_for_twenty_rows_as_for_one(
    desk, appointment, django_assert_num_queries, rows
):
    kinds = ["co_plan", "observe", "debrief", "plc"]
    for number in range(rows):
        person = PersonFactory(home_school=appointment.position.site)
        facts = {"kind": kinds[number % 4], "date": MONDAY, "supported": [person]}
        ActivityFactory(appointment=appointment, **facts)
    desk.get(WEEK)
    with django_assert_num_queries(QUERIES):
        desk.get(WEEK)


@given(minutes=st.integers(1, 96).map(lambda steps: steps * 15))
def test_minutes_are_read_as_minutes_and_as_a_clock(minutes):
    assert minutes_of(str(minutes)) == minutes_of(f"{minutes // 60}:{minutes % 60:02d}") == minutes


@given(text=st.text(max_size=12))
def test_whatever_is_typed_is_read_or_refused_in_words(text):
    try:
        minutes = minutes_of(text)
    except ValidationError:
        return
    assert minutes % 15 == 0

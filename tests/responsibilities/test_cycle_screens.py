"""Screens of coaching cycles: who sees what, how one is begun, moved and ended, and what attaches itself to it."""

import pytest

from leaders.models import AuditEntry, District
from responsibilities.actions.activities import log_activity
from responsibilities.models import Activity, CoachingCycle
from tests.coaching import DAY, NOON, TODAY, beginning, leader, sent, teacher_of
from tests.factories import ActivityFactory, CycleFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def appointment():
    return leader()


@pytest.fixture
def cycle(appointment):
    """A running cycle with one visit of 45 minutes."""
    row = CycleFactory(appointment=appointment, teacher=teacher_of(appointment), focus="Questioning in fractions")
    visit(row)
    return row


def visit(cycle, **facts):
    facts = {"date": TODAY - 3 * DAY, "kind": "observe", "minutes": 45} | facts
    row = ActivityFactory(appointment=cycle.appointment, cycle=cycle, supported=[cycle.teacher], **facts)
    if row.is_counted:
        CoachingCycle.objects.filter(pk=cycle.pk).update(last_visit=row.date)
        cycle.refresh_from_db()
    return row


def logged(cycle, supported, **facts):
    """What the log makes of an entry of today that names no cycle."""
    place = {"appointment": cycle.appointment, "leader": cycle.leader, "site": cycle.site, "school_year": 2027}
    entry = Activity(date=TODAY, minutes=30, category=cycle.visits.get().category, **place, **facts)
    log_activity(activity=entry, supported=supported, by=cycle.leader.user)
    return entry


def page(client, user, address):
    client.force_login(user)
    return client.get(address)


def text_of(client, user, address):
    answer = page(client, user, address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_leader_sees_who_how_far_when_and_what_next(client, appointment, cycle):
    text = text_of(client, appointment.person.user, cycle.get_absolute_url())
    assert cycle.teacher.name in text
    for words in ("Questioning in fractions", "45 min", "Next visit due by", "to come", "Pause", "Stop"):
        assert words in text


def test_case_26_a_principal_sees_who_dates_minutes_and_focus_of_the_own_school_only(client, cycle):
    own = UserFactory(kind="principal", kind__school=cycle.site)
    text = text_of(client, own, cycle.get_absolute_url())
    for words in (cycle.teacher.name, cycle.leader.name, "Questioning in fractions", "45 min"):
        assert words in text
    for words in ("Log a visit", "Pause", "/stage/"):
        assert words not in text
    other = UserFactory(kind="principal", kind__school=PersonFactory().home_school)
    assert page(client, other, cycle.get_absolute_url()).status_code == 404
    assert cycle.teacher.sort_name not in text_of(client, other, "/cycles/")


def test_a_principal_who_sees_counts_only_opens_no_cycle(client, cycle):
    District.objects.update(principal_sees="counts")
    own = UserFactory(kind="principal", kind__school=cycle.site)
    assert page(client, own, cycle.get_absolute_url()).status_code == 404
    assert cycle.teacher.sort_name not in text_of(client, own, "/cycles/")
    assert cycle.teacher.sort_name not in page(client, own, "/cycles/?export=csv").getvalue().decode()


def test_a_supported_teacher_sees_the_own_cycles_and_no_others(client, appointment, cycle):
    other = CycleFactory(appointment=appointment, teacher=teacher_of(appointment))
    me = UserFactory(person=cycle.teacher)
    assert f"Coaching cycle with {cycle.leader}" in text_of(client, me, cycle.get_absolute_url())
    assert page(client, me, other.get_absolute_url()).status_code == 404
    assert other.teacher.family_name not in text_of(client, me, "/cycles/")


def test_a_supported_teacher_finds_support_at_home_without_the_names_of_others(client, appointment, cycle):
    others = [teacher_of(appointment) for _each in range(2)]
    ActivityFactory(appointment=appointment, supported=[cycle.teacher, *others], kind="plc", date=TODAY - DAY)
    visit(cycle, status="planned", date=TODAY + DAY, kind="debrief")
    text = text_of(client, UserFactory(person=cycle.teacher), "/")
    for words in ("Support for me", cycle.leader.name, "PLC, in a group", "debrief", "Questioning in fractions"):
        assert words in text
    assert [other.family_name for other in others if other.family_name in text] == []


def test_a_draft_is_nobody_elses_business(client, cycle):
    visit(cycle, status="draft", focus="A mere draft")
    for person in (cycle.teacher, cycle.leader):
        user = getattr(person, "user", None) or UserFactory(person=person)
        assert "A mere draft" not in text_of(client, user, cycle.get_absolute_url())


def test_the_coordinator_sees_all_with_the_conflict_and_the_history(client, coordinator, appointment):
    teacher = teacher_of(appointment)
    type(appointment.position.role).objects.update(may_evaluate=True)
    client.force_login(appointment.person.user)
    assert client.post("/cycles/add/", beginning(teacher, appointment=appointment.pk)).status_code == 422
    assert not CoachingCycle.objects.exists()
    answer = client.post("/cycles/add/", beginning(teacher, appointment=appointment.pk, conflict_seen="on"))
    assert answer.status_code == 302
    cycle = CoachingCycle.objects.get()
    text = text_of(client, coordinator, cycle.get_absolute_url())
    assert "Conflict recorded" in text
    assert "conflict warning seen" in text.lower()
    assert "conflict_seen_at" in AuditEntry.objects.about(cycle).get().changes
    assert cycle.teacher.sort_name in text_of(client, coordinator, "/cycles/?conflict=true")


def test_others_learn_nothing_of_the_conflict(client, cycle):
    CoachingCycle.objects.update(conflict_seen_at=NOON)
    own = UserFactory(kind="principal", kind__school=cycle.site)
    for user in (own, UserFactory(person=cycle.teacher)):
        assert "Conflict" not in text_of(client, user, cycle.get_absolute_url())
        assert "Conflict" not in text_of(client, user, "/cycles/?conflict=true&columns=conflict")


def test_the_warning_shows_with_a_tick_only_where_there_is_a_conflict(client, appointment):
    teacher = teacher_of(appointment)
    client.force_login(appointment.person.user)
    assert "I have read the warning" not in client.get("/cycles/add/").content.decode()
    type(appointment.position.role).objects.update(may_evaluate=True)
    refused = client.post("/cycles/add/", beginning(teacher, appointment=appointment.pk)).content.decode()
    assert "I have read the warning" in refused
    assert f"Your role may evaluate {teacher}" in refused


def test_a_refused_form_keeps_what_was_typed(client, appointment):
    teacher = teacher_of(appointment)
    client.force_login(appointment.person.user)
    fields = beginning(teacher, appointment=appointment.pk, start=TODAY + DAY, focus="Number talks")
    text = client.post("/cycles/add/", fields).content.decode()
    assert "Number talks" in text
    assert "Choose a first day" in text


def test_a_cycle_is_begun_with_the_only_appointment_unasked(client, appointment):
    client.force_login(appointment.person.user)
    form = client.get(f"/cycles/add/?teacher={teacher_of(appointment).pk}").context["form"]
    assert (form.initial["appointment"], form["appointment"].is_hidden) == (appointment.pk, True)


def test_someone_elses_appointment_is_no_choice(client, appointment):
    other = leader()
    client.force_login(appointment.person.user)
    assert client.post("/cycles/add/", beginning(teacher_of(other), appointment=other.pk)).status_code == 422
    assert not CoachingCycle.objects.exists()


def test_the_picker_suggests_only_whom_one_serves(client, appointment):
    mine, other = teacher_of(appointment, family_name="Nearby"), PersonFactory(family_name="Nearby")
    client.force_login(appointment.person.user)
    found = [row["value"] for row in client.get("/cycles/teachers/?q=Nearby").json()["results"]]
    assert (len(found), f"#{mine.pk}" in found[0], f"#{other.pk}" in found[0]) == (1, True, False)


def test_a_visit_with_the_teacher_attaches_itself_and_suggests_its_stage(client, appointment, cycle):
    entry = logged(cycle, [cycle.teacher], kind="debrief", contact="one_on_one")
    cycle.refresh_from_db()
    assert (entry.cycle, cycle.last_visit) == (cycle, TODAY)
    client.force_login(appointment.person.user)
    text = client.get(cycle.get_absolute_url()).content.decode()
    assert "Move to: debrief" in text
    answer = client.post(f"/cycles/{cycle.pk}/stage/", sent(cycle, stage="debrief", on=TODAY))
    cycle.refresh_from_db()
    assert (answer.status_code, cycle.stage, cycle.stages.get().on) == (302, "debrief", TODAY)


@pytest.mark.parametrize("status", ["completed", "stopped"])
def test_a_visit_does_not_attach_itself_to_a_cycle_that_is_over(appointment, cycle, status):
    CoachingCycle.objects.update(status=status, status_why="leave", end=TODAY)
    entry = logged(cycle, [cycle.teacher], kind="debrief", contact="one_on_one")
    assert entry.cycle is None


def test_a_group_visit_belongs_to_no_cycle(appointment, cycle):
    entry = logged(cycle, [cycle.teacher, teacher_of(appointment)], kind="plc", contact="group")
    assert entry.cycle is None


def test_two_editors_of_one_cycle_do_not_overwrite_each_other(client, appointment, cycle):
    client.force_login(appointment.person.user)
    fields = {"goal_kind": "student_learning", "cadence_days": "7"}
    first, second = sent(cycle, focus="First", **fields), sent(cycle, focus="Second", **fields)
    assert client.post(f"/cycles/{cycle.pk}/edit/", first).status_code == 302
    assert client.post(f"/cycles/{cycle.pk}/edit/", second).status_code == 409
    cycle.refresh_from_db()
    assert (cycle.focus, cycle.cadence_days, cycle.last_visit) == ("First", 7, TODAY - 3 * DAY)


def test_the_list_filters_by_what_is_due_and_says_how_many_were_completed(client, coordinator, appointment):
    make = {"appointment": appointment, "start": TODAY - 40 * DAY}
    late = CycleFactory(**make, last_visit=TODAY - 15 * DAY)
    soon = CycleFactory(**make, last_visit=TODAY - 14 * DAY)
    CycleFactory(**make, status="completed", end=TODAY)
    CycleFactory(**make, status="stopped", status_why="leave", end=TODAY)
    client.force_login(coordinator)
    for asked, there, absent in (("overdue", late, soon), ("soon", soon, late)):
        text = client.get(f"/cycles/?due={asked}").content.decode()
        assert there.teacher.sort_name in text
        assert absent.teacher.sort_name not in text
    assert "<strong>50%</strong>" in client.get("/cycles/").content.decode()


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("q=Ortizq", 1),
        ("status=open", 2),
        ("status=paused", 1),
        ("stage=observe", 1),
        ("goal=student_learning", 1),
        ("leader=Leaderly", 1),
        ("gone=true", 1),
        ("gone=false", 2),
        ("due=follow_up", 1),
        ("conflict=true", 1),
        ("conflict=false", 2),
        ("start_after=2026-11-01", 1),
    ],
)
def test_each_filter_of_the_list(client, coordinator, asked, count):
    ended = leader(end=TODAY - DAY)
    CycleFactory(appointment=ended, start=TODAY, stage="observe", status="paused", status_why="leave")
    named = leader(person__family_name="Leaderly", person__search_name="leaderly ana")
    teacher = PersonFactory(family_name="Ortizq", search_name="ortizq ana")
    CycleFactory(appointment=named, teacher=teacher, goal_kind="student_learning", conflict_seen_at=NOON)
    CycleFactory(appointment=leader(), status="completed", end=TODAY)
    client.force_login(coordinator)
    assert client.get(f"/cycles/?{asked}").context["paging"].count == count


def test_the_export_holds_who_when_and_what_and_nothing_that_was_said(client, coordinator, cycle):
    columns = "columns=leader&columns=school&columns=focus&columns=goal&columns=stage&columns=conflict&columns=due"
    lines = page(client, coordinator, f"/cycles/?export=csv&{columns}").getvalue().decode().splitlines()
    assert "Questioning in fractions" in lines[1]
    assert [name for name in ("note", "rating", "next step") if name in lines[0].lower()] == []


def test_a_leader_follows_up_at_home_the_most_urgent_first(client, appointment):
    make = {"appointment": appointment, "start": TODAY - 60 * DAY}
    cycles = [CycleFactory(**make, teacher=teacher_of(appointment), last_visit=TODAY - back * DAY) for back in (12, 20)]
    CycleFactory(**make, teacher=teacher_of(appointment, family_name="Notyet"), last_visit=TODAY)
    text = text_of(client, appointment.person.user, "/")
    soon, late = (text.index(row.teacher.name) for row in cycles)
    assert late < soon
    assert "Notyet" not in text


def test_at_most_eight_follow_ups_show_at_home_with_a_way_to_the_rest(client, appointment):
    for _each in range(9):
        CycleFactory(appointment=appointment, teacher=teacher_of(appointment))
    answer = page(client, appointment.person.user, "/")
    assert answer.content.decode().count("next visit") == 8
    assert client.get("/cycles/?due=follow_up").context["paging"].count == 9


def test_the_coordinators_home_leads_to_exactly_the_cycles_it_counts(client, coordinator):
    CycleFactory(appointment=leader(end=TODAY - DAY), start=TODAY, conflict_seen_at=NOON)
    CycleFactory.create_batch(2, appointment=leader())
    client.force_login(coordinator)
    found = [item for item in client.get("/").context["decisions"] if item[2].startswith("/cycles/")]
    assert {label: count for label, count, _url in found} == {
        "Coaching visits overdue": 2,
        "Coaching cycles with a conflict": 1,
        "Coaching cycles whose leader left": 1,
    }
    assert all(client.get(url).context["paging"].count == count for _label, count, url in found)


def test_open_cycles_of_an_appointment_that_ends_show_on_its_page(client, coordinator):
    soon, later = leader(end=TODAY + 60 * DAY), leader(end=TODAY + 61 * DAY)
    for row in (soon, later):
        CycleFactory(appointment=row)
    said = ["to complete or stop" in text_of(client, coordinator, row.get_absolute_url()) for row in (soon, later)]
    assert said == [True, False]


def test_the_coordinator_stops_the_cycle_of_a_leader_who_left(client, coordinator):
    cycle = CycleFactory(appointment=leader(end=TODAY - DAY))
    client.force_login(coordinator)
    assert client.post(f"/cycles/{cycle.pk}/stop/", sent(cycle, why="moved", end=TODAY)).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.status, cycle.status_why, cycle.end) == ("stopped", "moved", TODAY)


def test_a_persons_page_shows_their_cycles_to_who_may_see_them(client, coordinator, cycle):
    for person in (cycle.teacher, cycle.leader):
        assert cycle.focus in text_of(client, coordinator, person.get_absolute_url())
    for kind in ("administrator", "business_office"):
        assert cycle.focus not in text_of(client, UserFactory(kind=kind), cycle.teacher.get_absolute_url())


def test_an_empty_list_says_what_a_cycle_is(client, appointment):
    assert "one goal" in text_of(client, appointment.person.user, "/cycles/")


def test_the_next_visit_is_planned_for_the_day_by_which_it_is_due(client, appointment, cycle):
    client.force_login(appointment.person.user)
    links = {str(link.label): link.url for link in client.get(cycle.get_absolute_url()).context["actions"]}
    form = client.get(links["Plan the next visit"]).context["form"]
    assert form["date"].value() == cycle.next_visit()
    assert form["supported"].value() == [cycle.teacher_id]
    assert client.get(links["Log a visit"]).context["form"]["date"].value() == TODAY

"""Rules of coaching cycles: each with what just passes and what just does not."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from responsibilities import access, cadence, cycle_rules
from responsibilities.actions import cycles
from responsibilities.models import CoachingCycle, Stage
from tests.coaching import DAY, NOON, TODAY, leader, teacher_of
from tests.factories import ActivityFactory, CycleFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


def begun(appointment, teacher=None, **facts):
    """Begin a cycle as its leader."""
    seen = facts.pop("conflict_seen", False)
    teacher = teacher or teacher_of(appointment)
    row = CoachingCycle(appointment=appointment, teacher=teacher, focus="questioning", **{"start": TODAY, **facts})
    return cycles.open_cycle(cycle=row, by=appointment.person.user, conflict_seen=seen)


@pytest.mark.parametrize(("start", "end", "fits"), [(0, 0, True), (1, 9, False), (-9, -1, False)])
def test_a_cycle_begins_within_an_appointment_in_force(start, end, fits):
    appointment = leader(start=TODAY + start * DAY, end=TODAY + end * DAY)
    if fits:
        assert begun(appointment).leader == appointment.person
    else:
        with pytest.raises(ValidationError, match="not in force"):
            begun(appointment)


def test_a_proposed_appointment_is_not_in_force():
    with pytest.raises(ValidationError, match="not in force"):
        begun(leader(status="proposed"))


@pytest.mark.parametrize(("first", "fits"), [(-1, True), (0, True), (1, False)])
def test_its_first_day_is_not_ahead(first, fits):
    appointment = leader()
    if fits:
        assert begun(appointment, start=TODAY + first * DAY).stages.get().on == TODAY + first * DAY
    else:
        with pytest.raises(ValidationError, match="first day from"):
            begun(appointment, start=TODAY + first * DAY)


@pytest.mark.parametrize(("before", "fits"), [(0, True), (1, False)])
def test_nor_before_the_appointment(before, fits):
    appointment = leader(start=TODAY - 9 * DAY)
    start = appointment.start - before * DAY
    if fits:
        assert begun(appointment, start=start).pk
    else:
        with pytest.raises(ValidationError, match="first day from"):
            begun(appointment, start=start)


def test_a_teacher_of_another_school_is_out_of_reach():
    appointment = leader()
    with pytest.raises(ValidationError, match="a school that you serve"):
        begun(appointment, PersonFactory())
    assert begun(appointment, teacher_of(appointment)).pk


def test_nobody_coaches_themselves():
    appointment = leader()
    appointment.person.home_school = appointment.position.site
    appointment.person.save()
    with pytest.raises(ValidationError, match="a school that you serve"):
        begun(appointment, appointment.person)


def test_who_left_is_not_offered():
    appointment = leader()
    with pytest.raises(ValidationError, match="a school that you serve"):
        begun(appointment, teacher_of(appointment, is_active=False))


def test_further_sites_of_the_position_and_further_schools_of_the_teacher_are_in_reach():
    appointment, second = leader(), SchoolFactory()
    appointment.position.other_sites.add(second)
    there, also = PersonFactory(home_school=second), PersonFactory()
    also.other_schools.add(second)
    assert {there, also} <= set(access.within_reach([appointment]))
    assert begun(appointment, there).site == second
    assert begun(appointment, also).site == second


def test_a_role_for_the_whole_district_reaches_everybody_at_their_own_school():
    appointment, teacher = leader(position__role__sphere="district"), PersonFactory()
    assert begun(appointment, teacher).site == teacher.home_school


def test_one_open_cycle_with_a_teacher_at_a_time():
    appointment = leader()
    teacher = teacher_of(appointment)
    first = begun(appointment, teacher)
    with pytest.raises(ValidationError, match="already an open cycle"):
        begun(appointment, teacher)
    cycles.stop_cycle(cycle=first, why="schedule", end=TODAY, by=appointment.person.user)
    assert begun(appointment, teacher).pk != first.pk


@pytest.mark.parametrize(
    ("evaluates", "near", "conflict"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_who_may_evaluate_the_teacher_is_warned_first(evaluates, near, conflict):
    appointment = leader(position__role__may_evaluate=evaluates, position__role__sphere="district")
    teacher = teacher_of(appointment) if near else PersonFactory()
    if conflict:
        with pytest.raises(ValidationError, match="is a conflict"):
            begun(appointment, teacher)
    row = begun(appointment, teacher, conflict_seen=True)
    assert (row.conflict_seen_at is not None) == conflict


def running(**facts):
    appointment = leader()
    return CycleFactory(appointment=appointment, start=TODAY - 30 * DAY, **facts), appointment.person.user


def at(stage, *reached, **facts):
    """A running cycle that has reached stages on days before today."""
    row, by = running(stage=stage, **facts)
    for name, back in reached:
        row.stages.create(stage=name, on=TODAY - back * DAY)
    return row, by


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.GOAL])
def test_a_cycle_may_go_forward_to_any_stage(stage):
    row, by = at("goal", ("goal", 30))
    moved = cycles.move_stage(cycle=row, stage=stage, on=TODAY, by=by)
    assert (moved.stage, moved.stages.last().on) == (stage, TODAY)


@pytest.mark.parametrize(("back", "fits"), [(10, True), (11, False), (0, True), (-1, False)])
def test_stages_are_reached_one_after_the_other_and_not_ahead(back, fits):
    row, by = at("plan", ("goal", 30), ("plan", 10))
    if fits:
        assert cycles.move_stage(cycle=row, stage="observe", on=TODAY - back * DAY, by=by).stage == "observe"
    else:
        with pytest.raises(ValidationError, match="Choose a day from"):
            cycles.move_stage(cycle=row, stage="observe", on=TODAY - back * DAY, by=by)
        row.refresh_from_db()
        assert row.stage == "plan"


def test_a_cycle_goes_back_only_with_a_reason_and_then_forgets_what_came_after():
    row, by = at("observe", ("goal", 30), ("plan", 20), ("observe", 5))
    with pytest.raises(ValidationError, match="Say why"):
        cycles.move_stage(cycle=row, stage="plan", on=TODAY, by=by)
    moved = cycles.move_stage(cycle=row, stage="plan", on=TODAY, by=by, why="more_time")
    assert [(each.stage, (TODAY - each.on).days) for each in moved.stages.all()] == [("goal", 30), ("plan", 20)]


def test_a_cycle_stays_where_it_is_only_without_a_move():
    row, by = at("plan", ("plan", 5))
    with pytest.raises(ValidationError, match="already"):
        cycles.move_stage(cycle=row, stage="plan", on=TODAY, by=by)


def test_a_cycle_is_complete_only_at_its_close():
    row, by = at("debrief")
    with pytest.raises(ValidationError, match="Move it to “close” first"):
        cycles.complete_cycle(cycle=row, end=TODAY, by=by)
    cycles.move_stage(cycle=row, stage="close", on=TODAY, by=by)
    assert cycles.complete_cycle(cycle=row, end=TODAY, by=by).status == "completed"


@pytest.mark.parametrize(("last", "fits"), [(5, True), (6, False), (0, True), (-1, False)])
def test_a_cycle_ends_neither_before_its_last_visit_nor_ahead(last, fits):
    row, by = running(last_visit=TODAY - 5 * DAY)
    if fits:
        assert cycles.stop_cycle(cycle=row, why="leave", end=TODAY - last * DAY, by=by).status == "stopped"
    else:
        with pytest.raises(ValidationError, match="last day from"):
            cycles.stop_cycle(cycle=row, why="leave", end=TODAY - last * DAY, by=by)


@pytest.mark.parametrize(
    ("left", "state"), [(-1, "overdue"), (0, "soon"), (3, "soon"), (4, "later")], ids=["past", "today", "three", "four"]
)
def test_the_next_visit_is_due_soon_within_three_days_and_overdue_after_its_day(left, state):
    row = CycleFactory(start=TODAY - 60 * DAY, last_visit=TODAY - (14 - left) * DAY, cadence_days=14)
    assert cadence.due_of(row, TODAY) == state
    rows = CoachingCycle.objects
    assert rows.with_due().get().due_by == row.next_visit() == TODAY + left * DAY
    assert rows.overdue(TODAY).exists() == (state == "overdue")
    assert rows.due_soon(TODAY).exists() == (state == "soon")
    assert rows.to_follow_up(TODAY).exists() == (state != "later")


def test_without_a_visit_the_first_day_counts():
    row = CycleFactory(start=TODAY - 14 * DAY, cadence_days=14)
    assert CoachingCycle.objects.with_due().get().due_by == row.next_visit() == TODAY


@pytest.mark.parametrize("facts", [{"status": "paused", "status_why": "leave"}, {"status": "completed", "end": TODAY}])
def test_only_a_running_cycle_waits_for_a_visit(facts):
    row = CycleFactory(start=TODAY - 99 * DAY, **facts)
    assert cadence.due_of(row, TODAY) is None
    assert not CoachingCycle.objects.overdue(TODAY).exists()


@pytest.mark.parametrize(("left", "due"), [(3, True), (4, False)])
def test_check_backs_are_followed_up_too(left, due):
    CycleFactory(start=TODAY, check_back=TODAY + left * DAY, status="paused", status_why="leave")
    rows = CoachingCycle.objects.to_follow_up(TODAY)
    assert [each.what for each in cadence.follow_ups(rows, TODAY)] == (["check back"] if due else [])


@pytest.mark.parametrize(("end", "gone"), [(0, False), (-1, True)])
def test_open_cycles_of_leaders_whose_appointment_ended_are_known(end, gone):
    row = CycleFactory(appointment=leader(start=datetime.date(2026, 8, 1), end=TODAY + end * DAY))
    assert (row in CoachingCycle.objects.leader_gone(TODAY)) == gone


@pytest.mark.parametrize(
    ("kind", "stage", "suggested"),
    [
        ("co_plan", "goal", "plan"),
        ("model_lesson", "plan", "model"),
        ("co_teach", "plan", "model"),
        ("observe", "model", "observe"),
        ("debrief", "observe", "debrief"),
        ("debrief", "debrief", None),
        ("co_plan", "observe", None),
        ("consult", "goal", None),
    ],
)
def test_a_visit_suggests_the_stage_that_it_stands_for(kind, stage, suggested):
    assert cycle_rules.suggested_stage(CycleFactory(stage=stage), kind) == suggested


def test_a_visit_suggests_nothing_to_a_paused_cycle():
    assert cycle_rules.suggested_stage(CycleFactory(status="paused", status_why="leave"), "co_plan") is None


def test_a_planned_visit_does_not_move_the_day_by_which_the_next_is_due():
    row = CycleFactory()
    ActivityFactory(appointment=row.appointment, cycle=row, supported=[row.teacher], status="planned", date=TODAY)
    row.refresh_from_db()
    assert row.last_visit is None

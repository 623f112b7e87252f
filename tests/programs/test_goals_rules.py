"""Verdicts of goals, values of a year, own figures: each rule at its boundary."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from leaders.models import AuditEntry, District
from programs.actions.goals import Entry, ValuesMoved, enter_values, judge, remove_goal, remove_indicator, take_over
from programs.actions.logic import move_step, save_step
from programs.goal_progress import outcome
from programs.models import Goal, LogicStep, Measurement
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    EnrollmentFactory,
    GoalFactory,
    IndicatorFactory,
    LogicStepFactory,
    MeasurementFactory,
    ProgramFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
YEAR = 2027


@pytest.fixture(autouse=True)
def _district():
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def coordinator():
    return UserFactory(kind="coordinator")


def seen(goal, user, year=YEAR):
    return outcome(Goal.objects.with_progress().get(pk=goal.pk), year, user)


def goal_with(*values, **facts):
    """A goal whose indicators, from 0 to 100, have these values in 2026–27; None: no value."""
    goal = GoalFactory()
    for value in values:
        indicator = IndicatorFactory(goal=goal, baseline=0, target=100, **facts)
        if value is not None:
            MeasurementFactory(indicator=indicator, value=value)
    return goal


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("100", "fully"),
        ("140", "fully"),
        ("99.999", "mostly"),
        ("75", "mostly"),
        ("74.999", "partly"),
        ("25", "partly"),
        ("24.999", "not_met"),
        ("-5", "not_met"),
    ],
)
def test_a_verdict_follows_the_share_of_the_way(value, code, coordinator):
    assert seen(goal_with(Decimal(value)), coordinator).code == code


def test_less_may_be_better(coordinator):
    indicator = IndicatorFactory(direction="down", baseline=20, target=10)
    MeasurementFactory(indicator=indicator, value=12)
    assert seen(indicator.goal, coordinator).progress == 80


@pytest.mark.parametrize(("value", "code"), [(80, "fully"), (79, "not_met")])
def test_without_a_baseline_only_reaching_the_target_counts(value, code, coordinator):
    indicator = IndicatorFactory(baseline=None, baseline_year=None)
    MeasurementFactory(indicator=indicator, value=value)
    assert seen(indicator.goal, coordinator).code == code


def test_all_indicators_count_alike_and_the_unmeasured_are_named(coordinator):
    found = seen(goal_with(100, 50, None), coordinator)
    assert (found.code, found.progress) == ("mostly", 75)
    assert found.words() == "75% of the way, by 2 of 3 indicators. 1 has no value yet."


def test_progress_just_below_the_whole_is_not_rounded_up(coordinator):
    assert seen(goal_with(Decimal("99.9")), coordinator).words() == "99% of the way, by 1 of 1 indicators."


@pytest.mark.parametrize(
    ("year", "code"), [(2025, "not_due"), (2026, "unmeasured"), (2028, "unmeasured"), (2029, "not_due")]
)
def test_a_goal_is_due_in_its_school_years(year, code, coordinator):
    assert seen(goal_with(None), coordinator, year).code == code


@pytest.mark.parametrize(("people", "hidden"), [(0, False), (1, True), (4, True), (5, False), (None, False)])
def test_values_about_few_people_are_for_coordinators_only(people, hidden, coordinator):
    goal = goal_with(100)
    Measurement.objects.update(people=people)
    viewer = seen(goal, UserFactory(kind="viewer"))
    assert viewer.standings[0].is_hidden == hidden
    assert viewer.code == (None if hidden else "fully")
    assert seen(goal, coordinator).code == "fully"


def test_a_hidden_value_does_not_follow_from_the_average():
    goal = goal_with(100, 40)
    Measurement.objects.filter(value=40).update(people=3)
    found = seen(goal, UserFactory(kind="viewer"))
    assert (found.code, found.progress) == (None, None)
    assert "%" not in found.words()


def test_a_coordinators_own_verdict_stands_and_is_kept_in_history(coordinator):
    goal = goal_with(10)
    judge(goal=goal, year=YEAR, verdict="mostly", reason="Values of two schools came late", by=coordinator)
    found = seen(goal, coordinator)
    assert (found.code, found.judgment.reason) == ("mostly", "Values of two schools came late")
    judge(goal=goal, year=YEAR, verdict="", reason="They came", by=coordinator)
    assert seen(goal, coordinator).code == "not_met"
    verbs = AuditEntry.objects.filter(model="programs.goaljudgment").order_by("pk").values_list("verb", "reason")
    assert list(verbs) == [("added", "Values of two schools came late"), ("removed", "They came")]


def test_a_verdict_of_ones_own_needs_a_reason(coordinator):
    with pytest.raises(ValidationError):
        judge(goal=goal_with(10), year=YEAR, verdict="mostly", reason=" ", by=coordinator)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "fits"),
    [("up", 40, 41, True), ("up", 40, 40, False), ("down", 40, 39, True), ("down", 40, 41, False)],
)
def test_a_target_lies_ahead_of_its_baseline(direction, baseline, target, fits):
    row = IndicatorFactory.build(goal=GoalFactory(), direction=direction, baseline=baseline, target=target)
    if fits:
        row.full_clean()
        return
    with pytest.raises(ValidationError):
        row.full_clean()


def test_a_baseline_has_a_value_and_a_year():
    with pytest.raises(ValidationError):
        IndicatorFactory.build(goal=GoalFactory(), baseline_year=None).full_clean()


@pytest.mark.parametrize(("unit", "fits"), [("percent", True), ("count", False)])
def test_an_own_figure_comes_in_its_unit(unit, fits):
    row = IndicatorFactory.build(goal=GoalFactory(), measure="reach", unit=unit)
    if fits:
        row.full_clean()
        return
    with pytest.raises(ValidationError):
        row.full_clean()


def test_an_own_figure_is_taken_over_with_source_and_date_and_stays(coordinator, time_machine):
    time_machine.move_to("2026-11-30T12:00:00-05:00", tick=False)
    program = ProgramFactory()
    goal = GoalFactory(program=program)
    EnrollmentFactory(cohort__program=program)
    EnrollmentFactory()  # of another program
    row = IndicatorFactory(goal=goal, measure="seats", unit="count")
    taken = take_over(indicator=row, year=YEAR, by=coordinator)
    assert (taken.value, taken.people) == (1, 1)
    assert taken.source == "Trellis: seats taken in programs, as of Nov. 30, 2026"
    EnrollmentFactory(cohort__program=program)
    taken.refresh_from_db()
    assert taken.value == 1
    with pytest.raises(ValidationError):
        take_over(indicator=row, year=YEAR, by=coordinator)


@pytest.mark.parametrize(("measure", "value"), [("headcount", 1), ("completions", 1), ("seats", 1)])
def test_counts_of_our_own(measure, value, coordinator):
    AppointmentFactory()
    EnrollmentFactory(status="completed")
    row = IndicatorFactory(measure=measure, unit="count", baseline=0)
    assert take_over(indicator=row, year=YEAR, by=coordinator).value == value


def completed(year, count, program):
    """People who completed a cohort of a school year."""
    cohort = CohortFactory(school_year=year, program=program)
    return [EnrollmentFactory(cohort=cohort, status="completed").person for _each in range(count)]


@pytest.mark.parametrize("years", [1, 2, 3])
def test_completers_in_a_leader_role_years_later_are_those_of_the_program_of_the_goal(years, coordinator):
    goal = GoalFactory(program=ProgramFactory())
    for person in completed(YEAR - years, 5, goal.program)[:2]:
        start, end = datetime.date(YEAR - 1, 7, 1), datetime.date(YEAR, 6, 30)
        AppointmentFactory(person=person, start=start, end=end, position__school_year=YEAR)
    completed(YEAR - years, 5, ProgramFactory())
    completed(YEAR - years - 1, 5, goal.program)
    row = IndicatorFactory(goal=goal, measure=f"retention_{years}")
    taken = take_over(indicator=row, year=YEAR, by=coordinator)
    assert (taken.value, taken.people) == (40, 5)


def test_of_fewer_than_five_completers_no_share_is_taken(coordinator):
    goal = GoalFactory(program=ProgramFactory())
    row = IndicatorFactory(goal=goal, measure="retention_1")
    completed(YEAR - 1, 4, goal.program)
    with pytest.raises(ValidationError, match="Fewer than five people completed in 2025–26"):
        take_over(indicator=row, year=YEAR, by=coordinator)
    completed(YEAR - 1, 1, goal.program)
    assert take_over(indicator=row, year=YEAR, by=coordinator).people == 5


@pytest.mark.parametrize("measure", ["reach", "direct", "cycles", "retention_1", "retention_2", "retention_3"])
def test_nothing_to_measure_is_no_zero(measure, coordinator):
    with pytest.raises(ValidationError):
        take_over(indicator=IndicatorFactory(measure=measure), year=YEAR, by=coordinator)


def test_a_retired_goal_takes_no_values(coordinator):
    row = IndicatorFactory(goal__is_retired=True, measure="seats", unit="count")
    with pytest.raises(ValidationError):
        take_over(indicator=row, year=YEAR, by=coordinator)


def entry(indicator, value, seen=None):
    return Entry(indicator, None if value is None else Decimal(value), 40, "", seen)


def test_values_of_a_year_are_entered_changed_and_taken_out_together(coordinator):
    new, old, gone = (IndicatorFactory() for _each in range(3))
    rows = [MeasurementFactory(indicator=indicator) for indicator in (old, gone)]
    marks = [(row.pk, row.version) for row in rows]
    entries = [entry(new, 50), entry(old, 61, marks[0]), entry(gone, None, marks[1])]
    enter_values(year=YEAR, entries=entries, by=coordinator)
    assert dict(Measurement.objects.values_list("indicator", "value")) == {new.pk: 50, old.pk: 61}


def test_values_that_moved_since_they_were_shown_are_refused_as_a_whole(coordinator):
    one, other = IndicatorFactory(), IndicatorFactory()
    row = MeasurementFactory(indicator=other)
    with pytest.raises(ValuesMoved) as moved:
        enter_values(year=YEAR, entries=[entry(one, 50), entry(other, 70)], by=coordinator)
    assert moved.value.rows == {other.pk: row}
    assert Measurement.objects.count() == 1


def test_goals_and_indicators_with_something_attached_stay(coordinator):
    row = MeasurementFactory()
    with pytest.raises(ValidationError):
        remove_indicator(indicator=row.indicator, by=coordinator)
    with pytest.raises(ValidationError):
        remove_goal(goal=row.indicator.goal, by=coordinator)
    lone = IndicatorFactory()
    remove_indicator(indicator=lone, by=coordinator)
    remove_goal(goal=lone.goal, by=coordinator)
    assert Goal.objects.count() == 1


def texts():
    return list(LogicStep.objects.order_by("order", "pk").values_list("text", flat=True))


def test_steps_of_a_logic_model_change_places(coordinator):
    program = ProgramFactory()
    steps = [save_step(step=LogicStep(program=program, text=text), by=coordinator) for text in "abc"]
    move_step(step=steps[2], up=True, by=coordinator)
    assert texts() == ["a", "c", "b"]
    move_step(step=steps[0], up=True, by=coordinator)
    assert texts() == ["a", "c", "b"]
    move_step(step=steps[0], up=False, by=coordinator)
    assert texts() == ["c", "a", "b"]


def test_a_step_is_measured_by_an_indicator_of_the_program_or_the_district(coordinator):
    step = LogicStepFactory()
    step.indicator = IndicatorFactory(goal__program=step.program)
    save_step(step=step, by=coordinator)
    step.indicator = IndicatorFactory()
    save_step(step=step, by=coordinator)
    step.indicator = IndicatorFactory(goal__program=ProgramFactory())
    with pytest.raises(ValidationError):
        save_step(step=step, by=coordinator)

"""Steps of coaching cycles: all or nothing, in the history, and each kind of user in each state."""

import pytest
from django.db import connection

from leaders.models import AuditEntry, District
from responsibilities.actions import cycles
from responsibilities.models import CoachingCycle, CycleStage
from tests.coaching import DAY, NOON, TODAY, leader, sent, teacher_of
from tests.factories import CycleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


class Broken(Exception):
    """The database went away."""


def breaking_at(start):
    """Fails the first statement that begins like `start`."""

    def execute(run, sql, params, many, context):
        if sql.startswith(start):
            raise Broken
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


@pytest.fixture
def cycle():
    row = CycleFactory(appointment=leader(), start=TODAY - 30 * DAY, stage="observe")
    for stage, back in (("goal", 30), ("observe", 5)):
        CycleStage.objects.create(cycle=row, stage=stage, on=TODAY - back * DAY)
    return row


def stood(cycle):
    cycle.refresh_from_db()
    return cycle.stage, cycle.status, cycle.end, list(cycle.stages.values_list("stage", "on"))


def test_a_failure_at_the_last_write_leaves_nothing_of_a_new_cycle():
    appointment = leader()
    row = CoachingCycle(appointment=appointment, teacher=teacher_of(appointment), focus="x", start=TODAY)
    with pytest.raises(Broken), breaking_at('INSERT INTO "responsibilities_cyclestage"'):
        cycles.open_cycle(cycle=row, by=appointment.person.user)
    assert not CoachingCycle.objects.exists()
    assert not AuditEntry.objects.exists()


HISTORY = 'INSERT INTO "leaders_auditentry"'
STEPS = {
    "move": (cycles.move_stage, {"stage": "debrief", "on": TODAY}, 'INSERT INTO "responsibilities_cyclestage"'),
    "back": (cycles.move_stage, {"stage": "plan", "on": TODAY, "why": "mistake"}, "second entry"),
    "pause": (cycles.pause_cycle, {"why": "leave"}, HISTORY),
    "stop": (cycles.stop_cycle, {"why": "leave", "end": TODAY}, HISTORY),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_the_last_write_leaves_the_cycle_as_it_was(cycle, step, monkeypatch):
    act, words, last = STEPS[step]
    before = stood(cycle)
    with pytest.raises(Broken), breaking_at_second_entry() if last == "second entry" else breaking_at(last):
        act(cycle=cycle, by=cycle.leader.user, **words)
    assert stood(cycle) == before
    assert not AuditEntry.objects.exists()
    act(cycle=cycle, by=cycle.leader.user, **words)
    assert stood(cycle) != before


def breaking_at_second_entry():
    """Going back writes two entries: the change, and which stages had been reached."""
    seen = []

    def execute(run, sql, params, many, context):
        if sql.startswith(HISTORY):
            seen.append(sql)
            if len(seen) == 2:
                raise Broken
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_going_back_is_told_with_its_reason_and_what_had_been_reached(cycle):
    cycles.move_stage(cycle=cycle, stage="goal", on=TODAY, why="new_goal", by=cycle.leader.user)
    changes = {name: pair for entry in AuditEntry.objects.about(cycle) for name, pair in entry.changes.items()}
    assert changes["stage"] == ["observe", "goal"]
    assert "observe" in changes["reached"][0]
    assert "observe" not in changes["reached"][1]
    assert {entry.reason for entry in AuditEntry.objects.about(cycle)} == {"the goal changed"}


def test_history_of_a_cycle_is_the_coordinators(client, cycle):
    cycles.move_stage(cycle=cycle, stage="goal", on=TODAY, why="new_goal", by=cycle.leader.user)
    client.force_login(UserFactory(kind="coordinator"))
    assert "the goal changed" in client.get(cycle.get_absolute_url()).content.decode()
    assert not AuditEntry.objects.visible_to(UserFactory(kind="administrator")).exists()
    assert not AuditEntry.objects.visible_to(UserFactory(kind="business_office")).exists()


# Which step each state lets its leader take; the coordinator may end what is open, nobody else does anything.
FORMS = {
    "edit": {"goal_kind": "student_learning", "focus": "New", "cadence_days": "7"},
    "stage": {"stage": "close", "on": TODAY},
    "pause": {"why": "leave"},
    "resume": {},
    "stop": {"why": "leave", "end": TODAY},
    "complete": {"end": TODAY},
}
STATES = {
    "running": ({"status": "running", "stage": "plan"}, {"edit", "stage", "pause", "stop"}),
    "closing": ({"status": "running", "stage": "close"}, {"edit", "pause", "stop", "complete"}),
    "paused": ({"status": "paused", "status_why": "leave"}, {"edit", "resume", "stop"}),
    "completed": ({"status": "completed", "stage": "close", "end": TODAY}, set()),
    "stopped": ({"status": "stopped", "status_why": "leave", "end": TODAY}, set()),
}


@pytest.mark.parametrize("step", FORMS)
@pytest.mark.parametrize("state", STATES)
def test_a_leader_takes_just_the_steps_that_a_state_allows(client, state, step):
    facts, allowed = STATES[state]
    cycle = CycleFactory(appointment=leader(), start=TODAY - 30 * DAY, **facts)
    client.force_login(cycle.leader.user)
    answer = client.post(f"/cycles/{cycle.pk}/{step}/", sent(cycle, **FORMS[step]))
    assert answer.status_code == (302 if step in allowed else 422)
    assert (CoachingCycle.objects.get(pk=cycle.pk).version == cycle.version) == (step not in allowed)


OTHERS = {
    "anonymous": 302,
    "administrator": 403,
    "coordinator": 403,
    "principal": 403,
    "business_office": 403,
    "viewer": 403,
    "supported_teacher": 403,
    "another_leader": 404,
    "no_access": 403,
}
ENDS = {"stop", "complete"}


def someone(kind, cycle):
    """A user of a kind beside the cycle's leader; None for nobody signed in."""
    made = {
        "anonymous": lambda: None,
        "principal": lambda: UserFactory(kind="principal", kind__school=cycle.site),
        "supported_teacher": lambda: UserFactory(person=cycle.teacher),
        "another_leader": lambda: leader().person.user,
        "no_access": UserFactory,
    }
    return made[kind]() if kind in made else UserFactory(kind=kind)


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("state", STATES)
def test_nobody_else_takes_a_step_but_the_coordinator_who_ends_what_is_open(client, state, kind):
    facts, allowed = STATES[state]
    cycle = CycleFactory(appointment=leader(), start=TODAY - 30 * DAY, **facts)
    if user := someone(kind, cycle):
        client.force_login(user)
    for step, fields in FORMS.items():
        answer = client.post(f"/cycles/{cycle.pk}/{step}/", sent(cycle, **fields)).status_code
        if kind == "coordinator" and step in ENDS:
            assert answer == (302 if step in allowed else 422), step
            CoachingCycle.objects.filter(pk=cycle.pk).update(**{"status_why": "", "end": None, **facts}, version=1)
        else:
            assert answer == OTHERS[kind], step
            assert CoachingCycle.objects.get(pk=cycle.pk).version == 1


def test_a_leader_who_is_supported_by_another_does_not_lead_that_cycle(client):
    me = leader()
    cycle = CycleFactory(appointment=leader(), teacher=me.person)
    client.force_login(me.person.user)
    text = client.get(cycle.get_absolute_url()).content.decode()
    assert "Pause" not in text
    for step, fields in FORMS.items():
        assert client.post(f"/cycles/{cycle.pk}/{step}/", sent(cycle, **fields)).status_code == 404


def test_a_step_is_taken_once_however_often_it_is_sent(client, cycle):
    client.force_login(cycle.leader.user)
    form = sent(cycle, why="leave")
    answers = [client.post(f"/cycles/{cycle.pk}/pause/", form) for _each in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEntry.objects.about(cycle).count() == 1


def test_a_step_is_not_taken_behind_someones_back(client, cycle):
    client.force_login(cycle.leader.user)
    form = sent(cycle, stage="debrief", on=TODAY)
    cycles.pause_cycle(cycle=cycle, why="leave", by=cycle.leader.user)
    cycles.resume_cycle(cycle=cycle, by=cycle.leader.user)
    assert client.post(f"/cycles/{cycle.pk}/stage/", form).status_code == 409
    assert CoachingCycle.objects.get().stage == "observe"


@pytest.mark.parametrize("step", ["stage", "pause", "resume", "stop", "complete", "edit"])
def test_a_page_of_a_step_writes_nothing(client, cycle, step):
    client.force_login(cycle.leader.user)
    assert client.get(f"/cycles/{cycle.pk}/{step}/").status_code == 200
    assert CoachingCycle.objects.get().version == cycle.version

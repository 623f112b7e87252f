"""Who writes, changes, reads and removes a note: the two people, each rule at its boundary."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from leaders import audit
from leaders.actions.records import StaleRecord
from leaders.models import AuditEntry
from responsibilities import confidential, rules
from responsibilities.models import LettingIn, Note
from tests.factories import ActivityFactory, PersonFactory, UserFactory
from tests.factories.confidential import write
from tests.responsibilities.pair import OUTSIDERS, pair_at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_at_work()


def texts(user, record):
    return [note.content.text for note in confidential.notes_about(user, record)]


def fields(refusal):
    return set(refusal.value.message_dict)


def test_what_is_shared_is_read_by_the_two(pair):
    write(pair.leader, pair.visit, "from the leader")
    write(pair.teacher, pair.visit, "from the teacher")
    both = ["from the leader", "from the teacher"]
    assert [texts(user, pair.visit) for user in (pair.leader, pair.teacher)] == [both, both]


def test_what_is_private_is_read_by_its_author(pair):
    write(pair.leader, pair.visit, "mine", shared_with=None)
    write(pair.teacher, pair.cycle, "hers", shared_with=None)
    assert (texts(pair.leader, pair.visit), texts(pair.teacher, pair.visit)) == (["mine"], [])
    assert (texts(pair.leader, pair.cycle), texts(pair.teacher, pair.cycle)) == (["mine"], ["hers"])


@pytest.mark.parametrize("who", OUTSIDERS)
def test_everyone_else_reads_nothing_and_may_learn_that_there_is_something(pair, who):
    outsider = pair.outside[who]
    assert confidential.exists(pair.visit) is False
    write(pair.leader, pair.visit, "secret")
    assert (texts(outsider, pair.visit), texts(outsider, pair.cycle)) == ([], [])
    assert (confidential.exists(pair.visit), confidential.exists(pair.cycle)) == (True, True)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_everyone_else_writes_nothing(pair, who):
    outsider = pair.outside[who]
    note = write(pair.leader, pair.visit)
    step = write(pair.leader, pair.visit, kind="next_step")
    for act in (
        lambda: confidential.write_note(by=outsider, record=pair.visit, kind="note", text="x"),
        lambda: confidential.change_note(note=note, by=outsider, text="x"),
        lambda: confidential.remove_note(note=note, by=outsider),
        lambda: confidential.mark_done(note=step, by=outsider),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Note.objects.count() == 2


def test_the_other_of_the_two_neither_changes_nor_removes(pair):
    note = write(pair.leader, pair.visit)
    with pytest.raises(PermissionDenied):
        confidential.change_note(note=note, by=pair.teacher, text="x")
    with pytest.raises(PermissionDenied):
        confidential.remove_note(note=note, by=pair.teacher)


def test_in_a_group_a_note_is_for_one_teacher(pair):
    others = [PersonFactory(), PersonFactory()]
    group = ActivityFactory(appointment=pair.appointment, supported=others)
    write(pair.leader, group, "for the first", shared_with=others[0])
    first, second = (UserFactory(person=person) for person in others)
    assert (texts(first, group), texts(second, group)) == (["for the first"], [])
    with pytest.raises(ValidationError) as refusal:
        write(pair.leader, group, shared_with=PersonFactory())
    assert fields(refusal) == {"shared_with"}


def test_work_without_teachers_takes_private_notes_only(pair):
    alone = ActivityFactory(appointment=pair.appointment)
    write(pair.leader, alone, "idea", shared_with=None)
    with pytest.raises(ValidationError):
        write(pair.leader, alone, "step", kind="next_step", shared_with=None)
    assert texts(pair.leader, alone) == ["idea"]


def test_a_note_of_a_visit_stands_on_the_page_of_its_cycle(pair):
    write(pair.leader, pair.visit, "seen there")
    assert texts(pair.teacher, pair.cycle) == ["seen there"]


def test_a_private_note_becomes_shared_and_private_again(pair):
    note = write(pair.leader, pair.visit, "first", shared_with=None)
    note = confidential.change_note(note=note, by=pair.leader, text="second", shared_with=pair.teacher.person)
    assert texts(pair.teacher, pair.visit) == ["second"]
    confidential.change_note(note=note, by=pair.leader, text="third", shared_with=None)
    assert (texts(pair.teacher, pair.visit), texts(pair.leader, pair.visit)) == ([], ["third"])


@pytest.mark.parametrize("kind", ["goal", "next_step", "rating_before", "rating_after"])
def test_goals_steps_and_ratings_are_for_both(pair, kind):
    write(pair.teacher, pair.cycle, kind=kind)
    with pytest.raises(ValidationError) as refusal:
        write(pair.teacher, pair.cycle, kind=kind, shared_with=None)
    assert fields(refusal) == {"shared_with"}


@pytest.mark.parametrize("kind", ["goal", "rating_before", "rating_after"])
def test_goals_and_ratings_belong_to_a_cycle(pair, kind):
    with pytest.raises(ValidationError) as refusal:
        write(pair.leader, pair.visit, kind=kind)
    assert fields(refusal) == {"kind"}


@pytest.mark.parametrize(("rating", "fits"), [(None, False), (0, False), (1, True), (5, True), (6, False)])
def test_ratings_go_from_1_to_5(pair, rating, fits):
    if fits:
        write(pair.teacher, pair.cycle, "", kind="rating_before", rating=rating)
        assert confidential.notes_about(pair.leader, pair.cycle)[0].content.rating == rating
        return
    with pytest.raises(ValidationError) as refusal:
        write(pair.teacher, pair.cycle, "", kind="rating_before", rating=rating)
    assert fields(refusal) == {"rating"}


def test_each_rating_stands_once_in_a_cycle(pair):
    write(pair.teacher, pair.cycle, kind="rating_before")
    write(pair.leader, pair.cycle, kind="rating_after")
    with pytest.raises(ValidationError) as refusal:
        write(pair.leader, pair.cycle, kind="rating_before")
    assert fields(refusal) == {"kind"}


@pytest.mark.parametrize(("text", "fits"), [("", False), ("  \n", False), ("x", True), ("x" * 10_000, True)])
def test_a_note_says_something(pair, text, fits):
    if fits:
        write(pair.leader, pair.visit, text)
        return
    with pytest.raises(ValidationError) as refusal:
        write(pair.leader, pair.visit, text)
    assert fields(refusal) == {"text"}


def test_a_note_has_an_end(pair):
    with pytest.raises(ValidationError, match="Up to 10000"):
        write(pair.leader, pair.visit, "x" * 10_001)


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (14, True)])
def test_a_day_to_check_back_lies_ahead(pair, days, fits):
    day = rules.today() + datetime.timedelta(days=days)
    if fits:
        assert write(pair.leader, pair.visit, kind="next_step", check_back=day).check_back == day
        return
    with pytest.raises(ValidationError) as refusal:
        write(pair.leader, pair.visit, kind="next_step", check_back=day)
    assert fields(refusal) == {"check_back"}


def test_an_old_day_stays_when_only_the_words_change(pair):
    day = rules.today()
    note = write(pair.leader, pair.visit, kind="next_step", check_back=day)
    with time_machine.travel(datetime.datetime.combine(day + datetime.timedelta(days=9), datetime.time(12))):
        facts = {"text": "other words", "shared_with": pair.teacher.person, "check_back": day}
        confidential.change_note(note=note, by=pair.leader, **facts)
    assert Note.objects.get().check_back == day


def test_either_of_the_two_says_that_a_step_is_done(pair):
    step = write(pair.leader, pair.visit, kind="next_step")
    confidential.mark_done(note=step, by=pair.teacher)
    assert Note.objects.get().is_done is True
    confidential.mark_done(note=Note.objects.get(), by=pair.leader, done=False)
    assert Note.objects.get().is_done is False
    with pytest.raises(PermissionDenied):
        confidential.mark_done(note=write(pair.leader, pair.visit), by=pair.leader)


def test_of_two_editors_one_is_told(pair):
    note = write(pair.leader, pair.visit)
    older = Note.objects.get()
    confidential.change_note(note=note, by=pair.leader, text="faster", shared_with=pair.teacher.person)
    for act in (
        lambda: confidential.change_note(note=older, by=pair.leader, text="slower", version=1),
        lambda: confidential.remove_note(note=older, by=pair.leader, version=1),
    ):
        with pytest.raises(StaleRecord):
            act()
    assert texts(pair.teacher, pair.visit) == ["faster"]


def test_who_was_let_in_reads_what_is_shared_in_that_cycle_and_nothing_else(pair):
    successor = pair.outside["colleague"]
    write(pair.leader, pair.visit, "shared")
    write(pair.leader, pair.visit, "private", shared_with=None)
    apart = ActivityFactory(appointment=pair.appointment, supported=[pair.teacher.person])
    write(pair.leader, apart, "outside the cycle")
    LettingIn.objects.create(cycle=pair.cycle, person=successor.person, by=pair.teacher)
    assert (texts(successor, pair.cycle), texts(successor, apart)) == (["shared"], [])


def test_who_left_the_role_goes_on_reading_and_the_successor_does_not(pair):
    write(pair.leader, pair.visit, "between us")
    type(pair.appointment).objects.filter(pk=pair.appointment.pk).update(end=datetime.date(2026, 8, 2))
    assert texts(pair.leader, pair.visit) == ["between us"]
    assert texts(pair.outside["colleague"], pair.visit) == []


def fail(**_):
    raise RuntimeError("last write")


@pytest.mark.parametrize("act", ["write", "change", "remove"])
def test_what_fails_at_its_last_write_changes_nothing(pair, monkeypatch, act):
    note = write(pair.leader, pair.visit, "before")
    told = AuditEntry.objects.count()
    name = {"remove": "delete"}.get(act)
    if name:
        monkeypatch.setattr(Note, "delete", lambda self: fail())
    else:
        monkeypatch.setattr(audit, "record", fail)
    acts = {
        "write": lambda: write(pair.leader, pair.visit, "after"),
        "change": lambda: confidential.change_note(note=note, by=pair.leader, text="after"),
        "remove": lambda: confidential.remove_note(note=note, by=pair.leader),
    }
    with pytest.raises(RuntimeError):
        acts[act]()
    assert (texts(pair.teacher, pair.visit), Note.objects.get().version) == (["before"], 1)
    assert AuditEntry.objects.count() == told

"""Usual activities: learned from use, one question to the database, one tap away."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from responsibilities import usual
from responsibilities.actions.repeating import mark_done, repeat_activity
from responsibilities.models import Activity
from tests.factories import ActivityFactory, AppointmentFactory, CycleFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-20 12:00", tick=False):
        yield


@pytest.fixture
def appointment():
    return AppointmentFactory()


@pytest.fixture
def by(appointment):
    return UserFactory(person=appointment.person)


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def titles(appointment):
    return [(card.kind, card.minutes) for card in usual.cards(appointment.person, TODAY)]


def test_what_is_done_often_and_lately_stands_first(appointment):
    for days in (40, 45, 50):
        ActivityFactory(appointment=appointment, date=ago(days), kind="materials")
    ActivityFactory(appointment=appointment, date=ago(1), kind="admin")
    ActivityFactory(appointment=appointment, date=ago(2), kind="plc")
    ActivityFactory(appointment=appointment, date=ago(3), kind="plc")
    assert [kind for kind, _minutes in titles(appointment)] == ["plc", "admin", "materials"]


def test_time_with_teachers_stands_before_other_time_done_as_often(appointment):
    ActivityFactory(appointment=appointment, date=ago(2), kind="admin")
    ActivityFactory(appointment=appointment, date=ago(3), kind="observe", supported=[PersonFactory()])
    assert [kind for kind, _minutes in titles(appointment)] == ["observe", "admin"]


def test_a_card_has_the_most_usual_length(appointment):
    for days, minutes in ((1, 90), (2, 30), (3, 30)):
        ActivityFactory(appointment=appointment, date=ago(days), minutes=minutes)
    assert titles(appointment) == [("co_plan", 30)]


def test_two_teachers_are_two_cards_and_one_group_is_one(appointment):
    first, second = PersonFactory.create_batch(2)
    for people in ([first], [second], [first, second], [second, first]):
        ActivityFactory(appointment=appointment, date=ago(1), supported=people)
    cards = usual.cards(appointment.person, TODAY)
    assert sorted(len(card.people) for card in cards) == [1, 1, 2]
    assert str(first) in {card.with_whom for card in cards}


@pytest.mark.parametrize(
    "facts",
    [
        {"date": ago(57)},
        {"status": "planned"},
        {"status": "draft"},
        {"supported_left": True},
        {"category_retired": True},
    ],
)
def test_what_is_old_not_done_or_not_possible_any_more_makes_no_card(appointment, facts):
    left = PersonFactory(is_active=not facts.pop("supported_left", False))
    retired = facts.pop("category_retired", False)
    row = ActivityFactory(appointment=appointment, supported=[left], **({"date": ago(56)} | facts))
    assert usual.cards(appointment.person, TODAY) == [] or left.is_active
    row.category.is_active = not retired
    row.category.save()
    assert bool(usual.cards(appointment.person, TODAY)) is False


def test_the_last_day_of_the_span_still_counts(appointment):
    ActivityFactory(appointment=appointment, date=ago(56))
    assert len(usual.cards(appointment.person, TODAY)) == 1


@pytest.mark.parametrize("count", [1, 9])
def test_cards_cost_one_question_and_are_few(appointment, count, django_assert_num_queries):
    for _each in range(count):
        ActivityFactory(appointment=appointment, date=ago(1), supported=PersonFactory.create_batch(2))
    with django_assert_num_queries(1):
        assert len(usual.cards(appointment.person, TODAY)) == min(count, usual.MOST)
    with django_assert_num_queries(3):
        assert len(usual.latest(appointment.person, TODAY)) == min(count, usual.MOST)


def test_an_entry_whose_people_were_cut_off_makes_no_card(appointment, monkeypatch):
    monkeypatch.setattr(usual, "READ", 3)
    for days in (1, 2):
        ActivityFactory(appointment=appointment, date=ago(days), supported=PersonFactory.create_batch(2))
    assert [len(card.people) for card in usual.cards(appointment.person, TODAY)] == [2]


def test_the_same_again_is_a_new_entry_of_today(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    facts = {"start_time": datetime.time(9), "minutes": 30, "focus": "ratios", "in_contract": False}
    row = ActivityFactory(appointment=appointment, date=ago(7), supported=[cycle.teacher], **facts)
    again, total = repeat_activity(activity=row, by=by)
    stored = Activity.objects.get(pk=again.pk)
    assert (stored.date, stored.minutes, total, list(stored.supported.all())) == (TODAY, 30, 30, [cycle.teacher])
    assert (stored.start_time, stored.focus, stored.in_contract, stored.source) == (None, "", True, "usual")
    assert stored.cycle == cycle


def test_the_same_again_belongs_to_the_appointment_of_today(appointment, by):
    before = AppointmentFactory(
        person=appointment.person,
        start=datetime.date(2025, 8, 1),
        end=datetime.date(2026, 6, 30),
        position__school_year=2026,
    )
    row = ActivityFactory(appointment=before, date=datetime.date(2026, 5, 5))
    again, _total = repeat_activity(activity=row, by=by)
    assert (again.appointment, again.school_year) == (appointment, 2027)


def test_nothing_is_repeated_without_an_appointment_today(by):
    gone = AppointmentFactory(person=by.person, end=datetime.date(2026, 11, 19), position__school_year=2027)
    row = ActivityFactory(appointment=gone, date=ago(7))
    by.person.appointments.exclude(pk=gone.pk).update(end=datetime.date(2026, 11, 19))
    with pytest.raises(ValidationError, match="no appointment"):
        repeat_activity(activity=row, by=by)


@pytest.mark.parametrize("status", ["planned", "draft"])
def test_what_was_planned_or_drafted_counts_once_it_is_done(appointment, by, status):
    row = ActivityFactory(appointment=appointment, date=TODAY, status=status, supported=[PersonFactory()])
    assert mark_done(activity=row, by=by) == 45
    assert (Activity.objects.get().status, Activity.objects.get().supported.count()) == ("submitted", 1)
    with pytest.raises(ValidationError, match="already in the log"):
        mark_done(activity=Activity.objects.get(), by=by)


def test_what_lies_ahead_is_not_done(appointment, by):
    row = ActivityFactory(appointment=appointment, date=TODAY + datetime.timedelta(days=1), status="planned")
    with pytest.raises(ValidationError, match="yet to come"):
        mark_done(activity=row, by=by)
    assert Activity.objects.get().status == "planned"

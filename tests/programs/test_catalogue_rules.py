"""Programs, cohorts and sessions: what is refused, and what just passes."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leaders.models import AuditEntry
from programs import dates
from programs.actions import cohorts, sessions
from programs.models import Cohort, CohortState, Program, Session
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrollmentFactory,
    ProgramFactory,
    SchoolFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


def refused(act, field=None):
    """What a refusal says, of a field or of the whole."""
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict[field][0] if field else caught.value.messages[0]


def saved(cohort, by, **facts):
    for name, value in facts.items():
        setattr(cohort, name, value)
    return cohorts.save_cohort(cohort=cohort, by=by)


def kept(session, by, **facts):
    for name, value in facts.items():
        setattr(session, name, value)
    return sessions.save_session(session=session, facilitators=[], by=by)


@pytest.mark.parametrize("purpose", ["develops", "supports", "both"])
def test_what_serves_teacher_leaders_is_a_program(purpose):
    Program(name="Institute", purpose=purpose).full_clean()


@pytest.mark.parametrize(
    ("purpose", "reason"), [("own_practice", "professional development"), ("one_workshop", "an activity, no program")]
)
def test_what_serves_the_own_classroom_or_is_a_workshop_is_no_program(purpose, reason):
    """Case 14."""
    assert reason in refused(Program(name="Fractions day", purpose=purpose).full_clean, "purpose")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgramFactory(purpose=purpose)


def test_the_school_year_follows_from_the_first_day(coordinator):
    cohort = CohortFactory()
    assert saved(cohort, coordinator, start=datetime.date(2026, 6, 30)).school_year == 2026
    assert saved(cohort, coordinator, start=datetime.date(2026, 7, 1)).school_year == 2027


def test_a_retired_program_gets_no_new_cohort_but_keeps_those_it_has(coordinator):
    cohort = CohortFactory(program__is_retired=True)
    saved(cohort, coordinator, name="Renamed")
    new = Cohort(program=cohort.program, name="New", start=TODAY, end=TODAY, capacity=1)
    assert "is retired" in refused(lambda: saved(new, coordinator))


def test_seats_never_fall_below_those_that_are_held(coordinator):
    cohort = CohortFactory(capacity=3)
    EnrollmentFactory.create_batch(2, cohort=cohort)
    cohort = Cohort.objects.get(pk=cohort.pk)
    assert refused(lambda: saved(cohort, coordinator, capacity=1), "capacity").startswith("2 people hold a seat")
    assert saved(Cohort.objects.get(pk=cohort.pk), coordinator, capacity=2).left == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(capacity=1)


def test_an_edit_does_not_undo_a_seat_that_was_taken_meanwhile(coordinator):
    cohort = CohortFactory()
    seen = Cohort.objects.get(pk=cohort.pk)
    EnrollmentFactory(cohort=cohort)
    saved(seen, coordinator, name="Renamed")
    assert Cohort.objects.get(pk=cohort.pk).held == 1


def test_the_days_of_a_cohort_hold_its_sessions(coordinator):
    cohort = CohortFactory(start=TODAY, end=TODAY + 30 * DAY)
    SessionFactory(cohort=cohort, date=TODAY + 10 * DAY)
    saved(cohort, coordinator, start=TODAY + 10 * DAY, end=TODAY + 10 * DAY)
    late = {"start": TODAY + 11 * DAY, "end": TODAY + 30 * DAY}
    assert "There is a session on" in refused(lambda: saved(cohort, coordinator, **late), "start")
    early = {"start": TODAY, "end": TODAY + 9 * DAY}
    assert "There is a session on" in refused(lambda: saved(cohort, coordinator, **early), "end")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"end": datetime.date(2026, 7, 31)}, "end"),
        ({"enroll_from": datetime.date(2026, 8, 1)}, "enroll_until"),
        ({"enroll_until": datetime.date(2026, 8, 1)}, "enroll_from"),
        ({"enroll_from": datetime.date(2026, 8, 2), "enroll_until": datetime.date(2026, 8, 1)}, "enroll_until"),
        ({"enroll_from": datetime.date(2026, 8, 2), "enroll_until": datetime.date(2027, 7, 1)}, "enroll_until"),
    ],
)
def test_days_of_a_cohort_that_contradict_each_other_are_refused(coordinator, facts, field):
    assert refused(lambda: saved(CohortFactory(), coordinator, **facts), field)


def test_enrollment_may_close_on_the_last_day(coordinator):
    cohort = CohortFactory()
    saved(cohort, coordinator, enroll_from=cohort.end, enroll_until=cohort.end)


def test_a_cohort_is_in_one_state_on_each_day():
    facts = {"start": TODAY, "end": TODAY + DAY, "enroll_from": TODAY - 2 * DAY, "enroll_until": TODAY}
    cohort = CohortFactory(**facts)
    states = [(-3, "upcoming"), (-2, "enrolling"), (-1, "enrolling"), (0, "running"), (1, "running"), (2, "over")]
    for days, state in states:
        on = TODAY + days * DAY
        assert cohort.state_on(on) == state
        found = {each: Cohort.objects.in_state(each, on).exists() for each in CohortState}
        assert found == {each: each == state for each in CohortState}
    CohortFactory(**facts, is_cancelled=True)
    assert [Cohort.objects.in_state(each, TODAY).count() for each in ("cancelled", "running")] == [1, 1]
    assert Cohort.objects.enrolling(TODAY).get() == cohort


@pytest.mark.parametrize("status", ["applied", "waitlisted", "accepted", "enrolled", "completed"])
def test_a_cohort_in_which_people_stand_is_not_canceled(coordinator, status):
    cohort = EnrollmentFactory(status=status).cohort
    said = refused(lambda: cohorts.cancel_cohort(cohort=cohort, by=coordinator, reason="No funds"))
    assert said.startswith("1 person has asked for a seat or holds one")


def test_canceling_takes_the_coming_sessions_along_and_keeps_those_that_took_place(coordinator):
    cohort = CohortFactory()
    EnrollmentFactory(cohort=cohort, status="withdrawn")
    past, coming = (SessionFactory(cohort=cohort, date=TODAY + days * DAY) for days in (-1, 0))
    cohorts.cancel_cohort(cohort=cohort, by=coordinator, reason="No funds")
    off = dict(Session.objects.values_list("pk", "is_cancelled"))
    assert (Cohort.objects.get().is_cancelled, off) == (True, {past.pk: False, coming.pk: True})
    told = AuditEntry.objects.filter(reason="No funds").values_list("model", flat=True)
    assert sorted(told) == ["programs.cohort", "programs.session"]
    assert "canceled" in refused(lambda: saved(Cohort.objects.get(), coordinator, name="Again"))
    assert "canceled" in refused(lambda: kept(Session(cohort=cohort), coordinator, **at(coming)))


def test_a_cohort_that_is_over_stays(coordinator):
    last = CohortFactory(start=TODAY - 9 * DAY, end=TODAY)
    over = CohortFactory(start=TODAY - 9 * DAY, end=TODAY - DAY)
    cohorts.cancel_cohort(cohort=last, by=coordinator, reason="No funds")
    assert "is over" in refused(lambda: cohorts.cancel_cohort(cohort=over, by=coordinator, reason="No funds"))


def test_when_the_last_write_fails_nothing_is_canceled(coordinator):
    cohort = CohortFactory()
    SessionFactory(cohort=cohort, date=TODAY)
    with pytest.raises(Exception, match="Someone else changed"):
        cohorts.cancel_cohort(cohort=cohort, by=coordinator, reason="No funds", version=7)
    assert not Session.objects.get().is_cancelled


def test_the_copy_for_next_year_brings_the_sessions_on_the_same_days_of_the_week(coordinator):
    source = CohortFactory(required_minutes=600, cost_per_seat=250, capacity=12)
    EnrollmentFactory(cohort=source)
    first = SessionFactory(cohort=source, date=datetime.date(2026, 11, 3), two_codes=True)
    SessionFactory(cohort=source, date=datetime.date(2026, 11, 10), is_cancelled=True)
    row = cohorts.copy_cohort(source=source, cohort=cohorts.next_year(source), by=coordinator)
    row = Cohort.objects.get(pk=row.pk)
    assert (row.school_year, row.held, row.capacity, row.required_minutes) == (2028, 0, 12, 600)
    copied = row.sessions.get()
    assert (copied.date, copied.date.weekday()) == (datetime.date(2027, 11, 2), first.date.weekday())
    assert (copied.title, copied.two_codes) == (first.title, True)
    assert copied.door_code != first.door_code


def test_a_copy_whose_days_do_not_hold_the_sessions_is_refused_as_a_whole(coordinator):
    source = CohortFactory()
    SessionFactory(cohort=source, date=source.end)
    later = cohorts.next_year(source)
    later.end -= DAY
    assert "outside of the cohort" in refused(
        lambda: cohorts.copy_cohort(source=source, cohort=later, by=coordinator), "date"
    )
    assert Cohort.objects.count() == 1


def at(session, **facts):
    """When a session like another is."""
    same = {name: getattr(session, name) for name in ("title", "date", "starts", "ends", "minutes", "place")}
    return same | facts


def test_a_session_lies_within_its_cohort(coordinator):
    session = SessionFactory()
    first = session.cohort.start
    kept(session, coordinator, date=first)
    assert "outside of the cohort" in refused(lambda: kept(session, coordinator, date=first - DAY), "date")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends": datetime.time(15)}, "ends"),
        ({"minutes": 121}, "minutes"),
        ({"mode": "online"}, "link"),
        ({"mode": "hybrid"}, "link"),
        ({"place": " "}, "place"),
        ({"mode": "hybrid", "place": "", "link": "https://meet.example/1"}, "place"),
    ],
)
def test_a_session_that_makes_no_sense_is_refused(coordinator, facts, field):
    assert refused(lambda: kept(SessionFactory(), coordinator, **facts), field)


def test_a_session_may_credit_its_whole_length_and_be_short(coordinator):
    kept(SessionFactory(), coordinator, ends=datetime.time(15, 1), minutes=1)
    kept(SessionFactory(), coordinator, mode="online", link="https://meet.example/1", minutes=120)


def test_a_session_says_where_to_come(coordinator):
    kept(SessionFactory(), coordinator, place="", site=SchoolFactory())
    kept(SessionFactory(), coordinator, place="", mode="online", link="https://meet.example/1")
    kept(SessionFactory(), coordinator, mode="hybrid", link="https://meet.example/1")


def test_a_session_from_before_its_place_was_asked_for_can_still_be_canceled(coordinator):
    session = SessionFactory(place="")
    sessions.cancel_session(session=session, by=coordinator, reason="Snow")
    assert Session.objects.get().is_cancelled


def test_nothing_is_canceled_without_a_reason(coordinator):
    session = SessionFactory(date=TODAY)
    acts = [
        lambda reason: sessions.cancel_session(session=session, by=coordinator, reason=reason),
        lambda reason: cohorts.cancel_cohort(cohort=session.cohort, by=coordinator, reason=reason),
    ]
    assert [refused(lambda act=act: act(" "), "reason") for act in acts] == ["Say why, for the record."] * 2
    assert not Session.objects.get().is_cancelled


def test_what_was_credited_does_not_change_under_people(coordinator):
    session = AttendanceFactory(session__date=TODAY).session
    kept(session, coordinator, title="Renamed", place="Gym")
    for facts in ({"minutes": 60}, {"date": TODAY + DAY, "minutes": 120}):
        assert "Attendance is recorded" in refused(lambda facts=facts: kept(session, coordinator, **facts))
    said = refused(lambda: sessions.cancel_session(session=session, by=coordinator, reason="Snow"))
    assert "Attendance is recorded" in said


def test_a_session_is_canceled_once_with_a_reason(coordinator):
    session = SessionFactory()
    sessions.cancel_session(session=session, by=coordinator, reason="Snow")
    assert AuditEntry.objects.get().reason == "Snow"
    again = refused(lambda: sessions.cancel_session(session=session, by=coordinator, reason="Snow"))
    assert "canceled" in again


def test_the_history_of_a_session_never_holds_its_codes(coordinator):
    session = kept(Session(cohort=CohortFactory()), coordinator, **at(SessionFactory.build(cohort=None)))
    told = str(AuditEntry.objects.get(model="programs.session").changes)
    assert session.title in told
    assert session.door_code not in told
    assert session.exit_code not in told


def test_several_sessions_are_added_together_or_not_at_all(coordinator):
    cohort = CohortFactory(start=TODAY, end=TODAY + 7 * DAY)
    rows = [Session(cohort=cohort, **at(SessionFactory.build(cohort=None), date=TODAY + days * DAY)) for days in (0, 8)]
    assert refused(lambda: sessions.add_sessions(sessions=rows, facilitators=[], by=coordinator), "date")
    assert Session.objects.count() == 0
    assert "hold no session" in refused(lambda: sessions.add_sessions(sessions=[], facilitators=[], by=coordinator))
    many = [rows[0]] * 61
    assert "61 sessions" in refused(lambda: sessions.add_sessions(sessions=many, facilitators=[], by=coordinator))


def days(*texts):
    return [datetime.date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("rhythm", "first", "until", "found"),
    [
        ("weekly", "2026-11-03", "2026-11-17", ["2026-11-03", "2026-11-10", "2026-11-17"]),
        ("two_weeks", "2026-11-03", "2026-11-30", ["2026-11-03", "2026-11-17"]),
        ("monthly", "2026-11-10", "2027-01-12", ["2026-11-10", "2026-12-08", "2027-01-12"]),  # second Tuesdays
        ("monthly", "2026-12-31", "2027-02-28", ["2026-12-31", "2027-01-28", "2027-02-25"]),  # fifth or last Thursdays
        ("weekly", "2026-11-03", "2026-11-02", []),
    ],
)
def test_sessions_meet_in_a_rhythm(rhythm, first, until, found):
    assert dates.repeated(rhythm, *days(first, until)) == days(*found)


def test_dates_are_pasted_as_people_write_them():
    assert dates.read("11/3/2026\n\n2026-10-14; Oct 20, 2026\n11/3/2026") == days(
        "2026-10-14", "2026-10-20", "2026-11-03"
    )
    assert "“soon” is no date" in refused(lambda: dates.read("11/3/2026\nsoon"))

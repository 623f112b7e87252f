"""The rules of time (domain.md §3, cases 17–20 of §7), each at its boundary."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from leaders.models import AuditEntry, District
from responsibilities import rules
from responsibilities.actions.activities import log_activity, remove_activity
from responsibilities.models import Activity, ActivityVersion, Category, LeaderMonth, Month, Support
from tests.factories import ActivityFactory, AppointmentFactory, CycleFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TUESDAY = datetime.date(2026, 11, 3)


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


def entry(appointment, **facts):
    """An entry as a form would make it, not saved."""
    code = facts.pop("code", "coaching_modeling")
    usual = {"date": TUESDAY, "minutes": 60, "kind": "co_plan", "contact": "none", "school_year": 2027}
    place = {"leader": appointment.person, "site": appointment.position.site, "appointment": appointment}
    return Activity(category=Category.objects.get(code=code), **(usual | place | facts))


def log(appointment, by, supported=(), **facts):
    return log_activity(activity=entry(appointment, **facts), supported=supported, by=by)


def refused(appointment, by, field, supported=(), **facts):
    with pytest.raises(ValidationError) as caught:
        log(appointment, by, supported, **facts)
    assert not Activity.objects.exists()
    return " ".join(caught.value.message_dict[field])


def at(text):
    return datetime.time.fromisoformat(text)


def test_case_17_a_group_hour_is_one_leader_hour_and_six_participant_hours(appointment, by):
    log(appointment, by, PersonFactory.create_batch(6), contact="group", minutes=60)
    row = Activity.objects.get()
    assert (row.minutes, row.participants, row.minutes * row.participants) == (60, 6, 360)
    assert Support.objects.count() == 6


@pytest.mark.parametrize(("contact", "named", "unnamed"), [("one_on_one", 1, 0), ("group", 2, 0), ("group", 0, 2)])
def test_contact_fits_the_participants(appointment, by, contact, named, unnamed):
    log(appointment, by, PersonFactory.create_batch(named), contact=contact, unnamed=unnamed)
    assert Activity.objects.get().participants == named + unnamed


@pytest.mark.parametrize(
    ("contact", "named", "unnamed", "words"),
    [
        ("one_on_one", 0, 0, "exactly one"),
        ("one_on_one", 2, 0, "exactly one"),
        ("one_on_one", 1, 1, "exactly one"),
        ("group", 1, 0, "at least two"),
        ("group", 0, 1, "at least two"),
        ("none", 1, 0, "names none"),
    ],
)
def test_case_18_contact_that_does_not_fit_is_refused(appointment, by, contact, named, unnamed, words):
    people = PersonFactory.create_batch(named)
    assert words in refused(appointment, by, "supported", people, contact=contact, unnamed=unnamed)


def test_naming_someone_twice_makes_no_group(appointment, by):
    teacher = PersonFactory()
    assert "at least two" in refused(appointment, by, "supported", [teacher, teacher], contact="group")


def test_nobody_supports_themselves(appointment, by):
    assert "your own" in refused(appointment, by, "supported", [appointment.person], contact="one_on_one")


def test_case_19_diverted_duty_is_no_leader_time(appointment, by):
    log(appointment, by, code="diverted_duty", kind="substitute")
    log(appointment, by, minutes=30)
    assert [row.minutes for row in Activity.objects.filter(category__is_diverted=False)] == [30]
    assert LeaderMonth.objects.filter(category__in=Category.objects.leader_time(), minutes__gt=30).count() == 0


def test_diverted_duty_names_no_teachers(appointment, by):
    people = [PersonFactory()]
    assert "without teachers" in refused(appointment, by, "contact", people, contact="one_on_one", code="diverted_duty")


@pytest.mark.parametrize("minutes", [15, 45, 1440])
def test_minutes_go_in_steps(appointment, by, minutes):
    assert log(appointment, by, minutes=minutes) == minutes


@pytest.mark.parametrize("minutes", [0, 10, 50, -15, None])
def test_other_minutes_are_refused(appointment, by, minutes):
    assert "steps of 15" in refused(appointment, by, "minutes", minutes=minutes)


def test_a_day_has_24_hours(appointment, by):
    log(appointment, by, minutes=1425)
    with pytest.raises(ValidationError, match="more than 24 hours"):
        log(appointment, by, minutes=30)
    assert log(appointment, by, minutes=15) == 1440
    assert "24 hours" in rules_say(rules.check_minutes, 1455)


def rules_say(rule, *facts):
    with pytest.raises(ValidationError) as caught:
        rule(*facts)
    return str(caught.value)


@pytest.mark.parametrize(("total", "warns"), [(600, False), (615, True)])
def test_a_day_above_ten_hours_warns(total, warns):
    assert bool(rules.long_day(total, TUESDAY)) is warns


@pytest.mark.parametrize(("start", "minutes"), [("08:00", 60), ("10:00", 30), ("07:00", 15)])
def test_entries_may_touch(appointment, by, start, minutes):
    log(appointment, by, start_time=at("09:00"), minutes=60)
    log(appointment, by, start_time=at(start), minutes=minutes)
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(("start", "minutes"), [("08:00", 75), ("09:45", 15), ("09:00", 60), ("08:00", 240)])
def test_a_minute_is_entered_once(appointment, by, start, minutes):
    log(appointment, by, start_time=at("09:00"), minutes=60)
    with pytest.raises(ValidationError, match="A minute is entered once"):
        log(appointment, by, start_time=at(start), minutes=minutes)
    assert Activity.objects.count() == 1


def test_other_days_other_people_and_plans_take_no_time(appointment, by):
    log(appointment, by, start_time=at("09:00"))
    log(appointment, by, start_time=at("09:00"), date=TUESDAY - datetime.timedelta(days=1))
    log(appointment, by, start_time=at("09:00"), status="planned")
    log(AppointmentFactory(), by, start_time=at("09:00"))
    assert Activity.objects.count() == 4


def test_an_entry_ends_on_its_day(appointment, by):
    log(appointment, by, start_time=at("23:00"), minutes=60)
    Activity.objects.all().delete()
    assert "past midnight" in refused(appointment, by, "minutes", start_time=at("23:15"), minutes=60)


def test_an_entry_may_move_within_its_own_time(appointment, by):
    log(appointment, by, start_time=at("09:00"))
    row = Activity.objects.get()
    row.start_time = at("09:30")
    log_activity(activity=row, by=by)
    assert Activity.objects.get().start_time == at("09:30")


def test_what_was_done_lies_in_the_past(appointment, by):
    tomorrow = datetime.date(2026, 11, 21)
    assert "yet to come" in refused(appointment, by, "date", date=tomorrow)
    log(appointment, by, date=tomorrow, status="planned")
    log(appointment, by, date=datetime.date(2026, 11, 20))
    assert Activity.objects.count() == 2


@pytest.mark.parametrize("today", ["2026-10-14", "2026-10-15"])
def test_case_20_an_entry_for_september_is_taken_until_the_month_locks(appointment, by, today):
    with time_machine.travel(f"{today} 12:00", tick=False):
        log(appointment, by, date=datetime.date(2026, 9, 28))
    assert Activity.objects.exists()


def test_case_20_later_it_is_refused(appointment, by):
    with time_machine.travel("2026-10-16 12:00", tick=False):
        words = refused(appointment, by, "date", date=datetime.date(2026, 9, 28))
    assert "Ask your coordinator to unlock it" in words


def unlocked(appointment):
    until = {"unlocked_until": datetime.date(2026, 12, 1), "unlock_reason": "Was ill"}
    return Month.objects.create(leader=appointment.person, month=datetime.date(2026, 9, 1), **until)


def test_case_20_once_unlocked_it_is_taken_with_a_reason_and_keeps_the_old_version(appointment, by):
    row = ActivityFactory(appointment=appointment, date=datetime.date(2026, 9, 28), supported=[PersonFactory()])
    row.minutes = 90
    with pytest.raises(ValidationError, match="was locked"):
        log_activity(activity=row, by=by, reason="Forgot half")
    unlocked(appointment)
    with pytest.raises(ValidationError, match="Say why"):
        log_activity(activity=row, by=by)
    assert not ActivityVersion.objects.exists()
    log_activity(activity=row, by=by, reason="Forgot half")
    kept = ActivityVersion.objects.get()
    assert (kept.number, kept.reason, kept.facts["minutes"][0], len(kept.facts["supported"][0])) == (
        1,
        "Forgot half",
        45,
        1,
    )
    assert Activity.objects.get().minutes == 90


def test_an_entry_neither_enters_nor_leaves_a_locked_month(appointment, by):
    row = ActivityFactory(appointment=appointment, date=datetime.date(2026, 9, 28))
    for date in (TUESDAY, datetime.date(2026, 9, 27)):
        row.date = date
        with pytest.raises(ValidationError, match="was locked"):
            log_activity(activity=row, by=by, reason="Wrong day")
    later = ActivityFactory(appointment=appointment)
    later.date = datetime.date(2026, 9, 28)
    with pytest.raises(ValidationError, match="was locked"):
        log_activity(activity=later, by=by, reason="Wrong day")
    with pytest.raises(ValidationError, match="was locked"):
        remove_activity(activity=row, by=by, reason="Twice")


@pytest.mark.parametrize("status", ["planned", "draft"])
def test_what_never_counted_goes_from_a_locked_month(appointment, by, status):
    row = ActivityFactory(appointment=appointment, date=datetime.date(2026, 9, 28), status=status)
    remove_activity(activity=row, by=by)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("status", ["submitted", "approved", "returned"])
def test_what_counts_stays_in_a_locked_month(appointment, by, status):
    why = "Too long" if status == "returned" else ""
    row = ActivityFactory(appointment=appointment, date=datetime.date(2026, 9, 28), status=status, returned_why=why)
    with pytest.raises(ValidationError, match="was locked"):
        remove_activity(activity=row, by=by, reason="Twice")
    assert Activity.objects.exists()


def test_removing_from_an_unlocked_month_says_why_and_keeps_all_that_was(appointment, by):
    unlocked(appointment)
    row = ActivityFactory(appointment=appointment, date=datetime.date(2026, 9, 28))
    row.minutes = 90
    log_activity(activity=row, by=by, reason="Forgot half")
    with pytest.raises(ValidationError, match="Say why"):
        remove_activity(activity=row, by=by)
    remove_activity(activity=row, by=by, reason="Twice")
    kept = AuditEntry.objects.get(verb="removed")
    assert (kept.reason, kept.changes["minutes"], kept.changes["versions"][0][0]["minutes"][0]) == (
        "Twice",
        [90, None],
        45,
    )


def test_an_approved_month_that_changes_is_to_be_approved_again(appointment, by):
    closed = {"status": "approved", "attested_at": "2026-11-10T12:00Z"}
    month = Month.objects.create(leader=appointment.person, month=datetime.date(2026, 11, 1), **closed)
    log(appointment, by, status="planned")
    assert Month.objects.get().status == "approved"
    log(appointment, by)
    assert (Month.objects.get().status, AuditEntry.objects.filter(object_id=month.pk, verb="changed").count()) == (
        "attested",
        1,
    )


@pytest.mark.parametrize("status", ["approved", "returned"])
def test_a_decided_entry_that_changes_waits_again(appointment, by, status):
    row = ActivityFactory(appointment=appointment, status=status, returned_why="Where?")
    row.minutes = 30
    log_activity(activity=row, by=by)
    row.refresh_from_db()
    assert (row.status, row.returned_why) == ("submitted", "")


@pytest.mark.parametrize(
    ("date", "start_month", "years"),
    [
        ((2026, 6, 30), 7, [2026]),
        ((2026, 7, 1), 7, [2026, 2027]),
        ((2026, 8, 31), 7, [2026, 2027]),
        ((2026, 9, 1), 7, [2027]),
        ((2026, 7, 15), 9, [2026, 2027]),
        ((2026, 7, 15), 6, [2026, 2027]),
        ((2026, 7, 15), 1, [2026]),
    ],
)
def test_summer_may_belong_to_two_school_years(date, start_month, years):
    assert rules.years_for(datetime.date(*date), District(school_year_start_month=start_month)) == years


def test_an_entry_lies_in_its_school_year(appointment, by):
    assert "school year" in refused(appointment, by, "school_year", school_year=2026)


def test_summer_work_belongs_to_an_appointment_of_its_school_year(by, appointment):
    with time_machine.travel("2026-08-10 12:00", tick=False):
        july = {"date": datetime.date(2026, 7, 28)}
        assert "Your appointment runs" in refused(appointment, by, "date", school_year=2026, **july)
        log(appointment, by, school_year=2027, **july)
    assert Activity.objects.get().school_year == 2027


def test_outside_summer_an_entry_lies_within_its_appointment(by):
    short = AppointmentFactory(start=datetime.date(2026, 10, 1), end=datetime.date(2026, 11, 3))
    assert "Your appointment runs" in refused(short, by, "date", date=datetime.date(2026, 11, 4))
    log(short, by)
    assert Activity.objects.count() == 1


def test_work_goes_with_an_approved_appointment_of_ones_own(by):
    proposal = AppointmentFactory(status="proposed")
    assert "not approved" in refused(proposal, by, "appointment")
    assert "not approved" in refused(AppointmentFactory(), by, "appointment", leader=proposal.person)


@pytest.mark.parametrize(
    ("date", "start", "expected"),
    [
        ("2026-11-06", None, True),
        ("2026-11-06", "16:45", True),
        ("2026-11-06", "17:00", False),
        ("2026-11-07", None, False),
        ("2026-07-06", None, False),
    ],
)
def test_the_contract_day_is_guessed(date, start, expected):
    start = at(start) if start else None
    assert rules.in_contract_by_default(datetime.date.fromisoformat(date), start) is expected


def test_a_visit_belongs_to_the_open_cycle_with_its_teacher(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    log(appointment, by, [cycle.teacher], contact="one_on_one")
    cycle.refresh_from_db()
    assert (Activity.objects.get().cycle, cycle.last_visit) == (cycle, TUESDAY)
    early = {"date": cycle.start - datetime.timedelta(days=1), "contact": "one_on_one"}
    with time_machine.travel("2026-10-10 12:00", tick=False):
        log(appointment, by, [cycle.teacher], **early)
    assert Activity.objects.get(date=early["date"]).cycle is None


def test_a_visit_to_another_teacher_leaves_the_cycle(appointment, by):
    cycle = CycleFactory(appointment=appointment)
    log(appointment, by, [cycle.teacher], contact="one_on_one")
    row = Activity.objects.get()
    log_activity(activity=row, supported=[PersonFactory()], by=by)
    cycle.refresh_from_db()
    assert (Activity.objects.get().cycle, cycle.last_visit) == (None, None)


def test_nobody_visits_for_the_cycle_of_another_leader(appointment, by):
    cycle = CycleFactory()
    words = refused(appointment, by, "cycle", [cycle.teacher], contact="one_on_one", cycle=cycle)
    assert "another teacher leader" in words

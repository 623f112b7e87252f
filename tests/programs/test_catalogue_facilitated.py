"""A session that a teacher leader leads is planned work in their log: once, and following the session while planned."""

import datetime

import pytest

from leaders.models import AuditEntry
from programs.actions import cohorts, sessions
from programs.models import Facilitated, Session
from responsibilities.actions.activities import log_activity, remove_activity
from responsibilities.models import Activity
from tests.coaching import DAY, NOON, TODAY
from tests.factories import AppointmentFactory, CohortFactory, EnrollmentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
AFTERNOON = {"starts": datetime.time(15), "ends": datetime.time(17), "minutes": 100, "place": "Gym"}


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def leader():
    return AppointmentFactory().person


@pytest.fixture
def meet(coordinator):
    """Saves a session, new or as it is, led by the people named."""

    def act(*people, session=None, **facts):
        new = {"cohort": CohortFactory(), "title": "Number talks", "date": TODAY + DAY} if session is None else {}
        session = session or Session()
        for name, value in ((AFTERNOON if new else {}) | new | facts).items():
            setattr(session, name, value)
        return sessions.save_session(session=session, facilitators=people, by=coordinator)

    return act


def planned():
    return list(Activity.objects.values_list("leader", "date", "minutes", "status"))


def test_it_is_planned_as_giving_professional_development_to_a_group(meet, leader):
    site, cohort = SchoolFactory(), CohortFactory(program__stem_mode="practice")
    EnrollmentFactory.create_batch(3, cohort=cohort)
    cohort.refresh_from_db()
    meet(leader, PersonFactory(), cohort=cohort, site=site)
    row = Activity.objects.get()
    assert (row.leader, row.date, row.start_time, row.minutes) == (leader, TODAY + DAY, datetime.time(15), 105)
    assert (row.category.code, row.kind, row.contact) == ("professional_development", "pd_delivery", "group")
    assert (row.participants, row.site, row.stem_mode, row.focus) == (3, site, "practice", "Number talks")
    assert (row.status, row.source) == ("planned", "program")


@pytest.mark.parametrize(("days", "found"), [(0, 1), (1, 0)])
def test_only_who_holds_an_appointment_that_day_has_it_in_the_log(meet, days, found):
    last = AppointmentFactory(end=TODAY + DAY)
    meet(last.person, date=last.end + days * DAY)
    assert Activity.objects.count() == found


def test_the_day_counts_at_the_district_where_a_session_meets_elsewhere(meet, leader):
    meet(leader)
    assert Activity.objects.get().site == leader.appointments.get().position.site


def test_saving_again_plans_nothing_twice_and_leaves_alone_what_the_leader_changed(meet, leader):
    session = meet(leader)
    entry = Activity.objects.get()
    entry.minutes = 180
    log_activity(activity=entry, by=None)
    meet(leader, session=session, title="Renamed")
    assert planned() == [(leader.pk, TODAY + DAY, 180, "planned")]


def test_it_follows_a_moved_session(meet, leader):
    session = meet(leader)
    meet(leader, session=session, date=TODAY + 9 * DAY, minutes=60)
    assert planned() == [(leader.pk, TODAY + 9 * DAY, 60, "planned")]


def test_a_session_moved_to_a_day_without_appointment_leaves_the_log(meet):
    appointment = AppointmentFactory(end=TODAY + 3 * DAY)
    session = meet(appointment.person)
    meet(appointment.person, session=session, date=TODAY + 4 * DAY)
    assert (planned(), Facilitated.objects.count()) == ([], 0)
    meet(appointment.person, session=session, date=TODAY + 3 * DAY)
    assert len(planned()) == 1


def test_who_no_longer_leads_it_has_it_no_longer_in_the_log(meet, leader):
    other = AppointmentFactory().person
    session = meet(leader, other)
    meet(other, session=session)
    assert [row[0] for row in planned()] == [other.pk]
    assert AuditEntry.objects.filter(model="responsibilities.activity", verb="removed").count() == 1


def test_what_was_done_is_the_leaders_own_and_stays(meet, leader, coordinator):
    session = meet(leader, date=TODAY)
    entry = Activity.objects.get()
    entry.status = "submitted"
    log_activity(activity=entry, by=None)
    meet(leader, session=session, date=TODAY + 5 * DAY, minutes=30)
    meet(session=session)
    sessions.cancel_session(session=session, by=coordinator, reason="Snow")
    assert planned() == [(leader.pk, TODAY, 105, "submitted")]
    again = Session.objects.get(pk=session.pk)
    assert again.logged.count() == 1


def test_what_the_leader_took_out_is_not_put_back(meet, leader):
    session = meet(leader)
    remove_activity(activity=Activity.objects.get(), by=None)
    meet(leader, session=session, date=TODAY + 9 * DAY)
    assert (planned(), Facilitated.objects.get().activity) == ([], None)


def test_a_locked_month_takes_no_plan_and_keeps_nobody_from_saving_the_session(meet, leader):
    meet(leader, date=datetime.date(2026, 9, 1))
    assert (planned(), Session.objects.count()) == ([], 1)


def test_a_session_or_cohort_that_is_canceled_leaves_the_log(meet, leader, coordinator):
    sessions.cancel_session(session=meet(leader), by=coordinator, reason="Snow")
    other = meet(leader)
    cohorts.cancel_cohort(cohort=other.cohort, by=coordinator, reason="No funds")
    assert planned() == []


def test_when_the_log_cannot_be_written_the_session_is_not_saved_either(meet, leader):
    session = meet(leader)
    Session.objects.filter(pk=session.pk).update(version=7)
    with pytest.raises(Exception, match="Someone else changed"):
        meet(leader, session=session, date=TODAY + 9 * DAY)
    assert planned() == [(leader.pk, TODAY + DAY, 105, "planned")]

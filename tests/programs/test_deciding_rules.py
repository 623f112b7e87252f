"""Rules of decisions and offers, each passing and refused at its boundary."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from leaders.actions.records import StaleRecord
from leaders.models import AuditEntry
from programs.actions import deciding
from programs.models import Application, Enrollment
from programs.offer_rules import Verdict
from tests.factories import (
    ApplicationFactory,
    AppointmentFactory,
    CallFactory,
    CohortFactory,
    EnrollmentFactory,
    PersonFactory,
    PositionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
NOON = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)
CLOSED = {"opens": TODAY - 30 * DAY, "closes": TODAY - DAY}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def decide(coordinator):
    def act(row, decision="offered", respond_by=TODAY, reason="By the reviews", **facts):
        verdict = Verdict(decision, reason, respond_by)
        return deciding.decide(application=row, verdict=verdict, by=coordinator, **facts)

    return act


def closed_call(**facts):
    return CallFactory(**(CLOSED | facts))


def sent_call(**facts):
    return closed_call(decided_on=TODAY - DAY, **facts)


def offer(call=None, **facts):
    facts = {"decision": "offered", "respond_by": TODAY, "decided_on": TODAY - DAY} | facts
    return ApplicationFactory(call=call or sent_call(), **facts)


def of(row):
    return Application.objects.get(pk=row.pk)


def refusal(error):
    return " ".join(error.value.messages)


def test_a_decision_is_kept_with_reason_day_and_who_made_it(decide, coordinator):
    row = of(decide(ApplicationFactory(call=closed_call()), reason="Best of all"))
    assert (row.decision, row.decision_reason, row.respond_by) == ("offered", "Best of all", TODAY)
    assert (row.decided_on, row.decided_by) == (TODAY, coordinator)
    assert AuditEntry.objects.filter(model="programs.application", object_id=row.pk).count() == 1


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_what_was_sent_and_not_withdrawn_is_decided(decide, status):
    with pytest.raises(ValidationError, match="Only an application that was sent"):
        decide(ApplicationFactory(call=closed_call(), status=status))


def test_nobody_decides_their_own_application(decide, coordinator):
    row = ApplicationFactory(call=closed_call())
    coordinator.person = row.person
    with pytest.raises(ValidationError, match="You cannot decide your own application"):
        decide(row)
    coordinator.person = PersonFactory()
    assert of(decide(row)).decision == "offered"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"decision": ""}, "decision"),
        ({"decision": "maybe"}, "decision"),
        ({"respond_by": None}, "respond_by"),
        ({"respond_by": TODAY - DAY}, "respond_by"),
    ],
)
def test_what_a_decision_lacks_is_said_at_its_field(decide, words, field):
    row = ApplicationFactory(call=closed_call())
    with pytest.raises(ValidationError) as error:
        decide(row, **words)
    assert list(error.value.error_dict) == [field]
    assert of(row).decision == ""


def test_only_an_offer_keeps_a_day_to_answer_by(decide):
    assert of(decide(ApplicationFactory(call=closed_call()), "waitlisted")).respond_by is None


def test_offers_never_exceed_the_places(decide):
    call = closed_call(places=2)
    first, second, third = ApplicationFactory.create_batch(3, call=call)
    decide(first)
    decide(second)
    with pytest.raises(ValidationError, match="The call has 2 places, and all are offered"):
        decide(third)
    decide(third, "waitlisted")
    assert (of(third).decision, call.applications.holding_places(TODAY).count()) == ("waitlisted", 2)


def test_an_offer_decided_anew_does_not_stand_in_its_own_way(decide):
    row = offer(closed_call(places=1))
    assert of(decide(row, respond_by=TODAY + DAY)).respond_by == TODAY + DAY


@pytest.mark.parametrize(
    ("holder", "free"),
    [
        ({}, False),
        ({"response": "accepted", "respond_by": TODAY - DAY}, False),
        ({"response": "refused"}, True),
        ({"respond_by": TODAY - DAY}, True),
        ({"status": "withdrawn"}, True),
        ({"decision": "declined", "respond_by": None}, True),
    ],
    ids=["standing", "accepted", "turned down", "lapsed", "withdrawn", "not chosen"],
)
def test_which_offers_hold_a_place(decide, holder, free):
    call = sent_call(places=1)
    offer(call, **holder)
    row = ApplicationFactory(call=call)
    if free:
        assert of(decide(row)).decision == "offered"
    else:
        with pytest.raises(ValidationError, match="it is offered"):
            decide(row)


def test_a_lapsed_offer_is_renewed_only_while_a_place_is_free(decide):
    call = sent_call(places=1)
    late = offer(call, respond_by=TODAY - DAY)
    offer(call)
    with pytest.raises(ValidationError, match="it is offered"):
        decide(late, respond_by=TODAY + DAY)


@pytest.mark.parametrize("answer", ["accepted", "refused"])
def test_what_was_answered_stays(decide, answer):
    row = offer(response=answer)
    with pytest.raises(ValidationError, match="It stays as it is"):
        decide(row, "declined")
    assert of(row).decision == "offered"


def test_an_old_version_decides_nothing(decide):
    row = ApplicationFactory(call=closed_call())
    decide(row, "waitlisted", version=1)
    with pytest.raises(StaleRecord):
        decide(row, "declined", version=1)


def mails(django_capture_on_commit_callbacks, act):
    with django_capture_on_commit_callbacks(execute=True):
        act()
    return {each.to[0]: each for each in mail.outbox}


def test_a_decision_before_sending_is_told_to_nobody(decide, django_capture_on_commit_callbacks):
    row = ApplicationFactory(call=closed_call(), person__email="a@district.example")
    assert mails(django_capture_on_commit_callbacks, lambda: decide(row)) == {}


def test_sending_tells_each_applicant_and_says_no_reason(decide, coordinator, django_capture_on_commit_callbacks):
    call = closed_call(places=1)
    for name, decision in [("a", "offered"), ("b", "waitlisted"), ("c", "declined")]:
        decide(ApplicationFactory(call=call, person__email=f"{name}@district.example"), decision, reason="Weak essay")
    ApplicationFactory(call=call, status="withdrawn", person__email="d@district.example")
    ApplicationFactory(call=call, status="draft", person__email="e@district.example")
    found = mails(
        django_capture_on_commit_callbacks, lambda: deciding.send_decisions(call=call, by=coordinator, version=1)
    )
    assert sorted(found) == ["a@district.example", "b@district.example", "c@district.example"]
    assert "turn it down, by Nov. 24, 2026" in found["a@district.example"].body
    assert "waiting list" in found["b@district.example"].body
    assert "This time we cannot offer you a place" in found["c@district.example"].body
    assert not any("Weak essay" in each.body or str(coordinator) in each.body for each in found.values())
    call.refresh_from_db()
    assert call.decided_on == TODAY


def test_who_has_an_account_is_written_to_there(decide, coordinator, django_capture_on_commit_callbacks):
    user = UserFactory(person=PersonFactory(email="roster@district.example"), email="signs.in@district.example")
    row = ApplicationFactory(call=closed_call(), person=user.person)
    decide(row)
    found = mails(django_capture_on_commit_callbacks, lambda: deciding.send_decisions(call=row.call, by=coordinator))
    assert list(found) == ["signs.in@district.example"]


def test_while_one_application_is_undecided_nothing_is_sent(decide, coordinator):
    call = closed_call()
    decide(ApplicationFactory(call=call))
    ApplicationFactory(call=call)
    with pytest.raises(ValidationError, match="1 application is not decided yet"):
        deciding.send_decisions(call=call, by=coordinator)


def test_nothing_is_sent_when_nobody_applied(coordinator):
    with pytest.raises(ValidationError, match="Nobody applied"):
        deciding.send_decisions(call=closed_call(), by=coordinator)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"closes": TODAY - DAY}, False),
        ({"closes": TODAY}, True),
        ({"closes": TODAY, "closed_on": TODAY}, False),
        ({"closes": TODAY - DAY, "decided_on": TODAY - DAY}, True),
        ({"closes": TODAY - DAY, "published_on": None}, True),
    ],
    ids=["over", "last day", "closed early", "sent before", "never published"],
)
def test_decisions_are_sent_once_and_after_the_window(coordinator, facts, refused):
    call = closed_call(**facts)
    ApplicationFactory(call=call, decision="declined", decided_on=TODAY)
    if refused:
        with pytest.raises(ValidationError):
            deciding.send_decisions(call=call, by=coordinator)
    else:
        assert deciding.send_decisions(call=call, by=coordinator).decided_on == TODAY


def test_no_offer_is_sent_whose_last_day_is_over(coordinator):
    row = offer(closed_call(), respond_by=TODAY - DAY)
    with pytest.raises(ValidationError, match=row.person.name):
        deciding.send_decisions(call=row.call, by=coordinator)


def test_a_later_decision_is_mailed_by_itself_and_a_mere_reason_is_not(decide, django_capture_on_commit_callbacks):
    call = sent_call()
    row = ApplicationFactory(
        call=call, decision="waitlisted", decided_on=TODAY - DAY, person__email="a@district.example"
    )
    ApplicationFactory(call=call, decision="declined", decided_on=TODAY - DAY, person__email="b@district.example")
    assert mails(django_capture_on_commit_callbacks, lambda: decide(row, "waitlisted", reason="Said better")) == {}
    assert list(mails(django_capture_on_commit_callbacks, lambda: decide(row, "offered"))) == ["a@district.example"]


def test_accepting_gives_a_seat_in_the_same_step(coordinator):
    row = offer()
    deciding.accept_offer(application=row, by=coordinator)
    row = of(row)
    assert (row.response, row.responded_on) == ("accepted", TODAY)
    assert (row.enrollment.status, row.enrollment.person, row.enrollment.cohort.held) == ("enrolled", row.person, 1)


def test_accepting_when_the_cohort_is_full_leads_to_its_waiting_list(coordinator):
    cohort = CohortFactory(capacity=1)
    EnrollmentFactory(cohort=cohort)
    row = deciding.accept_offer(application=offer(sent_call(cohort=cohort)), by=coordinator)
    cohort.refresh_from_db()
    assert (row.enrollment.status, cohort.held) == ("waitlisted", 1)


@pytest.mark.parametrize("status", ["enrolled", "applied", "withdrawn"])
def test_accepting_keeps_or_takes_up_the_enrollment_that_stands(coordinator, status):
    row = offer()
    standing = EnrollmentFactory(cohort=row.call.cohort, person=row.person, status=status)
    done = deciding.accept_offer(application=row, by=coordinator)
    assert (done.enrollment, done.enrollment.status) == (standing, "enrolled")


def test_a_canceled_cohort_takes_nobody_and_the_offer_stays_open(coordinator):
    row = offer(sent_call(cohort__is_cancelled=True))
    with pytest.raises(ValidationError, match="canceled"):
        deciding.accept_offer(application=row, by=coordinator)
    assert (of(row).response, Enrollment.objects.count()) == ("", 0)


def test_turning_down_frees_the_place_and_seats_nobody(coordinator, decide):
    row = offer(sent_call(places=1))
    deciding.turn_down(application=row, by=coordinator)
    assert (of(row).response, Enrollment.objects.count()) == ("refused", 0)
    assert of(decide(ApplicationFactory(call=row.call))).decision == "offered"


@pytest.mark.parametrize("act", [deciding.accept_offer, deciding.turn_down])
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"respond_by": TODAY - DAY}, "could be answered until 11/23/2026"),
        ({"response": "accepted"}, "You answered on"),
        ({"response": "refused"}, "You answered on"),
        ({"decision": "waitlisted", "respond_by": None}, "no offer to answer"),
        ({"status": "withdrawn"}, "no offer to answer"),
    ],
)
def test_what_cannot_be_answered_says_why(coordinator, act, facts, words):
    row = offer(**facts)
    with pytest.raises(ValidationError) as error:
        act(application=row, by=coordinator)
    assert words in refusal(error)
    assert Enrollment.objects.count() == 0


def test_an_offer_that_was_not_sent_cannot_be_answered(coordinator):
    with pytest.raises(ValidationError, match="no offer to answer"):
        deciding.accept_offer(application=offer(closed_call()), by=coordinator)


def test_an_accepted_position_keeps_the_appointment_it_led_to(coordinator):
    row = offer(sent_call(position=PositionFactory()), response="accepted")
    appointment = AppointmentFactory(person=row.person)
    deciding.link_appointment(application=row, appointment=appointment, by=coordinator)
    assert of(row).appointment == appointment
    with pytest.raises(ValidationError, match="no accepted offer"):
        deciding.link_appointment(application=row, appointment=AppointmentFactory(person=row.person), by=coordinator)


def test_the_appointment_of_somebody_else_is_refused(coordinator):
    row = offer(sent_call(position=PositionFactory()), response="accepted")
    with pytest.raises(ValidationError, match="appoint this person"):
        deciding.link_appointment(application=row, appointment=AppointmentFactory(), by=coordinator)


def test_accepting_a_position_leaves_the_appointment_to_the_coordinator(coordinator):
    row = deciding.accept_offer(application=offer(sent_call(position=PositionFactory())), by=coordinator)
    assert (row.enrollment, row.appointment) == (None, None)
    assert list(Application.objects.without_appointment()) == [row]


def test_an_acceptance_that_fails_at_its_last_write_leaves_nothing(coordinator):
    row = offer()
    Application.objects.filter(pk=row.pk).update(version=2)
    with pytest.raises(StaleRecord):
        deciding.accept_offer(application=row, by=coordinator, version=1)
    assert (of(row).response, Enrollment.objects.count()) == ("", 0)

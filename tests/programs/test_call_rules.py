"""Rules of calls at their boundaries: what is published, changed, prolonged, closed, and how a form is built."""

import pytest
from django.core.exceptions import ValidationError

from leaders.models import AuditEntry, District
from programs import call_rules as rules
from programs.actions import call_parts, calls, cohorts, enrollments
from programs.models import Call, Cohort, Criterion, Question
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    ApplicationFactory,
    AppointmentFactory,
    CallFactory,
    CohortFactory,
    CriterionFactory,
    EnrollmentFactory,
    PersonFactory,
    PositionFactory,
    QuestionFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OPEN = {"opens": TODAY - 9 * DAY, "closes": TODAY}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def by():
    return UserFactory(kind="coordinator")


def draft(**facts):
    return CallFactory(**{**OPEN, "published_on": None, **facts})


def ready(**facts):
    """A draft that can be published."""
    return QuestionFactory(call=draft(**facts)).call


def refused(act, *args, **facts):
    """The words of a refusal."""
    with pytest.raises(ValidationError) as error:
        act(*args, **facts)
    return " ".join(error.value.messages)


@pytest.mark.parametrize(
    ("opens", "closes", "published", "state"),
    [
        (TODAY, TODAY, None, "draft"),
        (TODAY + DAY, TODAY + DAY, TODAY, "announced"),
        (TODAY, TODAY + DAY, TODAY, "open"),
        (TODAY - DAY, TODAY, TODAY, "open"),
        (TODAY - DAY, TODAY - DAY, TODAY, "reviewing"),
    ],
)
def test_the_state_follows_from_the_days_and_is_found_by_it(opens, closes, published, state):
    call = CallFactory(opens=opens, closes=closes, published_on=published)
    assert call.state(TODAY) == state
    assert [one for one in Call.State if Call.objects.in_state(one, TODAY).exists()] == [state]


@pytest.mark.parametrize(
    ("facts", "state"),
    [({"decided_on": TODAY}, "decided"), ({"decided_on": TODAY, "closed_on": TODAY}, "closed")],
)
def test_what_is_decided_or_closed_is_found_as_that(facts, state):
    call = CallFactory(**OPEN, **facts)
    assert call.state(TODAY) == state
    assert [one for one in Call.State if Call.objects.in_state(one, TODAY).exists()] == [state]


def test_a_call_is_for_one_thing():
    cohort, position = CohortFactory(), PositionFactory()
    for facts in ({}, {"cohort": cohort, "position": position}):
        call = Call(title="Which?", **OPEN, **facts)
        assert "for one cohort or for one position" in refused(call.clean)
    for facts in ({"cohort": cohort}, {"position": position}):
        Call(title="This", **OPEN, **facts).clean()


def test_a_window_of_one_day_is_one_and_none_ends_before_it_begins():
    Call(cohort=CohortFactory(), opens=TODAY, closes=TODAY).clean()
    late = Call(cohort=CohortFactory(), opens=TODAY, closes=TODAY - DAY)
    assert "closes before it opens" in refused(late.clean)


def test_nobody_is_invited_to_a_cohort_that_is_over(by):
    last = Call(cohort=CohortFactory(end=TODAY), title="Last day", **OPEN)
    calls.save_call(call=last, by=by)
    gone = Call(cohort=CohortFactory(end=TODAY - DAY), title="Over", **OPEN)
    assert "over or canceled" in refused(calls.save_call, call=gone, by=by)
    off = Call(cohort=CohortFactory(is_cancelled=True), title="Off", **OPEN)
    assert "over or canceled" in refused(calls.save_call, call=off, by=by)


def test_nobody_is_invited_to_a_position_that_is_not_to_be_filled(by):
    calls.save_call(call=Call(position=PositionFactory(school_year=2027), title="Coach", **OPEN), by=by)
    held = AppointmentFactory(position__school_year=2027, release="1").position
    for position in (PositionFactory(is_open=False), PositionFactory(school_year=2026), held):
        wanted = Call(position=position, title="Coach", **OPEN)
        assert "filled, over, or not to be filled" in refused(calls.save_call, call=wanted, by=by)


def test_a_cohort_is_canceled_once_its_call_is_closed(by):
    call = CallFactory(cohort__start=TODAY + DAY, **OPEN)
    words = refused(cohorts.cancel_cohort, cohort=call.cohort, by=by, reason="No trainer")
    assert "Close that call first" in words
    calls.close_call(call=call, by=by, reason="No trainer")
    cohorts.cancel_cohort(cohort=call.cohort, by=by, reason="No trainer")
    assert Cohort.objects.get().is_cancelled


def test_there_are_no_more_places_than_seats(by):
    cohort = CohortFactory(capacity=3)
    calls.save_call(call=Call(cohort=cohort, title="All", places=3, **OPEN), by=by)
    many = Call(cohort=cohort, title="Too many", places=4, **OPEN)
    assert "The cohort has 3 seats" in refused(calls.save_call, call=many, by=by)


def test_places_hold_the_offers_that_stand(by):
    call = CallFactory(places=3, **OPEN)
    ApplicationFactory.create_batch(2, call=call, decision="offered")
    ApplicationFactory(call=call, decision="offered", response="refused")
    call.places = 1
    assert "2 offers stand" in refused(calls.change_call, call=call, by=by, reason="Fewer")
    call.places = 2
    calls.change_call(call=call, by=by, reason="Fewer")
    assert Call.objects.get().places == 2


def test_a_draft_without_a_question_is_not_published(by):
    call = draft()
    assert "no question yet" in refused(calls.publish_call, call=call, by=by)
    QuestionFactory(call=call)
    calls.publish_call(call=call, by=by)
    assert Call.objects.get().published_on == TODAY


@pytest.mark.parametrize("make", [CohortFactory, PositionFactory])
def test_both_kinds_of_call_need_a_question(make):
    about = {"cohort": make()} if make is CohortFactory else {"cohort": None, "position": make()}
    call = draft(**about)
    assert rules.missing(call, TODAY) == ["The form has no question yet. Add one at least."]


def test_a_draft_whose_last_day_is_over_is_not_published(by):
    calls.publish_call(call=ready(closes=TODAY), by=by)
    late = ready(closes=TODAY - DAY)
    assert "is over" in refused(calls.publish_call, call=late, by=by)


def test_publishing_says_all_that_is_missing():
    call = draft(closes=TODAY - DAY, places=3, cohort=CohortFactory(is_cancelled=True, capacity=2))
    assert len(rules.missing(call, TODAY)) == 4


def test_a_call_is_published_once(by):
    call = ready()
    calls.publish_call(call=call, by=by)
    assert "published already" in refused(calls.publish_call, call=call, by=by)
    assert "published already" in refused(calls.save_call, call=Call.objects.get(), by=by)


def test_questions_change_until_the_call_is_published(by):
    question = QuestionFactory(call=draft(), text="Why?")
    question.text = "Why you?"
    call_parts.save_part(part=question, by=by)
    Call.objects.update(published_on=TODAY)
    question.text = "Why now?"
    for act in (call_parts.save_part, call_parts.remove_part):
        assert "its questions stay" in refused(act, part=question, by=by)
    assert "its questions stay" in refused(call_parts.move_part, part=question, up=True, by=by)
    added = Question(call=question.call, text="One more?")
    assert "its questions stay" in refused(call_parts.save_part, part=added, by=by)
    assert Question.objects.get().text == "Why you?"


def test_the_rubric_changes_until_a_review_is_submitted(by):
    call = CallFactory(**OPEN)
    criterion, phase = CriterionFactory(call=call), ReviewPhaseFactory(call=call)
    review = ReviewFactory(phase=phase, status="draft")
    criterion.weight = 2
    call_parts.save_part(part=criterion, by=by)
    type(review).objects.update(status="submitted", submitted_at=NOON)
    criterion.weight = 3
    for act in (call_parts.save_part, call_parts.remove_part):
        assert "the rubric stays" in refused(act, part=criterion, by=by)
    assert Criterion.objects.get().weight == 2


def test_scores_of_drafts_stay_within_their_criterion(by):
    criterion = CriterionFactory(highest=4)
    ScoreFactory(criterion=criterion, score=3, review__phase__call=criterion.call)
    criterion.highest = 2
    assert "higher score" in refused(call_parts.save_part, part=criterion, by=by)
    criterion.highest = 3
    call_parts.save_part(part=criterion, by=by)
    assert "so it stays" in refused(call_parts.remove_part, part=criterion, by=by)
    call_parts.remove_part(part=CriterionFactory(call=criterion.call), by=by)
    assert Criterion.objects.get().highest == 3


def test_a_form_has_forty_questions_at_most(by):
    call = draft()
    QuestionFactory.create_batch(rules.MOST_PARTS - 1, call=call)
    call_parts.save_part(part=Question(call=call, text="The last one"), by=by)
    assert "40 at most" in refused(call_parts.save_part, part=Question(call=call, text="One more"), by=by)


def test_parts_stand_in_an_order_that_can_be_changed(by):
    call = draft()
    first, second, third = [call_parts.save_part(part=Question(call=call, text=text), by=by) for text in "ABC"]
    call_parts.move_part(part=third, up=True, by=by)
    call_parts.move_part(part=first, up=True, by=by)  # stands first already
    assert list(call.questions.values_list("text", "order")) == [("A", 1), ("C", 2), ("B", 3)]
    call_parts.remove_part(part=first, by=by)
    assert list(call.questions.values_list("text", "order")) == [("C", 1), ("B", 2)]
    second.refresh_from_db()
    call.refresh_from_db()
    seen = call.version
    call_parts.move_part(part=second, up=False, by=by)  # stands last already
    call.refresh_from_db()
    assert (list(call.questions.values_list("text", flat=True)), call.version) == (["C", "B"], seen)


def test_the_history_of_a_call_tells_of_its_questions(by):
    call = draft()
    question = call_parts.save_part(part=Question(call=call, text="Why?", kind="long", word_limit=300), by=by)
    question.word_limit = 200
    call_parts.save_part(part=question, by=by)
    call_parts.save_part(part=question, by=by)  # nothing changed
    told = [row.changes["question"] for row in AuditEntry.objects.filter(model="programs.call").order_by("pk")]
    before, after = (f"Why? (long answer, required, at most {limit} words)" for limit in (300, 200))
    assert told == [[None, before], [before, after]]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "choice", "choices": "One"}, "two choices or more"),
        ({"kind": "choice", "choices": "\n \n"}, "two choices or more"),
        ({"kind": "choice", "choices": "One\nTwo\nOne"}, "each choice once"),
    ],
)
def test_choices_are_two_or_more_and_differ(facts, words):
    assert words in refused(Question(call=draft(), text="Which?", **facts).clean)


def test_what_does_not_belong_to_the_kind_of_answer_is_left_out(by):
    call = draft()
    which = Question(call=call, text="Which?", kind="choice", choices=" One \n\nTwo", word_limit=5)
    call_parts.save_part(part=which, by=by)
    call_parts.save_part(part=Question(call=call, text="Plan", kind="file", choices="One\nTwo", word_limit=5), by=by)
    found = list(call.questions.values_list("kind", "choices", "word_limit"))
    assert found == [("choice", "One\nTwo", None), ("file", "", None)]


def test_the_last_day_is_prolonged_with_a_reason_and_never_brought_forward(by):
    call = CallFactory(opens=TODAY - 9 * DAY, closes=TODAY + DAY)
    call.closes = TODAY
    assert "published day" in refused(calls.change_call, call=call, by=by, reason="Earlier")
    call.closes = TODAY + 2 * DAY
    calls.change_call(call=call, by=by, reason="Snow days")
    assert Call.objects.get().closes == TODAY + 2 * DAY
    assert AuditEntry.objects.get(model="programs.call").reason == "Snow days"


def test_a_window_that_is_over_is_opened_again_from_today_on(by):
    call = CallFactory(opens=TODAY - 9 * DAY, closes=TODAY - 5 * DAY)
    call.closes = TODAY - DAY
    assert "later one" in refused(calls.change_call, call=call, by=by, reason="Few applied")
    call.closes = TODAY
    calls.change_call(call=call, by=by, reason="Few applied")
    assert Call.objects.get().state(TODAY) == "open"


def test_the_last_day_stays_once_there_are_decisions_and_other_words_change(by):
    call = CallFactory(**OPEN)
    ApplicationFactory(call=call, decision="declined")
    call.closes = TODAY + DAY
    assert "decisions already" in refused(calls.change_call, call=call, by=by, reason="Few applied")
    call.closes, call.text = TODAY, "Questions? Ask us."
    calls.change_call(call=call, by=by, reason="More help")
    assert Call.objects.get().text == "Questions? Ask us."


def test_a_draft_is_neither_prolonged_nor_closed(by):
    call = draft()
    assert "Publish it first" in refused(calls.change_call, call=call, by=by, reason="Why")
    assert "Publish it first" in refused(calls.close_call, call=call, by=by, reason="Why")


def test_a_call_is_closed_once_everybody_has_heard_from_it(by):
    call = CallFactory(**OPEN)
    ApplicationFactory(call=call, status="draft")
    ApplicationFactory(call=call, status="withdrawn")
    sent = ApplicationFactory(call=call)
    assert "waits for a decision" in refused(calls.close_call, call=call, by=by, reason="Done")
    type(sent).objects.filter(pk=sent.pk).update(decision="declined", decided_on=TODAY)
    assert "Send them first" in refused(calls.close_call, call=call, by=by, reason="Done")
    Call.objects.update(decided_on=TODAY)
    calls.close_call(call=call, by=by, reason="Done")
    assert Call.objects.get().closed_on == TODAY
    assert "was closed on" in refused(calls.close_call, call=call, by=by, reason="Again")
    assert "was closed on" in refused(calls.change_call, call=call, by=by, reason="Again")


def test_an_offer_that_can_be_answered_keeps_a_call_from_being_closed(by):
    call = CallFactory(**OPEN, decided_on=TODAY)
    ApplicationFactory(call=call, decision="offered", respond_by=TODAY)
    assert "can still be answered" in refused(calls.close_call, call=call, by=by, reason="Done")
    call.applications.update(respond_by=TODAY - DAY)
    calls.close_call(call=call, by=by, reason="Done")


def test_a_call_without_applications_is_closed_at_once(by):
    call = CallFactory(**OPEN)
    calls.close_call(call=call, by=by, reason="Called off")
    assert Call.objects.get().closed_on == TODAY


def test_a_new_call_takes_over_the_form_and_rubric_of_another(by):
    like = QuestionFactory(text="Which?", kind="choice").call
    CriterionFactory(call=like, text="Depth", weight=3)
    call = Call(cohort=CohortFactory(), title="Next year", **OPEN)
    calls.save_call(call=call, by=by, like=like)
    assert call.questions.get().options == ["One", "Two"]
    assert call.criteria.get().weight == 3
    assert like.questions.count() == 1


WINDOW = {"enroll_from": TODAY - 9 * DAY, "enroll_until": TODAY}


def test_where_a_call_stands_a_seat_is_applied_for_and_not_asked_for(by):
    cohort, person = CohortFactory(**WINDOW), PersonFactory()
    CallFactory(cohort=cohort, title="Institute call", **OPEN)
    words = refused(enrollments.ask_for_seat, cohort=cohort, person=person, by=by)
    assert "under the call “Institute call”. Apply there instead." in words


@pytest.mark.parametrize("facts", [{"published_on": None}, {"closed_on": TODAY}])
def test_a_draft_or_a_closed_call_leaves_the_window_of_the_cohort_open(by, facts):
    cohort = CohortFactory(**WINDOW)
    CallFactory(cohort=cohort, **OPEN, **facts)
    enrollments.ask_for_seat(cohort=cohort, person=PersonFactory(), by=by)
    assert cohort.enrollments.get().status == "applied"


def test_who_withdrew_applies_too_where_a_call_stands(by):
    row = EnrollmentFactory(cohort=CohortFactory(**WINDOW), status="withdrawn")
    CallFactory(cohort=row.cohort, **OPEN)
    assert "Apply there" in refused(enrollments.ask_for_seat, cohort=row.cohort, person=row.person, by=by)

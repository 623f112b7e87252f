"""Rules of reviewing: phases and reviewers, assigning, writing, stepping back; each at its boundary."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from leaders.actions.records import StaleRecord
from leaders.models import AuditEntry, District
from programs.actions import phases, reviewing
from programs.actions.phases import Way
from programs.models import Application, Review, Reviewer, ReviewPhase, Score
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    PersonFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def by():
    return UserFactory(kind="coordinator")


@pytest.fixture
def call():
    row = CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY)
    CriterionFactory(call=row, highest=4)
    return row


@pytest.fixture
def phase(call):
    return ReviewPhaseFactory(call=call, opens=TODAY, closes=TODAY)


def reviewing_in(phase, count):
    return [ReviewerFactory(phase=phase).person for _each in range(count)]


def applied(call, count):
    return [ApplicationFactory(call=call) for _each in range(count)]


def pairs(phase):
    return set(phase.reviews.values_list("application", "reviewer"))


def write(review, by, score=4, submit=True, **facts):
    scores = {criterion.pk: score for criterion in review.phase.call.criteria.all()}
    said = {"comment": "Clear", "organizer_comment": "", **facts}
    return reviewing.write_review(review=review, scores=scores, submit=submit, by=by, **said)


def refusal(act):
    with pytest.raises(ValidationError) as refused:
        act()
    return " ".join(refused.value.messages)


def test_phases_stand_in_the_order_in_which_they_were_made(call, by):
    people = [PersonFactory()]
    for name in ("One", "Two"):
        new = ReviewPhase(call=call, name=name, opens=TODAY, closes=TODAY)
        phases.create_phase(phase=new, people=people, by=by)
    assert list(call.phases.values_list("name", "order")) == [("One", 1), ("Two", 2)]
    assert Reviewer.objects.count() == 2


def test_a_phase_closes_on_the_day_it_opens_or_later(call, by):
    wrong = ReviewPhase(call=call, name="One", opens=TODAY, closes=TODAY - DAY)
    assert "before it opens" in refusal(lambda: phases.create_phase(phase=wrong, people=[], by=by))
    assert not ReviewPhase.objects.exists()


@pytest.mark.parametrize("field", ["decided_on", "closed_on"])
def test_a_call_that_is_decided_gets_no_phase_no_assignment_and_no_review(call, phase, by, field):
    review = ReviewFactory(phase=phase)
    setattr(call, field, TODAY)
    call.save()
    acts = [
        lambda: phases.create_phase(
            phase=ReviewPhase(call=call, name="X", opens=TODAY, closes=TODAY), people=[], by=by
        ),
        lambda: phases.change_phase(phase=phase, by=by),
        lambda: phases.assign(phase=phase, way=Way.EVENLY, by=by),
        lambda: write(review, by),
        lambda: reviewing.recuse(review=review, recusal="family", by=by),
    ]
    assert ["decisions on this call were sent" in refusal(act) for act in acts] == [True] * 5


def test_a_reviewer_is_named_once(phase, by):
    person = PersonFactory()
    for _each in range(2):
        phase = phases.change_phase(phase=phase, people=[person], by=by)
    assert [one.person for one in phase.reviewers.all()] == [person]


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_who_applied_too_is_refused_as_a_reviewer_by_name(call, phase, by, status):
    rival = ApplicationFactory(call=call, status=status).person
    text = refusal(lambda: phases.change_phase(phase=phase, people=[rival], by=by))
    assert text == f"{rival} applied too, and cannot review in this call."


def test_who_withdrew_or_applied_elsewhere_may_review(call, phase, by):
    gone = ApplicationFactory(call=call, status="withdrawn").person
    elsewhere = ApplicationFactory().person
    phases.change_phase(phase=phase, people=[gone, elsewhere], by=by)
    assert phase.reviewers.count() == 2


def test_who_applies_after_being_named_is_refused_when_applications_are_assigned(call, phase, by):
    ApplicationFactory(call=call)
    rival = ApplicationFactory(call=call, person=ReviewerFactory(phase=phase).person).person
    text = refusal(lambda: phases.assign(phase=phase, way=Way.EVERYONE, by=by))
    assert text == f"{rival} applied too, and cannot review in this call."
    assert not Review.objects.exists()


def test_assigning_asks_for_a_rubric_applications_and_reviewers(call, phase, by):
    def assign():
        return phases.assign(phase=phase, way=Way.EVENLY, by=by)

    call.criteria.all().delete()
    assert "rubric" in refusal(assign)
    CriterionFactory(call=call)
    ApplicationFactory(call=call, status="draft")
    assert "no submitted applications" in refusal(assign)
    ApplicationFactory(call=call)
    assert "Name the people" in refusal(assign)
    reviewing_in(phase, 2)
    assert assign() == (2, 0)


def test_everyone_reads_all_that_was_sent(call, phase, by):
    sent, people = applied(call, 3), reviewing_in(phase, 2)
    ApplicationFactory(call=call, status="draft")
    ApplicationFactory(call=call, status="withdrawn")
    assert phases.assign(phase=phase, way=Way.EVERYONE, by=by) == (6, 0)
    assert pairs(phase) == {(row.pk, person.pk) for row in sent for person in people}


def test_evenly_gives_each_application_what_the_call_wants_and_loads_that_differ_by_one(call, phase, by):
    sent, people = applied(call, 7), reviewing_in(phase, 4)
    phases.assign(phase=phase, way=Way.EVENLY, by=by)
    loads = sorted(phase.reviews.filter(reviewer=person).count() for person in people)
    assert loads == [3, 3, 4, 4]
    assert {phase.reviews.filter(application=row).count() for row in sent} == {call.reviews_wanted}


def test_assigning_again_adds_nothing_and_late_applications_alone(call, phase, by):
    applied(call, 3)
    reviewing_in(phase, 2)
    phases.assign(phase=phase, way=Way.EVENLY, by=by)
    before = pairs(phase)
    assert phases.assign(phase=phase, way=Way.EVENLY, by=by) == (0, 0)
    late = ApplicationFactory(call=call)
    assert phases.assign(phase=phase, way=Way.EVENLY, by=by) == (2, 0)
    assert {application for application, _person in pairs(phase) - before} == {late.pk}


def test_with_too_few_reviewers_it_says_how_many_applications_are_short(call, phase, by):
    applied(call, 3)
    reviewing_in(phase, 1)
    assert phases.assign(phase=phase, way=Way.EVENLY, by=by) == (3, 3)


def test_nobody_gets_back_what_they_are_recused_from_in_another_phase(call, phase, by):
    application, person = ApplicationFactory(call=call), ReviewerFactory(phase=phase).person
    first = ReviewPhaseFactory(call=call)
    ReviewFactory(phase=first, application=application, reviewer=person, status="recused")
    assert phases.assign(phase=phase, way=Way.EVERYONE, by=by) == (0, 0)


def test_somebody_who_left_gets_nothing(call, phase, by):
    applied(call, 1)
    reviewing_in(phase, 1)
    ReviewerFactory(phase=phase, person__is_active=False)
    assert phases.assign(phase=phase, way=Way.EVERYONE, by=by) == (1, 0)


def test_an_assignment_with_an_old_version_of_the_phase_is_refused(call, phase, by):
    applied(call, 1)
    reviewing_in(phase, 1)
    phases.assign(phase=phase, way=Way.EVENLY, by=by, version=phase.version)
    with pytest.raises(StaleRecord):
        phases.assign(phase=phase, way=Way.EVENLY, by=by, version=phase.version)


def test_blind_stays_once_a_review_was_submitted(phase, by):
    review = ReviewFactory(phase=phase, status="draft")
    phase.is_blind = False
    phases.change_phase(phase=phase, by=by)
    write(review, by)
    phase.is_blind = True
    assert "stays as it was read" in refusal(lambda: phases.change_phase(phase=phase, by=by))
    assert not ReviewPhase.objects.get().is_blind


def test_who_is_taken_off_keeps_what_they_submitted_and_what_they_are_recused_from(call, phase, by):
    reviewer = ReviewerFactory(phase=phase)
    for status in ("assigned", "draft", "submitted", "recused"):
        application = ApplicationFactory(call=call)
        ReviewFactory(phase=phase, application=application, reviewer=reviewer.person, status=status)
    phases.change_phase(phase=phase, without=[reviewer], by=by)
    assert set(phase.reviews.values_list("status", flat=True)) == {"submitted", "recused"}
    assert not phase.reviewers.exists()


@pytest.mark.parametrize(("opens", "closes"), [(-2, 0), (0, 2), (0, 0)])
def test_reviews_are_written_on_the_first_and_on_the_last_day(call, by, opens, closes):
    phase = ReviewPhaseFactory(call=call, opens=TODAY + opens * DAY, closes=TODAY + closes * DAY)
    assert write(ReviewFactory(phase=phase), by).status == "submitted"


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(1, 2, "Reviews can be written from 11/25/2026 on."), (-2, -1, "This phase closed on 11/23/2026.")],
)
def test_a_day_earlier_or_later_is_refused_with_words(call, by, opens, closes, words):
    phase = ReviewPhaseFactory(call=call, opens=TODAY + opens * DAY, closes=TODAY + closes * DAY)
    review = ReviewFactory(phase=phase)
    assert words in refusal(lambda: write(review, by))
    assert not Score.objects.exists()


@pytest.mark.parametrize("score", [0, 4])
def test_scores_go_from_0_to_the_highest(phase, by, score):
    row = write(ReviewFactory(phase=phase), by, score)
    assert [one.score for one in row.scores.all()] == [score]


@pytest.mark.parametrize("score", [-1, 5])
def test_other_scores_are_refused_and_nothing_is_kept(phase, by, score):
    """The scores are the last thing written; what was written before is taken back."""
    review = ReviewFactory(phase=phase)
    refusal(lambda: write(review, by, score))
    review.refresh_from_db()
    assert (review.status, review.version, review.comment, review.scores.count()) == ("assigned", 1, "", 0)
    assert not AuditEntry.objects.exists()


def test_a_review_is_submitted_with_a_score_for_each_criterion(call, phase, by):
    second = CriterionFactory(call=call, text="Depth")
    review, first = ReviewFactory(phase=phase), call.criteria.first()
    said = {"comment": "", "organizer_comment": "", "by": by}
    missing = {first.pk: 0, second.pk: None}
    text = refusal(lambda: reviewing.write_review(review=review, scores=missing, submit=True, **said))
    assert text == "Give a score for each criterion. Missing: “Depth”."
    assert reviewing.write_review(review=review, scores=missing, submit=False, **said).status == "draft"
    whole = {first.pk: 0, second.pk: 1}
    assert reviewing.write_review(review=review, scores=whole, submit=True, **said).status == "submitted"


def test_what_is_submitted_can_be_changed_and_stays_submitted(phase, by):
    review = write(ReviewFactory(phase=phase), by, 1)
    when = review.submitted_at
    again = write(review, by, 3, submit=False)
    assert (again.status, again.submitted_at, again.scores.get().score) == ("submitted", when, 3)
    criterion = again.scores.get().criterion
    text = refusal(lambda: write(again, by, None))
    assert str(criterion) in text


def test_history_tells_that_a_review_was_submitted_and_never_what_it_says(phase, by):
    write(ReviewFactory(phase=phase), by, comment="Canary one", organizer_comment="Canary two")
    entry = AuditEntry.objects.get(model="programs.review")
    assert set(entry.changes) == {"status", "submitted_at"}
    assert "Canary" not in str(list(AuditEntry.objects.values_list("changes", "reason", "object_label")))


def test_of_two_windows_the_slower_one_is_told(phase, by):
    review = ReviewFactory(phase=phase)
    write(review, by, version=review.version)
    with pytest.raises(StaleRecord):
        write(review, by, 1, version=review.version)
    assert review.scores.get().score == 4


def test_stepping_back_covers_all_phases_of_the_application_and_nothing_else(call, phase, by):
    review = write(ReviewFactory(phase=phase), by)
    person, application = review.reviewer, review.application
    second = ReviewFactory(phase=ReviewPhaseFactory(call=call), application=application, reviewer=person)
    other = ReviewFactory(phase=phase, reviewer=person)
    theirs = ReviewFactory(phase=phase, application=application)
    reviewing.recuse(review=review, recusal="reference", by=by)
    rows = Review.objects.in_bulk()
    assert [rows[one.pk].recusal for one in (review, second, other, theirs)] == ["reference", "reference", "", ""]
    assert rows[review.pk].submitted_at is None
    assert rows[review.pk].comment == "Clear"
    assert "recused" in refusal(lambda: reviewing.recuse(review=review, recusal="family", by=by))
    assert "recused" in refusal(lambda: write(rows[second.pk], by))


def test_one_may_step_back_after_the_phase_closed(call, by):
    phase = ReviewPhaseFactory(call=call, opens=TODAY - 9 * DAY, closes=TODAY - DAY)
    assert reviewing.recuse(review=ReviewFactory(phase=phase), recusal="other", by=by).status == "recused"


def test_a_recusal_that_is_taken_back_makes_a_draft_of_what_was_written(phase, by):
    written, bare = write(ReviewFactory(phase=phase), by), ReviewFactory(phase=phase)
    for review in (written, bare):
        reviewing.recuse(review=review, recusal="family", by=by)
    rows = [reviewing.put_back(review=review, by=by, reason="A mistake") for review in (written, bare)]
    assert [(row.status, row.recusal) for row in rows] == [("draft", ""), ("assigned", "")]
    assert AuditEntry.objects.filter(reason="A mistake").count() == 2
    assert "not recused" in refusal(lambda: reviewing.put_back(review=bare, by=by, reason="Again"))


def test_the_recusal_of_somebody_who_applied_too_stays(call, phase, by):
    review = ReviewFactory(phase=phase, status="recused")
    ApplicationFactory(call=call, person=review.reviewer)
    assert "applied too" in refusal(lambda: reviewing.put_back(review=review, by=by, reason="A mistake"))


def test_reviewers_are_told_once_by_mail_and_never_whose_applications_they_are(
    call, phase, by, mailoutbox, django_capture_on_commit_callbacks
):
    sent = applied(call, 3)
    person, silent = ReviewerFactory(phase=phase).person, ReviewerFactory(phase=phase, person__email="").person
    with django_capture_on_commit_callbacks(execute=True):
        phases.assign(phase=phase, way=Way.EVERYONE, by=by)
        phases.assign(phase=phase, way=Way.EVERYONE, by=by)
    assert [mail.to for mail in mailoutbox] == [[person.email]]
    text = mailoutbox[0].body
    assert "3 applications wait for your review" in text
    assert "/reviews/" in text
    assert [row for row in sent if row.person.family_name in text] == []
    assert phase.reviews.filter(reviewer=silent).count() == 3


def test_submitted_applications_alone_are_read(call, phase):
    person = ReviewerFactory(phase=phase).person
    review = ReviewFactory(phase=phase, reviewer=person)
    assert list(Review.objects.readable()) == [review]
    Application.objects.update(status="withdrawn")
    assert not Review.objects.readable().exists()


def test_who_applies_later_reads_nothing_in_that_call_any_more(call, phase):
    review = ReviewFactory(phase=phase)
    elsewhere = ReviewFactory(reviewer=review.reviewer)
    ApplicationFactory(call=call, person=review.reviewer, status="draft")
    assert list(Review.objects.readable()) == [elsewhere]


@pytest.mark.parametrize(("opens", "closes", "due"), [(0, 0, 1), (1, 1, 0), (-1, -1, 0)])
def test_due_are_those_to_be_written_today(call, opens, closes, due):
    phase = ReviewPhaseFactory(call=call, opens=TODAY + opens * DAY, closes=TODAY + closes * DAY)
    ReviewFactory(phase=phase, status="submitted")
    ReviewFactory(phase=phase, status="recused")
    ReviewFactory(phase=phase, status="draft")
    assert Review.objects.due(datetime.date(2026, 11, 24)).count() == due

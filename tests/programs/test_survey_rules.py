"""Rules of surveys, each at its boundary: dates, questions that are locked, one answer each, small kinds untold."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leaders.models import AuditEntry, District
from programs.actions import surveys
from programs.models import Survey, SurveyAnswer, SurveyItem, SurveyResponse, SurveyTaken
from tests.coaching import DAY, NOON, TODAY
from tests.factories import CohortFactory, EnrollmentFactory, SurveyFactory, UserFactory, answered

pytestmark = pytest.mark.django_db
SCALE = [{"kind": "scale_5"}]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def by():
    return UserFactory(kind="coordinator")


def new(cohort=None, **facts):
    facts = {"title": "Before", "moment": "pre", "opens": TODAY, "closes": TODAY} | facts
    return Survey(cohort=cohort or CohortFactory(), **facts)


def participant(survey, **facts):
    return EnrollmentFactory(cohort=survey.cohort, **facts).person


def answer(survey, person, value=4, version=None):
    item = survey.items.first()
    surveys.answer(survey=survey, person=person, answers=[(item, value, "")], version=version)


def test_a_new_survey_starts_with_ten_questions_and_its_history(by):
    row = surveys.create_survey(survey=new(), start="built_in", by=by)
    assert [item.place for item in row.items.all()] == list(range(1, 11))
    assert {item.top for item in row.items.all()} == {5}
    assert AuditEntry.objects.filter(model="programs.surveyitem").count() == 10


def test_a_copy_for_afterwards_asks_the_same_under_the_same_codes(by):
    before = SurveyFactory(items=[{"kind": "choice", "choices": "yes\nno"}, {"kind": "text", "is_required": True}])
    after = surveys.create_survey(survey=new(before.cohort, moment="post"), start="pre", by=by)
    pairs = zip(before.items.all(), after.items.all(), strict=True)
    assert all(one.asks_like(other) and one.is_required == other.is_required for one, other in pairs)


def test_without_a_survey_before_there_is_nothing_to_copy(by):
    with pytest.raises(ValidationError, match="no survey before the program"):
        surveys.create_survey(survey=new(moment="post"), start="pre", by=by)


@pytest.mark.parametrize(("moment", "allowed"), [("pre", False), ("post", True), ("other", True)])
def test_a_cohort_has_one_survey_before_and_one_after(by, moment, allowed):
    cohort = SurveyFactory(moment="pre").cohort
    SurveyFactory(cohort=cohort, moment="other")
    if allowed:
        surveys.create_survey(survey=new(cohort, moment=moment), start="empty", by=by)
        return
    with pytest.raises(ValidationError, match="a survey of this moment already"):
        surveys.create_survey(survey=new(cohort, moment=moment), start="empty", by=by)


@pytest.mark.parametrize(("closes", "allowed"), [(TODAY, True), (TODAY - DAY, False)])
def test_the_last_day_of_a_new_survey_is_today_or_later(by, closes, allowed):
    row = new(opens=TODAY - DAY, closes=closes)
    if allowed:
        surveys.create_survey(survey=row, start="empty", by=by)
        return
    with pytest.raises(ValidationError, match="today or a later day"):
        surveys.create_survey(survey=row, start="empty", by=by)


@pytest.mark.parametrize(("closes", "allowed"), [(TODAY, True), (TODAY - DAY, False)])
def test_a_survey_that_is_over_never_opens_again(by, closes, allowed):
    """Its results show: one more answer could be told from the difference."""
    row = SurveyFactory(closes=closes)
    row.closes = TODAY + DAY
    if allowed:
        surveys.change_survey(survey=row, by=by)
        assert Survey.objects.get().closes == TODAY + DAY
        return
    with pytest.raises(ValidationError, match="ended on"):
        surveys.change_survey(survey=row, by=by)
    assert Survey.objects.get().closes == closes


def test_a_survey_cannot_be_closed_in_the_past(by):
    row = SurveyFactory()
    row.closes = TODAY - DAY
    with pytest.raises(ValidationError, match="today or a later day"):
        surveys.change_survey(survey=row, by=by)


def test_questions_move_and_close_their_gaps(by):
    row = SurveyFactory(items=[{"text": "A"}, {"text": "B"}, {"text": "C"}])
    surveys.save_item(item=SurveyItem(survey=row, place=2, text="New"), by=by)
    assert told(row) == ["A", "New", "B", "C"]
    moved = row.items.get(text="C")
    moved.place = 1
    surveys.save_item(item=moved, by=by)
    surveys.remove_item(item=row.items.get(text="A"), by=by)
    assert told(row) == ["C", "New", "B"]
    assert [item.place for item in row.items.all()] == [1, 2, 3]


def told(survey):
    return [item.text for item in survey.items.all()]


def test_a_question_is_named_by_its_words_so_that_the_same_one_is_compared(by):
    before, after = SurveyFactory(items=[]), SurveyFactory(items=[])
    texts = ["What helps you most?", "What helps you most?", "¿?"]
    for survey in (before, after):
        for text in texts:
            surveys.save_item(item=SurveyItem(survey=survey, place=9, text=text), by=by)
    assert [item.code for item in before.items.all()] == ["what-helps-you-most", "what-helps-you-most-2", "own"]
    assert all(one.asks_like(two) for one, two in zip(before.items.all(), after.items.all(), strict=True))


def test_questions_are_locked_once_somebody_answered(by):
    row = SurveyFactory(items=SCALE)
    item = row.items.get()
    surveys.save_item(item=item, by=by)
    answered(row, [{1: 3}])
    for act in (surveys.save_item, surveys.remove_item):
        with pytest.raises(ValidationError, match="Somebody answered"):
            act(item=item, by=by)


def test_questions_are_locked_once_the_survey_is_over(by):
    row = SurveyFactory(items=SCALE, closes=TODAY - DAY)
    with pytest.raises(ValidationError, match="ended on"):
        surveys.save_item(item=row.items.get(), by=by)


@pytest.mark.parametrize(("choices", "allowed"), [(1, False), (2, True), (10, True), (11, False)])
def test_a_question_offers_two_to_ten_choices(by, choices, allowed):
    lines = "\n".join(f"choice {number}" for number in range(choices))
    item = SurveyItem(survey=SurveyFactory(items=[]), place=1, text="Which?", kind="choice", choices=lines)
    if allowed:
        assert surveys.save_item(item=item, by=by).top == choices
        return
    with pytest.raises(ValidationError, match="choices"):
        surveys.save_item(item=item, by=by)


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({"opens": TODAY, "closes": TODAY}, True),
        ({"opens": TODAY + DAY, "closes": TODAY + DAY}, False),
        ({"opens": TODAY - DAY, "closes": TODAY - DAY}, False),
    ],
)
def test_answers_are_taken_from_the_first_day_to_the_last(facts, allowed):
    row = SurveyFactory(items=SCALE, **facts)
    person = participant(row)
    if allowed:
        answer(row, person)
        assert (SurveyResponse.objects.count(), SurveyTaken.objects.get().person) == (1, person)
        return
    with pytest.raises(ValidationError, match="takes answers from"):
        answer(row, person)


@pytest.mark.parametrize("status", ["enrolled", "completed", "accepted", "waitlisted", "withdrawn"])
def test_participants_who_are_enrolled_or_completed_answer(status):
    row = SurveyFactory(items=SCALE)
    person = participant(row, status=status)
    if status in ("enrolled", "completed"):
        answer(row, person)
        return
    with pytest.raises(ValidationError, match="another cohort"):
        answer(row, person)


def test_a_survey_is_answered_once():
    row = SurveyFactory(items=SCALE)
    person = participant(row)
    answer(row, person)
    with pytest.raises(ValidationError, match="answered this survey already"):
        answer(row, person, value=1)
    assert SurveyAnswer.objects.get().value == 4


def test_an_empty_form_is_no_answer():
    row = SurveyFactory(items=SCALE)
    with pytest.raises(ValidationError, match="at least one question"):
        surveys.answer(survey=row, person=participant(row), answers=[])
    assert SurveyTaken.objects.count() == 0


def test_questions_that_changed_meanwhile_are_looked_at_again(by):
    row = SurveyFactory(items=SCALE)
    person = participant(row)
    surveys.save_item(item=row.items.get(), by=by)
    with pytest.raises(ValidationError, match="questions changed"):
        answer(row, person, version=row.version)
    row.refresh_from_db()
    answer(row, person, version=row.version)


@pytest.mark.parametrize(("others", "kept"), [(10, "aspiring"), (9, "")])
def test_the_kind_of_participant_is_kept_where_each_kind_has_ten_people(others, kept):
    row = SurveyFactory(items=SCALE)
    people = [participant(row, participant="aspiring") for _each in range(10)]
    for _each in range(others):
        participant(row, participant="current")
    answer(row, people[0])
    assert SurveyResponse.objects.get().participant == kept


def test_the_database_refuses_an_answer_that_says_nothing():
    row = SurveyFactory(items=SCALE)
    response = SurveyResponse.objects.create(survey=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyAnswer.objects.create(response=response, item=row.items.get())
    SurveyAnswer.objects.create(response=response, item=row.items.get(), value=1)

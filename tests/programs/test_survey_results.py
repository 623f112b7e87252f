"""What a closed survey tells, and that nothing of fewer than ten people follows from it: checked by linear algebra."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaders.models import District
from programs import survey_pages
from programs.survey_results import groups_of, results
from tests.coaching import DAY, NOON, TODAY
from tests.factories import SurveyFactory, answered
from tests.responsibilities.test_suppression import row_echelon

pytestmark = pytest.mark.django_db
OVER = {"opens": TODAY - 9 * DAY, "closes": TODAY - DAY}
ITEMS = [{"kind": "scale_5"}, {"kind": "choice", "choices": "yes\nno"}, {"kind": "text"}]
KINDS = ("current", "aspiring", "other")


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.mark.parametrize(("people", "shown"), [(9, None), (10, 10)])
def test_results_need_ten_people(people, shown):
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 4, 2: 1, 3: "Yes"}] * people)
    found = results(survey, TODAY)
    assert (found.people, len(found.items)) == (shown, 3 if shown else 0)


@pytest.mark.parametrize(("closes", "shown"), [(TODAY, None), (TODAY - DAY, 12)])
def test_results_show_after_the_last_day_only(closes, shown):
    survey = SurveyFactory(items=ITEMS, closes=closes)
    answered(survey, [{1: 4}] * 12)
    assert results(survey, TODAY).people == shown


def test_mean_and_distribution_of_a_question():
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 5, 2: 1}] * 4 + [{1: 2, 2: 2}] * 6)
    scale, choice, words = results(survey, TODAY).items
    assert (scale.people, scale.mean, scale.counts) == (10, 3.2, [0, 6, 0, 0, 4])
    assert (choice.people, choice.mean, choice.counts) == (10, None, [4, 6])
    assert (words.people, words.texts) == (None, [])


def test_a_question_that_nine_answered_is_not_shown():
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 5, 2: 1, 3: f"Text {number}"} for number in range(9)] + [{2: 1}])
    scale, choice, words = results(survey, TODAY).items
    assert (scale.people, scale.mean, scale.counts) == (None, None, [])
    assert choice.people == 10
    assert words.texts == []


def test_own_words_come_in_an_order_of_their_own_that_stays():
    """Two questions answered by the same people do not list them in the same order."""
    survey = SurveyFactory(items=[{"kind": "text"}, {"kind": "text"}], **OVER)
    answered(survey, [{1: f"a{number}", 2: f"b{number}"} for number in range(20)])
    first, second = (one.texts for one in results(survey, TODAY).items)
    assert sorted(first) != first or sorted(second) != second
    assert [text[1:] for text in first] != [text[1:] for text in second]
    assert results(survey, TODAY).items[0].texts == first


def before_and_after(pre=10, post=10, **facts):
    before = SurveyFactory(items=[{"kind": "scale_5"}], **OVER)
    after = SurveyFactory(cohort=before.cohort, moment="post", items=[{"kind": "scale_5"} | facts], **OVER)
    answered(before, [{1: 2}] * pre)
    answered(after, [{1: 4}] * post)
    return results(after, TODAY)


def test_before_and_after_are_compared_without_a_cause():
    found = before_and_after()
    assert survey_pages.signed(found.items[0]) == "+2.0"
    words = survey_pages.in_words(found.items[0])
    assert words == "Mean 2.0 of 10 people before, 4.0 of 10 people after, on a scale from 1 to 5."


@pytest.mark.parametrize(
    ("facts"), [{"pre": 9}, {"post": 9}, {"code": "other"}, {"text": "Asked in other words"}, {"kind": "scale_10"}]
)
def test_what_nine_answered_or_was_asked_otherwise_is_not_compared(facts):
    assert [one.before for one in before_and_after(**facts).items if one.people] in ([None], [])


def test_a_survey_before_that_is_still_open_is_not_told_by_the_one_after():
    before = SurveyFactory(items=[{"kind": "scale_5"}])
    after = SurveyFactory(cohort=before.cohort, moment="post", items=[{"kind": "scale_5"}], **OVER)
    answered(before, [{1: 2}] * 10)
    answered(after, [{1: 4}] * 10)
    assert results(after, TODAY).items[0].before is None


def test_a_kind_of_participants_is_shown_from_ten_answers_on():
    survey = SurveyFactory(items=[{"kind": "scale_5"}], **OVER)
    answered(survey, [{1: 2}] * 10, "current")
    answered(survey, [{1: 4}] * 11, "aspiring")
    groups = results(survey, TODAY).items[0].groups
    assert [(group.participant, group.people, group.mean) for group in groups] == [
        ("aspiring", 11, 4),
        ("current", 10, 2),
    ]


def test_with_a_small_kind_another_one_is_hidden():
    """Of 10, 20 and 9 answers, the whole less the shown ones would tell the nine."""
    survey = SurveyFactory(items=[{"kind": "scale_5"}], **OVER)
    for kind, people in (("current", 10), ("aspiring", 20), ("other", 9)):
        answered(survey, [{1: 3}] * people, kind)
    assert {group.participant: group.people for group in results(survey, TODAY).items[0].groups} == {
        "aspiring": 20,
        "current": None,
        "other": None,
    }


def test_without_a_kind_on_every_response_there_is_no_split():
    survey = SurveyFactory(items=[{"kind": "scale_5"}], **OVER)
    answered(survey, [{1: 3}] * 10, "current")
    answered(survey, [{1: 3}] * 10)
    assert results(survey, TODAY).items[0].groups == []


counts = st.dictionaries(
    st.integers(1, 5), st.dictionaries(st.sampled_from(KINDS), st.integers(1, 14), min_size=1), min_size=1
)


@settings(max_examples=300, deadline=None)
@given(counted=counts)
def test_no_hidden_kind_follows_from_what_is_shown(counted):
    """Unknown are the hidden kinds' people and sums; known are their totals: none is determined, nor fewer than ten."""
    groups = groups_of(counted)
    sizes = {kind: sum(people.get(kind, 0) for people in counted.values()) for kind in KINDS}
    hidden = [group.participant for group in groups if group.people is None]
    assert [group.participant for group in groups if group.people is not None and group.people < 10] == []
    if not groups or sum(sizes.values()) < 10:
        return
    line = [Fraction(group.participant in hidden) for group in groups]
    reduced = row_echelon([line] if any(line) else [])
    assert [row for row in reduced if sum(map(bool, row)) == 1] == []
    assert not 0 < sum(sizes[kind] for kind in hidden) < 10


def test_the_file_holds_sums_and_no_own_words():
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 5, 2: 1, 3: f"Secret {number}"} for number in range(10)])
    header, rows = survey_pages.sheet(results(survey, TODAY))
    assert [row[3:5] for row in rows] == [[10, 5.0], [10, None], [10, None]]
    assert "Secret" not in str(rows)
    assert {len(row) for row in rows} <= set(range(len(header) + 1))

"""Screens of surveys: what the coordinator does, what participants meet, what the board viewer reads."""

import csv
import io

import pytest

from leaders.models import District
from programs.models import Survey, SurveyAnswer, SurveyItem, SurveyResponse, SurveyTaken
from tests.coaching import DAY, NOON, TODAY, sent
from tests.factories import CohortFactory, EnrollmentFactory, SurveyFactory, UserFactory, answered

pytestmark = pytest.mark.django_db
OVER = {"opens": TODAY - 9 * DAY, "closes": TODAY - DAY}
ITEMS = [{"kind": "scale_5", "text": "I can lead.", "is_required": True}, {"kind": "text", "text": "What helped?"}]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def coordinator(client):
    user = UserFactory(kind="coordinator")
    client.force_login(user)
    return user


@pytest.fixture
def survey():
    return SurveyFactory(items=ITEMS, title="Before the institute")


@pytest.fixture
def me(client, survey):
    """A participant of the survey's cohort, signed in."""
    user = UserFactory(person=EnrollmentFactory(cohort=survey.cohort).person)
    client.force_login(user)
    return user


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def fields(survey, **said):
    """A form of answers: `first` and `second` are what is said to the questions."""
    names = dict(zip(("first", "second"), (f"item_{item.pk}" for item in survey.items.all()), strict=True))
    return sent(version=survey.version, **{names[name]: value for name, value in said.items()})


def test_the_coordinator_makes_a_survey_and_edits_its_questions_without_scripts(client, coordinator):
    cohort = CohortFactory()
    made = {"title": "Before", "moment": "pre", "start": "built_in", "opens": TODAY, "closes": TODAY + DAY}
    answer = client.post(f"/cohorts/{cohort.pk}/surveys/add/", sent(**made))
    survey = Survey.objects.get()
    assert answer.url == f"/surveys/{survey.pk}/"
    item = {"text": "Which grade?", "kind": "choice", "choices": "K–5\n6–8", "place": 1}
    client.post(f"/surveys/{survey.pk}/questions/add/", sent(**item))
    first = survey.items.first()
    assert (first.text, first.labels, survey.items.count()) == ("Which grade?", ["K–5", "6–8"], 11)
    client.post(f"/survey-questions/{first.pk}/edit/", sent(first, **(item | {"text": "What grade?"})))
    assert survey.items.first().text == "What grade?"
    first.refresh_from_db()
    client.post(f"/survey-questions/{first.pk}/remove/", sent(first))
    assert [survey.items.count(), survey.items.first().code] == [10, "lead_adults"]


def test_after_a_survey_before_its_copy_is_offered_for_afterwards(client, coordinator, survey):
    offered = client.get(f"/cohorts/{survey.cohort_id}/surveys/add/").context["form"].initial
    assert (offered["moment"], offered["start"]) == ("post", "pre")
    facts = {"title": "After", "moment": "post", "start": "pre", "opens": TODAY, "closes": TODAY + DAY}
    client.post(f"/cohorts/{survey.cohort_id}/surveys/add/", sent(**facts))
    assert [item.text for item in Survey.objects.get(moment="post").items.all()] == ["I can lead.", "What helped?"]


def test_the_preview_shows_the_questions_and_cannot_be_sent(client, coordinator, survey):
    text = text_of(client, f"/surveys/{survey.pk}/preview/")
    assert "I can lead." in text
    assert "Send my answers" not in text
    assert client.post(f"/surveys/{survey.pk}/preview/").status_code == 405


def test_while_it_is_open_counts_show_and_no_results(client, coordinator, survey):
    answered(survey, [{1: 4, 2: "Own words of mine"}] * 12)
    record = text_of(client, f"/surveys/{survey.pk}/")
    assert ">12<" in record
    assert "questions stay as they are" in record
    results = text_of(client, f"/surveys/{survey.pk}/results/?export=csv")
    assert "takes answers until" in results
    assert "Own words of mine" not in record + results


def test_results_below_ten_say_why_there_are_none(client, coordinator):
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 4, 2: "Own words of mine"}] * 9)
    text = text_of(client, f"/surveys/{survey.pk}/results/")
    assert "Fewer than 10 people answered" in text
    assert "Own words of mine" not in text


def test_results_show_the_mean_who_answered_and_own_words_to_the_coordinator(client, coordinator):
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 4, 2: "Own words"}] * 9 + [{1: 1, 2: "<b>Bold</b>"}])
    text = text_of(client, f"/surveys/{survey.pk}/results/")
    assert "10 people answered; mean 3.7 on a scale from 1 to 5." in text
    assert "Own words" in text
    assert "&lt;b&gt;Bold&lt;/b&gt;" in text
    for word in ("impact", "effect of the program", "thanks to"):
        assert word not in text


def test_the_file_has_a_line_per_question_and_no_own_words(client, coordinator):
    survey = SurveyFactory(items=ITEMS, **OVER)
    answered(survey, [{1: 4, 2: "Own words"}] * 10)
    page = client.get(f"/surveys/{survey.pk}/results/?export=csv").getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(page)))
    assert [line[:5] for line in lines[1:]] == [
        ["I can lead.", "all", "scale from 1 to 5", "10", "4.0"],
        ["What helped?", "all", "own words", "10", ""],
    ]
    book = client.get(f"/surveys/{survey.pk}/results/?export=xlsx").getvalue()
    assert book[:2] == b"PK"
    assert "Own words" not in page


def test_the_board_viewer_reads_closed_surveys_without_own_words(client, survey):
    over = SurveyFactory(items=ITEMS, title="Long over", **OVER)
    answered(over, [{1: 4, 2: "Own words of mine"}] * 10)
    few = SurveyFactory(items=ITEMS, title="Nine only", **OVER)
    answered(few, [{1: 4}] * 9)
    client.force_login(UserFactory(kind="viewer"))
    listed = text_of(client, "/surveys/")
    assert "Long over" in listed
    assert survey.title not in listed
    assert "fewer than 10" in listed
    assert client.get(f"/surveys/{survey.pk}/results/").status_code == 404
    results = text_of(client, f"/surveys/{over.pk}/results/")
    assert "mean 4.0" in results
    assert "Own words of mine" not in results


def test_a_participant_answers_once_and_is_thanked(client, survey, me):
    assert survey.title in text_of(client, "/")
    page = text_of(client, f"/surveys/{survey.pk}/answer/")
    for words in ("Without your name", "Shown word for word", "<fieldset", "<legend"):
        assert words in page
    answer = client.post(f"/surveys/{survey.pk}/answer/", fields(survey, first="4", second=""), follow=True)
    assert "Your answers are in" in answer.content.decode()
    assert "You have answered this survey" in answer.content.decode()
    assert (SurveyResponse.objects.count(), SurveyAnswer.objects.get().value) == (1, 4)
    again = client.post(f"/surveys/{survey.pk}/answer/", fields(survey, first="1"))
    assert again.status_code == 422
    assert "answered this survey already" in again.content.decode()
    assert SurveyAnswer.objects.get().value == 4
    assert survey.title not in text_of(client, "/")


def test_the_same_form_sent_twice_counts_once(client, survey, me):
    form = fields(survey, first="4")
    assert [client.post(f"/surveys/{survey.pk}/answer/", form).status_code for _each in range(2)] == [302, 302]
    assert SurveyResponse.objects.count() == 1


def test_what_was_chosen_is_kept_when_something_is_missing(client, survey, me):
    answer = client.post(f"/surveys/{survey.pk}/answer/", fields(survey, second="The videos"))
    assert answer.status_code == 422
    assert "The videos" in answer.content.decode()
    assert SurveyTaken.objects.count() == 0


def test_questions_that_changed_are_shown_again_with_what_was_chosen(client, survey, me):
    form = fields(survey, first="4", second="The videos")
    Survey.objects.update(version=survey.version + 1)
    answer = client.post(f"/surveys/{survey.pk}/answer/", form)
    assert answer.status_code == 422
    assert "The questions changed" in answer.content.decode()
    assert f'name="version" value="{survey.version + 1}"' in answer.content.decode()
    survey.refresh_from_db()
    assert client.post(f"/surveys/{survey.pk}/answer/", fields(survey, first="4")).status_code == 302


@pytest.mark.parametrize("value", ["0", "6", "4.5", "x"])
def test_a_value_beyond_the_scale_is_refused(client, survey, me, value):
    assert client.post(f"/surveys/{survey.pk}/answer/", fields(survey, first=value)).status_code == 422
    assert SurveyResponse.objects.count() == 0


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"opens": TODAY + DAY, "closes": TODAY + DAY}, "opens on"),
        (OVER, "This survey ended on"),
    ],
)
def test_who_comes_too_early_or_too_late_is_told(client, survey, me, dates, words):
    Survey.objects.update(**dates)
    assert words in text_of(client, f"/surveys/{survey.pk}/answer/")
    assert client.post(f"/surveys/{survey.pk}/answer/", fields(survey, first="4")).status_code == 422
    assert survey.title not in text_of(client, "/")


def test_a_survey_of_another_cohort_is_hidden(client, survey, me):
    other = SurveyFactory(items=ITEMS)
    assert client.get(f"/surveys/{other.pk}/answer/").status_code == 404


def test_an_open_form_does_not_tell_who_answered(client, coordinator, survey):
    answered(survey, [{1: 4}])
    person = SurveyTaken.objects.get().person
    for page in ("", "results/", "preview/"):
        assert person.family_name not in text_of(client, f"/surveys/{survey.pk}/{page}")


def test_questions_are_looked_up_by_who_edits_surveys_only(survey):
    assert SurveyItem.objects.visible_to(UserFactory(kind="viewer")).count() == 0
    assert SurveyItem.objects.visible_to(UserFactory(kind="coordinator")).count() == 2


def test_what_the_ends_of_a_scale_mean_is_shown_as_it_was_typed(client, survey, me):
    survey.items.filter(kind="scale_5").update(low="<b>never</b>")
    page = text_of(client, f"/surveys/{survey.pk}/answer/")
    assert "&lt;b&gt;never" in page
    assert "<b>never" not in page

"""Pages of surveys ask the database as often for one row as for three, whoever looks."""

import pytest

from config.panels import panels
from leaders.models import District
from tests.coaching import DAY, NOON, TODAY
from tests.factories import CohortFactory, EnrollmentFactory, SurveyFactory, UserFactory, answered

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LIST = {"coordinator": 5, "viewer": 5}
RECORD = {"coordinator": 7, "viewer": 5}
RESULTS = {"coordinator": 13, "viewer": 13}
ANSWER = 6
OVER = {"opens": TODAY - 9 * DAY, "closes": TODAY - DAY}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def ask(client, django_assert_num_queries):
    """Opens a page as a user, within a number of queries."""

    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


def scales(rows):
    return [{"kind": "scale_5"}] * rows + [{"kind": "text"}] * rows


def over(rows):
    """Surveys that are over, each with ten answers or more to each of its questions."""
    for _each in range(rows):
        survey = SurveyFactory(items=scales(rows), **OVER)
        answered(survey, [dict.fromkeys(range(1, rows + 1), 3)] * (10 + rows))
    return survey


@pytest.mark.parametrize("kind", LIST)
def test_the_list_of_surveys(rows, kind, ask):
    over(rows)
    ask(UserFactory(kind=kind), "/surveys/", LIST[kind])


@pytest.mark.parametrize("kind", RECORD)
def test_the_page_of_a_survey(rows, kind, ask):
    ask(UserFactory(kind=kind), over(rows).get_absolute_url(), RECORD[kind])


@pytest.mark.parametrize("kind", RESULTS)
def test_results_after_beside_those_before(rows, kind, ask):
    before = over(rows)
    after = SurveyFactory(cohort=before.cohort, moment="post", items=scales(rows), **OVER)
    answered(after, [dict.fromkeys(range(1, rows + 1), 4)] * (10 + rows))
    ask(UserFactory(kind=kind), f"{after.get_absolute_url()}results/", RESULTS[kind])


def test_the_form_of_a_participant(rows, ask):
    survey = SurveyFactory(items=scales(rows))
    person = EnrollmentFactory(cohort=survey.cohort).person
    ask(UserFactory(person=person), f"/surveys/{survey.pk}/answer/", ANSWER)


def test_parts_of_home_and_of_a_cohort(rows, rf, django_assert_num_queries):
    cohort = CohortFactory(capacity=100)
    user = UserFactory(person=EnrollmentFactory(cohort=cohort).person)
    for _each in range(rows):
        SurveyFactory(cohort=cohort, moment="other")
    asked = rf.get("/")
    asked.user = user
    assert user.may("programs.answer_surveys")
    with django_assert_num_queries(4):  # beside calls, applications and offers of one's own
        assert "programs/_surveys_to_answer.html" in {each.template for each in panels("mine", asked)}
    asked.user = UserFactory(kind="coordinator")
    assert asked.user.may("programs.change_surveys")
    with django_assert_num_queries(5):  # beside the participants, what waits, and calls
        assert "programs/_surveys_of_cohort.html" in {each.template for each in panels("cohort", asked, cohort)}

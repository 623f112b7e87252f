"""Pages of reviews ask the database as often for one row as for three, whoever looks."""

import pytest

from config.panels import COUNTED
from leaders.models import District
from programs.views.panels_reviews import phases_of, reviews_due, reviews_of
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    ReferenceFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    SchoolFactory,
    ScoreFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def phase(rows):
    """Applications, reviewers, questions, criteria: as many of each as there are rows; everybody reviewed all."""
    call = CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY)
    phase = ReviewPhaseFactory(call=call, opens=TODAY, closes=TODAY)
    criteria = [CriterionFactory(call=call) for _each in range(rows)]
    questions = [QuestionFactory(call=call) for _each in range(rows)]
    asked = [QuestionFactory(call=call, kind="reference") for _each in range(rows)]
    people = [ReviewerFactory(phase=phase).person for _each in range(rows)]
    for _each in range(rows):
        application = ApplicationFactory(call=call)
        application.person.other_schools.set([SchoolFactory() for _each in range(rows)])
        for question in questions:
            AnswerFactory(application=application, question=question)
        for question in asked:
            ReferenceFactory(application=application, question=question)
        for person in people:
            review = ReviewFactory(phase=phase, application=application, reviewer=person, status="submitted")
            for criterion in criteria:
                ScoreFactory(review=review, criterion=criterion)
    return phase


@pytest.fixture
def reviewer(phase):
    return UserFactory(person=phase.reviewers.first().person)


@pytest.fixture
def ask(client, django_assert_num_queries):
    """Opens a page as a user, within a number of queries."""

    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


def test_the_list_of_ones_reviews(rows, reviewer, ask):
    ask(reviewer, "/reviews/", 5)


def test_an_application_to_read_and_score(rows, phase, reviewer, ask):
    ask(reviewer, phase.reviews.filter(reviewer=reviewer.person).first().get_absolute_url(), 11)


def test_the_page_of_a_phase(rows, phase, ask):
    ask(UserFactory(kind="coordinator"), f"/phases/{phase.pk}/", 14)


def test_the_page_before_assigning(rows, phase, ask):
    ask(UserFactory(kind="coordinator"), f"/phases/{phase.pk}/assign/", 8)


def test_parts_of_the_pages_of_a_call_and_of_an_application(rows, phase, rf, django_assert_num_queries):
    asked = rf.get("/")
    asked.user = UserFactory(kind="coordinator")
    assert asked.user.may("programs.change_calls")
    with django_assert_num_queries(1):
        assert phases_of(asked, phase.call)["phases"][0][0].done == rows * rows
    with django_assert_num_queries(10):
        assert len(reviews_of(asked, phase.call.applications.first())["reviews"]) == rows


def test_what_is_due_at_home(rows, phase, reviewer, rf, django_assert_num_queries):
    phase.reviews.update(status="assigned", submitted_at=None)
    asked = rf.get("/")
    asked.user = reviewer
    assert reviewer.may("programs.review")
    assert reviews_due in [count for _order, count in COUNTED["decisions"]]
    with django_assert_num_queries(1):
        assert [(each.count.count(), each.address) for each in reviews_due(asked)] == [(rows, "/reviews/?state=due")]

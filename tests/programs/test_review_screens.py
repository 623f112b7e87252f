"""Screens of reviewing: what the coordinator does with phases, and what a reviewer does on a phone."""

import csv
import io

import pytest

from leaders.models import District
from programs.models import Review, ReviewPhase
from tests.coaching import DAY, NOON, TODAY, sent
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    PersonFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    ScoreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


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
def call():
    row = CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY, title="Lead the institute")
    CriterionFactory(call=row, text="Depth", description="<b>4</b>: a plan of a year", weight=2)
    return row


@pytest.fixture
def phase(call):
    return ReviewPhaseFactory(call=call, opens=TODAY, closes=TODAY + DAY, name="First reading")


@pytest.fixture
def review(client, phase):
    """A review to be written by whoever is signed in."""
    person = ReviewerFactory(phase=phase).person
    client.force_login(UserFactory(person=person))
    return ReviewFactory(phase=phase, reviewer=person)


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def score_of(call, value):
    return {f"score_{call.criteria.get().pk}": value}


def test_the_coordinator_makes_a_phase_with_reviewers_and_gives_out_the_applications(client, coordinator, call):
    people, applications = (
        [PersonFactory() for _each in range(2)],
        [ApplicationFactory(call=call) for _each in range(3)],
    )
    offered = client.get(f"/calls/{call.pk}/phases/add/").context["form"].initial
    assert (offered["opens"], offered["closes"], offered["is_blind"]) == (TODAY, TODAY + 14 * DAY, True)
    names = "\n".join(person.email for person in people)
    facts = {"name": "Reading", "opens": TODAY, "closes": TODAY + DAY, "is_blind": "on", "people": names}
    answer = client.post(f"/calls/{call.pk}/phases/add/", sent(**facts))
    phase = ReviewPhase.objects.get()
    assert answer.url == f"/phases/{phase.pk}/"
    assert "Submitted applications" in text_of(client, f"/phases/{phase.pk}/assign/")
    answer = client.post(f"/phases/{phase.pk}/assign/", sent(phase, way="evenly"), follow=True)
    assert "6 reviews assigned." in answer.content.decode()
    assert [row.person.name in answer.content.decode() for row in applications] == [True] * 3
    phase.refresh_from_db()
    answer = client.post(f"/phases/{phase.pk}/assign/", sent(phase, way="evenly"), follow=True)
    assert "Everything was assigned already." in answer.content.decode()


def test_too_few_reviewers_are_told_after_assigning(client, coordinator, call, phase):
    ApplicationFactory(call=call)
    ReviewerFactory(phase=phase)
    answer = client.post(f"/phases/{phase.pk}/assign/", sent(phase, way="evenly"), follow=True)
    assert "1 application has fewer reviews than the call wants." in answer.content.decode()


def test_a_reviewer_who_applied_too_is_refused_beside_the_field(client, coordinator, call, phase):
    rival = ApplicationFactory(call=call).person
    facts = {"name": "A", "opens": TODAY, "closes": TODAY, "people": rival.email}
    for address, row in ((f"/calls/{call.pk}/phases/add/", None), (f"/phases/{phase.pk}/edit/", phase)):
        answer = client.post(address, sent(row, **facts))
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"people": [f"{rival} applied too, and cannot review in this call."]}


def test_the_coordinator_changes_a_phase_and_takes_a_reviewer_off(client, coordinator, phase):
    reviewer = ReviewerFactory(phase=phase)
    facts = {"name": "Renamed", "opens": TODAY, "closes": TODAY + 9 * DAY, "is_blind": "on", "why": "Snow days"}
    client.post(f"/phases/{phase.pk}/edit/", sent(phase, without=reviewer.pk, **facts))
    phase.refresh_from_db()
    assert (phase.name, phase.closes, phase.reviewers.count()) == ("Renamed", TODAY + 9 * DAY, 0)
    assert "Snow days" in text_of(client, f"/phases/{phase.pk}/")


def test_the_page_of_a_phase_shows_who_is_how_far_and_the_best_application_first(client, coordinator, call, phase):
    low, high = ApplicationFactory(call=call), ApplicationFactory(call=call)
    people = [ReviewerFactory(phase=phase).person for _each in range(2)]
    for application, scores in ((low, (0, 1)), (high, (4, 2))):
        for person, score in zip(people, scores, strict=True):
            row = ReviewFactory(phase=phase, application=application, reviewer=person, status="submitted")
            ScoreFactory(review=row, criterion=call.criteria.get(), score=score)
    ReviewFactory(phase=phase, reviewer=people[0], status="recused")
    text = text_of(client, f"/phases/{phase.pk}/")
    assert text.index(high.person.name) < text.index(low.person.name)
    assert [told in text for told in ("75%", "12.5%", "far apart, 50 points", "far apart, 25 points")] == [True] * 4
    assert "recused: family or close friend" in text
    assert "cannot sign in" in text
    assert "of 4" in text


def test_the_coordinator_takes_a_recusal_back_with_a_reason(client, coordinator, phase):
    review = ReviewFactory(phase=phase, status="recused")
    address = f"/reviews/{review.pk}/put-back/"
    assert address in text_of(client, f"/phases/{phase.pk}/")
    assert client.post(address, sent(review)).status_code == 422
    assert client.post(address, sent(review, reason="The wrong one")).url == f"/phases/{phase.pk}/"
    review.refresh_from_db()
    assert review.status == "assigned"


def test_the_page_of_an_application_shows_its_reviews_to_the_coordinator_alone(client, coordinator, call, phase):
    application = ApplicationFactory(call=call)
    UserFactory(person=application.person)
    said = {"comment": "Canary one", "organizer_comment": "Canary two"}
    row = ReviewFactory(phase=phase, application=application, status="submitted", **said)
    ScoreFactory(review=row, criterion=call.criteria.get(), score=3)
    told = ["Canary one", "Canary two", row.reviewer.name, "3 of 4", "mean 75%"]
    text = text_of(client, f"/applications/{application.pk}/")
    assert [words for words in told if words not in text] == []
    client.force_login(application.person.user)
    text = text_of(client, f"/applications/{application.pk}/")
    assert [words for words in told if words in text] == []


def test_what_a_draft_says_is_not_shown_to_the_coordinator(client, coordinator, phase):
    row = ReviewFactory(phase=phase, status="draft", comment="Canary")
    assert "Canary" not in text_of(client, f"/applications/{row.application_id}/")


def test_the_page_of_a_call_leads_to_its_phases_and_to_a_new_one(client, coordinator, call, phase):
    text = text_of(client, f"/calls/{call.pk}/")
    assert [f"/phases/{phase.pk}/" in text, f"/calls/{call.pk}/phases/add/" in text] == [True, True]
    call.decided_on = TODAY
    call.save()
    assert f"/calls/{call.pk}/phases/add/" not in text_of(client, f"/calls/{call.pk}/")
    assert f"/phases/{phase.pk}/edit/" not in text_of(client, f"/phases/{phase.pk}/")


def test_a_reviewer_keeps_a_draft_then_submits_without_scripts(client, call, review):
    AnswerFactory(application=review.application, text="We <i>built</i> a garden.")
    address = f"/reviews/{review.pk}/"
    text = text_of(client, address)
    assert "We &lt;i&gt;built&lt;/i&gt; a garden." in text
    assert "&lt;b&gt;4&lt;/b&gt;: a plan of a year" in text
    answer = client.post(address, sent(review, draft="1", comment="So far"))
    assert answer.url == address
    review.refresh_from_db()
    assert (review.status, review.comment, review.scores.count()) == ("draft", "So far", 0)
    answer = client.post(address, sent(review, comment="So far"))
    assert answer.status_code == 422
    assert "So far" in answer.content.decode()
    answer = client.post(address, sent(review, comment="Done", **score_of(call, "0")))
    assert answer.url == "/reviews/"
    review.refresh_from_db()
    assert (review.status, review.scores.get().score) == ("submitted", 0)
    assert "checked" in text_of(client, address)


@pytest.mark.parametrize(("highest", "score"), [(4, "5"), (4, "-1"), (20, "21"), (20, "x")])
def test_a_score_beyond_the_highest_is_refused_beside_its_criterion(client, call, review, highest, score):
    call.criteria.update(highest=highest)
    answer = client.post(f"/reviews/{review.pk}/", sent(review, **score_of(call, score)))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"score_{call.criteria.get().pk}"]


def test_a_score_of_many_is_typed(client, call, review):
    call.criteria.update(highest=20)
    client.post(f"/reviews/{review.pk}/", sent(review, **score_of(call, "20")))
    assert review.scores.get().score == 20


def test_of_two_windows_the_slower_one_sees_what_differs(client, call, review):
    address = f"/reviews/{review.pk}/"
    client.post(address, sent(review, comment="First", **score_of(call, "4")))
    answer = client.post(address, sent(review, comment="Second", **score_of(call, "1")))
    assert answer.status_code == 409
    rows = {str(label): (yours, now) for label, yours, now in answer.context["stale"].rows}
    assert rows == {"Depth": ("1", 4), "Comment": ("Second", "First")}


def test_a_reviewer_steps_back_and_the_application_is_gone(client, review):
    address = f"/reviews/{review.pk}/recuse/"
    fields = sent(review, recusal="supervisor")
    assert client.post(address, sent(review)).status_code == 422
    assert client.post(address, fields).url == "/reviews/"
    assert client.post(address, fields).url == "/reviews/"
    assert client.get(f"/reviews/{review.pk}/").status_code == 404
    assert Review.objects.get().recusal == "supervisor"


def test_the_list_says_what_is_to_be_done_by_when_and_what_is_done(client, review, phase, call):
    application = ApplicationFactory(call=call)
    ReviewFactory(phase=phase, application=application, reviewer=review.reviewer, status="submitted")
    ReviewFactory(phase=phase, application=ApplicationFactory(call=call))
    lines = list(csv.DictReader(io.StringIO(client.get("/reviews/?export=csv").getvalue().decode("utf-8-sig"))))
    assert [line["Status"] for line in lines] == ["to do", "submitted"]
    assert {line["By"] for line in lines} == {"2026-11-25"}
    assert [
        len(client.get(f"/reviews/?state={state}").context["rows"]) for state in ("due", "done", "ahead", "late")
    ] == [
        1,
        1,
        0,
        0,
    ]


def test_home_counts_what_is_to_be_reviewed(client, review):
    assert "/reviews/?state=due" in text_of(client, "/")
    Review.objects.update(status="recused", recusal="family")
    assert "/reviews/?state=due" not in text_of(client, "/")


def test_after_the_phase_the_own_review_can_be_read_and_not_changed(client, call, review, time_machine):
    ScoreFactory(review=review, criterion=call.criteria.get(), score=3)
    time_machine.move_to(NOON + 3 * DAY)
    client.force_login(review.reviewer.user)
    text = text_of(client, f"/reviews/{review.pk}/")
    assert ["3 of 4" in text, "This phase closed on" in text, "<textarea" in text] == [True, True, False]
    answer = client.post(f"/reviews/{review.pk}/", sent(review, **score_of(call, "1")))
    assert answer.status_code == 422
    assert "This phase closed on" in answer.content.decode()

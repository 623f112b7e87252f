"""Nothing that a blind reviewer is sent tells who applied: each field of the applicant is there, and none comes out.

Reviewers never learn of each other; what is not theirs does not exist for them.
"""

import pytest

from leaders.models import District
from programs.models import Reference
from tests.coaching import DAY, NOON, TODAY, sent
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationFileFactory,
    CallFactory,
    CriterionFactory,
    PersonFactory,
    QuestionFactory,
    ReferenceFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    SchoolFactory,
    ScoreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# Each stands in one field of the applicant, and in the answers.
FIELDS = {
    "given_name": "Quillanna",
    "middle_name": "Vexmiddle",
    "family_name": "Zorbfamily",
    "preferred_name": "Prefquilla",
    "email": "work-mail@canary.example",
    "local_id": "NUMBER-90417",
    "source_id": "SOURCE-88120",
}
SCHOOL, OTHER_SCHOOL, SIGN_IN = "Wumblehome Elementary", "Snickerside Middle School", "sign-in@canary.example"
REFEREE = {"name": "Robin Refereecanary", "email": "referee@canary.example"}
FILE = "letter-of-canary.txt"
LINK = "https://portfolio.example/about-me-canary"
TOLD = [FILE, LINK, *FIELDS.values(), "Wumblehome", "Snickerside", SIGN_IN, *REFEREE.values(), "Refereecanary"]


@pytest.fixture(autouse=True)
def _today(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def applicant():
    person = PersonFactory(**FIELDS, home_school=SchoolFactory(name=SCHOOL))
    person.other_schools.add(SchoolFactory(name=OTHER_SCHOOL))
    UserFactory(person=person, email=SIGN_IN)
    return person


@pytest.fixture
def call(applicant):
    call = CallFactory(opens=TODAY - 30 * DAY, closes=TODAY - DAY, title="Call of all")
    CriterionFactory(call=call, text="Depth")
    application = ApplicationFactory(call=call, person=applicant)
    for kind in ("short", "long"):
        AnswerFactory(
            application=application, question=QuestionFactory(call=call, kind=kind), text=" - ".join(TOLD[1:])
        )
    AnswerFactory(application=application, question=QuestionFactory(call=call, kind="link"), text=LINK)
    asked = QuestionFactory(call=call, kind="reference")
    ReferenceFactory(application=application, question=asked, relation=f"Head of {SCHOOL}", **REFEREE)
    ApplicationFileFactory(application=application, name=FILE)
    Reference.objects.update(statement=" - ".join(TOLD[1:]), answered_at=NOON)
    return call


def review_in(call, is_blind):
    days = {"opens": TODAY, "closes": TODAY + DAY}
    phase = ReviewPhaseFactory(call=call, name="First look", is_blind=is_blind, **days)
    reviewer = ReviewerFactory(phase=phase, person__family_name="Reviewerone").person
    UserFactory(person=reviewer)
    return ReviewFactory(phase=phase, application=call.applications.get(), reviewer=reviewer)


def opened(client, review):
    """Every page that a reviewer gets about a review, in one text: list, file, page, stepping back, refusals."""
    client.force_login(review.reviewer.user)
    address = f"/reviews/{review.pk}/"
    answers = [client.get(at) for at in ("/", "/reviews/", "/reviews/?export=csv", address, f"{address}recuse/")]
    answers += [client.post(at, sent(version=99)) for at in (address, f"{address}recuse/")]
    answers += [client.post(address, sent(review, draft="1", comment="Good")), client.get(f"{address}file/")]
    return "\n".join(f"{dict(answer.headers)} {answer.getvalue().decode()}" for answer in answers)


def test_a_blind_reviewer_learns_nothing_of_who_applied(client, call):
    text = opened(client, review_in(call, is_blind=True))
    assert [told for told in TOLD if told.casefold() in text.casefold()] == []
    assert "[name]" in text
    number = call.applications.get().pk
    assert [f"Application {number}" in text, f"Application%20{number}%2C%20file%201.txt" in text] == [True, True]


@pytest.mark.parametrize(
    ("is_blind", "found"), [(True, {"call of all", "number"}), (False, {"call of all", "zorbfamily quill"})]
)
def test_a_search_of_reviews_finds_by_name_only_where_names_are_read(client, call, is_blind, found):
    """Nor by number where the name is read: one would tell the other."""
    review = review_in(call, is_blind)
    client.force_login(review.reviewer.user)
    asked = {name: name for name in ("call of all", "zorbfamily quill", "9" * 40)} | {"number": review.application_id}
    pages = {name: client.get("/reviews/", {"q": text}).content.decode() for name, text in asked.items()}
    assert {name for name, page in pages.items() if f"/reviews/{review.pk}/" in page} == found


def test_in_a_phase_that_is_not_blind_they_read_all_of_it(client, call):
    """The control: what the blind reviewer does not read is there."""
    text = opened(client, review_in(call, is_blind=False))
    hidden = [told for told in TOLD if told not in text]
    assert hidden == []
    assert "Prefquilla Zorbfamily" in text


def test_a_blind_reviewer_still_learns_nothing_after_the_phase(client, call, time_machine):
    review = review_in(call, is_blind=True)
    time_machine.move_to(NOON + 5 * DAY)
    client.force_login(review.reviewer.user)
    answer = client.get(f"/reviews/{review.pk}/")
    text = answer.content.decode()
    assert "This phase closed on" in text
    assert [told for told in TOLD if told.casefold() in text.casefold()] == []


def test_reviewers_learn_nothing_of_each_other(client, call):
    mine = review_in(call, is_blind=True)
    theirs = ReviewerFactory(phase=mine.phase, person__family_name="Reviewertwo").person
    row = ReviewFactory(
        phase=mine.phase,
        application=mine.application,
        reviewer=theirs,
        status="submitted",
        comment="Canary comment",
        organizer_comment="Canary aside",
    )
    ScoreFactory(review=row, criterion=call.criteria.get(), score=3)
    text = opened(client, mine)
    assert [told for told in ("Reviewertwo", "Canary", "75%", "3 of 4") if told in text] == []
    client.force_login(mine.reviewer.user)
    assert client.get(f"/reviews/{row.pk}/").status_code == 404
    assert client.get(f"/calls/{call.pk}/").status_code == 200
    assert "First reading" not in client.get(f"/calls/{call.pk}/").content.decode()


@pytest.mark.parametrize("change", ["recused", "withdrawn", "rival", "not mine"])
def test_what_is_not_to_be_read_is_not_there(client, call, change):
    review = review_in(call, is_blind=True)
    client.force_login(review.reviewer.user)
    address = f"/reviews/{review.pk}/"
    assert client.get(address).status_code == 200
    make = {
        "recused": lambda: type(review).objects.update(status="recused", recusal="family"),
        "withdrawn": lambda: type(review.application).objects.update(status="withdrawn"),
        "rival": lambda: ApplicationFactory(call=call, person=review.reviewer, status="draft"),
        "not mine": lambda: type(review).objects.update(reviewer=PersonFactory()),
    }
    make[change]()
    answers = [client.get(address), client.post(address, sent(review)), client.get(f"{address}recuse/")]
    answers.append(client.get(f"{address}file/"))
    assert [answer.status_code for answer in answers] == [404] * 4
    assert f"Application {review.application_id}" not in client.get("/reviews/").content.decode()


def test_before_the_phase_opens_nothing_is_shown(client, call, time_machine):
    review = review_in(call, is_blind=False)
    client.force_login(review.reviewer.user)
    time_machine.move_to(NOON - 2 * DAY)
    client.force_login(review.reviewer.user)
    for answer in (client.get(f"/reviews/{review.pk}/"), client.post(f"/reviews/{review.pk}/", sent(review))):
        assert "You can read and score it from" in answer.content.decode()
        assert LINK not in answer.content.decode()
    assert client.get(f"/reviews/{review.pk}/file/").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "99999"])
def test_a_file_that_is_not_there_is_not_found(client, call, number):
    review = review_in(call, is_blind=True)
    client.force_login(review.reviewer.user)
    assert client.get(f"/reviews/{review.pk}/file/?number={number}").status_code == 404


def test_a_file_that_cannot_be_opened_yet_says_so(client, call):
    review = review_in(call, is_blind=True)
    client.force_login(review.reviewer.user)
    call.applications.get().files.update(state="infected")
    answer = client.get(f"/reviews/{review.pk}/file/?number=1", follow=True)
    assert "This file cannot be opened yet." in answer.content.decode()

"""Screens of calls: the coordinator's list, form, questions and rubric; what everybody else reads."""

import pytest

from leaders.models import District
from programs.models import Call, Criterion, Question
from tests.coaching import DAY, NOON, TODAY, sent
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CohortFactory,
    CriterionFactory,
    PersonFactory,
    PositionFactory,
    QuestionFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OPEN = {"opens": TODAY - 9 * DAY, "closes": TODAY + 9 * DAY}


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
def teacher(client):
    """A teacher who may sign in, holds no position, and takes part in nothing."""
    user = UserFactory(person=PersonFactory(), kind="")
    client.force_login(user)
    return user


def draft(**facts):
    return CallFactory(**{**OPEN, "published_on": None, **facts})


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def typed(**fields):
    """A valid form of a call."""
    facts = {"title": "Call", "opens": TODAY, "closes": TODAY + DAY, "places": 2, "minimum_years": 0}
    return facts | {"reviews_wanted": 2} | fields


def test_a_call_goes_from_the_cohort_to_published_without_scripts(client, coordinator):
    cohort = CohortFactory(capacity=12)
    assert f'href="/calls/add/?cohort={cohort.pk}"' in text_of(client, cohort.get_absolute_url())
    filled = client.get(f"/calls/add/?cohort={cohort.pk}").context["form"]
    assert (filled.initial["cohort"], filled.initial["places"], filled.initial["closes"]) == (
        cohort,
        12,
        TODAY + 28 * DAY,
    )
    assert "position" not in filled.fields
    answer = client.post(f"/calls/add/?cohort={cohort.pk}", sent(**typed(cohort=cohort.pk)))
    call = Call.objects.get()
    assert answer.url == f"/calls/{call.pk}/"
    assert "has no question yet" in text_of(client, answer.url)
    refusal = client.post(f"/calls/{call.pk}/publish/", sent(call))
    assert (refusal.status_code, Call.objects.get().published_on) == (422, None)
    client.post(f"/calls/{call.pk}/questions/", sent(text="Why?", kind="long", required="on"))
    client.post(f"/calls/{call.pk}/rubric/", sent(text="Depth", weight=2, highest=4))
    call.refresh_from_db()
    assert "has no question yet" not in text_of(client, f"/calls/{call.pk}/publish/")
    client.post(f"/calls/{call.pk}/publish/", sent(call))
    assert Call.objects.get().published_on == TODAY
    page = text_of(client, f"/calls/{call.pk}/")
    assert "open" in page
    assert "Change or prolong" in page


def test_a_vacant_position_is_called_for_from_its_page(client, coordinator):
    position = PositionFactory()
    assert f'href="/calls/add/?position={position.pk}"' in text_of(client, position.get_absolute_url())
    filled = client.get(f"/calls/add/?position={position.pk}").context["form"]
    assert (filled.initial["title"], "cohort" in filled.fields) == (position.label, False)
    client.post(f"/calls/add/?position={position.pk}", sent(**typed(position=position.pk, title="Math coach")))
    call = Call.objects.get()
    assert call.target == position
    page = text_of(client, position.get_absolute_url())
    assert call.get_absolute_url() in page


def test_a_call_for_nothing_or_for_two_things_is_refused_beside_the_field(client, coordinator):
    both = {"cohort": CohortFactory().pk, "position": PositionFactory().pk}
    for target in ({}, both):
        answer = client.post("/calls/add/", sent(**typed(**target)))
        assert answer.status_code == 422
        assert "for one cohort or for one position" in str(answer.context["form"].errors["cohort"])


def test_who_may_apply_is_kept(client, coordinator):
    school, cohort = SchoolFactory(), CohortFactory()
    rules = {"teachers_only": "on", "minimum_years": 3, "leader_rule": "not_current", "schools": [school.pk]}
    client.post("/calls/add/", sent(**typed(cohort=cohort.pk, completed_program=cohort.program_id, **rules)))
    call = Call.objects.get()
    assert (call.teachers_only, call.minimum_years, call.leader_rule) == (True, 3, "not_current")
    assert (list(call.schools.all()), call.completed_program) == ([school], cohort.program)


def test_another_call_is_used_for_a_new_one(client, coordinator):
    like = CallFactory(title="Last year", text="Lead with us", places=5, minimum_years=3, schools=[SchoolFactory()])
    QuestionFactory(call=like, text="Why?")
    assert f'href="/calls/add/?like={like.pk}"' in text_of(client, like.get_absolute_url())
    form = client.get(f"/calls/add/?like={like.pk}").context["form"]
    assert (form.initial["places"], form.initial["minimum_years"], form["like"].value()) == (5, 3, like.pk)
    client.post(f"/calls/add/?like={like.pk}", sent(**typed(cohort=CohortFactory().pk, like=like.pk)))
    assert [row.text for row in Call.objects.exclude(pk=like.pk).get().questions.all()] == ["Why?"]


def test_what_the_address_says_is_looked_up_among_what_one_may_see(client, coordinator):
    assert client.get("/calls/add/?cohort=x").status_code == 200
    assert client.get("/calls/add/?cohort=99").status_code == 404


def test_a_draft_is_edited_and_a_faster_editor_is_not_overwritten(client, coordinator):
    call = draft()
    form = sent(call, **typed(cohort=call.cohort_id, title="Mine"))
    client.post(f"/calls/{call.pk}/edit/", sent(call, **typed(cohort=call.cohort_id, title="Theirs")))
    answer = client.post(f"/calls/{call.pk}/edit/", form)
    assert answer.status_code == 409
    assert Call.objects.get().title == "Theirs"


def test_a_published_call_is_prolonged_with_a_reason(client, coordinator):
    call = CallFactory(**OPEN)
    fields = {"title": call.title, "closes": TODAY + 20 * DAY, "places": 2, "reviews_wanted": 2}
    assert client.post(f"/calls/{call.pk}/edit/", sent(call, **fields)).status_code == 422
    assert client.post(f"/calls/{call.pk}/edit/", sent(call, reason="Snow days", **fields)).status_code == 302
    assert Call.objects.get().closes == TODAY + 20 * DAY
    assert "Snow days" in text_of(client, call.get_absolute_url())


def test_questions_are_changed_moved_and_removed_on_one_page(client, coordinator):
    call = draft()
    first, second = QuestionFactory.create_batch(2, call=call)
    page = text_of(client, f"/calls/{call.pk}/questions/")
    assert page.index(first.text) < page.index(second.text)
    client.post(f"/questions/{second.pk}/move/", {"way": "up"})
    client.post(f"/questions/{first.pk}/edit/", sent(first, text="Which?", kind="choice", choices="A\nB"))
    page = text_of(client, f"/calls/{call.pk}/questions/")
    assert page.index(second.text) < page.index("Which?")
    assert "A / B" in page
    form = sent(second)
    answers = [client.post(f"/questions/{second.pk}/remove/", form) for _each in range(2)]
    assert [answer.url for answer in answers] == [f"/calls/{call.pk}/questions/"] * 2
    assert list(call.questions.values_list("text", "order")) == [("Which?", 1)]


def test_the_same_question_sent_twice_is_added_once(client, coordinator):
    call, form = draft(), sent(text="Why?", kind="long")
    for _each in range(2):
        assert client.post(f"/calls/{call.pk}/questions/", form).status_code == 302
    assert Question.objects.count() == 1


def test_a_move_that_arrives_twice_is_one(client, coordinator):
    call, form = draft(), sent(way="down")
    first = QuestionFactory.create_batch(3, call=call)[0]
    for _each in range(2):
        assert client.post(f"/questions/{first.pk}/move/", form).status_code == 302
    first.refresh_from_db()
    assert first.order == 2


def test_criteria_are_changed_moved_and_removed_on_one_page(client, coordinator):
    call = CallFactory(**OPEN)
    first, second = CriterionFactory.create_batch(2, call=call)
    client.post(f"/criteria/{first.pk}/move/", {"way": "down"})
    client.post(f"/criteria/{first.pk}/edit/", sent(first, text="Depth", weight=3, highest=5))
    assert "weight 3, scores from 0 to 5" in text_of(client, f"/calls/{call.pk}/rubric/")
    client.post(f"/criteria/{second.pk}/remove/", sent(second))
    assert list(Criterion.objects.values_list("text", "order")) == [("Depth", 1)]


def test_of_a_published_call_the_questions_are_read_and_say_why_they_stay(client, coordinator):
    question = QuestionFactory(call=CallFactory(**OPEN))
    page = text_of(client, f"/calls/{question.call_id}/questions/")
    assert "its questions stay" in page
    assert question.text in page
    assert "/edit/" not in page
    answer = client.post(f"/calls/{question.call_id}/questions/", sent(text="More?", kind="long"))
    assert answer.status_code == 422
    assert "its questions stay" in answer.content.decode()
    moved = client.post(f"/questions/{question.pk}/move/", {"way": "up"}, follow=True)
    assert "its questions stay" in moved.content.decode()


def test_after_a_review_the_rubric_is_read_and_says_why_it_stays(client, coordinator):
    criterion = CriterionFactory(call=CallFactory(**OPEN))
    ReviewFactory(phase=ReviewPhaseFactory(call=criterion.call), status="submitted")
    page = text_of(client, f"/calls/{criterion.call_id}/rubric/")
    assert "the rubric stays" in page
    assert "/edit/" not in page


def test_a_call_is_closed_with_a_reason_when_nobody_waits(client, coordinator):
    call = CallFactory(**OPEN)
    assert client.post(f"/calls/{call.pk}/close/", sent(call)).status_code == 422
    client.post(f"/calls/{call.pk}/close/", sent(call, reason="Called off"))
    assert Call.objects.get().closed_on == TODAY
    page = text_of(client, call.get_absolute_url())
    assert "Change or prolong" not in page
    waiting = ApplicationFactory(call=CallFactory(**OPEN)).call
    answer = client.post(f"/calls/{waiting.pk}/close/", sent(waiting, reason="Called off"))
    assert "waits for a decision" in answer.content.decode()


def test_the_coordinator_sees_how_many_applied_and_nobody_else_does(client, coordinator):
    call = CallFactory(**OPEN)
    ApplicationFactory.create_batch(3, call=call)
    ApplicationFactory(call=call, decision="declined")
    ApplicationFactory(call=call, status="draft")
    ApplicationFactory(call=call, status="withdrawn")
    stats = {stat.label: stat.value for stat in client.get(call.get_absolute_url()).context["stats"]}
    assert stats == {"Drafts": 1, "Sent": 4, "Decided": 1}
    for kind in ("viewer", "business_office", "administrator"):
        client.force_login(UserFactory(kind=kind))
        assert client.get(call.get_absolute_url()).context["stats"] == []


def test_a_published_call_is_read_without_its_form_and_rubric(client, teacher):
    call = CallFactory(text="Come and lead", **OPEN)
    QuestionFactory(call=call, text="A question of the form")
    CriterionFactory(call=call, text="A line of the rubric")
    page = text_of(client, call.get_absolute_url())
    assert "Come and lead" in page
    for hidden in ("A question of the form", "A line of the rubric", "Blind review", "/edit/", "/calls/add/"):
        assert hidden not in page


def test_a_draft_is_hidden_from_everybody_but_the_coordinator(client, teacher):
    call = draft(title="Not yet told")
    assert client.get(call.get_absolute_url()).status_code == 404
    assert "Not yet told" not in text_of(client, call.cohort.get_absolute_url())
    client.force_login(UserFactory(kind="coordinator"))
    assert "Not yet told" in text_of(client, call.cohort.get_absolute_url())


def test_who_may_not_open_a_position_reads_what_it_is_and_gets_no_link(client, teacher):
    call = CallFactory(cohort=None, position=PositionFactory(title="Science coach"), **OPEN)
    page = text_of(client, call.get_absolute_url())
    assert "Science coach" in page
    assert "/positions/" not in page
    client.force_login(UserFactory(kind="coordinator"))
    assert f'href="/positions/{call.position_id}/"' in text_of(client, call.get_absolute_url())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Institute", "Coach", "Old"}),
        ("?q=robotics", {"Institute"}),
        ("?q=science+coach", {"Coach"}),
        ("?state=draft", {"Coach"}),
        ("?state=reviewing", {"Old"}),
        ("?kind=cohort", {"Institute", "Old"}),
        ("?kind=position", {"Coach"}),
        ("?year=2027", {"Institute", "Coach"}),
        ("?year=2026", {"Old"}),
    ],
)
def test_calls_are_found_by_words_state_kind_and_year(client, coordinator, query, found):
    CallFactory(title="Institute", cohort=CohortFactory(program__name="Robotics institute"), **OPEN)
    position = PositionFactory(title="Science coach", school_year=2027)
    CallFactory(title="Coach", cohort=None, position=position, published_on=None, **OPEN)
    before = CohortFactory(start=TODAY - 400 * DAY, end=TODAY - 200 * DAY)
    CallFactory(title="Old", cohort=before, opens=TODAY - 420 * DAY, closes=TODAY - 410 * DAY)
    page = client.get(f"/calls/{query}")
    assert {name for _key, name, _cells in page.context["rows"]} == found


def test_the_list_counts_drafts_what_was_sent_and_decided(client, coordinator):
    call = CallFactory(**OPEN)
    ApplicationFactory.create_batch(2, call=call)
    ApplicationFactory(call=call, status="draft")
    ApplicationFactory(call=call, decision="offered")
    row = Call.objects.with_counts().get()
    assert (row.drafts, row.sent, row.decided) == (1, 3, 1)
    assert call.title in text_of(client, "/calls/")


def test_home_counts_calls_whose_window_closed_without_decisions(client, coordinator):
    CallFactory(opens=TODAY - 9 * DAY, closes=TODAY)
    over = {"opens": TODAY - 9 * DAY, "closes": TODAY - DAY}
    CallFactory(**over)
    CallFactory(**over, decided_on=TODAY)
    CallFactory(**over, closed_on=TODAY)
    decisions = {label: (count, url) for label, count, url in client.get("/").context["decisions"]}
    assert decisions["Calls to decide"] == (1, "/calls/?state=reviewing")


def test_where_a_call_stands_the_cohort_offers_it_and_no_seat(client, teacher):
    cohort = CohortFactory(enroll_from=TODAY - DAY, enroll_until=TODAY + DAY)
    assert "Ask for a seat" in text_of(client, cohort.get_absolute_url())
    assert cohort.name in text_of(client, "/programs/mine/")
    call = CallFactory(cohort=cohort, title="Apply here", **OPEN)
    page = text_of(client, cohort.get_absolute_url())
    assert "Ask for a seat" not in page
    assert call.get_absolute_url() in page
    assert f"/cohorts/{cohort.pk}/ask/" not in text_of(client, "/programs/mine/")
    answer = client.post(f"/cohorts/{cohort.pk}/ask/", sent())
    assert answer.status_code == 422
    assert "Apply there instead" in answer.content.decode()

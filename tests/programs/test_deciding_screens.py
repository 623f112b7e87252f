"""Decisions and offers as people meet them: the coordinator's list, steps and files, the applicant, the principal."""

import csv
import datetime
import io
import uuid

import pytest
from python_calamine import CalamineWorkbook

from leaders.models import Appointment
from programs.models import Application, Enrollment
from tests.factories import (
    ApplicationFactory,
    AppointmentFactory,
    CallFactory,
    CriterionFactory,
    PersonFactory,
    PositionFactory,
    ReviewerFactory,
    ReviewFactory,
    ReviewPhaseFactory,
    SchoolFactory,
    ScoreFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
NOON = datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def me():
    return UserFactory(person=AppointmentFactory().person)


@pytest.fixture
def as_me(client, me):
    client.force_login(me)
    return client


@pytest.fixture
def as_principal(client):
    """The principal of the school of `my_teacher`."""
    client.force_login(UserFactory(kind="principal", kind__school=SchoolFactory(name="Own school")))
    return client


def my_teacher(client, **facts):
    """Somebody who works at the signed-in principal's school."""
    school = SchoolFactory._meta.model.objects.get(name="Own school")
    return PersonFactory(home_school=school, **facts)


def call(**facts):
    return CallFactory(**({"opens": TODAY - 30 * DAY, "closes": TODAY - DAY, "title": "Call for mentors"} | facts))


def offer(seats=None, **facts):
    facts = {"decision": "offered", "respond_by": TODAY, "decided_on": TODAY - DAY} | facts
    return ApplicationFactory(call=seats or call(decided_on=TODAY - DAY), **facts)


def reviewed(application, phase, criterion, *scores, recused=0):
    """Reviews of an application by people called Judge, with a score each, and recused ones."""
    for place, score in enumerate(scores):
        judge = PersonFactory(family_name=f"Judge{place}")
        review = ReviewFactory(phase=phase, application=application, reviewer=judge, status="submitted")
        ScoreFactory(review=review, criterion=criterion, score=score)
    for _each in range(recused):
        judge = ReviewerFactory(phase=phase, person__family_name="Judgebiased").person
        ReviewFactory(phase=phase, application=application, reviewer=judge, status="recused")


@pytest.fixture
def judged():
    """A call with three reviewed applications: best, middle with somebody recused, worst with a wide spread."""
    seats = call(places=1)
    phase, criterion = ReviewPhaseFactory(call=seats), CriterionFactory(call=seats, highest=4)
    names = {"Best": (4, 4), "Middle": (3,), "Worst": (0, 4)}
    for name, scores in names.items():
        row = ApplicationFactory(call=seats, person__family_name=name, person__given_name="Al")
        reviewed(row, phase, criterion, *scores, recused=name == "Middle")
    return seats


def sent(row=None, **fields):
    version = {"version": row.version} if row is not None else {}
    return {"client_key": str(uuid.uuid4()), **version, **fields}


def text(response):
    return " ".join(response.content.decode().split())


def of(row):
    return Application.objects.get(pk=row.pk)


def listing(seats):
    return f"/calls/{seats.pk}/applications/"


def lines(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_the_list_shows_the_best_first_with_spread_and_recusals(as_coordinator, judged):
    page = text(as_coordinator.get(listing(judged)))
    assert page.index("Best, Al") < page.index("Middle, Al") < page.index("Worst, Al")
    assert "far apart, 100 points" in page
    assert "1 of 2" in page


def test_the_list_sorts_by_mean_both_ways(as_coordinator, judged):
    page = text(as_coordinator.get(f"{listing(judged)}?sort=mean"))
    assert page.index("Worst, Al") < page.index("Middle, Al") < page.index("Best, Al")


def test_files_go_on_working_with_recusals_and_name_no_reviewer(as_coordinator, judged):
    found = lines(as_coordinator.get(f"{listing(judged)}?export=csv"))
    head = found[0]
    assert [row[0] for row in found[1:]] == ["Best, Al", "Middle, Al", "Worst, Al"]
    assert [row[head.index("Recused")] for row in found[1:]] == ["0", "1", "0"]
    assert "Judge" not in str(found)
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_coordinator.get(f"{listing(judged)}?export=xlsx").getvalue()))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["Best, Al", "Middle, Al", "Worst, Al"]
    assert "Judge" not in str(rows)


def test_drafts_are_in_no_list_of_the_coordinator(as_coordinator):
    seats = call()
    ApplicationFactory(call=seats, status="draft", person__family_name="Undecidable")
    for address in (listing(seats), "/applications/"):
        assert "Undecidable" not in text(as_coordinator.get(address))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=undecided", ["New"]),
        ("state=offered", ["Late", "Open", "Taken"]),
        ("state=holding", ["Open", "Taken"]),
        ("state=lapsed", ["Late"]),
        ("state=accepted", ["Taken"]),
        ("state=waitlisted", ["Waits"]),
        ("state=withdrawn", ["Gone"]),
        ("q=waits", ["Waits"]),
        ("reviewed=true", ["New"]),
        ("recused=false", ["Gone", "Late", "New", "Open", "Taken", "Waits"]),
    ],
)
def test_the_list_is_filtered(as_coordinator, query, found):
    seats = call(decided_on=TODAY - DAY, places=9)
    new = ApplicationFactory(call=seats, person__family_name="New")
    reviewed(new, ReviewPhaseFactory(call=seats), CriterionFactory(call=seats), 2)
    offer(seats, person__family_name="Open")
    offer(seats, person__family_name="Late", respond_by=TODAY - DAY)
    offer(seats, person__family_name="Taken", response="accepted")
    ApplicationFactory(call=seats, person__family_name="Waits", decision="waitlisted")
    ApplicationFactory(call=seats, person__family_name="Gone", status="withdrawn")
    rows = lines(as_coordinator.get(f"{listing(seats)}?{query}&export=csv"))[1:]
    assert sorted(row[0].partition(",")[0] for row in rows) == found


def test_one_application_is_decided_from_its_page(as_coordinator):
    row = ApplicationFactory(call=call())
    assert f"/applications/{row.pk}/decide/" in text(as_coordinator.get(row.get_absolute_url()))
    fields = {"decision": "offered", "respond_by": TODAY + DAY, "reason": "Best of all"}
    assert as_coordinator.post(f"/applications/{row.pk}/decide/", sent(row, **fields)).status_code == 302
    page = text(as_coordinator.get(row.get_absolute_url()))
    assert "Best of all" in page
    assert "The applicant does not know yet." in page


def test_an_offer_without_a_day_is_refused_at_its_field(as_coordinator):
    row = ApplicationFactory(call=call())
    response = as_coordinator.post(f"/applications/{row.pk}/decide/", sent(row, decision="offered", reason="x"))
    assert response.status_code == 422
    assert "Say until when the offer can be answered." in text(response)


def test_the_ticked_are_decided_together_or_not_at_all(as_coordinator):
    seats = call(places=1)
    rows = ApplicationFactory.create_batch(2, call=seats)
    address = f"{listing(seats)}decide/"
    fields = {
        "rows": [f"{row.pk}:1" for row in rows],
        "respond_by": TODAY,
        "reason": "By the mean",
        "list": "sort=mean",
    }
    response = as_coordinator.post(address, sent(decision="offered", **fields))
    assert response.status_code == 422
    assert f"{rows[1]}: The call has 1 place, and it is offered." in text(response)
    assert {of(row).decision for row in rows} == {""}
    response = as_coordinator.post(address, sent(decision="waitlisted", **fields))
    assert response["Location"] == f"{listing(seats)}?sort=mean"
    assert {of(row).decision for row in rows} == {"waitlisted"}


def test_the_ticked_of_another_call_are_left_alone(as_coordinator):
    row = ApplicationFactory(call=call())
    fields = {"rows": [f"{row.pk}:1"], "decision": "declined", "reason": "x"}
    as_coordinator.post(f"{listing(call())}decide/", sent(**fields))
    assert of(row).decision == ""


def test_decisions_are_sent_after_a_page_that_says_what_will_be_sent(as_coordinator):
    seats = call(places=1)
    ApplicationFactory(call=seats, decision="offered", respond_by=TODAY)
    ApplicationFactory.create_batch(2, call=seats, decision="declined")
    assert f"/calls/{seats.pk}/send/" in text(as_coordinator.get(seats.get_absolute_url()))
    page = text(as_coordinator.get(f"/calls/{seats.pk}/send/"))
    assert "<li>Offered: 1</li>" in page
    assert "<li>Not chosen: 2</li>" in page
    assert as_coordinator.post(f"/calls/{seats.pk}/send/", sent(seats)).status_code == 302
    seats.refresh_from_db()
    assert seats.decided_on == TODAY


def test_what_stands_in_the_way_of_sending_is_said(as_coordinator):
    seats = call()
    ApplicationFactory(call=seats)
    response = as_coordinator.post(f"/calls/{seats.pk}/send/", sent(seats))
    assert response.status_code == 422
    assert "1 application is not decided yet" in text(response)


def test_the_page_of_the_call_tells_the_way_from_application_to_seat(as_coordinator, judged):
    Application.objects.filter(person__family_name="Best").update(
        decision="offered", decided_on=TODAY, respond_by=TODAY - DAY
    )
    Application.objects.filter(person__family_name__in=["Middle", "Worst"]).update(
        decision="waitlisted", decided_on=TODAY
    )
    type(judged).objects.update(decided_on=TODAY - DAY)
    page = text(as_coordinator.get(judged.get_absolute_url()))
    assert "1 of 1 places free to offer." in page
    assert "1 offer lapsed." in page
    assert "Al Middle is next on the waiting list" in page
    assert "Al Middle is next" in text(
        as_coordinator.get(Application.objects.get(decision="offered").get_absolute_url())
    )


def test_nobody_is_suggested_while_no_place_is_free(as_coordinator):
    row = offer(call(decided_on=TODAY, places=1))
    ApplicationFactory(call=row.call, decision="waitlisted")
    assert "next on the waiting list" not in text(as_coordinator.get(row.call.get_absolute_url()))


def test_home_counts_what_waits_for_the_coordinator_and_leads_to_it(as_coordinator):
    seats = call(decided_on=TODAY, places=9, position=PositionFactory())
    offer(seats, respond_by=TODAY + 3 * DAY, person__family_name="Soon")
    offer(seats, respond_by=TODAY + 4 * DAY, person__family_name="Later")
    offer(seats, respond_by=TODAY - DAY, person__family_name="Late")
    offer(seats, response="accepted", person__family_name="Taken")
    page = text(as_coordinator.get("/"))
    for state, name in [("lapsing", "Soon"), ("lapsed", "Late"), ("unappointed", "Taken")]:
        assert f"/applications/?state={state}" in page
        rows = lines(as_coordinator.get(f"/applications/?state={state}&export=csv"))[1:]
        assert [row[0].partition(",")[0] for row in rows] == [name]


def test_an_applicant_knows_nothing_before_the_decisions_are_sent(as_me, me):
    row = offer(call(), person=me.person, decision_reason="Weak essay")
    page = text(as_me.get(row.get_absolute_url()))
    assert "What came of it" not in page
    assert "An offer for you" not in text(as_me.get("/programs/mine/"))
    assert as_me.post(f"/applications/{row.pk}/answer/", sent(row, response="accepted")).status_code == 422


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Accept the offer"),
        ({"respond_by": TODAY - DAY}, "The offer could be answered until Nov. 23, 2026"),
        ({"response": "refused"}, "You turned the offer down"),
        ({"decision": "waitlisted", "respond_by": None}, "We cannot offer you a place yet"),
        ({"decision": "declined", "respond_by": None}, "This time we cannot offer you a place"),
    ],
)
def test_an_applicant_reads_what_came_of_it_and_no_reason(as_me, me, facts, words):
    row = offer(person=me.person, decision_reason="Weak essay", **facts)
    page = text(as_me.get(row.get_absolute_url()))
    assert words in page
    assert "Weak essay" not in page


def test_an_offer_is_accepted_from_home_and_leads_to_the_seat(as_me, me):
    row = offer(person=me.person)
    for address in ("/", "/programs/mine/"):
        assert f"/applications/{row.pk}/answer/" in text(as_me.get(address))
    assert "You can answer until Nov. 24, 2026" in text(as_me.get(f"/applications/{row.pk}/answer/?answer=accepted"))
    response = as_me.post(f"/applications/{row.pk}/answer/", sent(row, response="accepted"), follow=True)
    assert "You accepted, and you are enrolled." in text(response)
    assert Enrollment.objects.get().get_absolute_url() in text(response)
    assert "An offer for you" not in text(as_me.get("/"))


def test_an_answer_sent_twice_is_one(as_me, me):
    row = offer(person=me.person)
    form = sent(row, response="accepted")
    assert [as_me.post(f"/applications/{row.pk}/answer/", form).status_code for _each in range(2)] == [302, 302]
    assert Enrollment.objects.count() == 1


def test_an_offer_is_turned_down(as_me, me):
    row = offer(person=me.person)
    as_me.post(f"/applications/{row.pk}/answer/", sent(row, response="refused"))
    assert (of(row).response, Enrollment.objects.count()) == ("refused", 0)


def test_the_offer_of_somebody_else_is_not_found(as_me):
    row = offer()
    assert as_me.get(f"/applications/{row.pk}/answer/").status_code == 404
    assert as_me.post(f"/applications/{row.pk}/answer/", sent(row, response="accepted")).status_code == 404


def test_a_full_cohort_says_that_one_waits(as_me, me):
    row = offer(call(decided_on=TODAY, cohort__capacity=1, cohort__held=1), person=me.person)
    response = as_me.post(f"/applications/{row.pk}/answer/", sent(row, response="accepted"), follow=True)
    assert "All seats are taken, so you are on the waiting list." in text(response)


def appointing(row, **fields):
    place = row.call.position
    facts = {"person": row.person_id, "position": place.pk, "start": TODAY, "end": TODAY + 30 * DAY}
    return sent(**facts, release_fte="0.2", pattern="partial_release", **fields)


def accepted_position():
    place = PositionFactory(school_year=2027, title="STEM mentor")
    return offer(call(decided_on=TODAY - DAY, position=place), response="accepted")


def test_who_accepted_a_position_is_appointed_on_a_page_that_is_filled_in(as_coordinator):
    row = accepted_position()
    address = f"/applications/{row.pk}/appoint/"
    assert address in text(as_coordinator.get(row.get_absolute_url()))
    page = as_coordinator.get(address)
    first = page.context["form"].initial
    assert (first["person"], first["position"]) == (str(row.person_id), row.call.position_id)
    assert as_coordinator.post(address, appointing(row)).status_code == 302
    made = Appointment.objects.get(person=row.person)
    assert (of(row).appointment, made.position) == (made, row.call.position)
    assert made.get_absolute_url() in text(as_coordinator.get(row.get_absolute_url()))


def test_appointing_somebody_else_from_an_offer_appoints_nobody(as_coordinator):
    row = accepted_position()
    other = PersonFactory()
    response = as_coordinator.post(f"/applications/{row.pk}/appoint/", appointing(row) | {"person": other.pk})
    assert response.status_code == 422
    assert "appoint this person" in text(response)
    assert Appointment.objects.count() == 0


def test_without_an_accepted_position_the_page_leads_back(as_coordinator):
    row = offer()
    response = as_coordinator.get(f"/applications/{row.pk}/appoint/", follow=True)
    assert "no accepted offer here" in text(response)
    assert response.redirect_chain[0][0] == row.get_absolute_url()


def test_a_principal_knows_of_the_own_staff_what_the_applicants_know(as_principal):
    seats = call(places=9)
    mine = offer(seats, person=my_teacher(as_principal, family_name="Mine"), decision_reason="Weak essay")
    offer(seats, person__family_name="Stranger")
    ApplicationFactory(call=seats, person=my_teacher(as_principal, family_name="Drafty"), status="draft")
    pages = ["/applications/", seats.get_absolute_url(), mine.person.get_absolute_url()]
    for told in (False, True):
        if told:
            type(seats).objects.update(decided_on=TODAY)
        for address in pages:
            page = text(as_principal.get(address))
            assert ("under review" in page, 'chip-good">offered<' in page) == (not told, told), address
            assert "Weak essay" not in page
        for hidden in ("Stranger", "Drafty"):
            assert hidden not in text(as_principal.get("/applications/"))
            assert hidden not in text(as_principal.get(seats.get_absolute_url()))
    assert as_principal.get(mine.get_absolute_url()).status_code in (403, 404)


def test_a_principal_cannot_filter_by_a_decision_that_was_not_sent(as_principal):
    seats = call()
    offer(seats, person=my_teacher(as_principal, family_name="Mine"))
    assert "Mine" not in text(as_principal.get("/applications/?state=offered"))
    assert "Mine" in text(as_principal.get("/applications/?state=review"))

"""Pages of the catalogue: what each reader sees, what forms are filled with, and what they answer."""

import datetime
import re

import pytest

from leaders.models import AuditEntry
from programs.models import Cohort, Program, Session
from tests.coaching import DAY, NOON, TODAY, sent
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    EnrollmentFactory,
    FundingSourceFactory,
    PersonFactory,
    ProgramFactory,
    RoleFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PROGRAM = {"name": "Coaching year", "kind": "institute", "provider_kind": "district", "usual_seats": "15"}
PROGRAM |= {"stem_mode": "integrated"}
COHORT = {"name": "Cohort 1", "start": "2026-09-01", "end": "2027-05-31", "capacity": "15", "required_sessions": "0"}
COHORT |= {"required_pieces": "0", "service_years": "2", "required_hours": "7.5"}
SESSION = {"title": "Number talks", "starts": "15:00", "ends": "17:00", "mode": "in_person", "place": "Library"}


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def told_to(client):
    """What a page says to a user, without its tags."""

    def read(address, user=None):
        if user:
            client.force_login(user)
        text = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
        return " ".join(text.split())

    return read


def values_of(response):
    form = response.context["form"]
    return {name: form[name].value() for name in form.fields}


@pytest.mark.parametrize(
    ("purpose", "words"),
    [("own_practice", "helps teachers with their own practice"), ("one_workshop", "is an activity, no program")],
)
def test_what_is_no_program_is_refused_with_the_reason_beside_the_question(desk, purpose, words):
    """Case 14: the one-day workshop is an activity."""
    answer = desk.post("/programs/add/", sent(**PROGRAM, purpose=purpose))
    assert answer.status_code == 422
    assert words in answer.context["form"].errors["purpose"][0]
    assert Program.objects.count() == 0


def test_the_question_is_not_answered_before_it_is_asked(desk):
    assert values_of(desk.get("/programs/add/"))["purpose"] is None
    assert desk.post("/programs/add/", sent(**PROGRAM)).context["form"].errors["purpose"]


def test_a_year_long_institute_is_a_program_with_roles_and_history(desk):
    role = RoleFactory(name="STEM coach")
    answer = desk.post("/programs/add/", sent(**PROGRAM, purpose="develops", leads_to=[role.pk], why="Board, June"))
    program = Program.objects.get()
    assert answer.url == f"/programs/{program.pk}/"
    assert list(program.leads_to.all()) == [role]
    assert AuditEntry.objects.get().reason == "Board, June"


def test_a_mixed_institute_counts_the_seats_of_leaders_and_of_others_apart(desk):
    """Case 15: twelve teacher leaders and twenty others."""
    cohort = CohortFactory(capacity=40)
    EnrollmentFactory.create_batch(12, cohort=cohort, participant="current")
    EnrollmentFactory.create_batch(20, cohort=cohort, participant="other")
    EnrollmentFactory(cohort=cohort, participant="current", status="withdrawn")
    rows = desk.get("/cohorts/?columns=seats&columns=held&columns=left&columns=leaders&columns=others&export=csv")
    line = b"".join(rows.streaming_content).decode().splitlines()[1]
    assert line.split(",")[1:] == ["40", "32", "8", "12", "20"]
    listed = desk.get("/cohorts/").content.decode()
    assert [f'data-label="{label}"' in listed for label in ("Teacher leader seats", "Other seats")] == [True, True]


@pytest.mark.parametrize("kind", ["viewer", "business_office", "administrator"])
def test_only_the_coordinator_sees_the_seats_apart_in_the_list(client, kind):
    CohortFactory()
    client.force_login(UserFactory(kind=kind))
    assert "Teacher leader seats" not in client.get("/cohorts/").content.decode()


@pytest.mark.parametrize(("kind", "seen"), [("coordinator", True), ("business_office", True), ("viewer", False)])
def test_cost_and_fund_are_for_coordinator_and_business_office(told_to, kind, seen):
    fund = FundingSourceFactory(name="Title II fund", code="T2")
    program = ProgramFactory(cost_per_seat="1234.50", fund=fund)
    cohort = CohortFactory(program=program, cost_per_seat="1234.50", fund=fund)
    user = UserFactory(kind=kind)
    for address in ("/programs/", f"/programs/{program.pk}/", "/cohorts/?columns=cost", f"/cohorts/{cohort.pk}/"):
        assert ("$1,234.50" in told_to(address, user)) == seen
    assert ("Title II fund" in told_to(f"/cohorts/{cohort.pk}/", user)) == seen


def test_the_history_tells_an_administrator_no_cost(desk, told_to):
    desk.post("/programs/add/", sent(**PROGRAM, purpose="develops", cost_per_seat="1234.50"))
    address = Program.objects.get().get_absolute_url()
    assert told_to(address).count("1,234.50") == 2  # the fact, and its history
    told = told_to(address, UserFactory(kind="administrator"))
    assert "Coaching year" in told
    assert "1,234.50" not in told


def test_a_role_shows_the_programs_that_lead_to_it_but_retired_ones(told_to, coordinator):
    role = RoleFactory()
    for name, retired in (("Academy of science", False), ("Old academy", True)):
        ProgramFactory(name=name, is_retired=retired).leads_to.add(role)
    told = told_to(f"/roles/{role.pk}/", coordinator)
    assert "Programs that lead here Academy of science" in told
    assert "Old academy" not in told


def test_programs_are_found_by_word_kind_discipline_and_whether_they_are_retired(desk):
    ProgramFactory(name="Academy of science", kind="academy", provider="State University")
    ProgramFactory(name="Network", is_retired=True)

    def found(query):
        return [name for _pk, name, _cells in desk.get(f"/programs/?{query}").context["rows"]]

    assert found("q=science") == found("q=state+uni") == found("kind=academy") == ["Academy of science"]
    assert (found("retired=true"), found("retired=false")) == (["Network"], ["Academy of science"])
    assert found("purpose=own_practice") == ["Academy of science", "Network"]  # no such filter: nothing is so


def test_cohorts_are_found_by_state_year_and_free_seats(desk):
    program = ProgramFactory(name="Institute")
    CohortFactory(program=program, name="Now", capacity=1)
    CohortFactory(program=program, name="Off", is_cancelled=True)
    past = {"start": datetime.date(2025, 8, 1), "end": datetime.date(2026, 6, 1)}
    CohortFactory(program=program, name="Past", **past)
    EnrollmentFactory(cohort=Cohort.objects.get(name="Now"))

    def found(query):
        return [
            name.split(", ")[1].split(" ")[0] for _pk, name, _cells in desk.get(f"/cohorts/?{query}").context["rows"]
        ]

    assert [found(f"state={state}") for state in ("running", "over", "cancelled")] == [["Now"], ["Past"], ["Off"]]
    assert (found("year=2026"), found("free=false"), found("q=institute+now")) == (["Past"], ["Now"], ["Now"])


def test_a_cohort_begins_with_what_its_program_says(desk):
    fund = FundingSourceFactory()
    program = ProgramFactory(usual_seats=33, cost_per_seat="250", fund=fund)
    found = values_of(desk.get(f"/programs/{program.pk}/cohorts/add/"))
    assert (found["capacity"], float(found["cost_per_seat"]), found["fund"]) == (33, 250, fund.pk)
    answer = desk.post(f"/programs/{program.pk}/cohorts/add/", sent(**COHORT))
    cohort = Cohort.objects.get()
    assert answer.url == f"/cohorts/{cohort.pk}/"
    assert (cohort.school_year, cohort.required_minutes, cohort.program) == (2027, 450, program)


def test_the_same_name_twice_in_a_year_is_refused_in_words(desk):
    program = CohortFactory(name="Cohort 1", start=datetime.date(2026, 9, 1)).program
    answer = desk.post(f"/programs/{program.pk}/cohorts/add/", sent(**COHORT))
    assert "already has a cohort of that name" in answer.content.decode()
    assert (answer.status_code, Cohort.objects.count()) == (422, 1)


def test_hours_are_typed_and_shown_as_hours(desk, told_to):
    cohort = CohortFactory(required_minutes=450, required_sessions=6, required_pieces=1, practice_task=True)
    assert values_of(desk.get(f"/cohorts/{cohort.pk}/edit/"))["required_hours"] == "7.5"
    told = told_to(f"/cohorts/{cohort.pk}/")
    assert "Attend sessions for 7 h 30 min. Attend at least 6 sessions. Have 1 piece of evidence accepted." in told
    assert "The sessions planned so far are fewer than completing asks for" in told
    desk.post(f"/cohorts/{cohort.pk}/edit/", sent(cohort, **COHORT | {"required_hours": ""}))
    assert Cohort.objects.get().required_minutes == 0


def test_fewer_seats_than_people_who_hold_one_are_refused_beside_the_seats(desk):
    cohort = EnrollmentFactory().cohort
    EnrollmentFactory(cohort=cohort)
    answer = desk.post(f"/cohorts/{cohort.pk}/edit/", sent(cohort, **COHORT | {"capacity": "1"}))
    assert answer.status_code == 422
    assert answer.context["form"].errors["capacity"] == ["2 people hold a seat, so there cannot be fewer."]


def test_who_was_slower_sees_both_versions_of_a_cohort(desk):
    cohort = CohortFactory()
    first, second = (sent(cohort, **COHORT | {"name": name}) for name in ("First", "Second"))
    assert desk.post(f"/cohorts/{cohort.pk}/edit/", first).status_code == 302
    assert desk.post(f"/cohorts/{cohort.pk}/edit/", second).status_code == 409
    assert Cohort.objects.get().name == "First"


def test_copying_shows_the_next_year_filled_in_and_brings_the_sessions(desk):
    cohort = CohortFactory(start=datetime.date(2026, 9, 1), end=datetime.date(2027, 5, 31), required_minutes=450)
    SessionFactory(cohort=cohort)
    answer = desk.get(f"/cohorts/{cohort.pk}/copy/")
    found = values_of(answer)
    assert (found["start"], found["end"]) == (datetime.date(2027, 8, 31), datetime.date(2028, 5, 29))
    assert found["required_hours"] == "7.5"
    assert "gets 1 session" in answer.content.decode()
    facts = COHORT | {"start": "2027-08-31", "end": "2028-05-29"}
    new = desk.post(f"/cohorts/{cohort.pk}/copy/", sent(**facts)).url
    assert Cohort.objects.get(pk=new.split("/")[2]).sessions.count() == 1


def test_canceling_a_cohort_asks_why_and_says_so(desk, told_to):
    cohort = CohortFactory()
    assert desk.post(f"/cohorts/{cohort.pk}/cancel/", sent(cohort)).status_code == 422
    desk.post(f"/cohorts/{cohort.pk}/cancel/", sent(cohort, reason="No funds"))
    told = told_to(f"/cohorts/{cohort.pk}/")
    assert "The cohort is canceled." in told
    assert "Add a session" not in told


def test_a_sent_form_makes_one_cohort_however_often_it_arrives(desk):
    program, body = ProgramFactory(), sent(**COHORT)
    first, again = (desk.post(f"/programs/{program.pk}/cohorts/add/", body) for _each in range(2))
    assert (first.url, Cohort.objects.count()) == (again.url, 1)


def test_a_session_is_added_with_who_leads_it_and_its_whole_length(desk):
    leader, cohort = AppointmentFactory().person, CohortFactory()
    body = sent(**SESSION, date="2026-12-01", facilitator_0=leader.pk, facilitator_2=leader.pk)
    answer = desk.post(f"/cohorts/{cohort.pk}/sessions/add/", body)
    session = Session.objects.get()
    assert answer.url == f"/sessions/{session.pk}/"
    assert (session.minutes, list(session.facilitators.all())) == (120, [leader])
    assert leader.activities.get().status == "planned"


def test_editing_a_session_shows_who_leads_it_and_has_room_for_one_more(desk):
    people = PersonFactory.create_batch(3)
    session = SessionFactory(facilitators=people)
    found = values_of(desk.get(f"/sessions/{session.pk}/edit/"))
    assert {found[f"facilitator_{place}"] for place in range(3)} == {person.pk for person in people}
    assert found["facilitator_3"] is None


def test_an_impossible_session_keeps_what_was_typed_and_says_why(desk):
    cohort = CohortFactory()
    answer = desk.post(f"/cohorts/{cohort.pk}/sessions/add/", sent(**SESSION | {"ends": "14:00"}, date="2026-12-01"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["ends"] == ["The session ends before it begins."]
    assert values_of(answer)["title"] == "Number talks"


def test_several_sessions_are_numbered_on_from_those_that_are_there(desk):
    cohort = CohortFactory()
    SessionFactory(cohort=cohort, title="Number talks 1")
    body = SESSION | {"rhythm": "two_weeks", "first": "2026-12-01", "until": "2026-12-20"}
    answer = desk.post(f"/cohorts/{cohort.pk}/sessions/add-several/", sent(**body))
    assert answer.url == f"/cohorts/{cohort.pk}/"
    rows = cohort.sessions.filter(date__gt=TODAY).values_list("title", "date", "minutes")
    assert list(rows) == [
        ("Number talks 2", datetime.date(2026, 12, 1), 120),
        ("Number talks 3", datetime.date(2026, 12, 15), 120),
    ]


def test_pasted_dates_make_sessions(desk):
    cohort = CohortFactory()
    body = SESSION | {"rhythm": "pasted", "pasted": "12/8/2026\n12/1/2026"}
    desk.post(f"/cohorts/{cohort.pk}/sessions/add-several/", sent(**body))
    assert [row.title for row in cohort.sessions.all()] == ["Number talks 1", "Number talks 2"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"rhythm": "pasted", "pasted": "soon"}, "pasted"),
        ({"rhythm": "weekly", "first": "", "until": "2026-12-20"}, "first"),
        ({"rhythm": "weekly", "first": "2026-12-01", "until": ""}, "until"),
        ({"rhythm": "weekly", "first": "2026-12-01", "until": "2027-12-01"}, None),
    ],
)
def test_days_that_make_no_sessions_are_refused(desk, asked, field):
    cohort = CohortFactory()
    answer = desk.post(f"/cohorts/{cohort.pk}/sessions/add-several/", sent(**SESSION | asked))
    errors = answer.context["form"].errors
    assert (answer.status_code, cohort.sessions.count()) == (422, 0)
    assert list(errors) == [field or "__all__"]


def test_a_canceled_session_says_so_and_offers_no_more(desk, told_to):
    session = SessionFactory()
    desk.post(f"/sessions/{session.pk}/cancel/", sent(session, reason="Snow"))
    told = told_to(f"/sessions/{session.pk}/")
    assert f"{session.title} canceled" in told
    assert "Cancel the session" not in told


def test_names_of_facilitators_lead_only_to_pages_that_open(client, told_to):
    leader = PersonFactory(given_name="Ana", family_name="Ortiz")
    session = SessionFactory(facilitators=[leader])
    for kind, linked in (("coordinator", True), ("viewer", False)):
        for address in (f"/sessions/{session.pk}/", f"/cohorts/{session.cohort_id}/"):
            assert "Ana Ortiz" in told_to(address, UserFactory(kind=kind))
            assert (f'href="/people/{leader.pk}/"' in client.get(address).content.decode()) == linked


def test_the_link_to_join_is_for_those_who_come(client):
    session = SessionFactory(link="https://meet.example/secret", facilitators=[PersonFactory()])
    seated = EnrollmentFactory(cohort=session.cohort).person
    gone = EnrollmentFactory(cohort=session.cohort, status="withdrawn").person

    def told(user):
        client.force_login(user)
        pages = (f"/sessions/{session.pk}/", f"/cohorts/{session.cohort_id}/")
        return any("meet.example" in client.get(address).content.decode() for address in pages)

    for person in (seated, session.facilitators.get(), gone):
        AppointmentFactory(person=person)
        UserFactory(person=person)
    come = [told(user) for user in (seated.user, session.facilitators.get().user, UserFactory(kind="coordinator"))]
    others = [told(user) for user in (gone.user, UserFactory(kind="viewer"), UserFactory(kind="business_office"))]
    assert (come, others) == ([True] * 3, [False] * 3)


def test_no_page_of_the_catalogue_shows_the_codes_to_who_does_not_lead_it(client):
    session = SessionFactory(date=TODAY + DAY)
    client.force_login(UserFactory(kind="viewer"))
    for address in (f"/sessions/{session.pk}/", f"/cohorts/{session.cohort_id}/"):
        text = client.get(address).content.decode()
        assert session.title in text
        assert session.door_code not in text


def test_a_program_tells_its_cohorts_and_what_comes_next(told_to):
    program = ProgramFactory(outcomes="Leads a team\n\nReads data")
    session = SessionFactory(cohort__program=program, date=TODAY + DAY, title="Listening")
    told = told_to(f"/programs/{program.pk}/", UserFactory(kind="viewer"))
    assert "Expected outcomes Leads a team Reads data" in told
    assert "Next session Nov. 25, 2026 Listening" in told
    assert f"{session.cohort.name}" in told

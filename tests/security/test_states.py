"""What an appointment's state allows, who never decides, and rights that end at once (trust A35, A36, A48, A49)."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from leaders.models import Appointment, Term
from tests.factories import AppointmentFactory, PersonFactory, PositionFactory, UserFactory
from tests.security.cells import effect_of, signed_in
from tests.watch import undone, writes
from tests.world import KINDS, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet_log")]
TODAY = timezone.localdate()
DAYS = datetime.timedelta(days=1)
PAST, AHEAD = (TODAY - 60 * DAYS, TODAY - 30 * DAYS), (TODAY + 30 * DAYS, TODAY + 60 * DAYS)
RUNNING = (TODAY - 30 * DAYS, TODAY + 30 * DAYS)
# State: (status, dates, steps that it allows).
STATES = {
    "proposed": ("proposed", AHEAD, {"approve", "amend", "extend", "leave", "end", "withdraw"}),
    "proposed, begun": ("proposed", RUNNING, {"approve", "amend", "extend", "leave", "end", "withdraw"}),
    "upcoming": ("approved", AHEAD, {"amend", "extend", "leave", "end", "withdraw"}),
    "active": ("approved", RUNNING, {"amend", "extend", "leave", "end"}),
    "ended": ("approved", PAST, {"amend", "extend", "leave", "end"}),  # dated corrections, each with its reason
    "withdrawn": ("withdrawn", AHEAD, set()),
}
STEPS = ["approve", "amend", "extend", "leave", "end", "withdraw"]


def appointment(state, person=None):
    status, (start, end), _allowed = STATES[state]
    approved = {"approved_on": start} if status == "approved" else {"approved_on": None}
    who = {"person": person} if person else {}
    return AppointmentFactory(status=status, start=start, end=end, **approved, **who)


def step_body(step, row):
    inside, after = row.start + 5 * DAYS, row.end + 5 * DAYS
    more = {
        "amend": {"start": inside, "release_fte": "0.3", "pattern": "tosa"},
        "extend": {"end": after},
        "leave": {"start": inside, "end": inside},
        "end": {"end": inside},
    }
    return {"reason": "As agreed", **more.get(step, {})}


def take(client, step, row):
    """The rows that a step changes, and the answer."""
    return effect_of(lambda: client.post(f"/appointments/{row.pk}/{step}/", step_body(step, row)))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_each_state_allows_its_steps(world, state, step):
    change, answer = take(signed_in(world, "coordinator"), step, appointment(state))
    allowed = step in STATES[state][2]
    assert (answer.status_code, change != []) == (302 if allowed else 422, allowed)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"coordinator", "anonymous"}])
def test_nobody_but_the_coordinator_takes_a_step_in_any_state(world, kind):
    client, found = signed_in(world, kind), {}
    with undone():
        for state in STATES:
            row = appointment(state, world.records["mine"]["person"])
            with writes() as tables:
                for step in STEPS:
                    answer = client.post(f"/appointments/{row.pk}/{step}/", step_body(step, row))
                    found[state, step] = answer.status_code, set(tables)
    assert set(map(str, found.values())) == {"(403, set())"}


@pytest.mark.parametrize("state", [state for state in STATES if STATES[state][0] != "withdrawn"])
def test_a_step_leaves_no_gap_and_no_overlap_of_terms(world, state):
    row, client = appointment(state), signed_in(world, "coordinator")
    with undone():
        for step in ("amend", "leave", "extend", "end"):
            assert client.post(f"/appointments/{row.pk}/{step}/", step_body(step, row)).status_code == 302
        spans = list(Term.objects.current().filter(appointment=row).order_by("start").values_list("start", "end"))
        row.refresh_from_db()
    assert (spans[0][0], spans[-1][1]) == (row.start, row.end)
    assert [late - early for (_s, early), (late, _e) in zip(spans, spans[1:], strict=False)] == [DAYS] * (
        len(spans) - 1
    )


@pytest.fixture
def candidate(client):
    """A coordinator who is a teacher too, and a proposal for this very person."""
    user = UserFactory(kind="coordinator", person=PersonFactory())
    client.force_login(user)
    return user


def status_of(row):
    return Appointment.objects.get(pk=row.pk).status


def test_nobody_approves_their_own_appointment(client, candidate):
    row = appointment("proposed", candidate.person)
    answer = client.post(f"/appointments/{row.pk}/approve/", {"reason": "Me"})
    assert (answer.status_code, status_of(row)) == (422, "proposed")


def test_nor_among_others_that_are_ticked(client, candidate):
    rows = [appointment("proposed"), appointment("proposed", candidate.person), appointment("proposed")]
    client.post("/appointments/approve/", {"rows": [row.pk for row in rows]})
    assert [status_of(row) for row in rows] == ["proposed"] * 3


def test_nor_while_appointing(client, candidate, world):
    position = PositionFactory(school_year=world.year)
    data = {"person": candidate.person.pk, "position": position.pk, "approve_now": "on", "release_fte": "0.2"}
    data |= {"start": world.today, "end": world.today, "pattern": "partial_release"}
    answer = client.post("/appointments/appoint/", data)
    assert answer.status_code == 422
    assert not Appointment.objects.filter(person=candidate.person).exists()


def test_nor_in_the_admin(client, candidate):
    candidate.grants.create(kind="administrator")
    row = appointment("proposed", candidate.person)
    data = {"status": "approved", "approved_by": candidate.pk, "approved_on": TODAY, "overload_reason": "x"}
    inline = {"terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0"}
    assert client.post(f"/admin/leaders/appointment/{row.pk}/change/", data | inline).status_code == 302
    assert status_of(row) == "proposed"


def test_a_colleague_may(client, candidate):
    """The control."""
    row = appointment("proposed", candidate.person)
    client.force_login(UserFactory(kind="coordinator", person=PersonFactory()))
    client.post(f"/appointments/{row.pk}/approve/", {"reason": "Seen"})
    assert status_of(row) == "approved"


@pytest.mark.parametrize("kind", ["coordinator", "administrator", "business_office", "principal"])
def test_a_right_that_is_taken_away_is_gone_with_the_next_request(world, kind):
    client = signed_in(world, kind)
    with undone():
        before = client.get("/people/").status_code
        world.users[kind].grants.all().delete()
        after = [client.get("/people/").status_code, client.post("/people/add/", {}).status_code]
    assert (before, after) == (200, [403, 403])


def test_a_principal_who_moves_sees_the_new_school_only(world):
    client = signed_in(world, "principal")
    pages = [world.records[place]["person"].get_absolute_url() for place in ("school", "other")]
    with undone():
        world.users["principal"].grants.update(school=world.records["other"]["position"].site)
        assert [client.get(page).status_code for page in pages] == [404, 200]


def test_a_leaders_access_ends_with_the_appointment(world):
    client, mine = signed_in(world, "teacher_leader"), world.records["mine"]
    kinds = []
    with undone():
        for end in (TODAY, TODAY - DAYS):
            Appointment.objects.filter(pk=mine["appointment"].pk).update(end=end)
            client.get("/")
            kinds.append("teacher_leader" in client.get("/").wsgi_request.user.kinds)
    assert kinds == [True, False]


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_closed_account_is_out_with_the_next_request(world, kind):
    client = signed_in(world, kind)
    with undone():
        type(world.users[kind])._base_manager.filter(pk=world.users[kind].pk).update(is_active=False)
        assert client.get("/")["Location"].startswith("/accounts/login/")


def test_a_new_password_ends_the_other_sessions(world):
    here, elsewhere = signed_in(world, "viewer"), signed_in(world, "viewer")
    data = {"oldpassword": PASSWORD, "password1": "another phrase", "password2": "another phrase"}
    with undone():
        here.post("/accounts/password/change/", data)
        assert [client.get("/").status_code for client in (here, elsewhere)] == [200, 302]


def test_a_session_is_new_at_sign_in_and_dead_after_signing_out(world):
    client = Client()
    client.get("/accounts/login/")
    with undone():
        client.post("/accounts/login/", {"login": world.users["viewer"].email, "password": PASSWORD})
        inside = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.post("/accounts/logout/")
        client.cookies[settings.SESSION_COOKIE_NAME] = inside
        assert client.get("/").status_code == 302
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60

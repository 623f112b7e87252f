"""Requests for support: what a principal may ask, what it plans, and what becomes of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from leaders.models import AuditEntry, District
from responsibilities.actions.activities import log_activity
from responsibilities.actions.support_requests import decline_request, request_support
from responsibilities.models import Activity, SupportRequest
from tests.coaching import DAY, NOON, TODAY, leader, sent, teacher_of
from tests.factories import CycleFactory, PersonFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def appointment():
    return leader()


@pytest.fixture
def principal(appointment):
    return UserFactory(kind="principal", kind__school=appointment.position.site)


def asked(appointment, by, teachers=(), **facts):
    facts = {"kind": "observe", "wished_for": TODAY + DAY, "focus": "Fractions", "participants": len(teachers)} | facts
    row = SupportRequest(site=facts.pop("site", appointment.position.site), **facts)
    return request_support(request=row, appointment=appointment, teachers=teachers, by=by)


def asking(appointment, teachers, **fields):
    facts = {"site": appointment.position.site_id, "kind": "observe", "wished_for": TODAY + DAY, "focus": "Fractions"}
    return sent(appointment=appointment.pk, teachers=[row.pk for row in teachers], **(facts | fields))


def test_a_request_is_a_planned_visit_of_the_leader(client, appointment, principal):
    teacher = teacher_of(appointment)
    cycle = CycleFactory(appointment=appointment, teacher=teacher)
    client.force_login(principal)
    assert client.post("/activities/request/", asking(appointment, [teacher])).status_code == 302
    visit = Activity.objects.get()
    assert (visit.status, visit.source, visit.requested_by) == ("planned", "request", principal)
    assert (visit.leader, visit.date, visit.contact) == (appointment.person, TODAY + DAY, "one_on_one")
    assert (list(visit.supported.all()), visit.cycle) == ([teacher], cycle)
    assert SupportRequest.objects.get().state == "open"


@pytest.mark.parametrize(
    ("named", "unnamed", "contact"), [(1, "", "one_on_one"), (2, "", "group"), (1, "1", "group"), (0, "2", "group")]
)
def test_for_one_teacher_or_a_group(client, appointment, principal, named, unnamed, contact):
    client.force_login(principal)
    teachers = [teacher_of(appointment) for _each in range(named)]
    assert client.post("/activities/request/", asking(appointment, teachers, unnamed=unnamed)).status_code == 302
    assert Activity.objects.get().contact == contact
    assert SupportRequest.objects.get().participants == Activity.objects.get().participants


@pytest.mark.parametrize(("unnamed", "said"), [("", "at least one"), ("1", "choose the name")])
def test_for_nobody_it_is_refused(client, appointment, principal, unnamed, said):
    client.force_login(principal)
    answer = client.post("/activities/request/", asking(appointment, [], unnamed=unnamed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Fractions" in answer.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize(("days", "fits"), [(0, True), (-1, False)])
def test_the_day_is_not_past(appointment, principal, days, fits):
    if fits:
        assert asked(appointment, principal, [teacher_of(appointment)], wished_for=TODAY + days * DAY).pk
    else:
        with pytest.raises(ValidationError, match="today or a later day"):
            asked(appointment, principal, [teacher_of(appointment)], wished_for=TODAY + days * DAY)


@pytest.mark.parametrize(("after", "fits"), [(0, True), (1, False)])
def test_nor_after_the_leaders_last_day(appointment, principal, after, fits):
    wish = appointment.end + after * DAY
    if fits:
        assert asked(appointment, principal, [teacher_of(appointment)], wished_for=wish).pk
    else:
        with pytest.raises(ValidationError, match="serves from"):
            asked(appointment, principal, [teacher_of(appointment)], wished_for=wish)


def test_leader_and_teachers_are_those_of_the_school(appointment, principal):
    teacher = teacher_of(appointment)
    with pytest.raises(ValidationError, match="does not serve"):
        asked(appointment, principal, [teacher], site=SchoolFactory())
    with pytest.raises(ValidationError, match="does not work at"):
        asked(appointment, principal, [teacher, PersonFactory()])
    assert asked(appointment, principal, [teacher]).pk


def test_a_principal_chooses_among_their_own_staff_and_who_serves_them(client, appointment, principal):
    teacher_of(appointment, family_name="Mine")
    leader(person__family_name="Elsewhere")
    PersonFactory(family_name="Stranger")
    client.force_login(principal)
    text = client.get("/activities/request/").content.decode()
    assert "Mine" in text
    assert appointment.person.sort_name in text
    assert "Elsewhere" not in text
    assert "Stranger" not in text


def test_a_request_of_several_schools_asks_for_which(client, appointment, principal):
    client.force_login(principal)
    assert client.get("/activities/request/").context["form"]["site"].is_hidden
    principal.grants.create(kind="principal", school=SchoolFactory())
    client.force_login(type(principal).objects.get(pk=principal.pk))
    assert not client.get("/activities/request/").context["form"]["site"].is_hidden


def test_the_leader_finds_it_at_home_and_declines_it_with_a_reason(client, appointment, principal):
    row = asked(appointment, principal, [teacher_of(appointment)])
    client.force_login(appointment.person.user)
    assert "Requests for support" in client.get("/").content.decode()
    assert client.post(f"/requests/{row.pk}/decline/", sent(row, reason="")).status_code == 422
    assert client.post(f"/requests/{row.pk}/decline/", sent(row, reason="State tests that day")).status_code == 302
    assert not Activity.objects.exists()
    client.force_login(principal)
    for address in ("/requests/", "/"):
        text = client.get(address).content.decode()
        assert "State tests that day" in text
        assert "declined" in text


def test_a_request_is_declined_also_when_its_day_lies_in_a_locked_month(appointment, principal, time_machine):
    open_one, done = (asked(appointment, principal, [teacher_of(appointment)], wished_for=TODAY) for _each in range(2))
    Activity.objects.filter(support_request=done).update(status="submitted")
    time_machine.move_to(NOON + 60 * DAY)
    decline_request(request=open_one, reason="We never met", by=appointment.person.user)
    with pytest.raises(ValidationError, match="not open any more"):
        decline_request(request=done, reason="We never met", by=appointment.person.user)
    assert [row.state for row in SupportRequest.objects.order_by("pk")] == ["declined", "done"]


def test_what_is_done_shows_as_done_and_is_not_declined(client, appointment, principal):
    row = asked(appointment, principal, [teacher_of(appointment)], wished_for=TODAY)
    visit = row.activity
    visit.status = "submitted"
    log_activity(activity=visit, supported=visit.supported.all(), by=appointment.person.user)
    client.force_login(appointment.person.user)
    answer = client.post(f"/requests/{row.pk}/decline/", sent(row, reason="Too late"))
    assert "not open any more" in answer.content.decode()
    assert SupportRequest.objects.get().state == "done"


def test_a_visit_that_is_taken_out_of_the_log_is_told_honestly(appointment, principal):
    row = asked(appointment, principal, [teacher_of(appointment)])
    row.activity.delete()
    assert SupportRequest.objects.get().state == "dropped"


@pytest.mark.parametrize("state", ["open", "done", "declined", "dropped"])
def test_the_list_filters_by_what_became_of_it(client, coordinator, appointment, principal, state):
    rows = {name: asked(appointment, principal, [teacher_of(appointment)]) for name in ["open", "done", "declined"]}
    dropped = asked(appointment, principal, [teacher_of(appointment)])
    Activity.objects.filter(support_request=rows["done"]).update(status="submitted")
    decline_request(request=rows["declined"], reason="No time", by=appointment.person.user)
    Activity.objects.get(support_request=dropped).delete()
    client.force_login(coordinator)
    answer = client.get(f"/requests/?state={state}")
    assert [key for key, *_rest in answer.context["rows"]] == [{**rows, "dropped": dropped}[state].pk]
    assert SupportRequest.objects.get(pk=answer.context["rows"][0][0]).state == state


def test_a_refusal_at_the_last_write_leaves_no_visit(appointment, principal):
    with pytest.raises(Broken), breaking_at('INSERT INTO "responsibilities_supportrequest"'):
        asked(appointment, principal, [teacher_of(appointment)])
    assert not Activity.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_failure_while_declining_leaves_the_request_open(appointment, principal):
    row = asked(appointment, principal, [teacher_of(appointment)])
    with pytest.raises(Broken), breaking_at('DELETE FROM "responsibilities_activity"'):
        decline_request(request=row, reason="No time", by=appointment.person.user)
    assert (SupportRequest.objects.get().state, Activity.objects.count()) == ("open", 1)


class Broken(Exception):
    """The database went away."""


def breaking_at(start):
    def execute(run, sql, params, many, context):
        if sql.startswith(start):
            raise Broken
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_others_neither_see_nor_answer_it(client, appointment, principal):
    row = asked(appointment, principal, [teacher_of(appointment)], focus="Zanzibar")
    other = UserFactory(kind="principal", kind__school=SchoolFactory())
    stranger = leader().person.user
    for user, answer in ((other, 403), (stranger, 404), (principal, 403)):
        client.force_login(user)
        assert client.post(f"/requests/{row.pk}/decline/", sent(row, reason="Mine")).status_code == answer
        if user != principal:
            assert "Zanzibar" not in client.get("/requests/").content.decode()
            assert "Zanzibar" not in client.get("/").content.decode()


def test_the_list_names_no_supported_teacher(client, appointment, principal):
    teacher = teacher_of(appointment, family_name="Zanzibar")
    asked(appointment, principal, [teacher])
    client.force_login(principal)
    page, file = client.get("/requests/"), client.get("/requests/?export=csv").getvalue().decode()
    assert (len(page.context["rows"]), len(file.splitlines())) == (1, 2)
    assert "Zanzibar" not in page.content.decode() + file


def test_a_request_sent_twice_plans_one_visit(client, appointment, principal):
    client.force_login(principal)
    form = asking(appointment, [teacher_of(appointment)])
    assert [client.post("/activities/request/", form).status_code for _each in range(2)] == [302, 302]
    assert (Activity.objects.count(), SupportRequest.objects.count()) == (1, 1)

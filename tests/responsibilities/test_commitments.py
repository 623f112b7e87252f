"""What is promised: usual for the role until agreed otherwise, shares of exactly 100, old versions kept."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from leaders import audit
from leaders.actions.records import StaleRecord
from leaders.models import Appointment, AuditEntry
from responsibilities.actions.commitments import commit, set_usual
from responsibilities.models import Category, Commitment, UsualPromise
from responsibilities.promises import promise_on, promises_on
from tests.factories import AppointmentFactory, RoleFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
day = datetime.date


@pytest.fixture
def coaching():
    return Category.objects.get(code="coaching_modeling")


@pytest.fixture
def learning():
    return Category.objects.get(code="own_learning")


@pytest.fixture
def appointment():
    return AppointmentFactory()


@pytest.fixture
def agree(appointment, coordinator):
    def commit_to(shares, start=None, by=coordinator, reason="As agreed", version=None, **facts):
        row = Commitment(appointment=appointment, start=start or appointment.start, reason=reason, **facts)
        return commit(commitment=row, shares=shares, by=by, version=version)

    return commit_to


@pytest.mark.parametrize(
    ("percents", "refused"),
    [(("60", "40"), False), (("99.99", "0.01"), False), (("60", "30"), True), (("60", "40.01"), True), ((), False)],
)
def test_shares_make_exactly_100_or_there_are_none(agree, coaching, learning, percents, refused):
    shares = dict(zip((coaching, learning), map(Decimal, percents), strict=False))
    if refused:
        with pytest.raises(ValidationError, match="must make 100"):
            agree(shares)
    assert refused or agree(shares).shares.count() == len(percents)


def test_an_appointment_promises_what_is_usual_until_agreed_otherwise(appointment, coordinator, agree, coaching):
    role = appointment.position.role
    assert promise_on(appointment, appointment.start) is None
    set_usual(promise=UsualPromise(role=role, direct_share=50), shares={coaching: Decimal(100)}, by=coordinator)
    usual = promise_on(appointment, appointment.end)
    assert (usual.is_usual, usual.direct_share, usual.shares) == (True, 50, {coaching.pk: 100})
    agree({}, start=day(2026, 10, 16), direct_share=Decimal(60))
    assert promise_on(appointment, day(2026, 10, 15)).is_usual
    agreed = promise_on(appointment, day(2026, 10, 16))
    assert (agreed.is_usual, agreed.direct_share, agreed.shares) == (False, 60, {})


def test_a_later_version_leaves_the_earlier_one_as_it_was(appointment, agree):
    agree({}, direct_share=Decimal(50))
    agree({}, start=day(2027, 1, 1), direct_share=Decimal(60))
    assert promise_on(appointment, day(2026, 12, 31)).direct_share == 50
    assert promise_on(appointment, day(2027, 1, 1)).direct_share == 60
    assert not Commitment.objects.filter(retired_at__isnull=False).exists()


def test_only_a_version_from_the_same_day_is_replaced(appointment, agree):
    old = agree({}, direct_share=Decimal(50))
    agree({}, direct_share=Decimal(60))
    old.refresh_from_db()
    assert old.retired_at is not None
    assert promise_on(appointment, appointment.start).direct_share == 60


@pytest.mark.parametrize(
    ("start", "refused"),
    [(day(2026, 7, 31), True), (day(2026, 8, 1), False), (day(2027, 6, 30), False), (day(2027, 7, 1), True)],
)
def test_a_version_begins_within_the_appointment(agree, start, refused):
    if refused:
        with pytest.raises(ValidationError, match="The appointment runs from"):
            agree({}, start=start)
    assert refused or agree({}, start=start).pk


def test_a_change_of_what_was_agreed_says_why(agree):
    agree({}, reason="")
    with pytest.raises(ValidationError, match="Say why"):
        agree({}, reason=" ")


def test_nobody_changes_their_own_commitment_nor_that_of_a_withdrawn_appointment(appointment, agree):
    with pytest.raises(ValidationError, match="their own"):
        agree({}, by=UserFactory(kind="coordinator", person=appointment.person))
    Appointment.objects.update(status="withdrawn")
    with pytest.raises(ValidationError, match="withdrawn"):
        agree({})


def test_of_two_editors_of_one_appointment_the_second_is_told(appointment, agree):
    agree({}, version=appointment.version)
    with pytest.raises(StaleRecord):
        agree({}, version=appointment.version)


def test_the_history_of_the_appointment_tells_what_was_promised(appointment, agree, coaching):
    agree({coaching: Decimal(100)}, direct_share=Decimal(50))
    told = AuditEntry.objects.get(model="leaders.appointment")
    assert told.changes["commitment"] == ["", "Coaching and modeling 100%; direct time (percent) 50"]


def test_when_the_history_cannot_be_written_nothing_is_agreed(appointment, agree, coordinator, monkeypatch, coaching):
    agree({coaching: Decimal(100)})

    def fail(**facts):
        if facts["row"]._meta.model_name in {"appointment", "role"}:
            raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        agree({})
    with pytest.raises(DatabaseError):
        set_usual(promise=UsualPromise(role=appointment.position.role, direct_share=5), shares={}, by=coordinator)
    assert promise_on(appointment, appointment.start).shares == {coaching.pk: 100}
    assert not UsualPromise.objects.exists()


def test_promises_of_many_are_told_in_four_queries(django_assert_num_queries, coordinator, coaching):
    first, second, _third = AppointmentFactory.create_batch(3)
    commit(commitment=Commitment(appointment=first, start=first.start), shares={coaching: Decimal(100)}, by=coordinator)
    promise = UsualPromise(role=second.position.role)
    set_usual(promise=promise, shares={coaching: Decimal(100)}, by=coordinator)
    rows = list(Appointment.objects.select_related("position"))
    with django_assert_num_queries(4):
        assert {pk: row.is_usual for pk, row in promises_on(rows, day(2026, 11, 1)).items()} == {
            first.pk: False,
            second.pk: True,
        }


def test_the_form_says_a_sum_that_does_not_come_out_beside_the_first_share(client, coordinator, coaching, learning):
    role = RoleFactory()
    client.force_login(coordinator)
    page = client.post(f"/roles/{role.pk}/commitment/", {f"share_{coaching.pk}": "60", f"share_{learning.pk}": "30"})
    assert page.status_code == 422
    assert "add up to 90.00 percent" in str(page.context["form"].errors[f"share_{coaching.pk}"])
    client.post(f"/roles/{role.pk}/commitment/", {f"share_{coaching.pk}": "60", f"share_{learning.pk}": "40"})
    assert "Coaching and modeling" in client.get(role.get_absolute_url()).content.decode()


def test_the_page_of_the_appointment_shows_what_is_promised_and_its_versions(client, coordinator, appointment, agree):
    client.force_login(coordinator)
    assert "nothing is usual for the role" in client.get(appointment.get_absolute_url()).content.decode()
    agree({}, direct_share=Decimal(50))
    agree({}, direct_share=Decimal(60), reason="More visits")
    page = client.get(appointment.get_absolute_url()).content.decode()
    assert "More visits" in page
    assert "replaced" in page


@pytest.mark.parametrize(("kind", "shown"), [("business_office", False), ("administrator", False), ("principal", True)])
def test_a_commitment_is_seen_by_who_sees_the_appointment_and_commitments(client, appointment, agree, kind, shown):
    agree({}, reason="Canary")
    place = {"kind__school": appointment.position.site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **place))
    assert ("Canary" in client.get(appointment.get_absolute_url()).content.decode()) is shown

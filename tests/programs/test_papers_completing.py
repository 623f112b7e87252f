"""Completing a cohort, what it gives and what it asks for, and taking it back."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from leaders.models import AuditEntry, Credential, Discipline
from programs.actions.completing import complete, reopen
from programs.models import Enrollment, ServiceObligation
from tests.factories import CohortFactory, EnrollmentFactory, ProgramFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TODAY = datetime.date(2027, 7, 2)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2027, 7, 2, 18, tzinfo=datetime.UTC))


def seat_in(program=None, **cohort):
    facts = {"credential_kind": "endorsement", "credential_title": "Instructional coach", **(program or {})}
    return EnrollmentFactory(cohort=CohortFactory(program=ProgramFactory(**facts), **cohort))


def sent(row=None, **fields):
    version = {"version": row.version} if row is not None else {}
    return {"client_key": str(uuid.uuid4()), **version, **fields}


def ticked(*rows, **fields):
    return sent(rows=[f"{row.pk}:{row.version}" for row in rows], **({"on": TODAY, "reason": ""} | fields))


def test_completing_gives_the_credential_once(coordinator):
    row = complete(enrollment=seat_in(), on=TODAY, by=coordinator)
    given = Credential.objects.get()
    assert (row.status, row.ended_on, row.credential) == ("completed", TODAY, given)
    assert (given.person, given.title, given.issued_on) == (row.person, "Instructional coach", TODAY)
    assert given.issuer == "Test District"
    with pytest.raises(ValidationError, match="completed"):
        complete(enrollment=row, on=TODAY, by=coordinator)
    assert Credential.objects.count() == 1


def test_the_credential_names_the_provider_and_the_one_discipline(coordinator):
    row = seat_in({"provider": "State University"})
    row.cohort.program.disciplines.add(science := Discipline.objects.get(code="science"))
    given = complete(enrollment=row, on=TODAY, by=coordinator).credential
    assert (given.issuer, given.discipline) == ("State University", science)


def test_of_several_disciplines_the_credential_names_none(coordinator):
    row = seat_in()
    row.cohort.program.disciplines.set(Discipline.objects.all()[:2])
    assert complete(enrollment=row, on=TODAY, by=coordinator).credential.discipline is None


def test_a_program_without_a_credential_gives_none(coordinator):
    row = complete(enrollment=seat_in({"credential_kind": "", "credential_title": ""}), on=TODAY, by=coordinator)
    assert row.credential is None
    assert not Credential.objects.exists()


def test_completing_opens_the_service_that_the_cohort_asks_for(coordinator):
    row = complete(enrollment=seat_in(service_years=2), on=TODAY, by=coordinator)
    owed = ServiceObligation.objects.get()
    assert (owed.enrollment, owed.years, owed.starts) == (row, 2, TODAY + DAY)
    assert owed.due_on == datetime.date(2030, 6, 30)


def test_a_cohort_that_asks_for_no_service_opens_none(coordinator):
    complete(enrollment=seat_in(), on=TODAY, by=coordinator)
    assert not ServiceObligation.objects.exists()


def test_with_something_missing_it_takes_a_reason_which_is_kept(coordinator):
    row = seat_in(required_pieces=1)
    with pytest.raises(ValidationError, match="1 piece of evidence missing"):
        complete(enrollment=row, on=TODAY, by=coordinator)
    complete(enrollment=row, on=TODAY, reason="Presented in person", by=coordinator)
    assert AuditEntry.objects.get(model="programs.enrollment").reason == "Presented in person"


@pytest.mark.parametrize(("on", "fits"), [(0, True), (-1, False)])
def test_the_day_is_not_before_the_cohort(coordinator, on, fits):
    row = seat_in()
    day = row.cohort.start + on * DAY
    if fits:
        assert complete(enrollment=row, on=day, by=coordinator).ended_on == day
    else:
        with pytest.raises(ValidationError, match="Choose a day"):
            complete(enrollment=row, on=day, by=coordinator)


def test_the_day_is_not_ahead(coordinator):
    with pytest.raises(ValidationError, match="Choose a day"):
        complete(enrollment=seat_in(), on=TODAY + DAY, by=coordinator)


@pytest.mark.parametrize("status", ["applied", "waitlisted", "withdrawn", "declined"])
def test_only_who_holds_a_seat_completes(coordinator, status):
    with pytest.raises(ValidationError, match="takes part"):
        complete(enrollment=EnrollmentFactory(status=status), on=TODAY, by=coordinator)


def test_undoing_takes_credential_and_service_back_and_keeps_the_seat(coordinator):
    row = complete(enrollment=seat_in(service_years=1), on=TODAY, by=coordinator)
    with pytest.raises(ValidationError, match="Say why"):
        reopen(enrollment=row, reason=" ", by=coordinator)
    row = reopen(enrollment=row, reason="Wrong person", by=coordinator)
    assert (row.status, row.ended_on, row.credential) == ("enrolled", None, None)
    assert not Credential.objects.exists()
    assert not ServiceObligation.objects.exists()
    row.cohort.refresh_from_db()
    assert row.cohort.held == 1


def test_a_credential_of_a_completion_is_not_removed_by_itself(client, coordinator):
    given = complete(enrollment=seat_in(), on=TODAY, by=coordinator).credential
    client.force_login(coordinator)
    answer = client.post(f"/credentials/{given.pk}/remove/", sent(given, reason="Mistake"))
    assert answer.status_code == 422
    assert "other records refer to it" in answer.content.decode()
    assert not AuditEntry.objects.filter(model="leaders.credential", verb="removed").exists()


def test_what_is_not_completed_is_not_undone(coordinator):
    with pytest.raises(ValidationError, match="has not completed"):
        reopen(enrollment=seat_in(), reason="Mistake", by=coordinator)


def test_a_completion_whose_service_is_fulfilled_stays(coordinator):
    row = complete(enrollment=seat_in(service_years=1), on=TODAY, by=coordinator)
    ServiceObligation.objects.update(status="fulfilled", ended_on=TODAY)
    with pytest.raises(ValidationError, match="fulfilled already"):
        reopen(enrollment=row, reason="Mistake", by=coordinator)


def test_the_credential_shows_on_the_persons_page(client, coordinator):
    row = complete(enrollment=seat_in(), on=TODAY, by=coordinator)
    client.force_login(UserFactory(person=row.person))
    assert "Instructional coach" in client.get(row.person.get_absolute_url()).content.decode()


def test_one_is_completed_on_its_page(client, coordinator):
    row = seat_in(required_pieces=1)
    client.force_login(coordinator)
    assert "1 piece of evidence missing" in client.get(f"/enrollments/{row.pk}/complete/").content.decode()
    address = f"/enrollments/{row.pk}/complete/"
    assert client.post(address, sent(row, on=TODAY, reason="")).status_code == 422
    assert client.post(address, sent(row, on=TODAY, reason="Presented")).status_code == 302
    row.refresh_from_db()
    assert row.status == "completed"
    assert client.post(f"/enrollments/{row.pk}/reopen/", sent(row, reason="Mistake")).status_code == 302
    row.refresh_from_db()
    assert row.status == "enrolled"


def test_ticked_ones_complete_all_or_none(client, coordinator):
    whole, short = seat_in(), seat_in(required_pieces=1)
    client.force_login(coordinator)
    answer = client.post("/enrollments/complete/", ticked(whole, short))
    assert answer.status_code == 422
    assert str(short) in answer.content.decode()
    assert Enrollment.objects.filter(status="completed").count() == 0
    assert client.post("/enrollments/complete/", ticked(whole, short, reason="Agreed")).status_code == 302
    assert Enrollment.objects.filter(status="completed").count() == 2


def test_ready_is_who_has_all_in_a_cohort_that_is_over(client, coordinator):
    ready, short = seat_in(), seat_in(required_pieces=1)
    running = seat_in(end=TODAY)
    client.force_login(coordinator)
    page = client.get("/enrollments/completing/?state=ready").content.decode()
    assert [row.person.sort_name in page for row in (ready, short, running)] == [True, False, False]
    assert "/enrollments/completing/?state=ready" in client.get("/").content.decode()
    missing = client.get("/enrollments/completing/?state=missing").content.decode()
    assert short.person.sort_name in missing
    assert "1 piece of evidence missing" in missing

"""Service owed as people see it: the list and its files, the record page and its steps, a person's page, home."""

import csv
import datetime
import io
import uuid

import pytest

from programs.models import ServiceObligation
from tests.factories import (
    AppointmentFactory,
    EnrollmentFactory,
    PersonFactory,
    ServiceObligationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TODAY = datetime.date(2027, 7, 2)
JULY = datetime.date(2026, 7, 1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2027, 7, 2, 18, tzinfo=datetime.UTC))


def owed(name, served=True, **facts):
    person = PersonFactory(family_name=name)
    if served:
        AppointmentFactory(person=person, start=JULY)
    return ServiceObligationFactory(enrollment=EnrollmentFactory(person=person, status="completed"), **facts)


def sent(row, **fields):
    row.refresh_from_db()
    return {"client_key": str(uuid.uuid4()), "version": row.version, **fields}


def test_states_of_the_list(as_coordinator):
    owed("Aopen")
    owed("Boverdue", served=False, due_on=TODAY - DAY)
    owed("Cserved", years=1)
    owed("Dleaving").enrollment.person.__class__.objects.filter(family_name="Dleaving").update(left_on=None)
    gone = ServiceObligation.objects.get(enrollment__person__family_name="Dleaving").enrollment.person
    type(gone).objects.filter(pk=gone.pk).update(is_active=False, left_on=TODAY)
    owed("Efulfilled", status="fulfilled", ended_on=TODAY)
    owed("Freleased", status="released", ended_on=TODAY)
    found = {
        "open": ["Aopen", "Boverdue", "Cserved", "Dleaving"],
        "overdue": ["Boverdue", "Cserved"],
        "served": ["Cserved"],
        "leaving": ["Dleaving"],
        "fulfilled": ["Efulfilled"],
        "released": ["Freleased"],
    }
    for state, names in found.items():
        answer = as_coordinator.get(f"/service/?state={state}&export=csv").getvalue().decode("utf-8-sig")
        people = [row["Person"].partition(",")[0] for row in csv.DictReader(io.StringIO(answer))]
        assert sorted(people) == names, state


def test_what_is_due_in_a_school_year(as_coordinator):
    owed("Soon", due_on=datetime.date(2028, 6, 30))
    owed("Later", due_on=datetime.date(2028, 7, 1))
    page = as_coordinator.get("/service/?due=2028").content.decode()
    assert "Soon" in page
    assert "Later, " not in page


def test_home_counts_what_the_lists_hold(as_coordinator):
    owed("Overdue", served=False, due_on=TODAY - DAY)
    page = as_coordinator.get("/").content.decode()
    assert "/service/?state=overdue" in page
    assert "/service/?state=served" not in page


def test_a_file_holds_what_was_served(as_coordinator):
    owed("One", years=2)
    owed("Two", served=False)
    answer = as_coordinator.get("/service/?export=csv&sort=person").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert [(row["Years owed"], row["Years served"], row["Still owed"]) for row in rows] == [
        ("2", "1.00", "1.00"),
        ("2", "0.00", "2.00"),
    ]


def test_the_record_shows_years_and_offers_what_comes_next(as_coordinator):
    row = owed("Served", years=1)
    page = as_coordinator.get(f"/service/{row.pk}/").content.decode()
    assert "2026–27" in page
    assert "All years are served" in page
    assert as_coordinator.post(f"/service/{row.pk}/fulfill/", sent(row)).status_code == 302
    page = as_coordinator.get(f"/service/{row.pk}/").content.decode()
    assert "fulfilled" in page
    assert f"/service/{row.pk}/letter/" in page


def test_what_is_not_served_is_not_fulfilled_but_released_with_a_reason(as_coordinator):
    row = owed("Short", served=False)
    assert as_coordinator.post(f"/service/{row.pk}/fulfill/", sent(row)).status_code == 422
    assert as_coordinator.post(f"/service/{row.pk}/release/", sent(row, reason="")).status_code == 422
    assert as_coordinator.post(f"/service/{row.pk}/release/", sent(row, reason="Moved")).status_code == 302
    assert as_coordinator.post(f"/service/{row.pk}/open/", sent(row, reason="Came back")).status_code == 302
    row.refresh_from_db()
    assert row.status == "open"


def test_a_pause_is_entered_and_ended_early(as_coordinator):
    row = owed("Paused")
    dates = {"start": TODAY, "end": TODAY - DAY, "why": "leave"}
    assert as_coordinator.post(f"/service/{row.pk}/pause/", sent(row, **dates)).status_code == 422
    dates["end"] = TODAY + 30 * DAY
    assert as_coordinator.post(f"/service/{row.pk}/pause/", sent(row, **dates)).status_code == 302
    pause = row.pauses.get()
    assert f"resume/?pause={pause.pk}" in as_coordinator.get(f"/service/{row.pk}/").content.decode()
    address = f"/service/{row.pk}/resume/?pause={pause.pk}"
    assert as_coordinator.post(address, sent(row, on=TODAY + 5 * DAY)).status_code == 302
    pause.refresh_from_db()
    assert pause.end == TODAY + 4 * DAY


def test_where_nothing_is_paused_nothing_is_resumed(as_coordinator):
    assert as_coordinator.get(f"/service/{owed('Free').pk}/resume/").status_code == 404


def test_the_person_sees_the_own_service_on_their_page(client):
    row, other = owed("Mine"), owed("Other")
    client.force_login(UserFactory(person=row.enrollment.person))
    page = client.get(row.enrollment.person.get_absolute_url()).content.decode()
    assert "1.00 of 2 school years served" in page
    assert client.get(f"/service/{row.pk}/").status_code == 200
    assert client.get(f"/service/{other.pk}/").status_code == 404
    assert client.get("/service/").status_code == 403
    assert client.get(f"/service/{row.pk}/pause/").status_code == 403


def test_the_business_office_reads_and_changes_nothing(client):
    row = owed("Read")
    client.force_login(UserFactory(kind="business_office"))
    assert "Read" in client.get("/service/").content.decode()
    page = client.get(f"/service/{row.pk}/").content.decode()
    assert f"/service/{row.pk}/release/" not in page
    assert "/enrollments/" not in page
    assert client.post(f"/service/{row.pk}/release/", sent(row, reason="Moved")).status_code == 403


def test_a_principal_learns_nothing_of_service(client):
    row = owed("Hidden")
    person = row.enrollment.person
    client.force_login(UserFactory(kind="principal", kind__school=person.home_school))
    assert client.get(f"/service/{row.pk}/").status_code == 403
    assert "Service owed" not in client.get(person.get_absolute_url()).content.decode()


def test_a_page_of_the_enrollment_leads_to_papers(client):
    row = owed("Done")
    client.force_login(UserFactory(person=row.enrollment.person))
    page = client.get(row.enrollment.get_absolute_url()).content.decode()
    assert f"/enrollments/{row.enrollment_id}/certificate/" in page
    assert f"/service/{row.pk}/" in page
    assert "/reopen/" not in page

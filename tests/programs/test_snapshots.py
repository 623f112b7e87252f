"""Frozen reports: what they keep whatever changes later, who makes them and who reads them."""

import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError

from leaders.models import AuditEntry
from programs.actions.snapshots import freeze
from programs.models import ReportSnapshot
from programs.reports.made import made
from programs.reports.registry import OFFERED
from tests.factories import ActivityFactory, AppointmentFactory, SchoolFactory, UserFactory
from tests.tiny import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
FREEZE = "/reports/tiny/freeze/?year=2027"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-30T12:00:00-05:00", tick=False)


@pytest.fixture
def elm():
    return SchoolFactory(name="Elm", eligible_teachers=12)


def frozen(by, reason="For the board", **facts):
    tiny = document([["Elm", 12, 60, None]], "2026–27", **facts)
    return freeze(report=OFFERED["tiny"], document=tiny, chosen={"year": "2027"}, made=made(by), by=by, reason=reason)


def test_a_change_after_a_snapshot_leaves_its_files_and_moves_the_live_report(as_coordinator, elm):
    answer = as_coordinator.post(FREEZE, {"reason": "For the board", "client_key": uuid.uuid4()})
    kept = ReportSnapshot.objects.get()
    assert answer["Location"] == f"/snapshots/{kept.pk}/"
    before = [as_coordinator.get(f"/snapshots/{kept.pk}/?file={kind}").content for kind in ("pdf", "xlsx")]
    live = [as_coordinator.get(f"/reports/tiny/?year=2027&export={kind}").content for kind in ("pdf", "xlsx")]
    assert before[0].startswith(b"%PDF")

    page = {"name": "Elm", "kind": "school", "level": "high", "eligible_teachers": 40, "version": elm.version}
    page |= {"locale": "", "lowest_grade": "", "highest_grade": "", "is_open": "on"}
    assert as_coordinator.post(f"/schools/{elm.pk}/edit/", page).status_code == 302
    elm.refresh_from_db()
    assert elm.eligible_teachers == 40

    assert [as_coordinator.get(f"/snapshots/{kept.pk}/?file={kind}").content for kind in ("pdf", "xlsx")] == before
    now = [as_coordinator.get(f"/reports/tiny/?year=2027&export={kind}").content for kind in ("pdf", "xlsx")]
    assert now[0] != live[0]
    assert now[1] != live[1]
    assert ">12</td>" in as_coordinator.get(f"/snapshots/{kept.pk}/").content.decode()
    assert ">40</td>" in as_coordinator.get("/reports/tiny/?year=2027").content.decode()


def test_the_page_says_when_why_and_from_which_data_and_leads_to_the_live_report(as_coordinator, coordinator):
    kept = frozen(coordinator, is_aggregate=True)
    page = as_coordinator.get(f"/snapshots/{kept.pk}/").content.decode()
    assert f"Frozen on Nov. 30, 2026, noon by {coordinator}: For the board" in page
    assert f"Data version: {kept.data_version}." in page
    assert '<a href="/reports/tiny/?year=2027">The live report is here</a>' in page
    assert "not shown" in page


def test_what_moved_stands_beside_what_it_was(as_coordinator, coordinator, elm):
    kept = frozen(coordinator)
    elm.eligible_teachers = 40
    elm.save()
    page = re.sub(r"\s+", " ", as_coordinator.get(f"/snapshots/{kept.pk}/compare/").content.decode())
    assert '<th scope="row">Elm</th><td>Teachers</td>' in page
    assert '<td class="num" data-label="Frozen">12</td><td class="num" data-label="Today">40</td>' in page
    assert "Darker is more" not in page
    assert '<h2 id="part-2">' not in page


def test_history_holds_sums_of_the_files_and_no_figures(coordinator):
    kept = frozen(coordinator)
    entry = AuditEntry.objects.about(kept).get()
    assert entry.reason == "For the board"
    assert [len(entry.changes[name][1]) for name in ("document", "pdf", "xlsx")] == [64, 64, 64]
    assert entry.changes["title"] == [None, "Tiny report"]


def test_the_data_version_moves_with_every_change_that_history_keeps(coordinator):
    before = made(coordinator).version
    frozen(coordinator)
    assert made(coordinator).version != before


def test_a_form_sent_twice_freezes_once(as_coordinator, elm):
    sent = {"reason": "For the board", "client_key": uuid.uuid4()}
    first, second = as_coordinator.post(FREEZE, sent), as_coordinator.post(FREEZE, sent)
    assert first["Location"] == second["Location"]
    assert ReportSnapshot.objects.count() == 1


def test_without_a_reason_nothing_is_frozen(as_coordinator, coordinator):
    assert as_coordinator.post(FREEZE, {"reason": ""}).status_code == 422
    with pytest.raises(ValidationError):
        frozen(coordinator, reason="")
    assert not ReportSnapshot.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda kept: ReportSnapshot.objects.filter(pk=kept.pk).update(why="Another"),
        lambda kept: ReportSnapshot.objects.filter(pk=kept.pk).delete(),
    ],
)
def test_the_database_refuses_to_change_or_remove_one(coordinator, act):
    kept = frozen(coordinator)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        act(kept)
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "REPLACE INTO programs_reportsnapshot SELECT * FROM programs_reportsnapshot WHERE id = %s", [kept.pk]
            )


def test_sums_are_read_by_everyone_others_by_the_coordinator_and_who_froze_them(client, coordinator):
    office, other = UserFactory(kind="business_office"), UserFactory(kind="business_office")
    sums, names, own = frozen(coordinator, is_aggregate=True), frozen(coordinator), frozen(office)
    seen = {
        coordinator: {sums, names, own},
        office: {sums, own},
        other: {sums},
        UserFactory(kind="viewer"): {sums},
        UserFactory(): set(),
    }
    for user, rows in seen.items():
        assert set(ReportSnapshot.objects.visible_to(user)) == rows
    client.force_login(other)
    assert client.get(f"/snapshots/{names.pk}/?file=pdf").status_code == 404


def test_a_closed_report_is_neither_frozen_nor_compared(client, coordinator):
    kept = frozen(coordinator, is_aggregate=True)
    client.force_login(UserFactory(kind="viewer"))
    assert client.get("/reports/closed/freeze/").status_code == 403
    client.force_login(UserFactory(kind="business_office"))
    assert client.get("/reports/none/freeze/").status_code == 404
    assert client.get(f"/snapshots/{kept.pk}/compare/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/reports/", 4),
        ("/reports/tiny/?year=2027", 6),
        ("/reports/tiny/?year=2027&export=pdf", 5),
        ("/snapshots/", 5),
        ("/snapshots/{pk}/", 5),
        ("/snapshots/{pk}/compare/", 5),
    ],
)
def test_pages_ask_as_often_for_one_row_as_for_three(
    as_coordinator, coordinator, django_assert_num_queries, rows, address, queries
):
    for _each in range(rows):
        SchoolFactory(eligible_teachers=3)
        kept = frozen(coordinator)
    with django_assert_num_queries(queries):
        assert as_coordinator.get(address.format(pk=kept.pk)).status_code == 200


@pytest.mark.parametrize("slug", ["time", "reach-and-dosage", "grant", "end-of-year", "board"])
def test_what_everyone_reads_is_compared_with_what_everyone_reads(client, as_coordinator, slug):
    own = SchoolFactory()
    for _each in range(5):
        ActivityFactory(minutes=60, appointment=AppointmentFactory(position__school_year=2027))
    sent = {"reason": "For the board", "client_key": uuid.uuid4()}
    as_coordinator.post(f"/reports/{slug}/freeze/?year=2027&everyone=on", sent)
    kept = ReportSnapshot.objects.get()
    assert kept.is_aggregate
    client.force_login(UserFactory(kind="principal", kind__school=own))
    assert client.get(f"/snapshots/{kept.pk}/compare/").context["parts"] == []


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("/reports/activity/freeze/?leader=nobody", {"year": "2027", "period": "2026-11-16"}),
        ("/reports/roster/freeze/?school=99", {"year": "2027", "on": "2026-11-30"}),
        ("/reports/title-ii-a/freeze/?year=abc", {"year": "2027"}),
    ],
)
def test_a_snapshot_keeps_the_days_that_it_is_about_and_nothing_that_could_not_be_read(as_coordinator, address, chosen):
    as_coordinator.post(address, {"reason": "For the file", "client_key": uuid.uuid4()})
    kept = ReportSnapshot.objects.get()
    assert kept.chosen == chosen
    assert as_coordinator.get(f"/snapshots/{kept.pk}/compare/").status_code == 200

"""Handing in: what participants do, what the coordinator decides, and what is counted of it."""

import datetime
import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leaders.models import AuditEntry
from programs.actions import pieces
from programs.models import EvidencePiece
from tests.factories import CohortFactory, EnrollmentFactory, EvidencePieceFactory, PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC))


@pytest.fixture
def participant():
    return UserFactory(person=PersonFactory())


@pytest.fixture
def seat(participant):
    return EnrollmentFactory(person=participant.person, cohort=CohortFactory(practice_task=True, required_pieces=2))


def sent(row=None, **fields):
    version = {"version": row.version} if row is not None else {}
    return {"client_key": str(uuid.uuid4()), **version, **fields}


def filled(row=None, **fields):
    return sent(row, **({"kind": "evidence", "title": "Lesson study", "link": "https://drive.example/1"} | fields))


def sums(seat):
    seat.refresh_from_db()
    return seat.pieces, seat.task_done


def test_a_participant_hands_in_changes_and_withdraws(client, participant, seat):
    client.force_login(participant)
    assert client.post(f"/enrollments/{seat.pk}/pieces/add/", filled()).status_code == 302
    row = EvidencePiece.objects.get()
    assert (row.status, row.submitted_on, row.kind) == ("submitted", TODAY, "evidence")
    assert client.post(f"/pieces/{row.pk}/edit/", filled(row, title="Lesson study 2")).status_code == 302
    row.refresh_from_db()
    assert row.title == "Lesson study 2"
    assert client.post(f"/pieces/{row.pk}/withdraw/", sent(row)).status_code == 302
    assert not EvidencePiece.objects.exists()


def test_the_same_form_sent_twice_hands_in_once(client, participant, seat):
    client.force_login(participant)
    body = filled()
    for _time in range(2):
        assert client.post(f"/enrollments/{seat.pk}/pieces/add/", body).status_code == 302
    assert EvidencePiece.objects.count() == 1


def test_a_withdrawal_sent_twice_leads_back(client, participant, seat):
    client.force_login(participant)
    row = EvidencePieceFactory(enrollment=seat)
    body = sent(row)
    assert [client.post(f"/pieces/{row.pk}/withdraw/", body).status_code for _time in range(2)] == [302, 302]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://drive.example/1", "data:text/html,x", "not a link at all"]
)
def test_only_links_of_the_web_are_taken(client, participant, seat, link):
    client.force_login(participant)
    answer = client.post(f"/enrollments/{seat.pk}/pieces/add/", filled(link=link))
    assert answer.status_code == 422
    assert not EvidencePiece.objects.exists()


def test_the_database_takes_no_other_link_either(seat):
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidencePieceFactory(enrollment=seat, link="javascript:alert(1)")


def test_a_link_names_its_host_and_tells_it_nothing(client, participant, seat):
    client.force_login(participant)
    EvidencePieceFactory(enrollment=seat, link="https://drive.example@evil.example/1")
    page = client.get(seat.get_absolute_url()).content.decode()
    link = '<a href="https://drive.example@evil.example/1" rel="noopener noreferrer external nofollow">evil.example</a>'
    assert link in page


def test_what_is_accepted_counts_once(seat, coordinator):
    row = EvidencePieceFactory(enrollment=seat)
    pieces.accept_piece(piece=row, on=TODAY, by=coordinator)
    assert sums(seat) == (1, False)
    with pytest.raises(ValidationError, match="accepted already"):
        pieces.accept_piece(piece=row, on=TODAY, by=coordinator)
    assert sums(seat) == (1, False)


def test_an_accepted_task_is_done_and_is_no_piece(seat, coordinator):
    pieces.accept_piece(piece=EvidencePieceFactory(enrollment=seat, kind="task"), on=TODAY, by=coordinator)
    assert sums(seat) == (0, True)


@pytest.mark.parametrize("kind", ["evidence", "task"])
def test_what_was_accepted_by_mistake_is_returned_and_counts_no_more(seat, coordinator, kind):
    row = EvidencePieceFactory(enrollment=seat, kind=kind)
    pieces.accept_piece(piece=row, on=TODAY, by=coordinator)
    pieces.return_piece(piece=row, answer="The link leads nowhere", on=TODAY, by=coordinator)
    assert sums(seat) == (0, False)


def test_what_is_returned_says_what_is_missing_and_is_handed_in_again(client, participant, seat, coordinator):
    row = EvidencePieceFactory(enrollment=seat)
    client.force_login(coordinator)
    assert client.post(f"/pieces/{row.pk}/return/", sent(row, answer="")).status_code == 422
    assert client.post(f"/pieces/{row.pk}/return/", sent(row, answer="Student work")).status_code == 302
    row.refresh_from_db()
    client.force_login(participant)
    assert "What is missing: Student work" in client.get(f"/pieces/{row.pk}/edit/").content.decode()
    assert client.post(f"/pieces/{row.pk}/edit/", filled(row)).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.decided_on, row.answer) == ("submitted", None, "Student work")


def test_what_is_returned_is_told_by_mail_with_what_is_missing_and_the_way_back(
    seat, coordinator, django_capture_on_commit_callbacks
):
    row = EvidencePieceFactory(enrollment=seat, title="Lesson & study")
    with django_capture_on_commit_callbacks(execute=True):
        pieces.return_piece(piece=row, answer="Student work & yours", on=TODAY, by=coordinator)
    told = mail.outbox[0]
    assert told.to == [seat.person.user.email]
    assert "“Lesson & study”, which you handed in" in told.body
    assert "Student work & yours" in told.body
    assert f"/enrollments/{seat.pk}/" in told.body


def test_what_is_accepted_or_not_returned_after_all_is_told_to_nobody(
    seat, coordinator, django_capture_on_commit_callbacks
):
    row = EvidencePieceFactory(enrollment=seat)
    with django_capture_on_commit_callbacks(execute=True):
        pieces.accept_piece(piece=row, on=TODAY, by=coordinator)
        with pytest.raises(ValidationError, match="Say what is missing"):
            pieces.return_piece(piece=row, answer="", on=TODAY, by=coordinator)
    assert mail.outbox == []


def test_somebody_without_an_address_is_not_written_to(coordinator, django_capture_on_commit_callbacks):
    row = EvidencePieceFactory(enrollment__person__email="")
    with django_capture_on_commit_callbacks(execute=True):
        pieces.return_piece(piece=row, answer="Student work", on=TODAY, by=coordinator)
    assert mail.outbox == []


def ticked(*rows, **words):
    return {"rows": [f"{row.pk}:{row.version}" for row in rows], "client_key": str(uuid.uuid4()), **words}


def test_ticked_pieces_are_accepted_together_or_not_at_all(client, seat, coordinator):
    client.force_login(coordinator)
    rows = [EvidencePieceFactory(enrollment=seat), EvidencePieceFactory()]
    stuck = EvidencePieceFactory(status="returned", answer="Student work", decided_on=TODAY)
    asked = client.post("/pieces/accept/", ticked(*rows))
    assert all(str(row.enrollment.person) in asked.content.decode() for row in rows)
    refused = client.post("/pieces/accept/", ticked(*rows, stuck, reason=""))
    assert refused.status_code == 422
    assert str(stuck.enrollment.person) in refused.content.decode()
    assert sums(seat) == (0, False)
    body = ticked(*rows, reason="Seen together")
    assert [client.post("/pieces/accept/", body).status_code for _twice in range(2)] == [302, 302]
    assert (sums(seat), sums(rows[1].enrollment)) == ((1, False), (1, False))
    assert AuditEntry.objects.filter(model="programs.evidencepiece", reason="Seen together").count() == 2


def test_a_ticked_piece_that_changed_meanwhile_is_shown_again(client, seat, coordinator):
    client.force_login(coordinator)
    row = EvidencePieceFactory(enrollment=seat)
    body = ticked(row, reason="")
    EvidencePiece.objects.filter(pk=row.pk).update(title="Changed", version=2)
    assert client.post("/pieces/accept/", body).status_code == 409
    assert sums(seat) == (0, False)


def test_what_was_returned_is_accepted_only_once_it_is_handed_in_again(seat, coordinator):
    row = EvidencePieceFactory(enrollment=seat)
    pieces.return_piece(piece=row, answer="Student work", on=TODAY, by=coordinator)
    with pytest.raises(ValidationError, match="handed in again"):
        pieces.accept_piece(piece=row, on=TODAY, by=coordinator)


def test_what_was_accepted_is_neither_changed_nor_withdrawn(client, participant, seat, coordinator):
    row = pieces.accept_piece(piece=EvidencePieceFactory(enrollment=seat), on=TODAY, by=coordinator)
    client.force_login(participant)
    assert client.post(f"/pieces/{row.pk}/edit/", filled(row)).status_code == 422
    assert client.post(f"/pieces/{row.pk}/withdraw/", sent(row)).status_code == 422
    assert sums(seat) == (1, False)


def test_a_cohort_without_a_practice_task_takes_none(participant):
    seat = EnrollmentFactory(person=participant.person)
    with pytest.raises(ValidationError, match="no practice task"):
        pieces.hand_in(piece=EvidencePiece(enrollment=seat, kind="task"), on=TODAY, by=participant)


def test_one_practice_task_is_handed_in_at_a_time(seat, participant):
    EvidencePieceFactory(enrollment=seat, kind="task")
    with pytest.raises(ValidationError, match="already"):
        pieces.hand_in(piece=EvidencePiece(enrollment=seat, kind="task"), on=TODAY, by=participant)


@pytest.mark.parametrize("status", ["applied", "waitlisted", "withdrawn", "declined", "completed"])
def test_only_who_takes_part_hands_in(participant, status):
    seat = EnrollmentFactory(person=participant.person, status=status)
    facts = {"title": "A", "link": "https://drive.example/1"}
    with pytest.raises(ValidationError, match="takes part"):
        pieces.hand_in(piece=EvidencePiece(enrollment=seat, **facts), on=TODAY, by=participant)


def test_a_decision_on_an_older_version_is_told(client, seat, coordinator):
    row = EvidencePieceFactory(enrollment=seat)
    client.force_login(coordinator)
    body = sent(row)
    EvidencePiece.objects.filter(pk=row.pk).update(title="Changed", version=2)
    assert client.post(f"/pieces/{row.pk}/accept/", body).status_code == 409
    assert sums(seat) == (0, False)


def test_the_list_shows_what_waits_and_files_hold_the_link(client, seat, coordinator):
    EvidencePieceFactory(enrollment=seat, title="Waits")
    EvidencePieceFactory(enrollment=seat, title="Done", status="accepted", decided_on=TODAY)
    client.force_login(coordinator)
    page = client.get("/pieces/?status=submitted").content.decode()
    assert "Waits" in page
    assert ">Done<" not in page
    assert "https://drive.example/reflection" in client.get("/pieces/?export=csv").getvalue().decode()
    home = client.get("/").content.decode()
    assert "/pieces/?status=submitted" in home


def test_principals_see_the_seat_and_nothing_of_what_is_handed_in(client, seat):
    EvidencePieceFactory(enrollment=seat, title="Secretive")
    client.force_login(UserFactory(kind="principal", kind__school=seat.person.home_school))
    page = client.get(seat.get_absolute_url())
    assert page.status_code == 200
    assert "Secretive" not in page.content.decode()
    assert client.get("/pieces/").status_code == 403


def test_history_of_what_is_handed_in_is_the_coordinators(seat, participant, coordinator):
    facts = {"title": "A", "link": "https://drive.example/1"}
    pieces.hand_in(piece=EvidencePiece(enrollment=seat, **facts), on=TODAY, by=participant)
    rows = AuditEntry.objects.filter(model="programs.evidencepiece")
    assert rows.visible_to(coordinator).count() == 1
    assert rows.visible_to(UserFactory(kind="administrator")).count() == 0

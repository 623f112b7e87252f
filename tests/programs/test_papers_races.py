"""Several at the same moment: a completion gives one credential, and sums lose nothing."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from leaders.actions.records import StaleRecord
from leaders.models import Credential
from programs.actions.completing import complete
from programs.actions.pieces import accept_piece
from programs.models import ServiceObligation
from tests.factories import CohortFactory, EnrollmentFactory, EvidencePieceFactory, ProgramFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("district")]
DAY = datetime.date(2026, 11, 24)
MANY = 8


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC))


def tried(act):
    """Whether it was done, or refused because somebody else was faster."""

    def attempt(row):
        try:
            act(row)
        except (ValidationError, StaleRecord):
            return False
        finally:
            connection.close()
        return True

    return attempt


def at_once(act, rows):
    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(tried(act), rows))


def test_of_many_completions_of_one_seat_one_gives_one_credential(coordinator):
    program = ProgramFactory(credential_kind="endorsement", credential_title="Coach")
    seat = EnrollmentFactory(cohort=CohortFactory(program=program, service_years=1))
    done = at_once(lambda row: complete(enrollment=row, on=DAY, by=coordinator), [seat] * MANY)
    assert sum(done) == 1
    assert Credential.objects.count() == ServiceObligation.objects.count() == 1


def test_pieces_accepted_at_once_are_all_counted(coordinator):
    seat = EnrollmentFactory()
    rows = EvidencePieceFactory.create_batch(MANY, enrollment=seat)
    assert all(at_once(lambda row: accept_piece(piece=row, on=DAY, by=coordinator), rows))
    seat.refresh_from_db()
    assert seat.pieces == MANY


def test_one_piece_accepted_at_once_by_many_counts_once(coordinator):
    row = EvidencePieceFactory()
    assert sum(at_once(lambda piece: accept_piece(piece=piece, on=DAY, by=coordinator), [row] * MANY)) == 1
    row.enrollment.refresh_from_db()
    assert row.enrollment.pieces == 1

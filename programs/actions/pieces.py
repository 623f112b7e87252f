"""What participants hand in: pieces of evidence and the practice task, and what the coordinator decides on them.

What is accepted is counted on the enrollment in the same transaction (`pieces`, `task_done`).
"""

from django.db import transaction
from django.db.models import F

from leaders.actions.records import remove_record, save_record
from programs import notices
from programs import paper_rules as rules
from programs.models import Enrollment, EvidencePiece

Kind, State = EvidencePiece.Kind, EvidencePiece.Status


@transaction.atomic
def hand_in(*, piece, on, by):
    """Hand in something new for `piece.enrollment`."""
    _lock(piece)
    rules.check_under_way(piece.enrollment)
    rules.check_kind(piece)
    piece.submitted_on = on
    return save_record(record=piece, by=by)


@transaction.atomic
def change_piece(*, piece, on, by, version=None):
    """Change what waits; what was returned is handed in again with it, and keeps what was missing in sight."""
    _lock(piece)
    rules.check_under_way(piece.enrollment)
    rules.check_not_accepted(_stored(piece))
    rules.check_kind(piece)
    piece.status, piece.decided_on, piece.submitted_on = State.SUBMITTED, None, on
    return save_record(record=piece, by=by, version=version)


@transaction.atomic
def withdraw_piece(*, piece, by, version=None):
    """Take back what was not accepted."""
    _lock(piece)
    rules.check_not_accepted(_stored(piece))
    remove_record(record=piece, by=by, version=version)


@transaction.atomic
def accept_piece(*, piece, on, by, reason="", version=None):
    """Accept what waits: it counts from now on."""
    row = _decide(piece, State.ACCEPTED, on, by, version, reason=reason)
    _count(row, 1)
    return row


@transaction.atomic
def return_piece(*, piece, answer, on, by, version=None):
    """Return something with what is missing, which the participant gets by mail; it does not count, or no longer."""
    counted = _stored(piece).status == State.ACCEPTED
    row = _decide(piece, State.RETURNED, on, by, version, answer)
    if counted:
        _count(row, -1)
    notices.tell_returned(row)
    return row


def _decide(piece, status, on, by, version, answer="", reason=""):
    _lock(piece)
    row = _stored(piece)
    rules.check_decidable(row, status)
    row.status, row.decided_on, row.answer = status, on, answer
    return save_record(record=row, by=by, reason=reason, version=version)


def _count(piece, change):
    """Keep the sums of the enrollment, without a new version, as attendance does."""
    rows = Enrollment.objects.filter(pk=piece.enrollment_id)
    if piece.kind == Kind.TASK:
        rows.update(task_done=change > 0)
    else:
        rows.update(pieces=F("pieces") + change)


def _lock(piece):
    """Decisions about one enrollment come one after the other."""
    rows = Enrollment.objects.with_names().select_for_update(no_key=True, of=["self"])
    piece.enrollment = rows.get(pk=piece.enrollment_id)


def _stored(piece):
    row = EvidencePiece.objects.get(pk=piece.pk)
    row.enrollment = piece.enrollment
    return row

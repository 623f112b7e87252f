"""What reviewers do with what they were given: write it, submit it, or step back from it.

History tells that a review was submitted or recused, never what it says: scores and comments stay in the review.
"""

from django.db import transaction
from django.utils import timezone

from leaders import audit
from leaders.actions.records import check, claim, in_words
from leaders.models import AuditEntry
from programs import review_rules as rules
from programs.models import Review, ReviewPhase, Score

Status = Review.Status
TOLD = ("status", "recusal", "submitted_at")


@transaction.atomic
def write_review(*, review, scores, comment, organizer_comment, submit, by, version=None):
    """Keep a draft, or submit it; `scores` is `{criterion: score or None}`. What was submitted stays submitted.

    A submitted review can be changed until its phase closes.
    """
    row = _locked(review)
    rules.check_not_recused(row)
    rules.check_undecided(row.phase.call)
    rules.check_open(row.phase, timezone.localdate())
    criteria = list(row.phase.call.criteria.all())
    if submit or row.status == Status.SUBMITTED:
        rules.check_score_each(criteria, scores)
        row.status, row.submitted_at = Status.SUBMITTED, row.submitted_at or timezone.now()
    else:
        row.status = Status.DRAFT
    row.comment, row.organizer_comment = comment, organizer_comment
    _write(row, by, version=version)
    _keep_scores(row, criteria, scores)
    return row


@transaction.atomic
def recuse(*, review, recusal, by, version=None):
    """Step back from an application in all phases of its call, for one of the reasons of `Review.Recusal`.

    What was written stays and counts no more. All phases are locked, so that none assigns it meanwhile.
    """
    _lock_phases(review)
    row = _locked(review)
    rules.check_not_recused(row)
    rules.check_undecided(row.phase.call)
    for each in _of_both(row).exclude(status=Status.RECUSED):
        each.status, each.recusal, each.submitted_at = Status.RECUSED, recusal, None
        _write(each, by, version=version if each.pk == row.pk else None)
    row.refresh_from_db()
    return row


@transaction.atomic
def put_back(*, review, by, reason, version=None):
    """Take a recusal back, in all phases; what had been written is a draft again."""
    _lock_phases(review)
    row = _locked(review)
    rules.check_undecided(row.phase.call)
    rules.check_may_return(row)
    for each in _of_both(row).filter(status=Status.RECUSED):
        begun = each.comment or each.organizer_comment or each.scores.exists()
        each.status, each.recusal = Status.DRAFT if begun else Status.ASSIGNED, ""
        _write(each, by, reason=reason, version=version if each.pk == row.pk else None)
    row.refresh_from_db()
    return row


def _write(row, by, reason="", version=None):
    before = _told(Review.objects.get(pk=row.pk))
    with in_words(row):
        check(row)
        claim(row, version)
        row.save(force_update=True)
    if changes := audit.difference(before, _told(row)):
        audit.record(row=row, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)


def _told(row):
    return {name: getattr(row, name) for name in TOLD}


def _keep_scores(row, criteria, scores):
    """The scores of a review, each criterion's at most once; a draft may leave some out."""
    given = [(criterion, scores.get(criterion.pk)) for criterion in criteria]
    rows = [Score(review=row, criterion=criterion, score=score) for criterion, score in given if score is not None]
    for score in rows:
        check(score)
    row.scores.all().delete()
    Score.objects.bulk_create(rows)


def _of_both(row):
    """All reviews of the same application by the same person; an application belongs to one call."""
    return Review.objects.filter(application=row.application_id, reviewer=row.reviewer_id).order_by("pk")


def _lock_phases(review):
    call = ReviewPhase.objects.filter(pk=review.phase_id).values("call")
    return list(ReviewPhase.objects.select_for_update(no_key=True).filter(call__in=call).order_by("pk"))


def _locked(review):
    rows = Review.objects.select_for_update(no_key=True, of=["self"])
    return rows.select_related("phase__call", "reviewer").get(pk=review.pk)

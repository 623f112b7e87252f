"""Review phases: made, changed, their reviewers named, and applications assigned to them."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.actions.records import add_records, claim, remove_record, save_record
from programs import assigning, review_notices
from programs import review_rules as rules
from programs.models import Call, Review, Reviewer, ReviewPhase

Status = Review.Status


class Way(models.TextChoices):
    """How applications are given out."""

    EVENLY = "evenly", gettext_lazy("evenly")
    EVERYONE = "everyone", gettext_lazy("everyone reads all")


@transaction.atomic
def create_phase(*, phase, people, by):
    """A new phase at the end of a call's phases, with the people who review in it."""
    call = Call.objects.select_for_update(no_key=True).get(pk=phase.call_id)
    rules.check_undecided(call)
    phase.order = (call.phases.aggregate(last=models.Max("order"))["last"] or 0) + 1
    save_record(record=phase, by=by)
    add_reviewers(phase, people, by)
    return phase


@transaction.atomic
def change_phase(*, phase, people=(), without=(), by, reason="", version=None):
    """Change name, dates, blindness and reviewers; `without` are reviewers who are taken off.

    Who is taken off keeps what they submitted and what they are recused from; what they had not submitted goes.
    """
    before = _locked(phase)
    rules.check_undecided(before.call)
    rules.check_blind_stays(phase, before)
    save_record(record=phase, by=by, reason=reason, version=version)
    add_reviewers(phase, people, by, reason)
    for reviewer in without:
        _take_off(phase, reviewer, by, reason)
    return phase


def add_reviewers(phase, people, by, reason=""):
    """Name people as reviewers, each once; who applied to the call is refused."""
    rules.check_no_rival(phase.call, people)
    known = set(phase.reviewers.values_list("person", flat=True))
    fresh = [person for person in people if person.pk not in known]
    add_records([Reviewer(phase=phase, person=person) for person in fresh], by=by, reason=reason)


def _take_off(phase, reviewer, by, reason):
    open_rows = phase.reviews.filter(reviewer=reviewer.person_id, status__in=[Status.ASSIGNED, Status.DRAFT])
    for review in open_rows:
        review.comment = review.organizer_comment = ""  # history keeps no word of a draft
        remove_record(record=review, by=by, reason=reason)
    remove_record(record=reviewer, by=by, reason=reason)


@transaction.atomic
def assign(*, phase, way, by, version=None):
    """Give out the applications that are sent, as far as they are not yet; tell the reviewers by mail.

    Answers `(reviews added, applications that got fewer than the call wants)`. Sent twice, or by two at once, it adds
    nothing the second time: the phase is locked, and what stands is read after that.
    """
    row = _locked(phase)
    rules.check_undecided(row.call)
    rules.check_assignable(row.call)
    people = [one.person for one in row.reviewers.select_related("person").filter(person__is_active=True)]
    if not people:
        raise ValidationError(_("Name the people who review first."))
    rules.check_no_rival(row.call, people)
    claim(row, version)
    found = _plan(row, people, way)
    fresh = [Review(phase=row, application_id=key, reviewer_id=person) for key, person in found.pairs]
    add_records(fresh, by=by)
    review_notices.tell_assigned(row, fresh)
    return len(fresh), len(found.short)


def _plan(phase, people, way):
    applications = list(phase.call.applications.sent().order_by("pk").values_list("pk", flat=True))
    standing = phase.reviews.standing().order_by("pk").values_list("application", "reviewer")
    wanted = None if way == Way.EVERYONE else phase.call.reviews_wanted
    reviewers, barred = [person.pk for person in people], rules.barred(phase.call)
    return assigning.plan(applications, reviewers, standing, barred, wanted)


def _locked(phase):
    """The row as it stands: assigning, recusing and changes of one phase wait for each other."""
    return ReviewPhase.objects.select_for_update(no_key=True, of=["self"]).select_related("call").get(pk=phase.pk)

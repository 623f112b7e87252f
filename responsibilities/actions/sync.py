"""Taking in what a phone logged offline: each entry once, however often the line makes the phone repeat itself.

The receipt (who, the entry's key, a digest of what was sent) is written in the transaction of the effect, so that a
server that dies in between leaves both or neither (trust.md §0.6).
"""

import logging
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from leaders.actions.records import StaleRecord
from responsibilities.actions.activities import log_activity, remove_activity
from responsibilities.forms.sync import EntryForm
from responsibilities.held import appointment_on, appointments_of, school_year_of
from responsibilities.models import Activity, Receipt

TAKEN, REPEATED, BUSY = 200, 422, 409
NEVER_CAME = "removed before it came"  # the digest of an entry that was removed before it arrived
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of one entry: an HTTP status of its own, a word, and why it was refused."""

    status: int
    word: str
    activity: int | None = None
    errors: dict | None = None


def receive(*, entry, by, sent_at):
    """Do what one entry asks (`sync.Sent`): once, or tell what came of it the first time."""
    try:
        return _receive(entry, by, sent_at)
    except StaleRecord:
        return refused(ValidationError(_("This entry was changed elsewhere since. Look at it, then change it again.")))
    except ValidationError as error:
        return refused(error)
    except OperationalError as error:
        log.warning("An entry of a phone has to wait: %s", type(error.__cause__).__name__)
        return Outcome(BUSY, "busy")


def refused(error):
    """An entry against the rules: nothing was written, the phone keeps it for its owner to mend."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return Outcome(TAKEN, "refused", errors=by_field)


@transaction.atomic
def _receive(entry, by, sent_at):
    receipt, new = _receipt(entry.client_id, entry.digest, by, sent_at)
    if new:
        receipt.activity_id = ACTS[entry.verb](entry, by, sent_at)
        receipt.save(update_fields=["activity_id"])
    elif receipt.digest != entry.digest:
        return Outcome(REPEATED, "differs", receipt.activity_id or None)
    return Outcome(TAKEN, "stored", receipt.activity_id)


def _receipt(client_id, digest, by, sent_at):
    """The receipt of a key, and whether it is new; a request that carries the same key waits here for the first."""
    receipt = Receipt(user=by, client_id=client_id, digest=digest, activity_id=0, sent_at=sent_at)
    try:
        with transaction.atomic():
            receipt.save(force_insert=True)
    except IntegrityError:
        return Receipt.objects.get(user=by, client_id=client_id), False
    return receipt, True


def _log(entry, by, sent_at):
    activity = Activity(leader=by.person, source=Activity.Source.OFFLINE)
    _write(activity, entry, by)
    return activity.pk


def _change(entry, by, sent_at):
    """Change an entry that the phone knows; one that was planned is thereby done."""
    activity = _own(entry, by)
    if activity is None:
        raise ValidationError(_("This entry is no longer in the log. Remove it here, or enter it anew."))
    if entry.version:
        activity.version = entry.version
    if not activity.is_counted:
        activity.status = Activity.Status.SUBMITTED
    _write(activity, entry, by, known=[row.person_id for row in activity.supports.all()])
    return activity.pk


def _remove(entry, by, sent_at):
    """Take an entry out; one that is gone already is gone, and one that has not come yet will not be taken in."""
    activity = _own(entry, by)
    if activity is not None:
        reason = str(entry.facts.get("why") or "")[:255]
        remove_activity(activity=activity, by=by, reason=reason, version=entry.version)
        return entry.activity or activity.pk
    if entry.of:
        _receipt(entry.of, NEVER_CAME, by, sent_at)
    return entry.activity or 0


ACTS = {"log": _log, "change": _change, "remove": _remove}


def _own(entry, by):
    """The user's own entry that is changed or removed."""
    pk = entry.activity
    if entry.of:
        pk = Receipt.objects.filter(user=by, client_id=entry.of).values_list("activity_id", flat=True).first()
    return Activity.objects.filter(leader=by.person_id, pk=pk).first() if pk else None


def _write(activity, entry, by, known=()):
    form = EntryForm(entry.facts, leader=activity.leader, known=known)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    facts = form.cleaned_data
    for name in ("date", "minutes", "category", "kind", "contact", "unnamed", "site"):
        setattr(activity, name, facts[name])
    for name in ("stem_mode", "in_contract"):
        if facts[name] not in ("", None):
            setattr(activity, name, facts[name])
    _place(activity, facts)
    disciplines = facts["disciplines"] if "disciplines" in entry.facts else None
    log_activity(activity=activity, supported=facts["supported"], disciplines=disciplines, by=by, reason=facts["why"])


def _place(activity, facts):
    """The appointment and the school year of an entry: as said, otherwise those that the date tells."""
    held = appointments_of(activity.leader_id)
    appointment = facts["appointment"] or appointment_on(held, activity.date, activity.site_id)
    if appointment is None:
        raise ValidationError({"date": _("On this day you have no approved appointment.")})
    activity.appointment = appointment
    activity.school_year = facts["school_year"] or school_year_of(activity.date, appointment)

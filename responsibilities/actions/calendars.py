"""Calendars: events become drafts, drafts become entries, and the secret address of the feed."""

import hashlib
import secrets
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders.actions.records import check, in_words, save_record, to_each
from responsibilities import rollups, rules
from responsibilities.actions.activities import lock_log, log_activity, remove_activity
from responsibilities.held import appointment_on
from responsibilities.lines import Line
from responsibilities.models import Activity, Wishes


@transaction.atomic
def take_events(*, lessons, leader, appointments, by):
    """Keep what was taught about series, and make or move drafts of their events; entries are never touched.

    `lessons` are (series, supported people, events): a series may be new, its events are those that were ticked.
    Answers how many drafts were made (`new`), followed their event (`moved`), or stood already (`same`, `logged`).
    """
    lock_log(leader.pk)
    keys = [event.key for _series, _people, events in lessons for event in events]
    stored = {row.calendar_uid: row for row in Activity.objects.filter(leader=leader, calendar_uid__in=keys)}
    done = Counter()
    for series, people, events in lessons:
        _teach(series, people)
        for event in events:
            try:
                done[_draft(event, stored.get(event.key), series, people, appointments, by)] += 1
            except ValidationError as error:
                where = f"{series.title}, {rules.shown(event.date)}"
                raise ValidationError([f"{where}: {text}" for text in error.messages]) from None
    return done


def _teach(series, people):
    """Keep a lesson. It has no history: titles of a person's calendar are read by nobody else, for no purpose."""
    check(series)
    with in_words(series):
        series.save()
        series.supported.set(people)


def _draft(event, entry, series, people, appointments, by):
    if entry is not None and entry.status != Activity.Status.DRAFT:
        return "logged"
    if entry is None:
        appointment = appointment_on(appointments, event.date, series.site_id)
        if appointment is None:
            raise ValidationError(_("You have no appointment on this day."))
        site = series.site or appointment.position.site
        line = Line(series.category, series.kind, series.contact, tuple(people), series.unnamed, site)
        entry = line.new_entry(event.date, event.minutes, appointment, rules.today())
        entry.status, entry.source, entry.calendar_uid = Activity.Status.DRAFT, Activity.Source.CALENDAR, event.key
        entry.start_time = event.start
        log_activity(activity=entry, supported=people, by=by)
        return "new"
    if (entry.date, entry.start_time, entry.minutes) == (event.date, event.start, event.minutes):
        return "same"
    entry.date, entry.start_time, entry.minutes = event.date, event.start, event.minutes
    log_activity(activity=entry, by=by)
    return "moved"


def confirm_drafts(*, drafts, by, reason=""):
    """Make entries that count of drafts: all of them or, when one is refused, none."""

    def confirm(entry):
        entry.status = Activity.Status.SUBMITTED
        log_activity(activity=entry, by=by, reason=reason)

    with transaction.atomic(), rollups.gathered():
        to_each(drafts, confirm)


def drop_drafts(*, drafts, by, reason=""):
    """Take drafts out of the log: the meeting was none of the leader's work, or did not take place."""
    to_each(drafts, lambda entry: remove_activity(activity=entry, by=by, reason=reason, version=entry.version))


def hash_of(token):
    """What is stored of a secret: it has 32 random bytes, so that a plain digest cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_feed(*, user, by):
    """Give the user's calendar a new secret address, which ends the one before; answers it, the only time."""
    token = secrets.token_urlsafe(32)
    _set_feed(user, hash_of(token), timezone.now(), by)
    return token


@transaction.atomic
def close_feed(*, user, by):
    """End the address of the user's calendar."""
    _set_feed(user, "", None, by)


def _set_feed(user, digest, since, by):
    wishes = Wishes.objects.filter(user=user).first() or Wishes(user=user)
    wishes.calendar_hash, wishes.calendar_since = digest, since
    save_record(record=wishes, by=by)

"""Reminders by mail: a digest for who switched it on, each reminder once, and what a coordinator asks for.

A reminder is a row that is unique per user, kind and period, written before its mail goes out, in one transaction: of
two commands at once, or of a run and its repeat after a kill, only one sends. Mail that the server refuses is taken
back, so that the next run tries again.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leaders import audit
from leaders.models import AuditEntry, District, User
from responsibilities import months_due, rules
from responsibilities.models import Activity, CoachingCycle, Month, SentReminder, last_day

WEEK = timedelta(days=7)
Kind = SentReminder.Kind
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reminder:
    """One thing to be reminded of: what it is in the mail, and where it leads."""

    kind: str
    period: str
    text: str
    path: str


def due(user, today):
    """What a user is to be reminded of today, sent or not."""
    if user.person_id is None:
        return []
    return [reminder for source in SOURCES for reminder in source(user, today)]


def send_digest(user, today):
    """Send a user what is due and was not sent before; answers how many reminders that were."""
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        rows = [(reminder, _claimed(user, reminder.kind, reminder.period)) for reminder in due(user, today)]
        fresh = [(reminder, row) for reminder, row in rows if row]
        if fresh:
            _mail(user, [reminder for reminder, _row in fresh], [row.pk for _reminder, row in fresh])
    return len(fresh)


@transaction.atomic
def ask(*, leader, month, by, words=""):
    """A coordinator asks a teacher leader to close a month: a mail, at most one a day, and a line in the history."""
    today = rules.today()
    user = User.objects.filter(person=leader, is_active=True).first()
    if user is None:
        raise ValidationError(_("There is no sign-in to write to."))
    row = Month.objects.filter(leader=leader, month=month).first()
    if months_due.is_closed(row):
        raise ValidationError(_("This month is closed already."))
    with translation.override(settings.LANGUAGE_CODE):
        sent = _claimed(user, Kind.ASKED, f"{month:%Y-%m} {today}")
        if sent is None:
            return False
        changes = {"reminded of": [None, f"{month:%Y-%m}"]}
        audit.record(row=sent, verb=AuditEntry.Verb.ADDED, by=by, changes=changes, reason=words)
        _mail(user, [_of_month(user, month, Kind.ASKED)], [sent.pk], words)
    return True


def _open_months(user, today):
    """Months that are over and not closed."""
    found = months_due.open_months(user.person_id, today, District.current())
    return [_of_month(user, month, Kind.OPEN_MONTH) for month, _row in found if last_day(month) < today]


def _of_month(user, month, kind):
    name = date_format(month, "YEAR_MONTH_FORMAT")
    path = f"{reverse('responsibilities:month-of', args=[user.person_id])}?month={month:%Y-%m}"
    return Reminder(kind, f"{month:%Y-%m}", _("%(month)s is not closed yet.") % {"month": name}, path)


def _empty_week(user, today):
    """The week that ended last, when an appointment was in force on all its workdays and nothing was logged."""
    monday = today - timedelta(days=today.weekday()) - WEEK
    friday, sunday = monday + timedelta(days=4), monday + timedelta(days=6)
    served = months_due.served(monday, friday).filter(appointment__person=user.person_id)
    whole = served.filter(start__lte=monday, end__gte=friday)
    if not whole.exists() or Activity.objects.counted().filter(leader=user.person_id).between(monday, sunday).exists():
        return []
    text = _("Your log has no entry for the week of %(day)s.") % {"day": date_format(monday, "SHORT_DATE_FORMAT")}
    return [Reminder(Kind.EMPTY_WEEK, f"{monday:%G-W%V}", text, reverse("leaders:home"))]


def _check_backs(user, today):
    """Open coaching cycles whose check-back is due; the mail names neither teacher nor content."""
    rows = (
        CoachingCycle.objects.open().filter(leader=user.person_id, check_back__lte=today).order_by("check_back", "pk")
    )
    text = _("A check-back in a coaching cycle is due since %(day)s.")
    home = reverse("leaders:home")
    return [
        Reminder(Kind.CHECK_BACK, f"{row.pk} {row.check_back}", text % {"day": rules.shown(row.check_back)}, home)
        for row in rows
    ]


# Each is a function `(user, today) → [Reminder]`; apps to the right add theirs.
SOURCES = [_open_months, _empty_week, _check_backs]


def _claimed(user, kind, period):
    """The row of a reminder that is ours to send; None when it was sent before, or is being sent by another."""
    try:
        with transaction.atomic():
            return SentReminder.objects.create(user=user, kind=kind, period=period)
    except IntegrityError:
        return None


def _mail(user, reminders, rows, words=""):
    """Send the mail once the rows are safe; a mail that could not be handed over is to be sent by the next run."""
    name = District.current().name
    facts = {"name": user.person.given_name, "district": name, "words": words, "base": settings.BASE_URL}
    facts |= {"lines": [(reminder.text, f"{settings.BASE_URL}{reminder.path}") for reminder in reminders]}
    facts |= {"asked": reminders[0].kind == Kind.ASKED}
    body = render_to_string("responsibilities/mail/reminder.txt", facts)
    subject = _("%(district)s: what waits for you") % {"district": " ".join(name.split())}
    mail = EmailMessage(subject, body, to=[user.email])

    def send():
        try:
            mail.send()
        except OSError:  # smtplib's errors are of this kind, too
            logger.exception("A reminder could not be sent")
            SentReminder.objects.filter(pk__in=rows).delete()

    transaction.on_commit(send)

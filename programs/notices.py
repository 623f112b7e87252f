"""Mail about seats: a decision to the person it is about, what is missing in what they handed in, and a message that
the coordinator writes to several.

A decision answers what somebody asked for, so it is sent whether or not they wish to be reminded of things
(`responsibilities.Wishes`). Each mail goes to one person alone; nobody reads another's address. It is handed over once
the change is safe; a mail that the server refuses is noted in the log and undoes nothing.
"""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from leaders import audit
from leaders.models import AuditEntry, District, User
from programs.models import Enrollment

Status = Enrollment.Status
TOLD = {Status.ACCEPTED, Status.ENROLLED, Status.WAITLISTED}
logger = logging.getLogger(__name__)


def tell_decision(row):
    """Tell somebody that they have a seat, or that they wait for one; whoever has no address is not written to."""
    address = address_of(row.person)
    if row.status not in TOLD or not address:
        return
    with translation.override(settings.LANGUAGE_CODE):
        words = {"district": District.current().name, "program": row.cohort.program}
        subject = _("%(district)s: your place in %(program)s") % words
        _mail(address, subject, "programs/mail/decision.txt", row, status=row.status)


def tell_returned(piece):
    """Tell a participant what is missing in what they handed in; the piece itself stays where it is."""
    if not (address := address_of(piece.enrollment.person)):
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(district)s: something is missing in what you handed in") % {"district": District.current().name}
        facts = {"title": piece.title, "answer": piece.answer}
        _mail(address, subject, "programs/mail/returned.txt", piece.enrollment, **facts)


@transaction.atomic
def send_message(*, enrollment, subject, text, by):
    """Send somebody what the coordinator wrote; the history keeps that it was sent, and its subject, not the text."""
    address = address_of(enrollment.person)
    if not address:
        raise ValidationError(_("There is no e-mail address to write to."))
    audit.record(row=enrollment, verb=AuditEntry.Verb.CHANGED, by=by, changes={"message sent": [None, subject]})
    with translation.override(settings.LANGUAGE_CODE):
        _mail(address, subject, "programs/mail/message.txt", enrollment, text=text)


def address_of(person):
    """Where somebody is written to: the address they sign in with, or else that of the staff roster; "" for none."""
    return addresses_of([person])[person.pk]


def addresses_of(people):
    """`{person: where they are written to}`, for several people with one question."""
    signed_in = dict(User.objects.filter(person__in=people, is_active=True).values_list("person", "email"))
    return {person.pk: signed_in.get(person.pk) or (person.email if person.is_active else "") for person in people}


def _mail(address, subject, template, row, **facts):
    facts |= {"name": row.person.given_name, "cohort": row.cohort, "district": District.current().name}
    facts["address"] = f"{settings.BASE_URL}{row.get_absolute_url()}"
    hand_over(address, subject, render_to_string(template, facts))


def hand_over(address, subject, text):
    """Send a mail to one address once the change that it tells of is safe."""
    one_line = " ".join(subject.split())  # a subject of several lines would be headers of the mail
    mail = EmailMessage(one_line, text, to=[address])

    def send():
        try:
            mail.send()
        except OSError:  # smtplib's errors are of this kind, too
            logger.exception("A mail of a program could not be sent")

    transaction.on_commit(send)

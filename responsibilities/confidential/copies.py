"""A copy by mail of what was shared about a visit: to the supported teacher's own address, once per visit."""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from leaders.models import District, User
from responsibilities import rules
from responsibilities.confidential.opening import read
from responsibilities.confidential.sides import sides
from responsibilities.models import Activity, Note, SentReminder

logger = logging.getLogger(__name__)


def period_of(visit):
    return f"visit {visit.pk}"


def recipients(user, visit):
    """`[(sign-in, was sent before)]` of the teachers with whom the leader shared something about this visit."""
    side = sides(user, visit) if isinstance(visit, Activity) else None
    if side is None or not side.leads:
        return []
    shared = Note.objects.filter(activity=visit, is_private=False).values("teacher")
    people = [person.pk for person in side.others]
    rows = User.objects.filter(person__in=people, is_active=True).filter(person__in=shared).select_related("person")
    sent = SentReminder.objects.filter(kind=SentReminder.Kind.COPY, period=period_of(visit), user__person__in=people)
    done = set(sent.values_list("user", flat=True))
    return [(row, row.pk in done) for row in rows.order_by("person__family_name", "pk")]


@transaction.atomic
def send_copy(*, by, visit):
    """Mail each teacher what was shared with them; answers to how many. Who has a copy already gets no second one."""
    side = sides(by, visit)
    if side is None or not side.leads:
        raise PermissionDenied
    claimed = [(user, _claimed(user, visit)) for user, sent in recipients(by, visit) if not sent]
    fresh = [(user, row) for user, row in claimed if row]
    if not fresh:
        raise ValidationError(_("Everyone with whom you shared something has a copy already."))
    for user, row in fresh:
        _mail(user, visit, row)
    return len(fresh)


def _claimed(user, visit):
    """The row that says so, ours to send; None when another request was faster."""
    try:
        with transaction.atomic():
            return SentReminder.objects.create(user=user, kind=SentReminder.Kind.COPY, period=period_of(visit))
    except IntegrityError:
        return None


@sensitive_variables()
def _mail(user, visit, row):
    """Handed over once everything is stored; a mail that was not taken may be sent again."""
    mail = EmailMessage(_subject(visit), body_for(user, visit), to=[user.email])

    def send():
        try:
            mail.send()
        except OSError as error:  # smtplib's errors are of this kind, too; the text of the mail is in none
            logger.error("A copy of a visit could not be sent: %s", type(error).__name__)
            SentReminder.objects.filter(pk=row.pk).delete()

    transaction.on_commit(send)


def _subject(visit):
    """Without names and content: subjects are read on lock screens."""
    district = " ".join(District.current().name.split())
    return _("%(district)s: notes of a visit on %(day)s") % {"district": district, "day": rules.shown(visit.date)}


@sensitive_variables()
def body_for(user, visit):
    """What was shared with this teacher about the visit, as plain text."""
    notes = read(user, Note.objects.filter(activity=visit, is_private=False, teacher=user.person_id))
    parts = [_part(note) for note in notes if not note.problem]
    head = _("%(leader)s sends you a copy of what you two shared about the visit on %(day)s. Only you get this mail.")
    facts = {"leader": visit.leader, "day": rules.shown(visit.date)}
    foot = _("Reply in the site, not to this mail: %(address)s")
    address = f"{settings.BASE_URL}{visit.get_absolute_url()}"
    return "\n\n".join([head % facts, *parts, foot % {"address": address}]) + "\n"


@sensitive_variables()
def _part(note):
    row, content = note.row, note.content
    lines = [f"{capfirst(row.get_kind_display())} ({row.author})", content.text]
    if row.check_back:
        lines.append(_("Check back on %(day)s") % {"day": rules.shown(row.check_back)})
    return "\n".join(lines)

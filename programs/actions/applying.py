"""Applying: drafts kept with anything missing, sent when nothing is, changed until the call closes, withdrawn.

History tells who applied, sent and withdrew when; never what an answer, a reference or a file holds.
"""

from django.db import transaction
from django.utils import timezone

from leaders import audit
from leaders.actions.records import save_record
from leaders.models import AuditEntry
from programs import application_files, application_mail
from programs import applying as rules
from programs.models import Answer, Application, Reference

Status = Application.Status


@transaction.atomic
def save_draft(*, application, said, on, by, version=None):
    """Keep what somebody typed, whatever is missing; one that was withdrawn is a draft again."""
    rules.check_window(application.call, on)
    rules.check_not_sent(application)
    application.status, application.submitted_at = Status.DRAFT, None
    save_record(record=application, by=by, version=version)
    _keep(application, said)
    return application


@transaction.atomic
def send(*, application, said, on, by, version=None):
    """Send it, or send changes to one that was sent: refused with each rule not met and each answer missing by name.

    Whoever is named as a reference and was not asked yet gets a mail with a link; the applicant gets one, too.
    """
    rules.check_window(application.call, on)
    rules.check_complete(application, said, on)
    was_sent = application.status == Status.SUBMITTED
    application.status, application.submitted_at = Status.SUBMITTED, timezone.now()
    save_record(record=application, by=by, version=version)
    _keep(application, said)
    for reference in application.references.filter(asked_at__isnull=True):
        _ask(reference, application)
    application_mail.tell_arrived(application, changed=was_sent)
    return application


@transaction.atomic
def withdraw(*, application, by, version=None):
    """Withdraw a draft or a sent application; what was decided but not told yet goes with it."""
    rules.check_withdrawable(application)
    application.status = Status.WITHDRAWN
    application.decision, application.decision_reason = Application.Decision.NONE, ""
    application.decided_on = application.decided_by = application.respond_by = None
    return save_record(record=application, by=by, version=version)


@transaction.atomic
def remind_references(*, application, by, version=None):
    """Send the link again to those who were asked a day ago or longer, and have not answered."""
    rules.check_answerable(application)
    rows = list(application.references.remindable(timezone.now()))
    rules.check_remindable(rows)
    save_record(record=application, by=by, version=version)
    for reference in rows:
        _ask(reference, application)


@transaction.atomic
def answer_reference(*, reference, statement):
    """Take a referee's statement, once: of two sent at the same time the first one stays. Answers whether it did.

    The history of the application tells that an answer came, never what it says; nobody has signed in for it.
    """
    rows = Reference.objects.filter(pk=reference.pk, answered_at__isnull=True)
    if not rows.update(statement=statement, answered_at=timezone.now()):
        return False
    facts = {"row": reference.application, "verb": AuditEntry.Verb.CHANGED, "by": None}
    audit.record(**facts, changes={"reference": [None, reference.question.text]})
    return True


def _ask(reference, application):
    Reference.objects.filter(pk=reference.pk).update(asked_at=timezone.now())
    application_mail.ask_reference(reference, application)


def _keep(application, said):
    """Put what was typed and chosen in the place of what was there."""
    for question, text in said.texts.items():
        Answer.objects.update_or_create(application=application, question_id=question, defaults={"text": text})
    for question, person in said.referees.items():
        _keep_referee(application, question, person)
    application_files.drop(application, said.removed - said.uploads.keys())
    for question, upload in said.uploads.items():
        application_files.keep(application, question, upload)


def _keep_referee(application, question, person):
    """Somebody else under another address is asked anew, and the link that the first one got leads nowhere."""
    row = application.references.filter(question=question).first()
    if row is not None and row.answered_at is not None:
        return
    if not person.is_named:
        application.references.filter(question=question).delete()
        return
    if row is None or row.email.casefold() != person.email.casefold():
        application.references.filter(question=question).delete()
        row = Reference(application=application, question_id=question)
    row.name, row.email, row.relation = person.name, person.email, person.relation
    row.save()

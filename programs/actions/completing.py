"""Completing a cohort: the enrollment, its credential and the service owed for it, in one transaction; and back."""

import datetime

from django.db import transaction
from django.utils import timezone

from leaders.actions.records import remove_record, save_record
from leaders.models import Credential, District
from programs import paper_rules as rules
from programs import service
from programs.models import Enrollment, ServiceObligation

DAY = datetime.timedelta(days=1)
Status = Enrollment.Status


@transaction.atomic
def complete(*, enrollment, on, by, reason="", version=None):
    """Complete a cohort on a day; with something missing only with a reason, which history keeps."""
    row = _locked(enrollment)
    rules.check_completing(row, on, reason, timezone.localdate())
    row.status, row.ended_on = Status.COMPLETED, on
    row.credential = _conferred(row, by)
    save_record(record=row, by=by, reason=reason, version=version)
    if row.cohort.service_years:
        _open_service(row, by)
    return row


@transaction.atomic
def reopen(*, enrollment, by, reason, version=None):
    """Undo a completion with its credential and the service owed for it; refused while something else needs them."""
    rules.check_reason(reason)
    row = _locked(enrollment)
    rules.check_completed(row)
    obligation = ServiceObligation.objects.filter(enrollment=row).first()
    rules.check_reopening(obligation)
    credential = row.credential
    row.status, row.ended_on, row.credential = Status.ENROLLED, None, None
    save_record(record=row, by=by, reason=reason, version=version)
    if obligation is not None:
        remove_record(record=obligation, by=by, reason=reason)
    if credential is not None:
        remove_record(record=credential, by=by, reason=reason)
    return row


def _conferred(row, by):
    """The credential that the program gives; None when it gives none."""
    program = row.cohort.program
    if not program.credential_kind:
        return None
    disciplines = list(program.disciplines.all()[:2])
    credential = Credential(
        person=row.person,
        kind=program.credential_kind,
        title=program.credential_title,
        issuer=issuer(program),
        issued_on=row.ended_on,
        discipline=disciplines[0] if len(disciplines) == 1 else None,
    )
    return save_record(record=credential, by=by)


def issuer(program):
    """Who gives what a program confers: its provider, or the district."""
    return program.provider or District.current().name


def _open_service(row, by):
    """What is owed counts from the day after completing."""
    obligation = ServiceObligation(enrollment=row, years=row.cohort.service_years, starts=row.ended_on + DAY)
    obligation.due_on = service.due_on(obligation, [], District.current())
    save_record(record=obligation, by=by)


def _locked(enrollment):
    """The row as it stands, kept from attendance, which writes its sums without a new version."""
    rows = Enrollment.objects.with_names().select_for_update(no_key=True, of=["self"])
    return rows.select_related("person__home_school", "cohort__program", "credential").get(pk=enrollment.pk)

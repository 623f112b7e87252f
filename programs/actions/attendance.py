"""Writing who was at a session; the sums of each enrollment follow in the same transaction."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.actions.records import save_record
from leaders.models import AuditEntry
from programs.models import HOLDING, Attendance, Enrollment
from programs.models.sessions import new_code, new_exit_code

ADDED, CHANGED, REMOVED = AuditEntry.Verb.ADDED, AuditEntry.Verb.CHANGED, AuditEntry.Verb.REMOVED


@dataclass(frozen=True)
class Mark:
    """What an organiser wants of one participant at one session. `minutes` and what they saw, `seen`; None: absent."""

    enrollment: Enrollment
    session: object
    minutes: int | None
    seen: int | None


class AttendanceRefused(Exception):
    """Nothing was saved: of the marks in `stale`, `(enrollment id, session id)`, others were faster."""

    def __init__(self, stale):
        super().__init__(stale)
        self.stale = stale


@transaction.atomic
def check_in(*, session, enrollment, at_end, by, now=None):
    """Record by code that somebody came (with two codes without credit), or by the second code that they stayed.

    Whether the code may be used now is judged by `programs.check_in`. A repeat changes nothing.
    """
    now = now or timezone.now()
    lock([enrollment.pk])
    if at_end:
        return _credit(session, enrollment, by, now)
    minutes = 0 if session.two_codes else session.minutes
    row = Attendance(enrollment=enrollment, session=session, minutes=minutes, how=Attendance.How.CODE, came_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # scanned or sent twice: the first one counts
        return Attendance.objects.get(enrollment=enrollment, session=session)
    audit.record(row=row, verb=ADDED, by=by, changes=audit.difference({}, audit.snapshot(row)))
    recount([enrollment.pk])
    return row


def _credit(session, enrollment, by, now):
    rows = Attendance.objects.filter(enrollment=enrollment, session=session)
    if rows.filter(minutes=0).update(minutes=session.minutes, left_at=now):
        changes = {"minutes": [0, session.minutes], "left_at": [None, now]}
        audit.record(row=rows.get(), verb=CHANGED, by=by, changes=changes)
        recount([enrollment.pk])
    row = rows.first()
    if row is None:
        raise ValidationError(_("The first code was not entered. Ask the organizer to mark you."))
    return row


@transaction.atomic
def mark_attendance(*, marks, by, how=Attendance.How.SHEET, now=None):
    """Write all marks or none; raises `AttendanceRefused` where the row is not what the editor saw any more."""
    for mark in marks:
        _check(mark, now or timezone.now())
    ids = sorted({mark.enrollment.pk for mark in marks})
    lock(ids)
    held = _stored(ids, {mark.session.pk for mark in marks})
    stale = [_place(mark) for mark in marks if _minutes(held.get(_place(mark))) != mark.seen]
    if stale:
        raise AttendanceRefused(stale)
    new = [mark for mark in marks if mark.minutes != mark.seen]
    audit.record_many([_write(mark, held.get(_place(mark)), by, how, now or timezone.now()) for mark in new])
    recount(ids)


@transaction.atomic
def mark_here(*, session, enrollment, by):
    """Somebody was at all of it, as one tap in the list says; whoever is in already stays as they are."""
    if not Attendance.objects.filter(session=session, enrollment=enrollment).exists():
        mark_attendance(marks=[Mark(enrollment, session, session.minutes, None)], by=by)


@transaction.atomic
def unmark_here(*, session, enrollment, by):
    """Take back what one tap said; what a code or other minutes say is changed on the sheet."""
    row = Attendance.objects.filter(session=session, enrollment=enrollment).first()
    if row is None:
        return
    if not taps_back(row, session):
        words = _("%(name)s was not marked by one tap. Change it where the minutes are typed in.")
        raise ValidationError(words % {"name": enrollment.person})
    mark_attendance(marks=[Mark(enrollment, session, None, row.minutes)], by=by)


def taps_back(row, session):
    """Whether an attendance is what `mark_here` writes."""
    return row.how == Attendance.How.SHEET and row.minutes == session.minutes


def _check(mark, now):
    name = str(mark.enrollment.person)
    if mark.enrollment.cohort_id != mark.session.cohort_id or mark.enrollment.status not in HOLDING:
        raise ValidationError(_("%(name)s holds no seat in this cohort.") % {"name": name})
    if mark.session.is_cancelled or mark.session.date > timezone.localdate(now):
        raise ValidationError(_("The session was canceled or is yet to come, so nobody was there."))
    if mark.minutes is not None and not 0 <= mark.minutes <= mark.session.minutes:
        words = _("%(name)s: minutes are from 0 to %(most)s.")
        raise ValidationError(words % {"name": name, "most": mark.session.minutes})


def _stored(enrollments, sessions):
    rows = Attendance.objects.filter(enrollment__in=enrollments, session__in=sessions)
    return {(row.enrollment_id, row.session_id): row for row in rows.select_related("enrollment__person")}


def _place(mark):
    return mark.enrollment.pk, mark.session.pk


def _minutes(row):
    return row.minutes if row else None


def _write(mark, row, by, how, now):
    """Write one mark; answers its history entry."""
    if mark.minutes is None:
        entry = audit.entry(row=row, verb=REMOVED, by=by, changes=audit.difference(audit.snapshot(row), {}))
        row.delete()
        return entry
    if row is None:
        facts = {"enrollment": mark.enrollment, "session": mark.session, "minutes": mark.minutes}
        row = Attendance(how=how, came_at=now, **facts)
        row.save(force_insert=True)
        return audit.entry(row=row, verb=ADDED, by=by, changes=audit.difference({}, audit.snapshot(row)))
    changes = {"minutes": [row.minutes, mark.minutes]}
    row.minutes = mark.minutes
    row.save(update_fields=["minutes"])
    return audit.entry(row=row, verb=CHANGED, by=by, changes=changes)


def lock(ids):
    """Let one transaction at a time write what these people attended: sums are made of many rows."""
    list(Enrollment.objects.select_for_update(no_key=True).order_by("pk").filter(pk__in=ids).values_list("pk"))


def recount(ids):
    """Set the sums of these enrollments to what is stored, in one statement; who edits one sees that it moved on."""
    credited = Attendance.objects.credited().filter(enrollment=OuterRef("pk")).order_by().values("enrollment")
    Enrollment.objects.filter(pk__in=ids).update(
        minutes=Coalesce(Subquery(credited.annotate(sum=Sum("minutes")).values("sum")), 0),
        attended=Coalesce(Subquery(credited.annotate(count=Count("pk")).values("count")), 0),
        version=F("version") + 1,
        updated_at=timezone.now(),
    )


def renew_codes(*, session, by, version=None):
    """New codes, when the old ones went to people who are not here; who came already stays in."""
    session.door_code, session.exit_code = new_code(), new_exit_code()
    return save_record(record=session, by=by, version=version, told={"codes": [None, _("new")]})

"""When a code may be used, and what people are told otherwise. All times are the district's; sums are minutes."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.models import Attendance, Session
from programs.models.sessions import LENGTH, LETTERS

EARLY = datetime.timedelta(minutes=30)
GRACE = datetime.timedelta(minutes=60)
MISSES, SPAN = 20, 10 * 60  # wrong codes of one user, in seconds


@dataclass(frozen=True)
class Visit:
    """What a code means to somebody now: `ready` to be recorded by one tap, or already `done`, or `words` why not."""

    session: Session
    at_end: bool
    words: str = ""
    done: bool = False
    attendance: Attendance | None = None

    @property
    def ready(self):
        return not self.words and not self.done


def typed(text):
    """A code as people type it, with small letters, spaces or hyphens; empty when it can be none."""
    code = "".join(text.upper().split()).replace("-", "")
    return code if len(code) == LENGTH and not set(code) - set(LETTERS) else ""


def session_of(rows, code):
    """`(session, is it the code of the end)` among the rows, or `(None, False)`: a code belongs to one session."""
    found = rows.filter(Q(door_code=code) | Q(exit_code=code, two_codes=True)) if code else rows.none()
    row = found.with_cohort().prefetch_related("facilitators").first()
    return row, bool(row) and row.door_code != code


def moment(session, time):
    return timezone.make_aware(datetime.datetime.combine(session.date, time))


def half_of(session):
    """From when on the second code is shown and taken."""
    begins, ends = moment(session, session.starts), moment(session, session.ends)
    return begins + (ends - begins) / 2


def opens_at(session, at_end):
    return half_of(session) if at_end else moment(session, session.starts) - EARLY


def closes_at(session, at_end):
    """Where a second code follows, the first is of no use after the end."""
    ends = moment(session, session.ends)
    return ends if session.two_codes and not at_end else ends + GRACE


def whom_to_ask(session):
    names = [str(person) for person in session.facilitators.all()]
    return ", ".join(names) if names else _("the program coordinator")


def out_of_time(session, at_end, now):
    """Why the code is of no use now, in words; empty while it is."""
    asked = {"who": whom_to_ask(session)}
    if session.is_cancelled:
        return _("This session was canceled. Questions? Ask %(who)s.") % asked
    opens = opens_at(session, at_end)
    if now < opens:
        asked |= {"time": date_format(timezone.localtime(opens), "TIME_FORMAT")}
        if timezone.localdate(now) == session.date:
            return _("You are early. Check-in opens at %(time)s.") % asked
        asked["day"] = date_format(session.date, "DATE_FORMAT")
        return _("This code is for another day. Check-in opens on %(day)s at %(time)s.") % asked
    if now > closes_at(session, at_end):
        return _("Check-in for this session is closed. If you were there, ask %(who)s to mark you.") % asked
    return ""


def visit(session, at_end, enrollment, now):
    """What the code means to the holder of `enrollment`; None for somebody without a seat in this cohort."""
    if enrollment is None:
        words = _("You are not enrolled in this cohort. Ask %(who)s if you should be.") % {"who": whom_to_ask(session)}
        return Visit(session, at_end, words)
    row = Attendance.objects.filter(session=session, enrollment=enrollment).first()
    if row and (row.minutes or not at_end):
        return Visit(session, at_end, done=True, attendance=row)
    words = out_of_time(session, at_end, now)
    if not words and at_end and row is None:
        words = _(
            "Your first code is missing: it was shown at the beginning. If you were there, ask %(who)s to mark you."
        ) % {"who": whom_to_ask(session)}
    return Visit(session, at_end, words, attendance=row)

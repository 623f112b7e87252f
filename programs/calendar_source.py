"""Sessions in the calendar feed of a leader: those of cohorts in which they hold a seat, and those that they lead.

As every event of the feed, one tells no names and no link to join: feeds leak. A session that stands in the leader's
log, planned or done, is in the feed from there, and not twice.
"""

from django.utils.translation import gettext as _

from programs.models import Enrollment, Facilitated, Session
from responsibilities.calendars.feed import AHEAD, BACK, SOURCES, FeedEvent


def sessions(person, today):
    """From two months back to a year ahead; what was called off stays, marked as such."""
    logged = Facilitated.objects.standing().filter(person=person).values("session")
    seated = Enrollment.objects.holding().filter(person=person).values("cohort")
    rows = Session.objects.filter(date__range=(today - BACK, today + AHEAD))
    rows = rows.of_either(seated, person).exclude(pk__in=logged).with_cohort()
    return [_event(row) for row in rows]


def _event(row):
    off = row.is_cancelled or row.cohort.is_cancelled
    title = f"{row.title} · {row.cohort.program} · {row.site or row.place or row.get_mode_display()}"
    title = _("Canceled: %(title)s") % {"title": title} if off else title
    return FeedEvent(f"session-{row.pk}", title, row.date, row.updated_at, row.starts, row.length, off)


SOURCES.append(sessions)

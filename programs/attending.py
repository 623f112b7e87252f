"""Who is expected at a session, and who was there: what the list, the sheet and the grid are made of."""

from dataclasses import dataclass

from programs.models import Attendance, Enrollment


def seats_of(cohort_id):
    """Those who hold a seat, by name."""
    rows = Enrollment.objects.holding().filter(cohort=cohort_id).select_related("person")
    return list(rows.order_by("person__family_name", "person__given_name", "pk"))


def expected_at(session):
    """`[(enrollment, attendance or None)]` of everyone who holds a seat, by name; only of this one session."""
    came = {row.enrollment_id: row for row in Attendance.objects.filter(session=session)}
    return [(row, came.get(row.pk)) for row in seats_of(session.cohort_id)]


def presence(session):
    """`(how many are in, how many hold a seat)`."""
    seats = Enrollment.objects.holding().filter(cohort=session.cohort_id).count()
    return Attendance.objects.filter(session=session).count(), seats


def number(text):
    """Minutes as typed: None for an empty cell, -1 (which no session has) for what is no number."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


@dataclass(frozen=True)
class Grid:
    """Who was at which of several sessions: `lines` are `[(enrollment, its attendance or None, session by session)]`.

    Three queries, however many rows and columns it has.
    """

    sessions: list
    lines: list

    @classmethod
    def of(cls, enrollments, sessions, attendance):
        sessions, enrollments = list(sessions), list(enrollments)
        found = attendance.filter(session__in=[each.pk for each in sessions])
        marks = {(mark.enrollment_id, mark.session_id): mark for mark in found}
        lines = [(row, [marks.get((row.pk, each.pk)) for each in sessions]) for row in enrollments]
        return cls(sessions, lines)

    def came(self):
        """`[(session, how many of the lines were there)]`; who only entered the first of two codes was there, too."""
        return [
            (each, sum(marks[place] is not None for _row, marks in self.lines))
            for place, each in enumerate(self.sessions)
        ]

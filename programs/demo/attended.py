"""Who was at which session of the demo: gaps, partial minutes, and codes given only once."""

from leaders.demo import ANCHOR
from programs.demo.days import DAY, at
from programs.models import Attendance, Enrollment

Status, How = Enrollment.Status, Attendance.How
COMES = {Status.COMPLETED: 0.9, Status.ENROLLED: 0.87, Status.ACCEPTED: 0.7, Status.WITHDRAWN: 0.6}
PARTLY, ONE_CODE = 0.05, 0.06  # shares of those who came


def attend(seat, sessions, draw):
    """Fill `seat.attendance` and the sums of its enrollment; who completed has what the cohort asks for."""
    row = seat.row
    if row.status not in COMES:
        return
    last = min(row.ended_on or ANCHOR, ANCHOR) - DAY
    held = [each for each in sessions if each.date <= last and not each.is_cancelled]
    came = [each for each in held if draw.random() < COMES[row.status]]
    seat.attendance = [_mark(row, each, draw) for each in came]
    if row.status == Status.COMPLETED:
        _enough(seat, [each for each in held if each not in came], draw)
    credited = [mark.minutes for mark in seat.attendance if mark.minutes]
    row.minutes, row.attended = sum(credited), len(credited)


def _enough(seat, missed, draw):
    """Whoever lacks something came to more of what they missed, and stayed."""
    cohort, marks = seat.row.cohort, seat.attendance
    for session in missed:
        credited = [mark.minutes for mark in marks if mark.minutes]
        if sum(credited) >= cohort.required_minutes and len(credited) >= cohort.required_sessions:
            break
        marks.append(_whole(_mark(seat.row, session, draw)))
    if sum(mark.minutes for mark in marks) < cohort.required_minutes:
        for mark in marks:
            _whole(mark)


def _mark(row, session, draw):
    """Years ago from sheets and files, by code since; of two codes a few people forgot the second."""
    begins = session.starts.hour * 60 + session.starts.minute
    mark = Attendance(enrollment=row, session=session, minutes=session.minutes, how=_how(row, draw))
    mark.came_at = at(session.date, begins + draw.randrange(-12, 9))
    if mark.how == How.CODE:
        if session.two_codes:
            mark.left_at = at(session.date, begins + session.minutes + draw.randrange(6))
            if draw.random() < ONE_CODE:
                mark.minutes, mark.left_at = 0, None
    elif draw.random() < PARTLY:
        mark.minutes -= 30
    return mark


def _how(row, draw):
    year = row.cohort.school_year
    if year == 2025:
        return draw.choice([How.SHEET, How.SHEET, How.FILE])
    return How.CODE if draw.random() < 0.9 else How.SHEET


def _whole(mark):
    """Full credit, with the second code where there is one."""
    session = mark.session
    if mark.minutes < session.minutes:
        mark.minutes = session.minutes
        if session.two_codes and mark.how == How.CODE:
            mark.left_at = at(session.date, session.ends.hour * 60 + session.ends.minute)
    return mark

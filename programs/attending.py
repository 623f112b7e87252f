"""Who is expected at a session, and who was there: what the list, the sheet and the grid are made of."""

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

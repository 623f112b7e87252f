"""The appointments that a teacher leader's entries may be for, and which of them an entry is for."""

from leaders.models import Appointment, District
from responsibilities import rules


def appointments_of(person_id):
    """A leader's approved appointments with role and site, the latest first; an entry may be of an earlier one."""
    rows = Appointment.objects.approved().filter(person=person_id).select_related("position__role", "position__site")
    return rows.order_by("-start", "-pk")


def in_force(appointments, date):
    return [row for row in appointments if row.start <= date <= row.end]


def appointment_on(appointments, date, site):
    """The appointment that an entry belongs to: one at the site before others, one in force before the summer's."""
    years = rules.years_for(date, District.current())
    begun = in_force(appointments, date)
    summers = [row for row in appointments if row not in begun and row.position.school_year in years]
    fits = begun + (summers if len(years) > 1 else [])
    return min(fits, key=lambda row: (row not in begun, row.position.site_id != site, row.pk), default=None)


def school_year_of(date, appointment):
    """The school year of an entry: in the summer, which lies between two, the appointment's own."""
    district = District.current()
    years = rules.years_for(date, district)
    own = appointment.position.school_year
    return own if own in years else district.school_year(date)

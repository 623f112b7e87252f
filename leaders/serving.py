"""Who serves a place on a date: the people behind a number of coverage, for the roster that is opened from it."""

from django.db.models import Exists, OuterRef

from leaders import definition
from leaders.coverage import coverage
from leaders.models import Discipline, RoleDiscipline, School


def serving(appointments, on, *, school=None, discipline=None, role=None, band=None):
    """Keys of the people with one of the appointments that counts on the date and fits all that is asked.

    Grades served are those of `leaders.coverage`, which shares them by what position and school teach.
    """
    rows = appointments.at(school) if school else appointments
    rows = rows.filter(position__role=role) if role else rows
    rows = rows.filter(Exists(_shares_in(discipline))) if discipline else rows
    if band is None:
        return definition.counted(rows, on).order_by().values("person")
    schools = School.objects.open()
    found = coverage(rows, schools.filter(pk=school.pk) if school else schools, on)
    places = found.rows if school else [*found.rows, found.elsewhere]
    return set().union(*(place.cell(band=band).people for place in places))


def _shares_in(discipline):
    """Shares of an appointment's role in a discipline or its parts; of a STEM one only those that are STEM too."""
    parts = Discipline.objects.within(discipline).order_by()
    parts = parts.stem() if discipline.is_stem else parts
    return RoleDiscipline.objects.filter(role=OuterRef("position__role"), discipline__in=parts.values("pk"))

"""School years as pages ask for them; a school year is named by the calendar year in which it ends."""

from django.utils import timezone

from leaders.models import District, year_label

FIRST, LAST = 2000, 2099  # that an address may ask for


def this_year():
    """The school year that today lies in."""
    return District.current().school_year(timezone.localdate())


def a_year_before(day):
    """The same day of the year before; February 29 becomes February 28."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def year_in(params):
    """The school year in the address; this one when there is none, or none that a record could be of."""
    text = params.get("year", "")
    known = text.isascii() and text.isdigit() and len(text) == 4 and FIRST <= int(text) <= LAST
    return int(text) if known else this_year()


def years_around(back, ahead, *kept):
    """Choices, the earliest first: so many years back and ahead, and the ones that a row has already."""
    now = this_year()
    found = {*range(now - back, now + ahead + 1), *filter(None, kept)}
    return [(year, year_label(year)) for year in sorted(found)]

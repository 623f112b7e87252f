"""Release promised and delivered, by school: where teacher leaders are freed, and how much of it reaches the school.

A position at several schools promises each of them an equal part, base and further ones; one that names no school, only
the district office, promises none in particular. What counts as delivered at a school is teacher leader time within the
contract day that was logged there by those whose position is based there or serves it; diverted duty is none.
"""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum

from leaders.models import Appointment, District, Position, School, Term
from leaders.shared_sites import further_schools, schools_sharing
from responsibilities.measures.plan import Release
from responsibilities.models import Category, LeaderYear


def release_by_school(year, today, schools=None):
    """`[(School, promised minutes, delivered minutes)]` of a school year so far, by name; of the given keys only."""
    found = release_by_site(year, today, schools)
    rows = School.objects.filter(pk__in=found).order_by("name", "pk")
    return [(row, found[row.pk].promised, found[row.pk].delivered) for row in rows]


def release_by_site(year, today, schools=None):
    """`{key of a school: Release}` of a school year up to a day; a school without any is left out."""
    district = District.current()
    first, last = district.school_year_dates(year)
    sites, days = _promises(year, first, min(last, today))
    promised, delivered = defaultdict(Decimal), defaultdict(int)
    for appointment, total in days.items():
        for site in sites[appointment]:
            promised[site] += total / len(sites[appointment])
    for appointment, site, minutes in _logged(year):
        if site in sites.get(appointment, ()):
            delivered[site] += minutes
    minutes_of_day = Decimal(district.contract_days * district.contract_minutes) / ((last - first).days + 1)
    wanted = promised.keys() if schools is None else promised.keys() & set(schools)
    found = {key: Release(round(promised[key] * minutes_of_day), delivered[key]) for key in wanted}
    return {key: release for key, release in found.items() if release.promised or release.delivered}


def _promises(year, first, until):
    """By appointment: keys of its schools, and its release FTE times days served so far, leave taken out."""
    terms = Term.objects.current().filter(appointment__status=Appointment.Status.APPROVED, on_leave=False)
    terms = terms.filter(appointment__position__school_year=year, start__lte=until, end__gte=first)
    further = further_schools(Position.objects.in_year(year).order_by().values("pk"))
    sites, days = {}, defaultdict(Decimal)
    rows = terms.order_by().values_list(
        "appointment",
        "appointment__position",
        "appointment__position__site",
        "appointment__position__site__kind",
        "start",
        "end",
        "release_fte",
    )
    for appointment, position, base, kind, start, end, share in rows:
        sites[appointment] = set(schools_sharing(base, kind, further[position]))
        days[appointment] += share * ((min(end, until) - max(start, first)).days + 1)
    return sites, days


def _logged(year):
    """`(appointment, site, minutes)` of teacher leader time within the contract day."""
    diverted = Category.objects.filter(is_diverted=True).order_by().values("pk")
    rows = LeaderYear.objects.filter(school_year=year).exclude(category__in=diverted).order_by()
    return rows.values_list("appointment", "site").annotate(minutes=Sum("in_contract_minutes"))

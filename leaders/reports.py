"""R1, the roster of a date: who leads, who counts and who does not and why; asked by page, file and test alike."""

from decimal import Decimal

from django.db.models import Aggregate, Prefetch, TextField
from django.utils.translation import gettext as _

from leaders import definition, measures
from leaders.models import Appointment, Compensation

UNKNOWN_DATES = {"start": "…", "end": "…"}


class Lines(Aggregate):
    """The texts of a group, one on a line."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, '\n')"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


def roster(people, district, on):
    """People on the roster of the date's school year, each with `rank` and `tl_fte`."""
    start, end = district.school_year_span(on)
    return definition.with_tl_fte(definition.roster(people, start, end, on), on)


def with_year(people, appointments, district, on, *, with_pay=False):
    """People with `of_year`: of `appointments`, those that they hold or are proposed for in the date's school year.

    With pay, the appointments carry what it comes to.
    """
    year = appointments.standing().touching(*district.school_year_span(on))
    shown = definition.judged(year, on).with_people().order_by("start", "pk")
    shown = shown.prefetch_related("terms", "position__other_sites")
    if with_pay:
        paid = Compensation.objects.annotate(fund_codes=Lines("allocations__source__code"))
        shown = shown.prefetch_related(Prefetch("compensations", paid))
    return people.prefetch_related(Prefetch("appointments", shown, to_attr="of_year"))


def best(person):
    """The appointment that decided the verdict, of equals the one that ends last; None where none that shows did."""
    deciding = [row for row in person.of_year if row.rank == person.rank]
    return max(deciding, key=lambda row: (row.end, -row.pk), default=None)


def reason(person):
    """“counted”, or why not, in words."""
    if person.rank == definition.AWARD_ONLY:
        return definition.reason(person.rank)
    chosen = best(person) or next(iter(person.of_year), None)
    return definition.reason(person.rank, chosen) if chosen else definition.reason(person.rank) % UNKNOWN_DATES


def release(person, on):
    """Σ release FTE on the date over the appointments of the year that run on it."""
    terms = (row.term_on(on) for row in person.of_year if row.start <= on <= row.end)
    return sum((t.release_fte for t in terms if t and not t.on_leave), Decimal(0))


def sites(person):
    """Every site that the person serves this year, each once, in order."""
    found = {}
    for row in person.of_year:
        found |= {site.name: None for site in [row.position.site, *row.position.other_sites.all()]}
    return list(found)


def earned(person, start, end):
    """Dollars earned in the span over the appointments loaded with pay."""
    rows = (row for row in person.of_year if row.status == Appointment.Status.APPROVED)
    return sum((amount for row in rows for _pay, amount in measures.earnings(row, start, end)), Decimal(0))


def paid_by(person):
    """Codes of the funds that pay the appointments loaded with pay; what no fund pays yet is said."""
    lines = [pay for row in person.of_year for pay in row.compensations.all() if pay.full_amount]
    codes = [code for pay in lines for code in (pay.fund_codes or _("not yet allocated")).split("\n")]
    return ", ".join(dict.fromkeys(codes))

"""R1, the roster of a date: who leads, who counts and who does not and why; asked by page, file and test alike."""

from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, Prefetch, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from leaders import definition, measures
from leaders.models import Appointment, Term

FTE = DecimalField(max_digits=8, decimal_places=3)
PERCENT = Value(Decimal("0.01"), output_field=FTE)


def _tl_fte(on):
    """Σ release FTE × STEM share of a person's counted appointments, as a subquery."""
    role = "appointment__position__role__discipline_shares"
    terms = (
        Term.objects.current()
        .on(on)
        .filter(
            appointment__person=OuterRef("pk"),
            appointment__in=definition.counted(Appointment.objects.all(), on).values("pk"),
            **{f"{role}__discipline__is_stem": True},
        )
    )
    product = Sum(F("release_fte") * F(f"{role}__share") * PERCENT, output_field=FTE)
    return Subquery(terms.order_by().values("appointment__person").annotate(total=product).values("total"))


def roster(people, appointments, district, on, *, with_pay=False):
    """People on the roster of the date's school year, each with `rank`, `tl_fte` and `of_year`, their appointments.

    `people` and `appointments` are what the reader may see. With pay, the appointments carry what it comes to.
    """
    start, end = district.school_year_dates(district.school_year(on))
    rows = definition.roster(people, start, end, on)
    rows = rows.annotate(tl_fte=Coalesce(_tl_fte(on), Value(Decimal(0)), output_field=FTE))
    shown = appointments.standing().touching(start, end).with_people().order_by("start", "pk")
    shown = shown.prefetch_related("terms", "position__other_sites")
    shown = measures.with_pay(shown) if with_pay else shown
    return rows.prefetch_related(Prefetch("appointments", shown, to_attr="of_year"))


def best(person):
    """The appointment that decided the verdict; None for an award only, or when the reader may not see it."""
    return next((row for row in person.of_year if row.pk == person.best_appointment), None)


def reason(person):
    """“counted”, or why not, in words."""
    chosen = best(person)
    if chosen is None and person.best_appointment:
        chosen = next(iter(person.of_year), None)
    if chosen is None:
        return definition.reason(person.rank) % {"start": "…", "end": "…"}
    return definition.reason(person.rank, chosen)


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

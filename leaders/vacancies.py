"""Which positions are filled, and which are vacant: asked of positions, answered from their appointments."""

from decimal import Decimal

from django.db.models import DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from leaders.models import Appointment, Term

THOUSANDTH = Decimal("0.001")
NO_FTE = Value(0, output_field=DecimalField(max_digits=6, decimal_places=3))


def with_filled(positions):
    """Positions with `filled`: the release FTE that their standing appointments take up at their last term."""
    terms = Term.objects.current().filter(
        appointment__position=OuterRef("pk"),
        appointment__end=F("end"),
        appointment__status__in=["proposed", "approved"],
    )
    total = terms.order_by().values("appointment__position").annotate(total=Sum("release_fte")).values("total")
    return positions.annotate(filled=Coalesce(Subquery(total), NO_FTE))


def vacant(positions):
    """Positions to be filled that nobody holds or is proposed for, or whose budgeted FTE is not taken up."""
    rows = positions.filter(is_open=True)
    return with_filled(rows).exclude(pk__in=_taken(rows))


def _taken(positions):
    """Keys of those positions that somebody holds with all the budgeted FTE, summed in one go."""
    last = Q(terms__retired_at__isnull=True, terms__end=F("end"))
    release = Coalesce(Sum("terms__release_fte", filter=last), NO_FTE)
    held = Appointment.objects.standing().filter(position__in=positions.order_by().values("pk"))
    held = held.order_by().values("position", "position__fte").annotate(release=release)
    return held.filter(release__gte=F("position__fte")).values("position")


def with_heads(positions):
    """Positions with `heads`: whether anyone holds the position or is proposed for it."""
    return positions.annotate(heads=Exists(Appointment.objects.standing().filter(position=OuterRef("pk"))))


def to_fill(positions, year):
    """Vacant positions of a school year and later ones: what one may appoint to."""
    return vacant(positions.filter(school_year__gte=year)).select_related("role", "site")


def room(position):
    """FTE of a position, read by `with_filled`, that nobody takes up."""
    return max(position.fte - position.filled, Decimal(0)).quantize(THOUSANDTH)


def fitting(positions, like, release):
    """The first vacant position with the role, site and year of `like`, its title when it has one, and room enough."""
    rows = positions.filter(role=like.role, site=like.site, school_year=like.school_year)
    if like.title:
        rows = rows.filter(title=like.title)
    rows = vacant(rows).prefetch_related("other_sites").order_by("pk")
    return next((row for row in rows if room(row) >= release), None)

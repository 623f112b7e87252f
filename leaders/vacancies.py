"""Which positions are filled, and which are vacant: asked of positions, answered from their appointments."""

from django.db.models import DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from leaders.models import Appointment, Term

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
    return with_filled(positions.filter(is_open=True)).exclude(pk__in=_taken())


def _taken():
    """Keys of the positions that somebody holds with all the budgeted FTE: summed once, whatever the number asked."""
    last = Q(terms__retired_at__isnull=True, terms__end=F("end"))
    release = Coalesce(Sum("terms__release_fte", filter=last), NO_FTE)
    held = Appointment.objects.standing().order_by().values("position", "position__fte").annotate(release=release)
    return held.filter(release__gte=F("position__fte")).values("position")


def with_heads(positions):
    """Positions with `heads`: whether anyone holds the position or is proposed for it."""
    return positions.annotate(heads=Exists(Appointment.objects.standing().filter(position=OuterRef("pk"))))

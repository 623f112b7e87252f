"""Rules on terms and money that a database constraint cannot say, each with its reason in words.

Every check raises `ValidationError` keyed by the form field to mend, and returns nothing when the rule holds. Source:
the district program's rules “FTE and terms” and “Money”.
"""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leaders.models import Appointment, PayKind, Term

ONE = Decimal(1)
HUNDRED = Decimal("100.00")


def peak(terms, start, end):
    """Highest Σ release FTE of `terms` (rows not on leave) on any day from `start` to `end`, and the first such day."""
    running = [t for t in terms if not t.on_leave and t.start <= end and t.end >= start]
    days = sorted({max(t.start, start) for t in running} | {start})
    sums = [(sum((t.release_fte for t in running if t.holds(day)), Decimal(0)), day) for day in days]
    highest = max(total for total, _day in sums)
    return highest, next(day for total, day in sums if total == highest)


def _terms_of(rows, but):
    rows = Term.objects.current().filter(appointment__in=rows.standing().exclude(pk=but))
    return list(rows)


def check_overlap(*, person, position, sites, start, end, but=None):
    """Same person, role and site: no overlapping dates."""
    others = Appointment.objects.standing().filter(person=person, position__role=position.role).touching(start, end)
    for other in others.exclude(pk=but).with_people().prefetch_related("position__other_sites"):
        held = {other.position.site, *other.position.other_sites.all()}
        if shared := held & set(sites):
            message = _(
                "%(person)s already is %(role)s at %(site)s from %(start)s to %(end)s. Change those dates or these."
            )
            raise ValidationError(
                {
                    "start": message
                    % {"person": person, "role": position.label, "site": min(s.name for s in shared), **_dates(other)}
                }
            )


def _dates(row):
    return {"start": date_format(row.start, "SHORT_DATE_FORMAT"), "end": date_format(row.end, "SHORT_DATE_FORMAT")}


def check_release(*, person, terms, but=None, overload_reason=""):
    """Σ release of concurrent appointments ≤ 1; teaching FTE + release ≤ 1 unless an overload has its reason."""
    start, end = min(t.start for t in terms), max(t.end for t in terms)
    total, day = peak(_terms_of(Appointment.objects.filter(person=person), but) + list(terms), start, end)
    if total > ONE:
        raise ValidationError(
            {
                "release_fte": _("Release adds up to %(total)s on %(day)s; it cannot be more than 1.")
                % {"total": f"{total.normalize():f}", "day": date_format(day, "SHORT_DATE_FORMAT")}
            }
        )
    if person.teaching_fte + total > ONE and not overload_reason.strip():
        raise ValidationError(
            {
                "overload_reason": _(
                    "Teaching %(teaching)s and release %(total)s make more than 1. Lower one, or say why."
                )
                % {"teaching": f"{person.teaching_fte.normalize():f}", "total": f"{total.normalize():f}"}
            }
        )


def check_bounds(*, role, release_fte, bounds_reason=""):
    """A role's own release bounds pass only with a reason."""
    if role.release_min <= release_fte <= role.release_max or bounds_reason.strip():
        return
    raise ValidationError(
        {
            "bounds_reason": _(
                "%(role)s usually has a release from %(low)s to %(high)s. Change the release, or give a reason."
            )
            % {"role": role, "low": f"{role.release_min.normalize():f}", "high": f"{role.release_max.normalize():f}"}
        }
    )


def check_position_fte(*, position, terms, but=None):
    """A position's filled FTE ≤ its budgeted FTE, on every day."""
    start, end = min(t.start for t in terms), max(t.end for t in terms)
    filled, day = peak(_terms_of(Appointment.objects.filter(position=position), but) + list(terms), start, end)
    if filled > position.fte:
        raise ValidationError(
            {
                "release_fte": _(
                    "This position is budgeted at %(fte)s FTE; on %(day)s it would be filled with %(filled)s."
                )
                % {
                    "fte": f"{position.fte.normalize():f}",
                    "filled": f"{filled.normalize():f}",
                    "day": date_format(day, "SHORT_DATE_FORMAT"),
                }
            }
        )


def check_year(*, position, start, end, district):
    """The first day lies in the position's school year; the last day is at most a year later."""
    first, last = district.school_year_dates(position.school_year)
    if not first <= start <= last:
        raise ValidationError(
            {
                "start": _("The first day is outside the school year %(year)s of the position.")
                % {"year": position.year_label}
            }
        )
    if end > last + datetime.timedelta(days=366):
        raise ValidationError(
            {"end": _("Terms run at most one year past the school year. Renew the appointment instead.")}
        )


def check_allocations(allocations):
    """Funding shares of a compensation sum to exactly 100.00 percent; none at all means “not yet allocated”."""
    total = sum((a.percent for a in allocations), Decimal(0))
    if allocations and total != HUNDRED:
        raise ValidationError(
            {"percent": _("The funding shares add up to %(total)s percent; they must make 100.") % {"total": total}}
        )


def check_windows(compensation, allocations):
    """Spending outside an award's window is refused for that award, even inside the fiscal year."""
    for allocation in allocations:
        if not allocation.source.covers(compensation.start, compensation.end):
            raise ValidationError(
                {
                    "source": _("%(fund)s pays only from %(start)s to %(end)s.")
                    % {
                        "fund": allocation.source,
                        "start": allocation.source.start or "…",
                        "end": allocation.source.end or "…",
                    }
                }
            )


def check_inclusive(compensations):
    """A stipend that includes extra hours excludes hourly pay on the same appointment."""
    inclusive = any(c.includes_extra_hours for c in compensations)
    if inclusive and any(c.kind == PayKind.HOURLY for c in compensations):
        raise ValidationError(
            {"kind": _("The stipend already includes extra hours, so this appointment can have no hourly pay.")}
        )

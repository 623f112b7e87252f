"""Rules on terms and money that a database constraint cannot say, each with its reason in words.

Every check raises `ValidationError` keyed by the form field to mend, and returns nothing when the rule holds. Source:
the district program's rules “FTE and terms” and “Money”.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from config.tables.cells import day as as_day
from config.tables.cells import number
from leaders.models import Appointment, PayKind, Person, Position

ONE = Decimal(1)
HUNDRED = Decimal("100.00")


def peak(terms, start, end):
    """Highest Σ release FTE of `terms` (rows not on leave) on any day from `start` to `end`, and the first such day."""
    running = [t for t in terms if not t.on_leave and t.start <= end and t.end >= start]
    days = sorted({max(t.start, start) for t in running} | {start})
    sums = [(sum((t.release_fte for t in running if t.holds(day)), Decimal(0)), day) for day in days]
    highest = max(total for total, _day in sums)
    return highest, next(day for total, day in sums if total == highest)


@dataclass(frozen=True)
class Held:
    """What one appointment takes up: a person's time and room in a position, at some sites, over its terms."""

    person: Person
    position: Position
    sites: frozenset
    start: datetime.date
    end: datetime.date
    terms: tuple

    @classmethod
    def by(cls, appointment):
        sites = frozenset([appointment.position.site, *appointment.position.other_sites.all()])
        terms = tuple(appointment.current_terms())
        return cls(appointment.person, appointment.position, sites, appointment.start, appointment.end, terms)


def held_beside(people, positions, start, end, but=None):
    """What these people, and others in these positions, hold already or are proposed for in the span."""
    saved = [position for position in positions if position.pk]
    rows = Appointment.objects.standing().exclude(pk=but).touching(start, end)
    rows = rows.filter(Q(person__in=people) | Q(position__in=saved)).with_people()
    return [Held.by(row) for row in rows.prefetch_related("terms", "position__other_sites")]


def _terms(held):
    return [term for row in held for term in row.terms]


def check_overlap(held, *, person, position, sites, start, end):
    """Same person, role and site: no overlapping dates."""
    for other in held:
        same = other.person == person and other.position.role_id == position.role_id
        shared = other.sites & set(sites) if same and other.start <= end and other.end >= start else None
        if shared:
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
    return {"start": as_day(row.start), "end": as_day(row.end)}


def check_release(held, *, person, terms, overload_reason=""):
    """Σ release of concurrent appointments ≤ 1; teaching FTE + release ≤ 1 unless an overload has its reason."""
    start, end = min(t.start for t in terms), max(t.end for t in terms)
    total, day = peak(_terms(row for row in held if row.person == person) + list(terms), start, end)
    if total > ONE:
        raise ValidationError(
            {
                "release_fte": _("Release adds up to %(total)s on %(day)s; it cannot be more than 1.")
                % {"total": number(total), "day": as_day(day)}
            }
        )
    if person.teaching_fte + total > ONE and not overload_reason.strip():
        raise ValidationError(
            {
                "overload_reason": _(
                    "Teaching %(teaching)s and release %(total)s make more than 1. Lower one, or say why."
                )
                % {"teaching": number(person.teaching_fte), "total": number(total)}
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
            % {"role": role, "low": number(role.release_min), "high": number(role.release_max)}
        }
    )


def check_position_fte(held, *, position, terms):
    """A position's filled FTE ≤ its budgeted FTE, on every day."""
    start, end = min(t.start for t in terms), max(t.end for t in terms)
    filled, day = peak(_terms(row for row in held if row.position == position) + list(terms), start, end)
    if filled > position.fte:
        raise ValidationError(
            {
                "release_fte": _(
                    "This position is budgeted at %(fte)s FTE; on %(day)s it would be filled with %(filled)s."
                )
                % {
                    "fte": number(position.fte),
                    "filled": number(filled),
                    "day": as_day(day),
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
            {
                "percent": _("The funding shares add up to %(total)s percent; they must make 100.")
                % {"total": number(total)}
            }
        )


def check_window(compensation, allocation):
    """Spending outside an award's window is refused for that award, even inside the fiscal year."""
    fund = allocation.source
    if not fund.covers(compensation.start, compensation.end):
        raise ValidationError({"source": _window_in_words(fund)})


def _window_in_words(fund):
    words = {"fund": fund, "start": fund.start and as_day(fund.start), "end": fund.end and as_day(fund.end)}
    if fund.start and fund.end:
        return _("%(fund)s pays only from %(start)s to %(end)s.") % words
    return (
        _("%(fund)s pays only from %(start)s on.") if fund.start else _("%(fund)s pays only until %(end)s.")
    ) % words


def check_windows(compensation, allocations):
    """Every fund of a compensation pays inside its window."""
    for allocation in allocations:
        check_window(compensation, allocation)


def check_inclusive(compensations):
    """A stipend that includes extra hours excludes hourly pay on the same appointment."""
    inclusive = any(c.includes_extra_hours for c in compensations)
    if inclusive and any(c.kind == PayKind.HOURLY for c in compensations):
        raise ValidationError(
            {"kind": _("The stipend already includes extra hours, so this appointment can have no hourly pay.")}
        )


def check_not_own(appointment, by):
    """What is approved is changed in one's own favor by a colleague only (two people decide)."""
    own = by is not None and by.person_id is not None and by.person_id == appointment.person_id
    if own and appointment.status == Appointment.Status.APPROVED:
        raise ValidationError(_("This is your own appointment. Ask a colleague to change it."))


def check_may_pay(appointment, by):
    """Pay belongs to an appointment that stands, and nobody pays themselves."""
    if appointment.status == Appointment.Status.WITHDRAWN:
        raise ValidationError(_("This appointment was withdrawn, so it can have no pay."))
    check_not_own(appointment, by)


def check_pool(pool, appointments):
    """A shared stipend goes to at most so many standing appointments of its own site and school year, each once."""
    if len(appointments) > pool.max_members:
        words = _("%(count)s are chosen; this stipend is shared by at most %(most)s.")
        raise ValidationError({"members": words % {"count": len(appointments), "most": pool.max_members}})
    fitting = Appointment.objects.standing().filter(position__school_year=pool.school_year).at(pool.site)
    held = set(fitting.filter(pk__in=[row.pk for row in appointments]).values_list("pk", flat=True))
    if strangers := [str(row.person) for row in appointments if row.pk not in held]:
        raise ValidationError(
            {
                "members": _("%(people)s: not appointed at %(site)s in %(year)s.")
                % {"people": ", ".join(strangers), "site": pool.site, "year": pool.year_label}
            }
        )

"""The next school year: positions and proposals made from this year's appointments, all of it or nothing."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders import vacancies
from leaders.actions.pay import copied
from leaders.actions.proposals import Offer, add_positions, drafted, locked, written
from leaders.models import Appointment, Compensation, District, Person, Position, Term

COPIED_POSITION = ("role", "site", "title", "fte", "budget", "fund", "lowest_grade", "highest_grade")
COPIED_PAY = (
    "kind",
    "full_amount",
    "quantity",
    "rate",
    "percent",
    "salary_base",
    "proration",
    "schedule",
    "includes_extra_hours",
)


@dataclass
class Stay:
    """One appointment that goes on next year: its dates, release, and new amounts by pay line id.

    `closed` are the keys of funds that pay no more, as an award that ended would.
    """

    appointment: Appointment
    start: datetime.date
    end: datetime.date
    release_fte: Decimal
    amounts: dict
    overload_reason: str = ""
    bounds_reason: str = ""
    closed: frozenset = frozenset()


@dataclass
class Joining:
    """Somebody who takes a position that goes on (`position` is this year's), or a new one that is not saved yet."""

    person: Person
    position: Position
    start: datetime.date
    end: datetime.date
    release_fte: Decimal
    pay: list
    overload_reason: str = ""
    bounds_reason: str = ""


@dataclass
class Reshaped:
    """What a position of this year becomes next year, when that is no plain copy: not saved yet, with further sites."""

    position: Position
    sites: list


def usual_stay(appointment, years, last_day):
    """An appointment as it goes on when nothing else is said: same dates and release, by `last_day` at the latest."""
    terms = appointment.current_terms()
    end = min(shifted(appointment.end, years), last_day)
    return Stay(appointment, shifted(appointment.start, years), end, terms[-1].release_fte if terms else Decimal(0), {})


def shifted(day, years):
    """The same day of a later year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def next_pay(stay, years):
    """Unsaved copies of the pay lines and their funding, moved along by `years`; shared stipends are shared anew.

    A line goes on without a fund, not yet allocated, when one of its awards does not pay that long.
    """
    lines = []
    for old in stay.appointment.compensations.all():
        if old.pool_id:
            continue
        new = Compensation(**{name: getattr(old, name) for name in COPIED_PAY})
        start, end = max(shifted(old.start, years), stay.start), min(shifted(old.end, years), stay.end)
        new.start, new.end = (start, end) if start <= end else (stay.start, stay.end)
        if old.pk in stay.amounts and old.worked_out_amount() is None:
            new.full_amount = stay.amounts[old.pk]
        shares = copied(old.allocations.all())
        lines.append((new, shares if all(_lasts(share.source, new, stay.closed) for share in shares) else []))
    return lines


def _lasts(fund, pay, closed):
    return fund.is_open and fund.pk not in closed and fund.covers(pay.start, pay.end)


class Slots:
    """The positions of the next year: those made from the old ones already, vacant ones that fit, or copies."""

    def __init__(self, old, to_year, reshaped=None):
        self.to_year = to_year
        self.reshaped = reshaped or {}
        old = [row for row in old if row.pk]
        going_on = Appointment.objects.standing().filter(continues__position__in=old, position__school_year=to_year)
        self.taken = {
            row.continues.position_id: row.position for row in going_on.select_related("continues", "position")
        }
        rows = Position.objects.in_year(to_year).filter(role__in=[row.role_id for row in old], is_open=True)
        unheld = vacancies.with_heads(rows).filter(heads=False)
        self.vacant = list(vacancies.with_filled(unheld).order_by("pk"))

    def of(self, old, release):
        """The next year's position of an old one; its holders share it. A new one is its own."""
        if old.pk is None:
            return old
        if old.pk not in self.taken:
            self.taken[old.pk] = self._made(old, release)
        return self.taken[old.pk]

    def sites(self, old):
        """The further sites of the next year's position of an old one."""
        if old.pk is None:
            return []
        return self.reshaped[old.pk].sites if old.pk in self.reshaped else list(old.other_sites.all())

    def _made(self, old, release):
        if old.pk in self.reshaped:
            return self.reshaped[old.pk].position
        return self._vacant(old, release) or copied_position(old, self.to_year)

    def _vacant(self, old, release):
        found = next((row for row in self.vacant if _alike(row, old) and vacancies.room(row) >= release), None)
        if found:
            self.vacant.remove(found)
        return found


def _alike(row, old):
    return (row.role_id, row.site_id, row.title) == (old.role_id, old.site_id, old.title)


def copied_position(position, to_year, **other):
    """A position for another school year, not saved; `other` says what differs."""
    return Position(school_year=to_year, **{name: getattr(position, name) for name in COPIED_POSITION} | other)


@transaction.atomic
def roll_over(*, stays, to_year, by, reason="", carried=(), joining=(), reshaped=None):
    """Propose next year's appointments, each with a position, pay and funding; those already made are passed over.

    `carried` are positions that go on vacant, `joining` are people who come; `reshaped` says, by the key of this year's
    position, what becomes of it other than a copy. Returns the new appointments. A refusal names the person and leaves
    everything as it was.
    """
    district = District.objects.select_for_update().filter(pk=1).first() or District.current()
    stays = _new(stays, to_year)
    slots = slots_of(stays, to_year, carried, joining, reshaped)
    drafts = _drafts(offers(stays, joining, to_year, slots), district, by, reason)
    made = written(drafts, by, reason)
    kept = [(slots.of(old, Decimal(0)), slots.sites(old)) for old in carried]
    add_positions([(position, sites) for position, sites in kept if position.pk is None], by=by, reason=reason)
    return made


def slots_of(stays, to_year, carried=(), joining=(), reshaped=None):
    """The `Slots` of everyone who stays or comes, and of what is carried over."""
    held = [*[stay.appointment.position for stay in stays], *carried, *[row.position for row in joining]]
    return Slots(held, to_year, reshaped)


def offers(stays, joining, to_year, slots):
    """What is offered to whom: first those who stay, then those who come."""
    return [*[_offer(stay, to_year, slots) for stay in stays], *[_joined(row, slots) for row in joining]]


def _new(stays, to_year):
    """The stays without those that were rolled over before."""
    rows = Appointment.objects.standing().filter(continues__in=[stay.appointment for stay in stays])
    done = set(rows.filter(position__school_year=to_year).values_list("continues", flat=True))
    return [stay for stay in stays if stay.appointment.pk not in done]


def _offer(stay, to_year, slots):
    old = stay.appointment
    return Offer(
        person=old.person,
        position=slots.of(old.position, stay.release_fte),
        start=stay.start,
        end=stay.end,
        release_fte=stay.release_fte,
        pattern=old.current_terms()[-1].pattern,
        overload_reason=old.overload_reason or stay.overload_reason,
        bounds_reason=old.bounds_reason or stay.bounds_reason,
        return_right_until=old.return_right_until,
        continues=old,
        other_sites=slots.sites(old.position),
        pay=next_pay(stay, to_year - old.position.school_year),
    )


def _joined(row, slots):
    return Offer(
        person=row.person,
        position=slots.of(row.position, row.release_fte),
        start=row.start,
        end=row.end,
        release_fte=row.release_fte,
        pattern=Term.Pattern.PARTIAL_RELEASE if row.release_fte else Term.Pattern.IN_CLASSROOM,
        overload_reason=row.overload_reason,
        bounds_reason=row.bounds_reason,
        other_sites=slots.sites(row.position),
        pay=row.pay,
    )


def _drafts(offered, district, by, reason):
    """Drafts of all offers, each judged beside what stands and beside those before it."""
    held, drafts = locked(offered) if offered else [], []
    for offer in offered:
        try:
            drafts.append(drafted(offer, held, district, by, reason))
        except ValidationError as error:
            words = _("%(person)s: %(why)s") % {"person": offer.person, "why": " ".join(error.messages)}
            raise ValidationError(words) from None
        held.append(drafts[-1].held)
    return drafts

"""From offers to proposed appointments: each is drafted and judged beside what stands, then all are written at once."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders import committed, rules
from leaders.actions.records import add_records, save_record
from leaders.models import Appointment, Person, Position, Term


@dataclass
class Offer:
    """What is offered: a position, saved or not, dates (inclusive), release, reasons, pay lines with funds."""

    person: Person
    position: Position
    start: object
    end: object
    release_fte: object
    pattern: str
    overload_reason: str = ""
    bounds_reason: str = ""
    return_right_until: object = None
    continues: Appointment | None = None
    other_sites: list = field(default_factory=list)
    pay: list = field(default_factory=list)  # [(unsaved Compensation, [unsaved FundingAllocation])]


@dataclass
class Draft:
    """An offer as the rows that it becomes, not saved."""

    offer: Offer
    appointment: Appointment
    term: Term

    @property
    def sites(self):
        """Where it is served: a new position has no further sites before it is saved."""
        position = self.appointment.position
        further = position.other_sites.all() if position.pk else self.offer.other_sites
        return frozenset([position.site, *further])

    @property
    def held(self):
        row = self.appointment
        return rules.Held(row.person, row.position, self.sites, row.start, row.end, (self.term,))


def locked(offers):
    """What stands beside the offers, once nobody else can add to it: people first, then positions, by key."""
    people = Person.objects.select_for_update().order_by("pk").in_bulk([offer.person.pk for offer in offers])
    keys = [offer.position.pk for offer in offers if offer.position.pk]
    rows = Position.objects.select_for_update(of=["self"]).select_related("role", "site")
    positions = rows.order_by("pk").in_bulk(keys)
    for offer in offers:
        offer.person, offer.position = people[offer.person.pk], positions.get(offer.position.pk, offer.position)
    start, end = min(offer.start for offer in offers), max(offer.end for offer in offers)
    return rules.held_beside(people.values(), positions.values(), start, end)


def drafted(offer, held, district, by, reason):
    """The rows of one offer; `ValidationError` with the field to mend when a rule does not hold."""
    if offer.start > offer.end:
        raise ValidationError({"end": _("The last day is before the first day.")})
    appointment = Appointment(
        person=offer.person,
        position=offer.position,
        start=offer.start,
        end=offer.end,
        overload_reason=offer.overload_reason,
        bounds_reason=offer.bounds_reason,
        return_right_until=offer.return_right_until,
        continues=offer.continues,
    )
    term = Term(
        appointment=appointment,
        start=offer.start,
        end=offer.end,
        release_fte=offer.release_fte,
        pattern=offer.pattern,
        recorded_by=by,
        reason=reason[:255],
    )
    draft = Draft(offer, appointment, term)
    _check_terms(draft, held, district)
    _check_pay(offer.pay)
    return draft


def _check_terms(draft, held, district):
    row, terms = draft.appointment, [draft.term]
    person, position, start, end = row.person, row.position, row.start, row.end
    rules.check_year(position=position, start=start, end=end, district=district)
    rules.check_overlap(held, person=person, position=position, sites=draft.sites, start=start, end=end)
    rules.check_bounds(role=position.role, release_fte=draft.term.release_fte, bounds_reason=row.bounds_reason)
    rules.check_release(held, person=person, terms=terms, overload_reason=row.overload_reason)
    rules.check_position_fte(held, position=position, terms=terms)


def _check_pay(lines):
    rules.check_inclusive([compensation for compensation, _allocations in lines])
    for compensation, allocations in lines:
        compensation.clean()
        rules.check_allocations(allocations)
        rules.check_windows(compensation, allocations)


def written(drafts, by, reason):
    """Save the drafts, and on the way the positions that are new, one statement for each kind of row."""
    said = {"by": by, "reason": reason}
    offers = [draft.offer for draft in drafts]
    add_positions([(offer.position, offer.other_sites) for offer in offers if offer.position.pk is None], **said)
    add_records([draft.appointment for draft in drafts], **said)
    add_records([draft.term for draft in drafts], **said)
    _add_pay(drafts, said)
    committed.keep(draft.appointment.pk for draft in drafts)
    return [draft.appointment for draft in drafts]


def _add_pay(drafts, said):
    lines = [(draft.appointment, pay, shares) for draft in drafts for pay, shares in draft.offer.pay]
    for appointment, pay, shares in lines:
        pay.appointment = appointment
        for share in shares:
            share.compensation = pay
    add_records([pay for _row, pay, _shares in lines], **said)
    add_records([share for _row, _pay, shares in lines for share in shares], **said)


def add_positions(rows, *, by, reason):
    """Save new positions, each once: `rows` is `[(position, its further sites)]`."""
    new = {id(position): (position, sites) for position, sites in rows}.values()
    add_records([position for position, sites in new if not sites], by=by, reason=reason)
    for position, sites in new:
        if sites:
            save_record(record=position, related={"other_sites": sites}, by=by, reason=reason)

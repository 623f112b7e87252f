"""What would be refused of a plan when it is applied, by the rules of every appointment, and what has changed since."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders import rules
from leaders.actions.proposals import drafted
from leaders.actions.rollover import offers, slots_of
from leaders.models import Term

ASSUMED = "-"  # stands in for the reasons that are only asked for when a scenario is applied
AT_SITE = {"start", "end"}


@dataclass(frozen=True)
class Problem:
    """A refusal at one place: the field that mends it (site, fte or filled_by), and why."""

    place: object
    field: str
    words: str


class Held:
    """What stands and what was judged so far, by person and by position: each offer is judged beside its own only."""

    def __init__(self, rows):
        self.by = defaultdict(dict)
        for row in rows:
            self.add(row)

    def add(self, row):
        for key in _keys(row.person, row.position):
            self.by[key][id(row)] = row

    def beside(self, offer):
        first, second = _keys(offer.person, offer.position)
        return list((self.by[first] | self.by[second]).values())


def _keys(person, position):
    return ("person", person.pk), ("position", position.pk or id(position))


def problems(plan):
    """`Problem`s of the whole plan; changed places are judged last, so that a clash is told where it was made."""
    pairs = _offered(plan)
    held = Held(_standing([offer for _place, offer in pairs]))
    found = [problem for place in plan.places if (problem := _no_room(place))]
    for place, offer in sorted(pairs, key=lambda pair: pair[0].change is not None):
        assumed = replace(offer, overload_reason=ASSUMED, bounds_reason=ASSUMED)
        try:
            held.add(drafted(assumed, held.beside(offer), plan.base.district, None, "").held)
        except ValidationError as error:
            found.append(_problem(place, offer, error))
    return found


def _offered(plan):
    """`[(place, offer)]` of everyone who stays or comes."""
    slots = slots_of(plan.stays, plan.year, plan.carried, plan.joining, plan.reshaped)
    places = [place for place in plan.places for _stay in place.stays]
    places += [place for place in plan.places if place.joining]
    return list(zip(places, offers(plan.stays, plan.joining, plan.year, slots), strict=True))


def _standing(offered):
    if not offered:
        return []
    start, end = min(offer.start for offer in offered), max(offer.end for offer in offered)
    people, positions = {offer.person for offer in offered}, [offer.position for offer in offered]
    return rules.held_beside(people, positions, start, end)


def _no_room(place):
    """Somebody is to come where those who stay take up the whole position."""
    if place.joining and place.stays and place.new.fte and not place.joining.release_fte:
        words = _("Nothing is left of this position: those who stay take up all of its FTE.")
        return Problem(place, "filled_by", words)
    return None


def _problem(place, offer, error):
    fields = set(getattr(error, "error_dict", {}))
    comes = place.joining is not None and place.joining.person == offer.person
    name = "filled_by" if comes else "site" if fields & AT_SITE else "fte"
    return Problem(place, name, _("%(person)s: %(why)s") % {"person": offer.person, "why": " ".join(error.messages)})


def reasons_needed(plan):
    """`{field of a reason: [people]}`: who would teach and lead for more than 1, or outside the role's bounds.

    Judged as the roll-over will: each offer beside what stands already and beside the offers before it.
    """
    pairs, found = [offer for _place, offer in _offered(plan)], defaultdict(list)
    held = Held(_standing(pairs))
    for offer in pairs:
        term = Term(start=offer.start, end=offer.end, release_fte=offer.release_fte)
        for name in _reasons_missing(offer, term, held.beside(offer)):
            found[name].append(offer.person)
        held.add(rules.Held(offer.person, offer.position, frozenset(), offer.start, offer.end, (term,)))
    return found


def _reasons_missing(offer, term, beside):
    role, release = offer.position.role, offer.release_fte
    if not (role.release_min <= release <= role.release_max or offer.bounds_reason):
        yield "bounds_reason"
    try:
        rules.check_release(beside, person=offer.person, terms=[term], overload_reason=offer.overload_reason)
    except ValidationError as error:
        yield from {"overload_reason"} & set(error.error_dict)


def changed_since(scenario, base):
    """In words, what moved under the scenario since it was saved; empty when it still says what it said."""
    rows = scenario.positions.select_related("position__role", "position__site", "role", "site", "filled_by")
    found = [words for row in rows if (words := _moved(row, base))]
    gone = scenario.leaving.exclude(pk__in=base.usual).select_related("person")
    return found + [
        _("%(person)s goes on already, or was withdrawn; the scenario says that they do not stay.")
        % {"person": row.person}
        for row in gone
    ]


def _moved(row, base):
    if row.position_id and row.position_id not in base.positions:
        return _("%(position)s goes on already or is closed.") % {"position": row.position}
    if row.position_id and row.position.version != row.seen_version:
        return _("%(position)s was changed since.") % {"position": row.position}
    if row.site and not row.site.is_open:
        return _("%(school)s was closed.") % {"school": row.site}
    if row.filled_by and not row.filled_by.is_active:
        return _("%(person)s left the district.") % {"person": row.filled_by}
    return ""

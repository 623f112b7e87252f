"""Parts of a page that an app to the right adds to a page of an app to the left, which does not know it.

An app offers a part beside its views: `@panel("person", "responsibilities/_time_of_person.html", order=20)` over a
function `(request, record) -> context or None` (None: nothing to show to this user). The page asks
`panels("person", request, record)` and its template shows them with `components/panels.html`.
Pages: `home first`, `home`, `person`, `appointment`, `school`, `role`, `position`, `activity`, `cycle`, `time use`,
`reach`, `roster`; those of programs, as `call` and `application`, are named beside their views; the record of home and
of reports is None.

What home lists of all apps stands in one list of the page's own, whoever offers it: `@counts("decisions", order=10)`
over a function `request -> [Waiting]`; likewise `figures` (`config.tables.Stat`) and `plots` (`config.charts.Chart`).
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

OFFERED = defaultdict(list)
COUNTED = defaultdict(list)


@dataclass(frozen=True)
class Panel:
    """One part that is shown: its template, and what the template needs."""

    template: str
    context: dict


class Urgency(IntEnum):
    """How urgent a decision is: somebody waits for it, a day comes nearer, or it is worth a look."""

    NOW = 1
    SOON = 2
    LOOK = 3


class Waiting(NamedTuple):
    """What waits for a decision: `count` is a number or the queryset of the rows; the address lists exactly them."""

    label: object
    count: object
    address: str
    urgency: Urgency = Urgency.NOW


def panel(page, template, order=100):
    """Offer the decorated function's part to a page; lower `order` stands first."""

    def offer(make):
        OFFERED[page].append((order, template, make))
        OFFERED[page].sort(key=lambda offered: offered[0])
        return make

    return offer


def panels(page, request, record=None):
    """The parts of a page that this user gets to see, in order."""
    made = ((template, make(request, record)) for _order, template, make in OFFERED[page])
    return [Panel(template, context) for template, context in made if context is not None]


def counts(part, order=100):
    """Offer what the decorated function counts, or draws, to a list of home; lower `order` stands first."""

    def offer(count):
        COUNTED[part].append((order, count))
        COUNTED[part].sort(key=lambda offered: offered[0])
        return count

    return offer


def counted(part, request):
    """All that is offered to this user for a list of home, in order."""
    return [item for _order, count in COUNTED[part] for item in count(request)]

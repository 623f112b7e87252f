"""The reports there are, and to whom each is open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext_lazy as _

OFFERED = {}
# How the list of reports is ordered: headings with the codes under each; others stand at the end.
GROUPS = (
    (_("For the board"), ("R2",)),
    (_("Who leads, and where"), ("R1", "R5")),
    (_("What was done"), ("R3", "R4", "R12")),
    (_("For grants and the state"), ("R9", "R10", "R11")),
)
OTHERS = _("More")


@dataclass(frozen=True)
class Report:
    """One report: `build(user, chosen, today)` answers its document; `text` says in a sentence what it answers."""

    code: str
    slug: str
    title: object
    text: object
    permission: str
    form: type
    build: Callable


def report(*, code, slug, title, text, permission, form):
    """Offer the decorated function as a report."""

    def offer(build):
        if slug in OFFERED:
            raise ValueError(f"There is a report “{slug}” already.")
        OFFERED[slug] = Report(code, slug, title, text, permission, form, build)
        return build

    return offer


def open_to(user):
    """The reports that a user may open, by number."""
    found = [one for one in OFFERED.values() if user.may(one.permission)]
    return sorted(found, key=lambda one: (int("".join(filter(str.isdigit, one.code)) or 0), one.slug))


def grouped(user):
    """`[(heading, reports)]` of what a user may open."""
    found = open_to(user)
    named = {code for _heading, codes in GROUPS for code in codes}
    parts = [(heading, [one for one in found if one.code in codes]) for heading, codes in GROUPS]
    parts.append((OTHERS, [one for one in found if one.code not in named]))
    return [(heading, reports) for heading, reports in parts if reports]


def report_or_404(user, slug):
    """A report that is closed to the user answers like one that is not there."""
    found = OFFERED.get(slug)
    if found is None or not user.may(found.permission):
        raise Http404
    return found

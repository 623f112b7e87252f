"""What the page of coverage says of each school's work: small plots of FTE, reach and release, the same for all."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import panel
from leaders.models import District, School
from responsibilities import access
from responsibilities.measures import DEFINITIONS, percent
from responsibilities.measures.release_by_school import release_by_site
from responsibilities.models import SchoolReach


@dataclass(frozen=True)
class Bar:
    """One measure of a school: `length` from 0 to 100, and the figure in words; None: not known."""

    label: object
    length: int | None
    text: str


@dataclass(frozen=True)
class Card:
    """A school with its bars; `is_reached`: whether one of its teachers was supported in the school year."""

    school: School
    bars: list
    is_reached: bool


@panel("coverage", "responsibilities/_school_cards.html", order=20)
def schools_at_a_glance(request, shown):
    """The schools on the page in small plots, for who sees their sums in full: coordinator, and principal."""
    user, today = request.user, timezone.localdate()
    if not (shown.rows and (access.is_coordinator(user) or user.school_ids)):
        return None
    year, keys = District.current().school_year(shown.on), [row.school.pk for row in shown.rows]
    reach = visible(request, SchoolReach).filter(school_year=year, school__in=keys)
    supported = dict(reach.values_list("school", "teachers"))
    release = release_by_site(year, min(today, shown.on), keys)
    longest = max(max(row.tl_fte for row in shown.rows), 1)
    return {
        "cards": [
            Card(row.school, bars(row, longest, supported, release.get(row.school.pk)), row.school.pk in supported)
            for row in shown.rows
        ],
        "definitions": [DEFINITIONS["reach"], DEFINITIONS["release"]],
        "never": f"{reverse('responsibilities:never-reached-schools')}?year={year}"
        if user.may("responsibilities.view_reach")
        else "",
    }


def bars(row, longest, supported, release):
    share = percent(supported.get(row.school.pk, 0), row.eligible)
    return [
        Bar(_("TL FTE"), round(100 * row.tl_fte / longest), number_format(row.tl_fte, 2)),
        Bar(_("Reach"), share and whole(share), in_words(share)),
        Bar(_("Release honored"), *of_release(release)),
    ]


def of_release(release):
    """Length and words: delivered minutes as a share of the promised ones, and how many hours were promised."""
    if release is None or not release.promised:
        return None, _("none promised")
    promised = number_format(round(release.promised / 60), force_grouping=True)
    return whole(release.percent), _("%(share)s of %(hours)s h") % {
        "share": in_words(release.percent),
        "hours": promised,
    }


def whole(share):
    return min(100, round(share))


def in_words(share):
    return "—" if share is None else f"{number_format(share, 0)}%"

"""Which schools share a position: those it names, base and further ones, equally; its base where it names none.

The one rule behind coverage, scenarios, the board report and release by school.
"""

from collections import defaultdict

from leaders.models import Position, School


def sharing(base, kind, further):
    """Keys of the sites that share a position, each an equal part.

    `base` and `kind` are key and kind of its base site, `further` the keys of the further schools that it names.
    """
    if further and kind != School.Kind.SCHOOL:
        return further
    return [base, *(site for site in further if site != base)]


def schools_sharing(base, kind, further):
    """The same without an office, which is no school in particular."""
    return sharing(base, kind, further) if further or kind == School.Kind.SCHOOL else []


def further_schools(positions):
    """Keys of the further schools that positions (a query of their keys) name, by position; any other has none."""
    found = defaultdict(list)
    through = Position.other_sites.through.objects.filter(school__kind=School.Kind.SCHOOL)
    rows = through.filter(position__in=positions).order_by("pk")
    for position, site in rows.values_list("position_id", "school_id"):
        found[position].append(site)
    return found

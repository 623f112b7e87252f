"""Main fields of STEM: the disciplines right below STEM as such, which stand for their parts as well."""

from collections import defaultdict
from decimal import Decimal

from leaders.models import RoleDiscipline

TRUNK = "stem"  # code of the discipline that all main fields are parts of


def main_field(key, stem):
    """Key of the highest discipline above one, below STEM as such; a district's own tree ends in its root.

    `stem` are all STEM disciplines by key.
    """
    while (parent := stem[key].parent_id) in stem and stem[parent].code != TRUNK:
        key = parent
    return key


def of_roles(stem):
    """`[(main field id, percent)]` by role; parts of one main field are summed."""
    totals = defaultdict(lambda: defaultdict(Decimal))
    rows = RoleDiscipline.objects.filter(discipline__is_stem=True)
    for role, key, share in rows.values_list("role", "discipline", "share"):
        totals[role][main_field(key, stem)] += share
    return defaultdict(list, {role: list(shares.items()) for role, shares in totals.items()})


def in_order(stem, used):
    """Main fields by name; STEM as such comes last, and only where somebody works in it (`used` are their keys)."""
    mains = {main_field(key, stem) for key in stem}
    found = sorted((stem[key] for key in mains), key=lambda one: (one.code == TRUNK, one.name))
    return [one for one in found if one.code != TRUNK or one.pk in used]

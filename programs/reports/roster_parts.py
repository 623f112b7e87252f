"""The part of R1 that counts: teacher leaders of a date by discipline, by level of the site, and by role."""

from collections import defaultdict

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.charts import Chart, Series
from leaders import definition
from leaders.models import Appointment, RoleDiscipline, School
from programs.reports.document import Figure, Head

NUMBER = "number"
MOST_BARS = 25
LEVELS, KINDS = dict(School.Level.choices), dict(School.Kind.choices)


def figures(user, on, counted):
    """`counted` are keys of the people who count; one who leads in two disciplines stands at both."""
    if not counted:
        return []
    rows = definition.counted(Appointment.objects.visible_to(user), on).order_by()
    lines = rows.values_list(
        "person", "position__role", "position__role__name", "position__site__kind", "position__site__level"
    )
    held = [line for line in lines if line[0] in counted]
    stem = RoleDiscipline.objects.filter(role__in={role for _who, role, *_rest in held}, discipline__is_stem=True)
    fields = defaultdict(list)
    for role, name in stem.order_by().values_list("role", "discipline__name"):
        fields[role].append(name)
    parts = [
        (
            "disciplines",
            _("Counted by discipline"),
            _("Discipline"),
            [(f, line[0]) for line in held for f in fields[line[1]]],
        ),
        ("levels", _("Counted by level of the site"), _("Level"), [(level_of(*line[3:]), line[0]) for line in held]),
        ("roles", _("Counted by role"), _("Role"), [(line[2], line[0]) for line in held]),
    ]
    return [figure(key, title, name, people_by(pairs), len(counted)) for key, title, name, pairs in parts if pairs]


def people_by(pairs):
    """`[(value, different people)]` of pairs (value, person), most people first."""
    found = defaultdict(set)
    for value, person in pairs:
        found[value].add(person)
    return sorted(((value, len(people)) for value, people in found.items()), key=lambda pair: (-pair[1], pair[0]))


def level_of(kind, level):
    """The level of a base site in words; an office has none."""
    return capfirst(str(LEVELS[level] if kind == School.Kind.SCHOOL and level else KINDS[kind]))


def figure(key, title, name, found, heads):
    summary = _("%(most)s: %(people)s of %(all)s.") % {
        "most": capfirst(found[0][0]),
        "people": found[0][1],
        "all": heads,
    }
    return Figure(
        key,
        title,
        summary,
        [Head(name), Head(_("People"), NUMBER)],
        [list(pair) for pair in found],
        total=[_("Headcount"), heads],
        chart=Chart(
            key,
            title,
            summary,
            name,
            _("people"),
            [label for label, _people in found],
            [Series(_("People"), [people for _label, people in found])],
            sideways=True,
        )
        if len(found) <= MOST_BARS
        else None,
        note=_("Who leads in several stands in each, and once in the headcount."),
    )

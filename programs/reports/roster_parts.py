"""The part of R1 that counts: teacher leaders of a date by discipline, by level of the site, and by role."""

from django.db.models import Count
from django.utils.translation import gettext as _

from config.charts import Chart, Series
from leaders import definition
from leaders.models import Appointment, School
from programs.reports.document import Figure, Head

NUMBER = "number"
MOST_BARS = 25


def figures(user, on, counted):
    """`counted` are keys of the people who count; one who leads in two disciplines stands at both."""
    if not counted:
        return []
    rows = definition.counted(Appointment.objects.visible_to(user), on).filter(person__in=counted).order_by()
    stem = rows.filter(position__role__discipline_shares__discipline__is_stem=True)
    disciplines = people_by(stem, "position__role__discipline_shares__discipline__name")
    roles = people_by(rows, "position__role__name")
    parts = [
        ("disciplines", _("Counted by discipline"), _("Discipline"), disciplines),
        ("levels", _("Counted by level of the site"), _("Level"), by_level(rows)),
        ("roles", _("Counted by role"), _("Role"), roles),
    ]
    return [figure(*part, len(counted)) for part in parts if part[-1]]


def people_by(rows, column):
    """`[(value, different people)]`, most people first."""
    found = rows.values_list(column).annotate(people=Count("person", distinct=True))
    return sorted(found, key=lambda pair: (-pair[1], str(pair[0])))


def by_level(rows):
    """By the level of the base site; an office has none."""
    levels, kinds = dict(School.Level.choices), dict(School.Kind.choices)
    found = rows.values_list("position__site__kind", "position__site__level")
    found = found.annotate(people=Count("person", distinct=True))
    named = [
        (str(levels[level] if kind == School.Kind.SCHOOL and level else kinds[kind]), people)
        for kind, level, people in found
    ]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))


def figure(key, title, name, found, heads):
    summary = _("%(most)s: %(people)s of %(all)s.") % {"most": found[0][0], "people": found[0][1], "all": heads}
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

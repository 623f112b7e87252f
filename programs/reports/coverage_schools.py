"""Figures of R5 school by school: for the offices, and for principals about their own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from leaders import coverage_figures
from leaders.coverage_words import DEFINITIONS
from leaders.grade_bands import BY_CODE
from programs.reports.document import Figure, Head

NUMBER = "number"
TEXTS = 6  # columns of `coverage_figures.facts` that are words


def figures(found):
    return [schools(found), heat_map(found)]


def schools(found):
    """Each school with its facts, its leaders and what it lacks."""
    heads = coverage_figures.heads()
    rows = [
        [*coverage_figures.facts(row), ", ".join(str(one) for one in found.gaps(row)) or None] for row in found.rows
    ]
    return Figure(
        "schools",
        _("School by school"),
        coverage_figures.summary(found.rows),
        [
            *(Head(label, NUMBER if at >= TEXTS else "text") for at, label in enumerate(heads)),
            Head(_("Nobody in")),
        ],
        rows,
        definitions=tuple(DEFINITIONS.values()),
        url=reverse("leaders:coverage"),
    )


def heat_map(found):
    """Leaders by school and discipline, and by grade band; a dash where the school does not teach the grades."""
    bands = [code for code in BY_CODE if any(code in row.bands for row in found.rows)]
    rows = [
        [
            row.school.name,
            *(row.cell(one.pk).leaders for one in found.disciplines),
            *(row.cell(band=band).leaders if band in row.bands else None for band in bands),
        ]
        for row in found.rows
    ]
    return Figure(
        "heat-map",
        _("Leaders by school, discipline and grade band"),
        _("The darker a cell, the more leaders serve the school there; 0 is nobody, a dash is not taught."),
        [
            Head(_("School")),
            *(Head(one.name, NUMBER) for one in found.disciplines),
            *(Head(BY_CODE[band].label, NUMBER) for band in bands),
        ],
        rows,
        heat=True,
        definitions=(DEFINITIONS["leaders"], DEFINITIONS["gap"]),
    )

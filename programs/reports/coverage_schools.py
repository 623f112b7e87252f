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
    return [schools(found), heat_map(found), by_band(found)]


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
    """Leaders by school and discipline."""
    return Figure(
        "heat-map",
        _("Leaders by school and discipline"),
        _("The darker a cell, the more leaders serve the school in the discipline; 0 is nobody."),
        [Head(_("School")), *(Head(one.name, NUMBER) for one in found.disciplines)],
        [[row.school.name, *(row.cell(one.pk).leaders for one in found.disciplines)] for row in found.rows],
        heat=True,
        definitions=(DEFINITIONS["leaders"], DEFINITIONS["gap"]),
    )


def by_band(found):
    """TL FTE by school and grade band; a dash where the school does not teach the grades."""
    bands = [code for code in BY_CODE if any(code in row.bands for row in found.rows)]
    rows = [
        [row.school.name, *(row.cell(band=band).tl_fte if band in row.bands else None for band in bands)]
        for row in found.rows
    ]
    return Figure(
        "bands-of-schools",
        _("TL FTE by school and grade band"),
        _("TL FTE that serves the grades of each school; a dash where it does not teach them."),
        [Head(_("School")), *(Head(BY_CODE[band].label, NUMBER) for band in bands)],
        rows,
        heat=True,
        definitions=(DEFINITIONS["fte"],),
    )

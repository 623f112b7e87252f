"""Figures of R5 about groups of schools, for every reader."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from leaders.coverage_words import DEFINITIONS
from leaders.grade_bands import BY_CODE
from leaders.main_fields import TRUNK
from leaders.models import School
from programs.reports.coverage_groups import ALL, BAND, FIELD, LEVEL, OFFICE, TITLE
from programs.reports.document import HIDDEN, Figure, Head

SERVED = (DEFINITIONS["served"], DEFINITIONS["leaders"], DEFINITIONS["fte"])
NUMBER = "number"
PLACES = [
    Head(gettext_lazy("Schools"), NUMBER),
    Head(gettext_lazy("Schools served"), NUMBER),
    Head(gettext_lazy("Schools with nobody"), NUMBER),
    Head(gettext_lazy("Leaders"), NUMBER),
    Head(gettext_lazy("TL FTE"), NUMBER),
]
LACKS = [
    Head(gettext_lazy("Schools served"), NUMBER),
    Head(gettext_lazy("Schools with nobody"), NUMBER),
    Head(gettext_lazy("Title I schools with nobody"), NUMBER),
    Head(gettext_lazy("Other schools with nobody"), NUMBER),
    Head(gettext_lazy("STEM-teaching teachers there"), NUMBER),
    Head(gettext_lazy("Leaders"), NUMBER),
    Head(gettext_lazy("TL FTE"), NUMBER),
]


def figures(groups):
    """By discipline first: there it shows where nobody is."""
    url = reverse("leaders:coverage") if groups.whole else ""
    return [
        disciplines(groups, url),
        gaps(groups),
        of_places(groups, "title-i", TITLE, _("By Title I"), _("Schools")),
        of_places(groups, "levels", LEVEL, _("By level"), _("Level")),
        bands(groups),
    ]


def disciplines(groups, url):
    """Schools with nobody in each main field, Title I beside the others."""
    found = groups.found.disciplines
    rows = [discipline_row(groups, one) for one in found]
    lacked = [row for row, one in zip(rows, found, strict=True) if one.code != TRUNK]
    summary = most_lacked(lacked, len(groups.found.rows))
    total = [_("All"), *groups.served(ALL)[1:], *lacking(groups.found.rows, None), groups.leaders(ALL), groups.fte(ALL)]
    return Figure(
        "disciplines",
        _("Where nobody is, by discipline"),
        summary,
        [Head(_("Discipline")), *LACKS],
        rows,
        total=total,
        chart=plot_of_lacks(lacked, summary),
        definitions=(*SERVED, DEFINITIONS["gap"]),
        note=_("The total counts schools that nobody serves at all."),
        url=url,
    )


def most_lacked(rows, schools):
    most = max(rows, key=lambda row: row[2], default=None)
    if not most or not most[2]:
        return _("Every school has a leader in every discipline.")
    facts = {"name": most[0], "count": most[2], "all": schools}
    return _("Most schools lack a leader in %(name)s: %(count)s of %(all)s.") % facts


def plot_of_lacks(rows, summary):
    return Chart(
        key="disciplines",
        title=_("Schools with nobody, by discipline"),
        summary=summary,
        head=_("Discipline"),
        unit=_("schools"),
        labels=[row[0] for row in rows],
        series=[
            Series(_("Title I schools"), [row[3] for row in rows]),
            Series(_("Other schools"), [row[4] for row in rows]),
        ],
        sideways=True,
        stacked=True,
    )


def discipline_row(groups, one):
    at = (FIELD, one.pk)
    name = _("STEM, no discipline named") if one.code == TRUNK else one.name
    some, none = groups.served(at)[1:]
    return [name, some, none, *lacking(groups.found.rows, one.pk), groups.leaders(at), groups.fte(at)]


def lacking(rows, discipline):
    """Title I schools, other schools, and STEM-teaching teachers of both, where nobody is."""
    without = [row for row in rows if not row.cell(discipline).leaders]
    title_i = sum(bool(row.title_i) for row in without)
    return [title_i, len(without) - title_i, sum(row.eligible or 0 for row in without)]


def gaps(groups):
    """Schools with nobody, by discipline and grade band: a map of numbers of schools."""
    bands = [key for name, key in groups.keys if name == BAND and key != OFFICE]
    rows = [
        [
            one.name,
            *(
                len([row for row in groups.schools((BAND, band)) if not row.cell(one.pk, band).leaders])
                for band in bands
            ),
        ]
        for one in groups.found.fields
    ]
    return Figure(
        "gaps",
        _("Where nobody is, by discipline and grade band"),
        _("How many schools that teach the grades have no leader for them in the discipline."),
        [Head(_("Discipline")), *(Head(BY_CODE[band].label, NUMBER) for band in bands)],
        rows,
        total=[_("Schools that teach them"), *(len(groups.schools((BAND, band))) for band in bands)],
        heat=True,
        definitions=(DEFINITIONS["gap"],),
    )


def of_places(groups, key, name, title, head):
    """Schools, leaders, TL FTE and teachers per TL FTE of each group of a list."""
    ats = [at for at in groups.keys if at[0] == name]
    rows = [place_row(groups, at, name_of(groups, at)) for at in ats]
    plotted = [row for row, at in zip(rows, ats, strict=True) if at[1] != OFFICE]
    summary = summary_of(plotted)
    chart = Chart(
        key=key,
        title=title,
        summary=summary,
        head=head,
        unit=_("teachers"),
        labels=[row[0] for row in plotted],
        series=[Series(_("Teachers per TL FTE"), [None if row[7] is HIDDEN else row[7] for row in plotted])],
    )
    heads = [Head(head), *PLACES, Head(_("STEM-teaching teachers"), NUMBER), Head(_("Teachers per TL FTE"), NUMBER)]
    total = place_row(groups, ALL, _("All"))
    defined = (*SERVED, DEFINITIONS["per_fte"])
    return Figure(key, title, summary, heads, rows, total=total, chart=chart, definitions=defined)


def place_row(groups, at, name):
    if at[-1] == OFFICE:
        return [name, None, None, None, groups.leaders(at), groups.fte(at), None, None]
    figures_of = [groups.leaders(at), groups.fte(at), groups.teachers(at), groups.teachers_per_fte(at)]
    return [name, *groups.served(at), *figures_of]


def name_of(groups, at):
    name, key = at
    if key == OFFICE:
        return _("No school by name")
    if name == TITLE:
        others = _("Other schools") if groups.whole else _("Other schools and the district office")
        return _("Title I schools") if key else others
    if name == BAND:
        return BY_CODE[key].label
    return capfirst(School.Level(key).label) if key else _("Level not recorded")


def summary_of(rows):
    """Where most teachers share one TL FTE, and how many schools nobody serves."""
    known = [row for row in rows if row[7] is not HIDDEN and row[7] is not None]
    most = max(known, key=lambda row: row[7], default=None)
    nobody = [f"{row[0]} ({row[3]})" for row in rows if row[3]]
    told = [_("Most teachers per TL FTE: %(name)s.") % {"name": most[0]}] if most else []
    if nobody:
        told.append(_("Schools that nobody serves: %(names)s.") % {"names": ", ".join(nobody)})
    return " ".join(told) or _("At least one leader serves each of these schools.")


def bands(groups):
    """By grade band taught. Teachers are not recorded by grade, so that nothing is said for each TL FTE."""
    ats = [at for at in groups.keys if at[0] == BAND]
    rows = [[name_of(groups, at), *place_row(groups, at, "")[1:6]] for at in ats]
    plotted = [row for row, at in zip(rows, ats, strict=True) if at[1] != OFFICE]
    summary = _("How many schools that teach the grades have a leader for them.")
    chart = Chart(
        key="grade-bands",
        title=_("By grade band"),
        summary=summary,
        head=_("Grades taught"),
        unit=_("schools"),
        labels=[row[0] for row in plotted],
        series=[
            Series(_("Schools served"), [row[2] for row in plotted]),
            Series(_("Schools with nobody"), [row[3] for row in plotted]),
        ],
        stacked=True,
    )
    return Figure(
        "grade-bands",
        _("By grade band"),
        summary,
        [Head(_("Grades taught")), *PLACES],
        rows,
        total=[_("All"), *place_row(groups, ALL, "")[1:6]],
        chart=chart,
        definitions=SERVED,
        note=_("A school stands in every band that it teaches, so that schools of the rows add up to more than all."),
    )

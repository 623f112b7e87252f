"""Figures: who leads, in which disciplines, and where."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leaders.grade_bands import BY_CODE
from leaders.models import School
from leaders.over_year import OFFICE, place_of
from programs.reports.board.definitions import HEADCOUNT, PER_FTE, TL_FTE
from programs.reports.board.leading import ALL, BAND, FIELD, LEVEL, TITLE
from programs.reports.board.years import largest
from programs.reports.document import HIDDEN, Figure, Head

FTE = 3  # place of this year's TL FTE in a row


def figures(led):
    """All of them, from a `Leading`."""
    return [leaders(led), disciplines(led), levels(led), title_i(led), bands(led)]


def leaders(led):
    """Headcount and TL FTE of both years."""
    row = led.row("", ALL)
    rows = [[HEADCOUNT.label, *row[1:3]], [TL_FTE.label, *row[3:5]]]
    summary = _("%(year)s: %(leaders)s teacher leaders with %(fte)s TL FTE.") % {
        "year": led.years.labels[0],
        "leaders": row[1],
        "fte": row[3],
    }
    heads = [Head(_("Measure")), *(Head(label, "number") for label in led.years.labels)]
    return Figure("leaders", _("Who leads"), summary, heads, rows, definitions=(HEADCOUNT, TL_FTE))


def disciplines(led):
    """By main field of the role."""
    fields = led.of[led.years.this].over.disciplines + led.of[led.years.last].over.disciplines
    rows = [led.row(one.name, (FIELD, one.pk)) for one in dict.fromkeys(fields)]
    return _figure(led, "disciplines", _("By discipline"), _("Discipline"), rows)


def levels(led):
    """By level of the schools served, with their teachers for each TL FTE."""
    codes = [at[1] for at in led.of[led.years.this].cells if at[0] == LEVEL]
    rows = [
        led.of_place(level_name(code), (LEVEL, code), lambda school, code=code: place_of(school)[0] == code)
        for code in codes
    ]
    return _figure(led, "levels", _("By level"), _("Level"), rows, more=_of_places())


def title_i(led):
    """Schools with Title I beside all other sites."""
    names = {True: _("Title I schools"), False: _("Other schools and the district office")}
    rows = [
        led.of_place(name, (TITLE, title), lambda school, title=title: place_of(school)[1] == title)
        for title, name in names.items()
    ]
    return _figure(led, "title-i", _("By Title I"), _("Schools"), rows, more=_of_places())


def bands(led):
    """By grade band served."""
    held = {at[1] for year in led.years.both for at in led.of[year].cells if at[0] == BAND}
    codes = [code for code in (*BY_CODE, OFFICE) if code in held]
    rows = [led.row(level_name(code) if code == OFFICE else BY_CODE[code].label, (BAND, code)) for code in codes]
    return _figure(led, "grade-bands", _("By grade band"), _("Grades served"), rows)


def level_name(code):
    if code == OFFICE:
        return _("District office")
    return capfirst(School.Level(code).label) if code else _("Level not recorded")


def _of_places():
    return [Head(_("Sites"), "number"), Head(_("STEM-teaching teachers"), "number"), Head(PER_FTE.label, "number")]


def _figure(led, key, title, name, rows, more=()):
    heads = [
        Head(name),
        *led.years.heads(HEADCOUNT.label, "number"),
        *led.years.heads(TL_FTE.label, "number"),
        *more,
    ]
    facts = {"key": key, "title": title, "summary": _most(rows), "heads": heads, "rows": rows}
    defined = (HEADCOUNT, TL_FTE, PER_FTE) if more else (HEADCOUNT, TL_FTE)
    total = [*led.row(_("All"), ALL), *([None] * len(more))]
    return Figure(**facts, total=total, chart=led.years.chart(facts, FTE, TL_FTE.label), definitions=defined)


def _most(rows):
    """Where most of it is, and where nobody is."""
    most = largest(rows, FTE)
    nobody = [str(row[0]) for row in rows if row[1] is not HIDDEN and not row[1]]
    told = [_("Most TL FTE: %(row)s (%(fte)s).") % {"row": most[0], "fte": most[FTE]}] if most else []
    told += [_("Nobody leads here: %(rows)s.") % {"rows": ", ".join(nobody)}] if nobody else []
    return " ".join(told) or _("These groups are too small to be shown.")

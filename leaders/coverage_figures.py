"""Figures of coverage as pages and files show them: how many schools are served, and teachers per TL FTE."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.tables import Stat
from config.tables.cells import number
from leaders.coverage_rows import figures
from leaders.models import Role


def summary(rows):
    """What one sees first: how many schools nobody serves, and how many of those are Title I schools."""
    without = [row for row in rows if row.nobody]
    if not without:
        return _("At least one teacher leader serves each of these schools.") if rows else ""
    first = ngettext(
        "Nobody serves %(count)s of %(all)s school.", "Nobody serves %(count)s of %(all)s schools.", len(rows)
    ) % {"count": len(without), "all": len(rows)}
    title_i = sum(bool(row.title_i) for row in without)
    more = ngettext("%(count)s of them is a Title I school.", "%(count)s of them are Title I schools.", title_i)
    last = more % {"count": title_i} if title_i else _("No Title I school is among them.")
    return f"{first} {last}"


def stats(rows, elsewhere):
    """Figures of the rows, Title I schools beside the others; `elsewhere` is None for who sees only some schools."""
    title_i = figures([row for row in rows if row.title_i])
    others, whole = figures([row for row in rows if not row.title_i]), figures(rows)
    found = [
        Stat(_("Schools served"), share(whole), _("with at least one teacher leader")),
        Stat(_("Title I schools served"), share(title_i), _("other schools: %s") % share(others)),
        Stat(
            _("Teachers per TL FTE"),
            ratio(whole.teachers_per_fte),
            _("STEM-teaching teachers; 45 is a common benchmark"),
        ),
        Stat(
            _("Teachers per TL FTE, Title I"),
            ratio(title_i.teachers_per_fte),
            _("other schools: %s") % ratio(others.teachers_per_fte),
        ),
        Stat(_("Leaders at these schools"), whole.leaders, _("%s TL FTE") % number(whole.tl_fte)),
    ]
    if elsewhere is not None and elsewhere.leaders:
        found.append(
            Stat(_("Leaders of the whole district"), elsewhere.leaders, _("%s TL FTE") % number(elsewhere.tl_fte))
        )
    return found


def share(some):
    return _("%(served)s of %(all)s") % {"served": some.served, "all": some.schools}


def ratio(value):
    """Teachers per TL FTE as pages show it, with one place; a dash where it is not known."""
    return "—" if value is None else number_format(value, 1, use_l10n=True, force_grouping=True)


def heads():
    """Heads of `facts`."""
    return [
        _("School"),
        _("Level"),
        _("Grades"),
        _("Title I"),
        _("Locale"),
        _("Leaders by STEM mode"),
        _("STEM-teaching teachers"),
        _("Leaders"),
        _("TL FTE"),
        _("Teachers per TL FTE"),
    ]


def facts(row):
    """What a file says of a school before its disciplines."""
    school = row.school
    return [
        school.name,
        school.get_level_display(),
        school.grades,
        {True: _("Yes"), False: _("No"), None: None}[row.title_i],
        school.get_locale_display(),
        modes(row),
        row.eligible,
        row.leaders,
        row.tl_fte,
        row.teachers_per_fte,
    ]


def modes(row):
    """“discipline-specific: 2, integrated: 1”: how many of the leaders work in each STEM mode."""
    held = [(mode, row.by_mode[mode].leaders) for mode in Role.StemMode if mode in row.by_mode]
    return ", ".join(f"{mode.label}: {count}" for mode, count in held) or None

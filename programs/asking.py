"""What completing a cohort asks for, in words: hours, sessions, evidence, practice task, service afterwards."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.tables.cells import in_hours


def in_words(cohort):
    """The requirements of a cohort, one sentence each; empty when it asks for nothing."""
    found = []
    if cohort.required_minutes:
        found.append(_("Attend sessions for %(time)s.") % {"time": in_hours(cohort.required_minutes)})
    if cohort.required_sessions:
        found.append(_sessions(cohort.required_sessions))
    if cohort.required_pieces:
        found.append(_pieces(cohort.required_pieces))
    if cohort.practice_task:
        found.append(_("Have the practice task accepted."))
    if cohort.service_years:
        found.append(_years(cohort.service_years))
    return found


def _sessions(count):
    text = ngettext("Attend at least %(count)s session.", "Attend at least %(count)s sessions.", count)
    return text % {"count": count}


def _pieces(count):
    text = ngettext("Have %(count)s piece of evidence accepted.", "Have %(count)s pieces of evidence accepted.", count)
    return text % {"count": count}


def _years(count):
    text = ngettext(
        "Afterwards, serve %(count)s school year in a teacher leader role.",
        "Afterwards, serve %(count)s school years in a teacher leader role.",
        count,
    )
    return text % {"count": count}

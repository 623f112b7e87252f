"""The letter that says how service owed for a seat ended: fulfilled or released."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.tables.cells import day, number
from leaders.models import District, year_label
from programs.models import ServiceObligation
from programs.papers.setting import as_pdf

TEMPLATE = "letter.typ"


def facts(obligation, found):
    """What the letter about an obligation (loaded `with_names`) says; `found` is what was served of it."""
    enrollment = obligation.enrollment
    words = {
        "name": enrollment.person.name,
        "program": enrollment.cohort.program.name,
        "cohort": enrollment.cohort.name,
        "day": day(obligation.ended_on),
        "completed": day(enrollment.ended_on),
        "years": ngettext("%(count)s school year", "%(count)s school years", obligation.years)
        % {"count": obligation.years},
    }
    return {
        "title": _title(obligation),
        "district": District.current().name,
        "date_line": words["day"],
        "name": words["name"],
        "paragraphs": [text % words for text in _paragraphs(obligation)],
        "heading": _("School years served as a teacher leader"),
        "columns": [_("School year"), _("Days served"), _("Of days"), _("School years")],
        "rows": [
            [year_label(each.year), number(each.days), number(each.of), number(each.share)] for each in found.years
        ],
        "total": [_("Total"), number(found.total)],
        "signature": _("For the teacher leader program"),
        "number": _("Letter %(number)s") % {"number": obligation.pk},
    }


def _title(obligation):
    if obligation.status == ServiceObligation.Status.FULFILLED:
        return _("Service fulfilled")
    return _("Released from service")


def _paragraphs(obligation):
    completed = _(
        "%(name)s completed %(program)s, %(cohort)s, on %(completed)s. For the seat, %(years)s of service as a "
        "teacher leader were owed."
    )
    if obligation.status == ServiceObligation.Status.FULFILLED:
        return [completed, _("This service is fulfilled as of %(day)s. Nothing is owed any more.")]
    return [completed, _("The district released %(name)s from what was still owed on %(day)s. Nothing is owed.")]


def letter(obligation, found):
    """The letter as PDF, in the reader's language."""
    return as_pdf(TEMPLATE, obligation.ended_on, facts(obligation, found))

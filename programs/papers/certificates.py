"""The certificate of a completed enrollment: who, what, when, how much, and what it confers."""

from django.utils.translation import gettext as _

from config.tables.cells import day, in_hours
from leaders.models import District
from programs.actions.completing import issuer
from programs.papers.setting import as_pdf

TEMPLATE = "certificate.typ"


def facts(enrollment):
    """What the certificate of an enrollment, loaded `with_names` and its credential, says."""
    cohort = enrollment.cohort
    return {
        "title": _("Certificate of completion"),
        "district": District.current().name,
        "lead": _("This certifies that"),
        "name": enrollment.person.name,
        "has": _("has completed"),
        "program": cohort.program.name,
        "cohort": cohort.name,
        "rows": [[label, value] for label, value in _rows(enrollment) if value],
        "confers": _confers(enrollment),
        "signature": _("For the teacher leader program"),
        "dated": _("Date"),
        "number": _("Certificate %(number)s") % {"number": enrollment.pk},
    }


def _rows(enrollment):
    cohort, minutes = enrollment.cohort, enrollment.minutes
    return [
        (_("Dates"), _("%(start)s to %(end)s") % {"start": day(cohort.start), "end": day(cohort.end)}),
        (_("Completed on"), day(enrollment.ended_on)),
        (_("Time in sessions"), in_hours(minutes) if minutes else ""),
        (_("Provided by"), issuer(cohort.program)),
    ]


def _confers(enrollment):
    """“Confers the endorsement “Coach””; empty when the program gives nothing beside the paper."""
    given = enrollment.credential
    if given is None:
        return ""
    return _("Confers: %(title)s (%(kind)s)") % {"title": given.title, "kind": given.get_kind_display()}


def certificate(enrollment):
    """The certificate as PDF, in the reader's language."""
    return as_pdf(TEMPLATE, enrollment.ended_on, facts(enrollment))

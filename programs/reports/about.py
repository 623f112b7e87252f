"""What was chosen above a report, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.models import year_label
from programs.reports.document import HIDDEN

LABELS = {
    "on": gettext_lazy("On"),
    "school": gettext_lazy("School"),
    "leader": gettext_lazy("Teacher leader"),
    "start": gettext_lazy("From"),
    "end": gettext_lazy("Through"),
    "category": gettext_lazy("Category"),
    "discipline": gettext_lazy("Discipline"),
    "role": gettext_lazy("Role"),
    "program": gettext_lazy("Program"),
    "fund": gettext_lazy("Fund or award"),
    "period": gettext_lazy("Two weeks"),
}


def about(chosen):
    """`[(label, value)]` of what was chosen beside the period."""
    found = [(label, in_words(chosen[name])) for name, label in LABELS.items() if chosen.get(name)]
    if chosen.get("everyone"):
        found.append((_("Read by"), _("everyone: what is about few people is left out")))
    return found


def in_words(value):
    return date_format(value) if hasattr(value, "isoformat") else str(value)


def in_year(year):
    """“School year 2026–27”."""
    return _("School year %(year)s") % {"year": year_label(year)}


def seen(value):
    """What a measure leaves out for this reader, as the document says it."""
    return HIDDEN if value is None else value


def month_name(month):
    """“Nov 2026”."""
    return date_format(month, "M Y")

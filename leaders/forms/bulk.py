"""What changes to the ticked rows of a list ask for; the fields are the words of the actions behind them."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.filters.roles import year_choices
from leaders.forms.people import DateInput, school_field
from leaders.forms.terms import ReasonForm
from leaders.years import this_year

MOST = 200


@dataclass(frozen=True)
class Ticked:
    """A ticked row: its key, and the version in which it was shown before the change was asked for."""

    key: int
    version: int | None = None

    @classmethod
    def of(cls, row):
        return cls(row.pk, version_shown(row))

    def __str__(self):
        return f"{self.key}:{self.version}" if self.version else str(self.key)


def version_shown(row):
    """The version that a ticked row is judged by: its own, or that of what the list shows about it."""
    return getattr(row, "version_shown", row.version)


def ticked(request):
    """`{key: Ticked}` of all ticked rows, as the list or the page after it sent them: `12`, or `12:3` with version."""
    pairs = (text.partition(":") for text in request.POST.getlist("rows"))
    return {int(key): Ticked(int(key), _number(version)) for key, _colon, version in pairs if _number(key)}


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


class MarkLeftForm(ReasonForm):
    left_on = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
    field_order = ["left_on", "reason"]


def yes_or_no(label):
    """Yes, no, or as it is."""
    choices = [("", _("as it is")), ("true", _("Yes")), ("false", _("No"))]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda text: text == "true", empty_value=None, required=False
    )


class SchoolFactsForm(ReasonForm):
    title_i = yes_or_no(_("Title I"))
    is_open = yes_or_no(_("Open"))
    field_order = ["title_i", "is_open", "reason"]


class RetireForm(ReasonForm):
    last_year = forms.TypedChoiceField(label=_("Last school year"), choices=year_choices, coerce=int, initial=this_year)
    field_order = ["last_year", "reason"]


class MoveForm(ReasonForm):
    school = school_field(_("Home school"))
    field_order = ["school", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].required = True

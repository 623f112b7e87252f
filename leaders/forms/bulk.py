"""What changes to the ticked rows of a list ask for; the fields are the words of the actions behind them."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.forms.people import DateInput, school_field
from leaders.forms.terms import ReasonForm

MOST = 200


@dataclass(frozen=True)
class Ticked:
    """A ticked row: its key, and the version in which it was shown before the change was asked for."""

    key: int
    version: int | None = None

    @classmethod
    def of(cls, row):
        return cls(row.pk, row.version)

    def __str__(self):
        return f"{self.key}:{self.version}" if self.version else str(self.key)


def ticked(request):
    """`{key: Ticked}` of all ticked rows, as the list or the page after it sent them: `12`, or `12:3` with version."""
    pairs = (text.partition(":") for text in request.POST.getlist("rows"))
    return {int(key): Ticked(int(key), _number(version)) for key, _colon, version in pairs if _number(key)}


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


class MarkLeftForm(ReasonForm):
    left_on = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
    field_order = ["left_on", "reason"]


class MoveForm(ReasonForm):
    school = school_field(_("Home school"))
    field_order = ["school", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].required = True

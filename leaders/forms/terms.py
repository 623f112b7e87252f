"""Dated changes to an appointment; the fields are the words of `leaders.actions.terms`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leaders.forms.appointments import RELEASE, RETURN
from leaders.forms.people import WHY, DateInput
from leaders.models import Term


class ReasonForm(forms.Form):
    """A change that only asks why."""

    reason = forms.CharField(label=_("Why"), max_length=255)


class AmendForm(ReasonForm):
    start = forms.DateField(label=_("From"), widget=DateInput)
    release_fte = forms.DecimalField(label=_("Release"), **RELEASE)
    pattern = forms.ChoiceField(label=_("Pattern"), choices=Term.Pattern.choices)
    return_right_until = forms.DateField(**RETURN)
    field_order = ["start", "release_fte", "pattern", "return_right_until", "reason"]


class LeaveForm(ReasonForm):
    start = forms.DateField(label=_("First day of the leave"), widget=DateInput)
    end = forms.DateField(label=_("Last day of the leave"), widget=DateInput)
    field_order = ["start", "end", "reason"]


class EndForm(ReasonForm):
    end = forms.DateField(label=_("Last day"), widget=DateInput)
    field_order = ["end", "reason"]


class ApproveForm(forms.Form):
    reason = forms.CharField(**WHY)

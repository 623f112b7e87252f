"""Forms of completing a cohort, and of what is owed for it; the fields are the words of the actions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.forms.people import DateInput
from programs.models import ServicePause


class CompleteForm(forms.Form):
    """On which day; why, when something is missing."""

    on = forms.DateField(label=_("Completed on"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Why"),
        max_length=255,
        required=False,
        help_text=_("Needed when something is missing; kept in the history."),
    )


class PauseForm(forms.Form):
    start = forms.DateField(label=_("First day"), widget=DateInput, initial=timezone.localdate)
    end = forms.DateField(label=_("Last day"), widget=DateInput)
    why = forms.ChoiceField(label=_("Why"), choices=ServicePause.Why.choices, widget=forms.RadioSelect)

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The last day is before the first day."))
        return data


class ResumeForm(forms.Form):
    on = forms.DateField(
        label=_("Service runs again from"),
        widget=DateInput,
        initial=timezone.localdate,
        help_text=_("The pause ends the day before."),
    )

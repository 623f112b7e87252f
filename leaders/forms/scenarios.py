"""Scenarios as people name, share, copy and apply them; the table of a plan stands in `planning`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY
from leaders.models import Scenario
from leaders.years import this_year, years_around

MOST_COMPARED = 3


class ScenarioForm(forms.ModelForm):
    """What a scenario is called, which year it plans, and whether others see it."""

    school_year = forms.TypedChoiceField(label=_("School year it plans"), coerce=int)
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Scenario"), ("name", "school_year"), "note", "is_shared"), Section(_("This change"), "why")
    )

    class Meta:
        model = Scenario
        fields = ["name", "school_year", "note", "is_shared"]
        widgets = {"note": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["school_year"]
            self.helper = None
        else:
            self.fields["school_year"].choices = years_around(-1, 2)
            self.initial.setdefault("school_year", this_year() + 1)


class CopyForm(forms.Form):
    name = forms.CharField(label=_("Name of the copy"), max_length=120)


class RemoveForm(forms.Form):
    reason = forms.CharField(**WHY)


class ApplyForm(forms.Form):
    """What is asked before a scenario becomes proposals; a reason is asked for where somebody needs one."""

    overload_reason = forms.CharField(
        label=_("Reason for teaching and release above 1"),
        max_length=255,
        required=False,
        help_text=_("Kept with each appointment that needs it; their teaching may change before next year."),
    )
    bounds_reason = forms.CharField(
        label=_("Reason for release outside the role's bounds"), max_length=255, required=False
    )
    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    why = forms.CharField(**WHY)

    def __init__(self, *args, needed, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("overload_reason", "bounds_reason"):
            if name in needed:
                self.fields[name].required = True
            else:
                del self.fields[name]


class CompareForm(forms.Form):
    """Which scenarios stand side by side."""

    scenarios = forms.MultipleChoiceField(label=_("Scenarios"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, scenarios, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(row.pk): row for row in scenarios}
        self.fields["scenarios"].choices = [(key, str(row)) for key, row in self.known.items()]

    def clean_scenarios(self):
        chosen = [row for key, row in self.known.items() if key in self.cleaned_data["scenarios"]]
        if not 2 <= len(chosen) <= MOST_COMPARED:
            raise forms.ValidationError(_("Choose two or three scenarios."))
        if len({row.school_year for row in chosen}) > 1:
            raise forms.ValidationError(_("Choose scenarios of one school year."))
        return chosen

from django import forms

from leaders.forms.people import WHY, DateInput
from leaders.models import FundingSource


class FundForm(forms.ModelForm):
    why = forms.CharField(**WHY)

    class Meta:
        model = FundingSource
        fields = [
            "code",
            "name",
            "kind",
            "award_number",
            "aln",
            "start",
            "end",
            "budget",
            "effort_reporting",
            "is_open",
        ]
        widgets = {"start": DateInput, "end": DateInput}

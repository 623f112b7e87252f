from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, DateInput
from leaders.models import FundingSource


class FundForm(forms.ModelForm):
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Fund"), ("code", "name"), "kind", ("budget", "start", "end"), "is_open"),
        Section(_("Federal and state awards"), ("award_number", "aln"), "effort_reporting"),
        Section(_("This change"), "why"),
    )

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

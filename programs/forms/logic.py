"""Forms of logic models and context factors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY, school_field
from leaders.years import this_year, years_around
from programs.forms.goals import AHEAD, SEEN_BY, year_field
from programs.models import ContextFactor, Indicator, LogicStep


class IndicatorField(forms.ModelChoiceField):
    """Indicators, told apart by their goal."""

    def label_from_instance(self, row):
        return f"{row.goal}: {row.title}"


class LogicStepForm(forms.ModelForm):
    """One box of a logic model; `indicators` are those of the program's own goals and of the whole district's."""

    indicator = IndicatorField(
        Indicator.objects.none(), label=_("Measured by"), required=False, empty_label=_("no indicator")
    )

    class Meta:
        model = LogicStep
        fields = ["column", "text", "indicator"]

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators.select_related("goal")


class ContextForm(forms.ModelForm):
    """What else happened in a school year."""

    school_year = year_field(_("School year"))
    school = school_field(_("School"), help_text=_("Leave empty for the whole district."))
    why_changed = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("What happened"), "kind", "text", "effect", seen_by=SEEN_BY),
        Section(_("When and where"), "school_year", "school"),
        Section(_("This change"), "why_changed"),
    )

    class Meta:
        model = ContextFactor
        fields = ["kind", "text", "effect", "school_year", "school"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_year"].choices = years_around(AHEAD, AHEAD, self.instance.school_year)
        self.initial.setdefault("school_year", this_year())
        if not self.instance.pk:
            del self.fields["why_changed"]

"""Forms of goals, indicators, values and verdicts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import WHY
from leaders.forms.terms import ReasonForm
from leaders.years import this_year, years_around
from programs.forms.goal_values import trimmed
from programs.models import JUDGED, Goal, Indicator, Measurement

SEEN_BY = _("everyone with access, the board viewer included")
AHEAD = 10  # school years that a goal may lie back or ahead


def year_field(label, required=True, **options):
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=required, **options)


class GoalForm(forms.ModelForm):
    """A goal of a program or of the whole district."""

    first_year = year_field(_("First school year"))
    last_year = year_field(_("Last school year"))
    why_changed = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Goal"), "title", "why", "program", seen_by=SEEN_BY),
        Section(_("When"), ("first_year", "last_year"), "is_retired"),
        Section(_("This change"), "why_changed"),
    )

    class Meta:
        model = Goal
        fields = ["title", "why", "program", "first_year", "last_year", "is_retired"]
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].empty_label = _("the whole district")
        choices = years_around(AHEAD, AHEAD, self.instance.first_year, self.instance.last_year)
        self.fields["first_year"].choices = self.fields["last_year"].choices = choices
        self.initial.setdefault("first_year", this_year())
        self.initial.setdefault("last_year", this_year())
        if not self.instance.pk:
            del self.fields["is_retired"], self.fields["why_changed"]


class IndicatorForm(forms.ModelForm):
    """What a goal is measured by."""

    baseline_year = year_field(_("School year of the baseline"), required=False)
    target_year = year_field(_("School year of the target"))
    why_changed = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Indicator"), "title", ("level", "horizon"), ("unit", "decimals", "direction"), seen_by=SEEN_BY),
        Section(_("From where to where"), ("baseline", "baseline_year"), ("target", "target_year")),
        Section(_("Where the values come from"), "source", "measure"),
        Section(_("This change"), "why_changed"),
    )

    class Meta:
        model = Indicator
        fields = [
            "title",
            "level",
            "horizon",
            "unit",
            "decimals",
            "direction",
            "baseline",
            "baseline_year",
            "target",
            "target_year",
            "source",
            "measure",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = years_around(AHEAD, AHEAD, self.instance.baseline_year, self.instance.target_year)
        self.fields["target_year"].choices = choices
        self.fields["baseline_year"].choices = [("", "—"), *choices]
        self.initial.setdefault("target_year", self.instance.goal.last_year)
        for name in ("baseline", "target"):
            self.initial[name] = trimmed(getattr(self.instance, name))
        if not self.instance.pk:
            del self.fields["why_changed"]


class MeasurementForm(forms.ModelForm):
    """One value, changed afterwards: its source tells what it is now."""

    why_changed = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Value"), ("value", "people"), "note", "source"), Section(_("This change"), "why_changed")
    )

    class Meta:
        model = Measurement
        fields = ["value", "people", "note", "source"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["value"] = trimmed(self.instance.value)


class JudgeForm(ReasonForm):
    """A verdict in place of the computed one, or the computed one again."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[("", _("as computed")), *JUDGED],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ["verdict", "reason"]

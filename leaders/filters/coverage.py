"""What people choose above the page of coverage; every choice stands in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leaders.grade_bands import BANDS
from leaders.models import School

YES_NO = [("", _("any")), ("yes", _("Yes")), ("no", _("No"))]


class CoverageForm(forms.Form):
    """Which schools, and which disciplines and grades of them, on which day."""

    q = forms.CharField(label=_("School"), required=False)
    title_i = forms.ChoiceField(label=_("Title I"), choices=YES_NO, required=False)
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("any")), *School.Level.choices], required=False)
    gaps = forms.ChoiceField(
        label=_("Schools"), choices=[("", _("any")), ("yes", _("only where nobody is"))], required=False
    )
    discipline = forms.TypedChoiceField(label=_("Discipline"), coerce=int, empty_value=None, required=False)
    band = forms.ChoiceField(
        label=_("Grades"), choices=[("", _("any")), *((b.code, b.label) for b in BANDS)], required=False
    )
    on = forms.DateField(label=_("On"), required=False)

    def __init__(self, params, disciplines):
        super().__init__(params)
        self.fields["discipline"].choices = [("", _("any")), *((one.pk, one.name) for one in disciplines)]

    def chosen(self):
        """What was chosen, by name; what could not be read is left out, and says so beside its field."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

"""The facts of an entry that comes from a phone: the same fields as on screen, each with its own refusal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Discipline, Role, School
from responsibilities.held import appointments_of
from responsibilities.lines import nameable_in_lines
from responsibilities.models import DAY, Category, Contact, Kind

NOTHING = "?"  # what no field of ours takes


class EntryForm(forms.Form):
    """One entry as a phone sent it; fields that the phone does not know are left as they are."""

    date = forms.DateField(input_formats=["%Y-%m-%d"], label=_("date"))
    minutes = forms.IntegerField(min_value=1, max_value=DAY, label=_("minutes"))
    category = forms.ModelChoiceField(Category.objects.all(), label=_("category"))
    kind = forms.ChoiceField(choices=Kind.choices, label=_("kind"))
    contact = forms.ChoiceField(choices=Contact.choices, label=_("contact"))
    supported = forms.ModelMultipleChoiceField(None, required=False, label=_("supported teachers"))
    unnamed = forms.IntegerField(min_value=0, max_value=10_000, required=False, label=_("further participants"))
    site = forms.ModelChoiceField(None, label=_("site"))
    appointment = forms.ModelChoiceField(Appointment.objects.none(), required=False, label=_("appointment"))
    school_year = forms.IntegerField(min_value=2000, max_value=2200, required=False, label=_("school year"))
    stem_mode = forms.ChoiceField(choices=Role.StemMode.choices, required=False, label=_("STEM mode"))
    disciplines = forms.ModelMultipleChoiceField(Discipline.objects.all(), required=False, label=_("disciplines"))
    in_contract = forms.NullBooleanField(required=False, label=_("in the contract day"))
    why = forms.CharField(max_length=255, required=False, label=_("reason"))

    def __init__(self, facts, *, leader, known=()):
        """`known` are the people that the changed entry already names."""
        super().__init__({name: plain(value) for name, value in facts.items()})
        self.fields["supported"].queryset = nameable_in_lines(leader, known)
        self.fields["site"].queryset = School.objects.all()
        self.fields["appointment"].queryset = appointments_of(leader.pk)

    def clean_unnamed(self):
        return self.cleaned_data["unnamed"] or 0


def plain(value):
    """A value of JSON as a form would send it; what no form sends becomes `NOTHING`."""
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, list):
        return [plain(part) if not isinstance(part, list) else NOTHING for part in value[:500]]
    return str(value) if isinstance(value, int) and abs(value) < 2**31 else NOTHING

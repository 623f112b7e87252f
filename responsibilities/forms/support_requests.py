from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders.forms.people import DateInput
from leaders.models import Appointment, Person, School
from responsibilities.actions.support_requests import CATEGORIES
from responsibilities.models import Kind, SupportRequest

SEEN_BY = _("you, the teacher leader, the teachers you choose, and the coordinator")


class LeaderField(forms.ModelChoiceField):
    """Who serves the school, told apart by role."""

    def label_from_instance(self, row):
        return f"{row.person.sort_name}, {row.position.label}"


class TeachersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return person.sort_name


class RequestForm(forms.ModelForm):
    """Whom a principal asks, for whom, for what and when; the school is asked for only when there are several."""

    appointment = LeaderField(
        Appointment.objects.none(), label=_("Teacher leader"), empty_label=_("Choose who serves your school")
    )
    teachers = TeachersField(Person.objects.none(), label=_("For which teachers"), required=False)
    unnamed = forms.IntegerField(
        label=_("Further participants"),
        required=False,
        min_value=0,
        max_value=500,
        help_text=_("For a group: how many more take part without being named."),
    )
    kind = forms.ChoiceField(label=_("What kind of support"), choices=[(kind, Kind(kind).label) for kind in CATEGORIES])
    helper = in_sections(
        Section(_("Whom you ask"), "site", "appointment"),
        Section(_("For whom"), "teachers", "unnamed"),
        Section(_("What and when"), ("kind", "wished_for"), "focus", seen_by=SEEN_BY),
    )

    class Meta:
        model = SupportRequest
        fields = ["site", "kind", "wished_for", "focus"]
        widgets = {"wished_for": DateInput}

    def __init__(self, *args, schools, serving, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["appointment"].queryset = serving
        self.fields["teachers"].queryset = staff
        self.fields["site"].queryset = School.objects.filter(pk__in=[school.pk for school in schools])
        self.fields["focus"].help_text = _("A few words, like “fractions in grade 4”. Nothing about a person.")
        if len(schools) == 1:
            self.fields["site"].widget = forms.HiddenInput()
            self.initial["site"] = schools[0].pk

    def clean(self):
        data = super().clean()
        named = data.get("teachers")
        self.instance.participants = (named.count() if named else 0) + (data.get("unnamed") or 0)
        return data


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=255, help_text=_("The principal who asked and the coordinator read it.")
    )

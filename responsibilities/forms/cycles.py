"""Forms of coaching cycles; what they say is tier B, and each says who sees it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.pickers import PickerField
from leaders.forms.people import WHY, DateInput
from leaders.models import Appointment, Person
from responsibilities import access, cycle_rules
from responsibilities.actions.cycles import BackWhy
from responsibilities.models import CoachingCycle, Stage

SEEN_BY = _("you, the supported teacher, the coordinator, and the principal of the school")
NOT_HERE = _("A few words, like “questioning in fractions”. What you say to each other belongs in confidential notes.")
FIRST_STEP = {"goal_kind": forms.RadioSelect, "check_back": DateInput, "start": DateInput}


class AppointmentField(forms.ModelChoiceField):
    """One's own appointments in force, told apart by role and site."""

    def label_from_instance(self, row):
        return f"{row.position.label}, {row.position.site}"


class CycleForm(forms.ModelForm):
    """A new cycle with one supported teacher; the appointment is asked for only when there are several."""

    appointment = AppointmentField(Appointment.objects.none(), label=_("As"), empty_label=None)
    teacher = PickerField(
        label=_("Supported teacher"),
        queryset=Person.objects.none(),
        url="responsibilities:cycle-teachers",
        search=lambda rows, text: rows.matching(text),
        describe=lambda person: ", ".join(str(part) for part in (person, person.home_school) if part),
    )
    conflict_seen = forms.BooleanField(
        label=_("I have read the warning and go on"), required=False, widget=forms.HiddenInput
    )
    helper = in_sections(
        Section(_("With whom"), "appointment", "teacher", "conflict_seen"),
        Section(_("What for"), "goal_kind", "focus", seen_by=SEEN_BY),
        Section(_("Rhythm"), ("start", "cadence_days", "check_back")),
    )

    class Meta:
        model = CoachingCycle
        fields = ["appointment", "teacher", "goal_kind", "focus", "start", "cadence_days", "check_back"]
        widgets = FIRST_STEP

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["start"] = timezone.localdate()
        self.fields["focus"].help_text = NOT_HERE
        self.fields["teacher"].queryset = _by_name(access.within_reach(held))
        self.fields["appointment"].queryset = Appointment.objects.filter(pk__in=[row.pk for row in held]).with_people()
        self.initial["appointment"] = held[0].pk if held else None
        if len(held) < 2:
            self.fields["appointment"].widget = forms.HiddenInput()

    def clean(self):
        """The tick stands beside the warning, and shows only where there is something to warn of."""
        data = super().clean()
        pair = data.get("appointment"), data.get("teacher")
        if all(pair) and cycle_rules.may_evaluate(*pair):
            self.fields["conflict_seen"].widget = forms.CheckboxInput()
        return data


def _by_name(people):
    return people.select_related("home_school").order_by("family_name", "given_name", "pk")


class CycleChangeForm(forms.ModelForm):
    """What may change while a cycle is open."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("What for"), "goal_kind", "focus", seen_by=SEEN_BY),
        Section(_("Rhythm"), ("cadence_days", "check_back")),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = CoachingCycle
        fields = ["goal_kind", "focus", "cadence_days", "check_back"]
        widgets = FIRST_STEP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["focus"].help_text = NOT_HERE


class StageForm(forms.Form):
    """To which stage, reached on which day; back with a reason."""

    stage = forms.ChoiceField(label=_("Move to"), choices=Stage.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Reached on"), widget=DateInput, initial=timezone.localdate)
    why = forms.ChoiceField(
        label=_("Why it goes back"),
        choices=[("", "—"), *BackWhy.choices],
        required=False,
        help_text=_("Only when the cycle goes back to an earlier stage."),
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        at = cycle_rules.ORDER.index(cycle.stage)
        others = [stage for stage in Stage if stage != cycle.stage]
        self.fields["stage"].choices = [(stage.value, _marked(stage, at)) for stage in others]
        self.initial.setdefault("stage", cycle_rules.ORDER[min(at + 1, len(cycle_rules.ORDER) - 1)])


def _marked(stage, at):
    back = cycle_rules.ORDER.index(stage) < at
    return gettext("back to: %(stage)s") % {"stage": stage.label} if back else stage.label


def why_field(label):
    return forms.ChoiceField(label=label, choices=CoachingCycle.Why.choices, widget=forms.RadioSelect)


def last_day():
    return forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)


class PauseForm(forms.Form):
    why = why_field(_("Why is it paused?"))


class ResumeForm(forms.Form):
    """A step that asks nothing."""


class StopForm(forms.Form):
    why = why_field(_("Why is it stopped?"))
    end = last_day()


class CompleteForm(forms.Form):
    end = last_day()

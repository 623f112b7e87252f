"""What closing, returning and unlocking months asks for; the fields are the words of the actions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.forms.people import DateInput
from leaders.forms.terms import ReasonForm
from responsibilities.actions.month_decisions import default_unlock
from responsibilities.rules import in_hours, shown


class AttestForm(forms.Form):
    """The month that is closed, and the minutes that were shown for it."""

    month = forms.DateField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_month(self):
        return self.cleaned_data["month"].replace(day=1)


class AskForm(ReasonForm):
    reason = forms.CharField(
        label=_("What do you want to change?"), max_length=255, help_text=_("The coordinator reads this.")
    )


class UnlockForm(ReasonForm):
    until = forms.DateField(label=_("Unlocked until (inclusive)"), widget=DateInput)
    field_order = ["until", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = default_unlock(timezone.localdate())


class CommentForm(forms.Form):
    """An approval, with a word to the teacher leader if there is one."""

    reason = forms.CharField(label=_("Comment"), max_length=255, required=False)


class SendBackForm(forms.Form):
    """What to mend, said once for all ticked months."""

    reason = forms.CharField(
        label=_("What to mend"), max_length=255, help_text=_("The teacher leader reads this on the month.")
    )


class RemindForm(forms.Form):
    """A line that goes into the mail; the list of what is open is in it anyway."""

    reason = forms.CharField(label=_("A word from you"), max_length=255, required=False)


class EntriesField(forms.ModelMultipleChoiceField):
    """Entries of a month to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        return f"{shown(row.date)} · {in_hours(row.minutes)} · {row.category} · {row.get_kind_display()}" + (
            f" · {row.focus}" if row.focus else ""
        )


class ReturnForm(forms.Form):
    """Which entries go back; without any, the month as a whole."""

    comment = forms.CharField(
        label=_("What to mend"), max_length=255, help_text=_("The teacher leader reads this on the month.")
    )
    entries = EntriesField(None, label=_("Return only these entries, and approve the others"), required=False)

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entries"].queryset = entries
        self.fields["entries"].help_text = _("Tick none to return the month as a whole.")

"""What giving and giving up seats asks for; the fields are the words of the actions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.forms.terms import ReasonForm
from leaders.models import Person
from programs.models import Enrollment

MOST = 100


class StepForm(forms.Form):
    """A step that needs no reason, and keeps one when there is one."""

    reason = forms.CharField(
        label=gettext_lazy("Note"), max_length=255, required=False, help_text=gettext_lazy("Kept in the history.")
    )


class AskForm(forms.Form):
    """A step that asks nothing."""


class LeaveForm(forms.Form):
    """Withdrawing by oneself: a choice, never free text."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=Enrollment.Why.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only you and the coordinator see this."),
    )


class WithdrawForm(StepForm):
    why = forms.ChoiceField(label=gettext_lazy("Why?"), choices=Enrollment.Why.choices, widget=forms.RadioSelect)
    field_order = ["why", "reason"]


class ParticipantForm(ReasonForm):
    """A correction of as what somebody takes part."""

    participant = forms.ChoiceField(
        label=gettext_lazy("Takes part as"), choices=Enrollment.Participant.choices, widget=forms.RadioSelect
    )
    field_order = ["participant", "reason"]


class MessageForm(forms.Form):
    """A mail to the ticked participants, each one on their own."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=120)
    reason = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Everybody gets their own mail and sees no other address. The text is not kept."),
    )


class PeopleField(forms.CharField):
    """People of the district, one per line: a name, a staff number or a work e-mail."""

    widget = forms.Textarea({"rows": 6})

    def clean(self, value):
        """The people in their order, each once; every line that fits nobody or several is named."""
        lines = list(dict.fromkeys(filter(None, (line.strip() for line in super().clean(value).splitlines()))))
        if len(lines) > MOST:
            raise ValidationError(_("At most %(most)s people can be added at once.") % {"most": MOST})
        found = [(line, _people_of(line)) for line in lines]
        if wrong := [_complaint(line, len(people)) for line, people in found if len(people) != 1]:
            raise ValidationError(wrong)
        return list(dict.fromkeys(people[0] for _line, people in found))


def _people_of(line):
    """The active people whom a line fits, two at most; a number or an address decides before a name does."""
    rows = Person.objects.active()
    exact = rows.filter(email__iexact=line) if "@" in line else rows.filter(local_id=line)
    return list(exact[:2]) or list(rows.matching(line)[:2])


def _complaint(line, count):
    if count:
        return _("“%(line)s” fits several people. Write the staff number or the e-mail.") % {"line": line}
    return _("“%(line)s” fits nobody who works here.") % {"line": line}


class AddPeopleForm(StepForm):
    people = PeopleField(
        label=gettext_lazy("People"),
        help_text=gettext_lazy(
            "One per line: name, staff number or work e-mail. They get the free seats in this order; the others wait."
        ),
    )
    field_order = ["people", "reason"]

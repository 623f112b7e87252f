"""What deciding, sending and answering ask for; the fields are the words of the actions."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.forms.people import DateInput
from leaders.forms.terms import ReasonForm
from programs.models import Application
from programs.offer_rules import Verdict

USUAL = datetime.timedelta(days=14)  # to answer an offer, unless the coordinator says otherwise
DECISIONS = [
    (Application.Decision.OFFERED, gettext_lazy("Offer a place")),
    (Application.Decision.WAITLISTED, gettext_lazy("Put on the waiting list")),
    (Application.Decision.DECLINED, gettext_lazy("Decline")),
]
ANSWERS = [
    (Application.Response.ACCEPTED, gettext_lazy("I accept the offer")),
    (Application.Response.REFUSED, gettext_lazy("I turn the offer down")),
]


def usual_day():
    return timezone.localdate() + USUAL


class DecideForm(ReasonForm):
    """A decision with its reason; an offer with the last day to answer it."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    respond_by = forms.DateField(
        label=gettext_lazy("Answer the offer by"),
        required=False,
        widget=DateInput,
        initial=usual_day,
        help_text=gettext_lazy("For offers only. The whole day counts; after it the place is free again."),
    )
    field_order = ["decision", "respond_by", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Only coordinators see this. It is never part of a mail.")

    def verdict(self):
        return Verdict(**self.cleaned_data)


class AnswerForm(forms.Form):
    """The applicant's answer to an offer."""

    response = forms.ChoiceField(label=gettext_lazy("Your answer"), choices=ANSWERS, widget=forms.RadioSelect)


class SendForm(forms.Form):
    """Sending decisions asks nothing; the page says what will be sent."""

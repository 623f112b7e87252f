"""The table of the roll-over: one small form per appointment, pre-filled with this year."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leaders.actions.rollover import Stay, shifted
from leaders.forms.people import WHY, DateInput


class StayForm(forms.Form):
    """Whether one appointment goes on, from when to when, with what release and what pay."""

    stays = forms.BooleanField(label=_("Stays"), required=False, initial=True)
    start = forms.DateField(label=_("First day"), widget=DateInput)
    end = forms.DateField(label=_("Last day"), widget=DateInput)
    release_fte = forms.DecimalField(label=_("Release"), min_value=0, max_value=1, max_digits=4, decimal_places=3)
    amount = forms.DecimalField(label=_("Pay in dollars"), min_value=0, max_digits=10, decimal_places=2, required=False)

    def __init__(self, *args, appointment, years, last_day, may_pay, **kwargs):
        self.appointment = appointment
        super().__init__(*args, prefix=f"row-{appointment.pk}", **kwargs)
        terms = appointment.current_terms()
        self.typed = self._typed_line()
        self.initial |= {
            "start": shifted(appointment.start, years),
            "end": min(shifted(appointment.end, years), last_day),
            "release_fte": terms[-1].release_fte if terms else Decimal(0),
            "amount": self.typed and self.typed.full_amount,
        }
        if self.typed is None or not may_pay:
            del self.fields["amount"]

    def _typed_line(self):
        """The first pay line whose amount is typed, neither worked out nor a share of a pool."""
        lines = self.appointment.compensations.all()
        return next((row for row in lines if row.pool_id is None and row.worked_out_amount() is None), None)

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("The last day is before the first day."))
        return data

    def stay(self):
        """What the row asks for, or None when the person does not stay."""
        data = self.cleaned_data
        if not data["stays"]:
            return None
        amounts = {self.typed.pk: data["amount"]} if data.get("amount") is not None else {}
        return Stay(self.appointment, data["start"], data["end"], data["release_fte"], amounts)


class RollOverForm(forms.Form):
    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    why = forms.CharField(**WHY)

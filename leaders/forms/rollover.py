"""The table of the roll-over: one small form per appointment, pre-filled with this year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leaders.actions.rollover import Stay, usual_stay
from leaders.forms.people import WHY, DateInput


class StayForm(forms.Form):
    """Whether one appointment goes on, from when to when, with what release and what pay."""

    stays = forms.BooleanField(label=_("Stays"), required=False, initial=True)
    carry = forms.BooleanField(label=_("If not: carry over the vacant position"), required=False)
    start = forms.DateField(label=_("First day"), widget=DateInput)
    end = forms.DateField(label=_("Last day"), widget=DateInput)
    release_fte = forms.DecimalField(label=_("Release"), min_value=0, max_value=1, max_digits=4, decimal_places=3)

    def __init__(self, *args, appointment, years, last_day, may_pay, **kwargs):
        self.appointment = appointment
        super().__init__(*args, prefix=f"row-{appointment.pk}", **kwargs)
        usual = usual_stay(appointment, years, last_day)
        self.initial |= {"start": usual.start, "end": usual.end, "release_fte": usual.release_fte}
        self.pay = [line for line in appointment.compensations.all() if may_pay]
        for line in self.pay:
            if line.pool_id is None and line.worked_out_amount() is None:
                self.fields[f"amount_{line.pk}"] = forms.DecimalField(
                    label=line.get_kind_display(),
                    min_value=0,
                    max_digits=10,
                    decimal_places=2,
                    initial=line.full_amount,
                )

    def ticks(self):
        return [self["stays"], self["carry"]]

    def terms(self):
        return [self["start"], self["end"], self["release_fte"]]

    def pay_cells(self):
        """`[(pay line, its field)]`; no field where the amount is worked out, or a share of a stipend made anew."""
        return [(line, self[name] if (name := f"amount_{line.pk}") in self.fields else None) for line in self.pay]

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
        amounts = {line.pk: data[f"amount_{line.pk}"] for line in self.pay if f"amount_{line.pk}" in data}
        return Stay(self.appointment, data["start"], data["end"], data["release_fte"], amounts)

    def mistakes(self):
        """`[(id of the field, what is wrong)]`, for the summary of the page."""
        fields = [(self[name], errors) for name, errors in self.errors.items()]
        return [
            (field.auto_id, f"{self.appointment.person}, {field.label}: {' '.join(errors)}") for field, errors in fields
        ]


class RollOverForm(forms.Form):
    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    why = forms.CharField(**WHY)


class RollOver:
    """The table as it was sent: who stays, and which positions are left vacant."""

    def __init__(self, rows):
        self.stays = [stay for row in rows if (stay := row.stay())]
        leaving = [row for row in rows if not row.cleaned_data["stays"]]
        held = {stay.appointment.position_id for stay in self.stays}
        vacant = {row.appointment.position_id: row for row in leaving if row.appointment.position_id not in held}
        ticked = {row.appointment.position_id for row in leaving if row.cleaned_data["carry"]}
        self.left_vacant = [row.appointment.position for row in vacant.values()]
        self.carried = [position for position in self.left_vacant if position.pk in ticked]

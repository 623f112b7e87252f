"""Pay as people type it: one line with up to three funds, checked next to its own fields."""

from decimal import Decimal

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from leaders import rules
from leaders.forms.people import WHY, DateInput
from leaders.models import Compensation, FundingAllocation, FundingSource, PayKind

FUNDS = 3
VALUES = (
    "kind",
    "full_amount",
    "quantity",
    "rate",
    "percent",
    "salary_base",
    "proration",
    "schedule",
    "includes_extra_hours",
)
RENAMED = {"percent": "percent_0", "source": "fund_0"}


def dollars(label, **more):
    return forms.DecimalField(label=label, max_digits=10, decimal_places=2, min_value=0, required=False, **more)


class PayForm(forms.Form):
    """One compensation with its funding shares; a line whose kind is empty is no line."""

    kind = forms.ChoiceField(label=_("Kind of pay"), choices=[("", _("No pay")), *PayKind.choices], required=False)
    full_amount = dollars(_("Amount in dollars"), help_text=_("Or the two numbers that make it, below."))
    quantity = dollars(_("Days, or most hours"))
    rate = dollars(_("Dollars per day or hour"))
    percent = dollars(_("Percent of salary"))
    salary_base = dollars(_("Salary"))
    start = forms.DateField(
        label=_("Pay from"), widget=DateInput, required=False, help_text=_("Empty: as the appointment.")
    )
    end = forms.DateField(label=_("Pay to"), widget=DateInput, required=False)
    proration = forms.ChoiceField(label=_("Proration"), choices=Compensation.Proration.choices, initial="months")
    schedule = forms.ChoiceField(label=_("Paid"), choices=Compensation.Schedule.choices, initial="twice")
    includes_extra_hours = forms.BooleanField(label=_("Includes extra hours"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        funds = FundingSource.objects.visible_to(user).open()
        for place in range(FUNDS):
            self._add_fund(place, funds)

    def _add_fund(self, place, funds):
        number = {"number": place + 1}
        self.fields[f"fund_{place}"] = forms.ModelChoiceField(
            funds, label=_("Fund %(number)s") % number, required=False
        )
        self.fields[f"percent_{place}"] = dollars(_("Percent from fund %(number)s") % number)
        self.fields[f"account_{place}"] = forms.CharField(
            label=_("Account code %(number)s") % number, required=False, max_length=60
        )

    def clean(self):
        data = super().clean()
        if not data.get("kind") and any(data.get(name) for name in ("full_amount", "quantity", "rate", "fund_0")):
            self.add_error("kind", _("Choose the kind of pay."))
        return data

    def into(self, compensation, start, end):
        """Put what was typed into a compensation; its dates are `start` and `end` where none were typed."""
        data = self.cleaned_data
        for name in VALUES:
            setattr(compensation, name, data[name])
        compensation.full_amount = data["full_amount"] or Decimal(0)
        compensation.start, compensation.end = data["start"] or start, data["end"] or end
        return compensation

    def allocations(self):
        """The unsaved funding shares that were typed."""
        data = self.cleaned_data
        return [
            FundingAllocation(
                source=data[f"fund_{place}"],
                percent=data[f"percent_{place}"] or Decimal(0),
                account_code=data[f"account_{place}"],
            )
            for place in range(FUNDS)
            if data[f"fund_{place}"]
        ]

    def line(self, start, end):
        """`(compensation, allocations)`, unsaved, or None with the reason next to its field."""
        compensation, allocations = self.into(Compensation(), start, end), self.allocations()
        try:
            compensation.clean()
            rules.check_allocations(allocations)
            rules.check_windows(compensation, allocations)
        except ValidationError as error:
            put_pay_errors(self, error)
            return None
        return compensation, allocations


def put_pay_errors(form, error):
    """Show refusals of pay next to the first field that mends them."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        name = RENAMED.get(name, name)
        form.add_error(name if name in form.fields else None, errors)


class PayPageForm(PayForm):
    """The page of one pay line: with the reason, and the tick that passes a fund's budget."""

    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(
            _("Pay"),
            ("kind", "full_amount"),
            ("quantity", "rate"),
            ("percent", "salary_base"),
            "includes_extra_hours",
            seen_by=_("the person, the coordinator and the business office"),
        ),
        Section(_("When"), ("start", "end"), ("proration", "schedule")),
        Section(_("Funds"), *[(f"fund_{n}", f"percent_{n}", f"account_{n}") for n in range(FUNDS)], "over_budget"),
        Section(_("This change"), "why"),
    )


def initial_of(compensation):
    """A stored compensation as the form shows it."""
    values = {name: getattr(compensation, name) for name in (*VALUES, "start", "end")}
    for place, share in enumerate(compensation.allocations.all()[:FUNDS]):
        values |= {
            f"fund_{place}": share.source,
            f"percent_{place}": share.percent,
            f"account_{place}": share.account_code,
        }
    return values

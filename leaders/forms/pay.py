"""Pay as people type it: one line with up to three funds, checked next to its own fields."""

from decimal import Decimal

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.tables.cells import money
from leaders import rules
from leaders.commitments import check_budgets
from leaders.forms.funding import FUNDS, FundedForm, dollars, fund_rows
from leaders.forms.people import WHY, DateInput
from leaders.models import Compensation, District, FundingSource, PayKind

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
MONEY = ("full_amount", "quantity", "rate", "percent", "salary_base", "includes_extra_hours", "fund_0")
# What a kind of pay cannot do without; the other kinds need an amount, typed or worked out.
NEEDED = {PayKind.HOURLY: ("quantity", "rate"), PayKind.PERCENT_OF_SALARY: ("percent", "salary_base")}
FREE = {PayKind.RELEASE_ONLY, PayKind.IN_LIEU}
RENAMED = {"percent": "percent_0", "source": "fund_0"}
SEEN_BY = _("the person, the coordinator and the business office")


class PayForm(FundedForm):
    """One compensation with its funding shares; a line whose kind is empty is no line."""

    kind = forms.ChoiceField(label=_("Kind of pay"), choices=[("", _("No pay")), *PayKind.choices], required=False)
    full_amount = dollars(_("Amount in dollars"), help_text=_("Or the two numbers that make it, below."))
    quantity = dollars(_("Days, or most hours"), digits=7)
    rate = dollars(_("Dollars per day or hour"), digits=9)
    percent = dollars(_("Percent of salary"), digits=5, max_value=100)
    salary_base = dollars(_("Salary"))
    start = forms.DateField(
        label=_("Pay from"), widget=DateInput, required=False, help_text=_("Empty: as the appointment.")
    )
    end = forms.DateField(label=_("Pay to"), widget=DateInput, required=False)
    proration = forms.ChoiceField(
        label=_("Proration"), choices=Compensation.Proration.choices, initial="months", required=False
    )
    schedule = forms.ChoiceField(
        label=_("Paid"), choices=Compensation.Schedule.choices, initial="twice", required=False
    )
    includes_extra_hours = forms.BooleanField(label=_("Includes extra hours"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("kind"):
            self._clean_amount(data)
        elif "kind" not in self.errors and any(data.get(name) for name in MONEY):
            self.add_error("kind", _("Choose the kind of pay."))
        return data

    def _clean_amount(self, data):
        """Everything that makes the amount is there, and nothing says it twice and differently."""
        for name in NEEDED.get(data["kind"], ()):
            self.needs(name, _("This kind of pay needs it."))
        typed, worked_out = data.get("full_amount"), self.worked_out(data)
        if typed is not None and worked_out is not None and typed != worked_out:
            words = _("The numbers below make %(amount)s. Empty this, or those.") % {"amount": money(worked_out)}
            self.add_error("full_amount", words)
        elif worked_out is None and data["kind"] not in {*FREE, *NEEDED}:
            self.needs("full_amount", _("Type the amount, or the two numbers that make it."))

    def worked_out(self, data):
        return Compensation(
            **{name: data.get(name) for name in ("quantity", "rate", "percent", "salary_base")}
        ).worked_out_amount()

    def into(self, compensation, start, end):
        """Put what was typed into a compensation; its dates are `start` and `end` where none were typed."""
        data = self.cleaned_data
        for name in VALUES:
            setattr(compensation, name, data[name] or self.fields[name].initial or data[name])
        compensation.full_amount = data["full_amount"] or Decimal(0)
        compensation.start, compensation.end = data["start"] or start, data["end"] or end
        return compensation

    def line(self, compensation, start, end):
        """`(compensation, its new allocations)`, not saved; None when there is no line, or an error beside a field."""
        if self.errors or not self.cleaned_data["kind"]:
            return None
        pay, shares = self.into(compensation, start, end), self.allocations()
        if pay.start > pay.end:
            self.add_error("end", _("Pay ends before it begins."))
        for check in (pay.clean, lambda: rules.check_allocations(shares), lambda: self.check_windows(pay, shares)):
            try:
                check()
            except ValidationError as error:
                put_pay_errors(self, error)
        return None if self.errors else (pay, shares)


def put_pay_errors(form, error):
    """Show refusals of pay next to the first field that mends them."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        name = RENAMED.get(name, name)
        form.add_error(name if name in form.fields else None, errors)


def pay_rows(prefix=""):
    """The rows of one pay line's fields, by section: pay, dates, funds."""
    return [
        [
            (f"{prefix}kind", f"{prefix}full_amount"),
            (f"{prefix}quantity", f"{prefix}rate"),
            (f"{prefix}percent", f"{prefix}salary_base"),
            f"{prefix}includes_extra_hours",
        ],
        [(f"{prefix}start", f"{prefix}end"), (f"{prefix}proration", f"{prefix}schedule")],
        fund_rows(prefix),
    ]


def pay_sections(prefix="", *more):
    """One pay line in sections; `more` are fields that stand below its funds."""
    pay, dates, funds = pay_rows(prefix)
    return [
        Section(_("Pay"), *pay, seen_by=SEEN_BY),
        Section(_("When it is paid"), *dates),
        Section(_("Funds"), *funds, *more),
    ]


class PayPageForm(PayForm):
    """The page of one pay line: with the reason, and the tick that passes a fund's budget."""

    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    why = forms.CharField(**WHY)
    helper = in_sections(*pay_sections("", "over_budget"), Section(_("This change"), "why"))

    def __init__(self, *args, compensation, user, **kwargs):
        self.compensation = compensation
        if compensation.pk:
            kwargs["initial"] = initial_of(compensation)
        super().__init__(*args, funds=funds_for(user, compensation), **kwargs)
        self.fields["kind"].required = True

    def clean(self):
        super().clean()
        appointment = self.compensation.appointment
        self.made = self.line(self.compensation, appointment.start, appointment.end)


def funds_for(user, compensation=None):
    """The funds to choose from, read once: those that may be used, and those that pay the compensation already."""
    rows = FundingSource.objects.visible_to(user)
    held = compensation.allocations.values("source") if compensation and compensation.pk else []
    return rows.filter(Q(is_open=True) | Q(pk__in=held))


def ask_before_overspending(form, lines, before=()):
    """A fund goes over its budget only when that was ticked; otherwise the figures stand beside the tick."""
    if form.cleaned_data["over_budget"]:
        return
    try:
        check_budgets(lines, District.current(), before)
    except ValidationError as error:
        raise ValidationError({"over_budget": error.messages}) from None


def initial_of(compensation):
    """A stored compensation as the form shows it; an amount that is worked out is not typed again."""
    values = {name: getattr(compensation, name) for name in (*VALUES, "start", "end")}
    if compensation.worked_out_amount() is not None:
        values["full_amount"] = None
    return values | initial_funds(compensation)


def initial_funds(compensation):
    """The funding shares of a compensation as the form shows them."""
    values = {}
    for place, share in enumerate(compensation.allocations.all()[:FUNDS]):
        values |= {
            f"fund_{place}": share.source_id,
            f"percent_{place}": share.percent,
            f"account_{place}": share.account_code,
        }
    return values

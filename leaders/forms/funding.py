"""Who pays, as people type it: up to three funds with their percents and account codes."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leaders import rules
from leaders.models import FundingAllocation

FUNDS = 3


def dollars(label, digits=10, **more):
    """A number with two places that is not below zero and may be left empty."""
    return forms.DecimalField(label=label, max_digits=digits, decimal_places=2, min_value=0, required=False, **more)


class FundedForm(forms.Form):
    """A form with funding lines; what does not fit is refused next to its own field."""

    def __init__(self, *args, funds, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *[(fund.pk, str(fund)) for fund in funds]]
        for place in range(FUNDS):
            self._add_fund(place, choices, {fund.pk: fund for fund in funds})

    def _add_fund(self, place, choices, funds):
        """Choices are shared: nine lines on one page cost no query each."""
        number = {"number": place + 1}
        self.fields[f"fund_{place}"] = forms.TypedChoiceField(
            choices=choices,
            coerce=lambda key: funds[int(key)],
            empty_value=None,
            label=_("Fund %(number)s") % number,
            required=False,
        )
        rest = {"help_text": _("Empty: the rest of 100.")} if place == 0 else {}
        self.fields[f"percent_{place}"] = dollars(
            _("Percent from fund %(number)s") % number, digits=5, max_value=100, **rest
        )
        self.fields[f"account_{place}"] = forms.CharField(
            label=_("Account code %(number)s") % number, required=False, max_length=60
        )

    def clean(self):
        data = super().clean()
        for place in range(FUNDS):
            self._clean_fund(data, place)
        self._clean_rest(data)
        return data

    def _clean_fund(self, data, place):
        """A fund and its percent go together; the same fund and account code stand once."""
        fund, percent, account = (data.get(f"{name}_{place}") for name in ("fund", "percent", "account"))
        if fund is None and (percent or account):
            self.needs(f"fund_{place}", _("Choose the fund, or empty this line."))
        if fund and percent == 0:
            self.add_error(f"percent_{place}", _("A share is more than 0 and at most 100 percent."))
        if fund and (fund, account) in [(data.get(f"fund_{n}"), data.get(f"account_{n}")) for n in range(place)]:
            self.add_error(f"fund_{place}", _("This fund and account code are listed twice."))

    def _clean_rest(self, data):
        """One percent may be left empty: it is the rest of 100."""
        missing = [n for n in range(FUNDS) if data.get(f"fund_{n}") and data.get(f"percent_{n}") is None]
        rest = 100 - sum(data.get(f"percent_{n}") or Decimal(0) for n in range(FUNDS))
        if len(missing) == 1 and rest > 0 and f"percent_{missing[0]}" not in self.errors:
            data[f"percent_{missing[0]}"] = Decimal(rest)
            return
        for place in missing:
            self.needs(f"percent_{place}", _("Type the percent that this fund pays."))

    def needs(self, name, words):
        """Say that a field is missing, unless what was typed there is wrong already."""
        if self.cleaned_data.get(name) is None and name not in self.errors:
            self.add_error(name, words)

    def allocations(self):
        """The unsaved funding shares that were typed."""
        data = self.cleaned_data
        return [
            FundingAllocation(
                source=data[f"fund_{place}"],
                percent=data[f"percent_{place}"],
                account_code=data[f"account_{place}"],
            )
            for place in range(FUNDS)
            if data.get(f"fund_{place}")
        ]

    def check_windows(self, compensation, shares):
        """Each fund pays inside its window; the refusal stands at the fund itself."""
        places = [place for place in range(FUNDS) if self.cleaned_data.get(f"fund_{place}")]
        for place, share in zip(places, shares, strict=True):
            try:
                rules.check_window(compensation, share)
            except ValidationError as error:
                self.add_error(f"fund_{place}", error.messages)


def fund_rows(prefix=""):
    """The funding lines, fund, percent and account code side by side."""
    return [(f"{prefix}fund_{n}", f"{prefix}percent_{n}", f"{prefix}account_{n}") for n in range(FUNDS)]

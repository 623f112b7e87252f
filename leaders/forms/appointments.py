"""Appointing someone, and the dated changes afterwards."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.pickers import PickerField
from leaders import vacancies
from leaders.actions.appointments import Offer
from leaders.forms.people import WHY, DateInput, school_field
from leaders.models import (
    Compensation,
    District,
    FundingAllocation,
    FundingSource,
    PayKind,
    Person,
    Position,
    Role,
    School,
    Term,
)

FUNDS = 3
RELEASE = {"max_digits": 4, "decimal_places": 3, "min_value": 0, "max_value": 1}
MONEY = {"max_digits": 10, "decimal_places": 2, "min_value": 0, "required": False}


class AppointForm(forms.Form):
    """One page for person, role, site, dates, release, pay and funding; a position is made when none is chosen."""

    person = PickerField(
        label=_("Person"),
        queryset=Person.objects.none(),
        url="leaders:person-picker",
        search=lambda rows, text: rows.matching(text),
    )
    position = PickerField(
        label=_("Vacant position"),
        queryset=Position.objects.none(),
        url="leaders:position-picker",
        search=lambda rows, text: rows.matching(text),
        required=False,
        help_text=_("Leave empty to make the position from the role and site below."),
    )
    role = forms.ModelChoiceField(Role.objects.none(), label=_("Role"), required=False)
    site = school_field(_("Site"))
    other_sites = forms.ModelMultipleChoiceField(
        School.objects.open(), label=_("Also serves"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    start = forms.DateField(label=_("First day"), widget=DateInput)
    end = forms.DateField(label=_("Last day"), widget=DateInput)
    release_fte = forms.DecimalField(
        label=_("Release"), initial=Decimal(0), help_text=_("Share of the contract day, from 0 to 1."), **RELEASE
    )
    pattern = forms.ChoiceField(label=_("Pattern"), choices=Term.Pattern.choices, initial=Term.Pattern.PARTIAL_RELEASE)
    overload_reason = forms.CharField(label=_("Reason for an overload"), required=False, max_length=255)
    bounds_reason = forms.CharField(
        label=_("Reason for a release outside the role's bounds"), required=False, max_length=255
    )
    pay_kind = forms.ChoiceField(label=_("Pay"), choices=[("", _("No pay"))] + PayKind.choices, required=False)
    pay_amount = forms.DecimalField(label=_("Amount in dollars"), **MONEY)
    quantity = forms.DecimalField(label=_("Days, or most hours"), **MONEY)
    rate = forms.DecimalField(label=_("Dollars per day or hour"), **MONEY)
    percent_of_salary = forms.DecimalField(label=_("Percent of salary"), **MONEY)
    salary_base = forms.DecimalField(label=_("Salary"), **MONEY)
    includes_extra_hours = forms.BooleanField(label=_("The pay includes extra hours"), required=False)
    approve_now = forms.BooleanField(label=_("Approve now"), required=False)
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Who and where"), "person", "position", ("role", "site"), "other_sites"),
        Section(
            _("Dates and release"),
            ("start", "end"),
            ("release_fte", "pattern"),
            "overload_reason",
            "bounds_reason",
        ),
        Section(
            _("Pay"),
            ("pay_kind", "pay_amount"),
            ("quantity", "rate"),
            ("percent_of_salary", "salary_base"),
            "includes_extra_hours",
            seen_by=_("the person, the coordinator and the business office"),
        ),
        Section(_("Funds"), *[(f"fund_{n}", f"percent_{n}", f"account_{n}") for n in range(FUNDS)]),
        Section(_("Approval"), "approve_now", "why"),
    )

    def __init__(self, *args, user, asked, **kwargs):
        super().__init__(*args, **kwargs)
        district, today = District.current(), timezone.localdate()
        self.year = district.school_year(today)
        self.fields["person"].queryset = Person.objects.visible_to(user).active()
        self.fields["role"].queryset = Role.objects.visible_to(user).offered_in(self.year)
        planned = Position.objects.visible_to(user).filter(school_year__gte=self.year)
        self.fields["position"].queryset = vacancies.vacant(planned).select_related("role", "site")
        start, end = district.school_year_dates(self.year)
        self.initial |= {
            "start": max(start, today),
            "end": end,
            **{k: asked.get(k) for k in ("person", "position", "role", "site")},
        }
        for place in range(FUNDS):
            self._add_fund(place, FundingSource.objects.visible_to(user).open())
        self.order_fields([name for name in self.fields if name not in {"approve_now", "why"}] + ["approve_now", "why"])

    def _add_fund(self, place, funds):
        """One line of funding: fund, percent, account code."""
        number = {"n": place + 1}
        self.fields[f"fund_{place}"] = forms.ModelChoiceField(funds, label=_("Fund %(n)s") % number, required=False)
        self.fields[f"percent_{place}"] = forms.DecimalField(
            label=_("Percent from fund %(n)s") % number,
            required=False,
            max_digits=5,
            decimal_places=2,
            min_value=0,
            max_value=100,
        )
        self.fields[f"account_{place}"] = forms.CharField(
            label=_("Account code %(n)s") % number, required=False, max_length=60
        )

    def clean(self):
        data = super().clean()
        if not data.get("position"):
            for name in ("role", "site"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("Choose a vacant position, or a role and a site."))
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("The last day is before the first day."))
        return data

    def offer(self):
        """The unsaved offer that the form describes."""
        data = self.cleaned_data
        return Offer(
            person=data["person"],
            position=data["position"] or self._new_position(),
            start=data["start"],
            end=data["end"],
            release_fte=data["release_fte"],
            pattern=data["pattern"],
            overload_reason=data["overload_reason"],
            bounds_reason=data["bounds_reason"],
            other_sites=list(data["other_sites"]),
            pay=self._pay(),
        )

    def _new_position(self):
        data = self.cleaned_data
        year = District.current().school_year(data["start"])
        site = data["site"]
        grades = {"lowest_grade": site.lowest_grade, "highest_grade": site.highest_grade}
        return Position(
            role=data["role"],
            site=site,
            school_year=year,
            fte=data["release_fte"],
            budget=data["pay_amount"] or 0,
            **grades,
        )

    def _pay(self):
        data = self.cleaned_data
        if not data["pay_kind"]:
            return []
        compensation = Compensation(
            kind=data["pay_kind"],
            full_amount=data["pay_amount"] or 0,
            quantity=data["quantity"],
            rate=data["rate"],
            percent=data["percent_of_salary"],
            salary_base=data["salary_base"],
            start=data["start"],
            end=data["end"],
            includes_extra_hours=data["includes_extra_hours"],
        )
        return [(compensation, self._allocations())]

    def _allocations(self):
        data = self.cleaned_data
        lines = [(data[f"fund_{n}"], data[f"percent_{n}"], data[f"account_{n}"]) for n in range(FUNDS)]
        return [
            FundingAllocation(source=fund, percent=percent or Decimal(0), account_code=account)
            for fund, percent, account in lines
            if fund
        ]

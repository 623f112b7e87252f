"""What is chosen above each report; every choice stands in the address."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders.models import Discipline, District, FundingSource, Role, School
from leaders.years import FIRST, LAST, this_year, year_in
from programs.biweekly import period_of, periods
from programs.models import Program
from responsibilities import access
from responsibilities.filters.reports import ReachFilter, ReportFilter, TimeUseFilter


class NamedChoice(forms.ModelChoiceField):
    """One record out of few, by its name."""

    def __init__(self, label, queryset):
        super().__init__(label=label, queryset=queryset, required=False, empty_label=_("any"))


class ForEveryone(forms.BooleanField):
    """Whether small groups are left out for who may see them too: what may then be handed on to anybody."""

    def __init__(self):
        super().__init__(label=_("As everyone may read it"), required=False)


class YearChoice(ReportFilter):
    """The school year alone."""

    def _narrow(self):
        del self.fields["school"], self.fields["leader"]


class TimeChoice(TimeUseFilter):
    """Above R3."""

    everyone = ForEveryone()

    def _narrow(self):
        super()._narrow()
        if not access.is_coordinator(self.user):
            del self.fields["everyone"]


class ReachChoice(ReachFilter):
    """Above R4."""

    everyone = ForEveryone()

    def _narrow(self):
        super()._narrow()
        if not access.is_coordinator(self.user):
            del self.fields["everyone"]


class EndOfYearChoice(YearChoice):
    """Above R11."""

    everyone = ForEveryone()

    def _narrow(self):
        super()._narrow()
        if not access.is_coordinator(self.user):
            del self.fields["everyone"]


class GrantChoice(EndOfYearChoice):
    """Above R10: a program, or for who sees money a fund."""

    program = NamedChoice(_("Program"), Program.objects.none())
    fund = NamedChoice(_("Fund or award"), FundingSource.objects.none())

    def _narrow(self):
        super()._narrow()
        self.fields["program"].queryset = Program.objects.visible_to(self.user)
        if self.user.may("leaders.view_funding"):
            self.fields["fund"].queryset = FundingSource.objects.visible_to(self.user)
        else:
            del self.fields["fund"]


class FiscalYearChoice(YearChoice):
    """Above R9: the fiscal year, the one under way unless chosen."""

    def _narrow(self):
        super()._narrow()
        self.fields["year"].label = _("Fiscal year")
        self.initial["year"] = fiscal_year_now()

    def chosen(self):
        found = super().chosen()
        return found | {"year": getattr(self, "cleaned_data", {}).get("year") or fiscal_year_now()}


def fiscal_year_now():
    return District.current().fiscal_year(timezone.localdate())


class RosterChoice(ReportFilter):
    """Above R1: a date, or a school year for its end or today; discipline, role and school."""

    on = forms.DateField(label=_("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    discipline = NamedChoice(_("Discipline"), Discipline.objects.all())
    role = NamedChoice(_("Role"), Role.objects.all())

    def _narrow(self):
        del self.fields["leader"]
        self.fields["school"].queryset = School.objects.visible_to(self.user)

    def clean_on(self):
        """No date of which there could be no record."""
        on = self.cleaned_data["on"]
        if on and not FIRST <= on.year < LAST:
            raise forms.ValidationError(self.fields["on"].error_messages["invalid"])
        return on

    def chosen(self):
        """The date decides which school year it is."""
        found = super().chosen()
        on = found["on"] or self._day_of(found["year"])
        return found | {"on": on, "year": District.current().school_year(on)}

    def _day_of(self, year):
        if year == this_year():
            return timezone.localdate()
        first, last = District.current().school_year_dates(year)
        return last if year < this_year() else first


class ActivityChoice(ReportFilter):
    """Above R12: two weeks of a school year, unless chosen the latest ones that are over."""

    period = forms.TypedChoiceField(label=_("Two weeks"), coerce=datetime.date.fromisoformat, required=False)

    def _narrow(self):
        super()._narrow()
        shown = [(each.start, str(each)) for each in periods(year_in(self.data))]
        self.fields["period"].choices = [("", _("the latest")), *reversed(shown)]

    def chosen(self):
        found = super().chosen()
        return found | {"period": period_of(found["period"]) if found["period"] else self._latest(found["year"])}

    def _latest(self, year):
        """The first ones of a school year while none are over."""
        found, today = periods(year), timezone.localdate()
        return next((each for each in reversed(found) if each.end < today), found[0])

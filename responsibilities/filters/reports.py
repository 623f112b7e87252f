"""What people choose above a report; every choice stands in the address."""

import datetime

import django_filters as filters
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from config.pickers import PickerField
from config.tables import NamedFilter
from config.tables.filtering import quickened
from leaders.filters.appointments import year_choices
from leaders.models import District, Person, Role, School
from leaders.years import this_year, year_in
from responsibilities import access
from responsibilities.models import Category, next_month


def matching(rows, text):
    return rows.matching(text)


class ReportFilter(forms.Form):
    """The school year and, for who may see more than the whole, the school and the teacher leader."""

    year = forms.TypedChoiceField(label=_("School year"), coerce=int, required=False)
    school = PickerField(
        label=_("School"),
        required=False,
        queryset=School.objects.none(),
        url="leaders:school-picker",
        search=matching,
        nothing=_("any"),
    )
    leader = PickerField(
        label=_("Teacher leader"),
        required=False,
        queryset=Person.objects.none(),
        url="leaders:person-picker",
        search=matching,
        nothing=_("any"),
    )

    def __init__(self, params, *, user):
        super().__init__(params or None)
        self.user = user
        self.fields["year"].choices = year_choices()
        self.initial["year"] = this_year()
        self._narrow()
        for field in self.fields.values():
            quickened(field)

    def _narrow(self):
        """Only what this user may ask for: coordinators all, principals among their schools, others themselves."""
        if access.is_coordinator(self.user):
            self.fields["school"].queryset = School.objects.visible_to(self.user)
            self.fields["leader"].queryset = Person.objects.visible_to(self.user)
            return
        del self.fields["leader"]
        if len(self.user.school_ids) > 1:
            self.fields["school"].queryset = School.objects.visible_to(self.user).filter(pk__in=self.user.school_ids)
        else:
            del self.fields["school"]

    def chosen(self):
        """What was chosen, by name; what could not be read is left out, and says so beside its field."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {name: data.get(name) or None for name in self.fields} | {"year": data.get("year") or this_year()}


class ReachFilter(ReportFilter):
    """Above the report of reach and dosage."""


class TimeUseFilter(ReportFilter):
    """Above the report of time use; months, category and role for who sees more than suppressed sums."""

    start = forms.TypedChoiceField(label=_("From"), coerce=datetime.date.fromisoformat, required=False)
    end = forms.TypedChoiceField(label=_("Through"), coerce=datetime.date.fromisoformat, required=False)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.all(), required=False, empty_label=_("any")
    )
    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.all(), required=False, empty_label=_("any"))

    def _narrow(self):
        super()._narrow()
        if not (access.is_coordinator(self.user) or self.user.school_ids):
            del self.fields["role"]
        if not access.sees_own_time(self.user):
            for name in ("start", "end", "category"):
                del self.fields[name]
            return
        months = [("", _("any")), *((month, date_format(month, "YEAR_MONTH_FORMAT")) for month in self._months())]
        self.fields["start"].choices = self.fields["end"].choices = months

    def _months(self):
        """The months of the school year that is asked for, and the summer after it, which may belong to it."""
        month, last = District.current().school_year_dates(year_in(self.data))
        while month <= last + datetime.timedelta(days=62):
            yield month
            month = next_month(month)


class OfYear(filters.FilterSet):
    """The school year; the list itself asks about it."""

    year = filters.ChoiceFilter(label=_("School year"), choices=year_choices, method="keep", empty_label=_("this one"))

    def keep(self, rows, name, value):
        return rows


class NeverReachedFilter(OfYear):
    """Above the list of teachers never reached."""

    q = filters.CharFilter(label=_("Name"), method="search")
    school = NamedFilter(label=_("School"), field_name="home_school", queryset=School.objects.open())
    recorded = filters.BooleanFilter(
        label=_("Subjects recorded"), field_name="teaches", lookup_expr="isnull", exclude=True
    )

    def search(self, rows, name, text):
        return rows.matching(text)


class NeverReachedSchoolFilter(OfYear):
    """Above the list of schools never reached."""

    q = filters.CharFilter(label=_("Name or code"), method="search")
    level = filters.ChoiceFilter(label=_("Level"), choices=School.Level.choices)

    def search(self, rows, name, text):
        return rows.matching(text)
